import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { CsvReader } from "../../pkg/src/cli/csv.js";
import { newWriter } from "../../pkg/src/cli/writers.js";

/** Reads CSV that comes in chunks of `size` bytes, and gives all that was said about it. */
function read(text, size = Infinity) {
  const bytes = Buffer.from(text);
  const said = { header: null, separator: null, rows: [], broken: [] };
  const reader = new CsvReader({
    header: (names, separator) => Object.assign(said, { header: names, separator }),
    cells: (cells, line) => said.rows.push([line, ...cells]),
    broken: (line, why) => said.broken.push([line, why]),
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, Math.min(bytes.length, at + size)));
  reader.end();
  return said;
}

/** The same whatever the chunks: whole, byte by byte, and by a prime. */
function readAnyhow(text) {
  const said = read(text);
  assert.deepEqual(read(text, 1), said, "byte by byte");
  assert.deepEqual(read(text, 7), said, "in chunks of seven bytes");
  return said;
}

const BAD_QUOTE = "a quote stands inside a cell; a cell with quotes is quoted, and quotes in it are doubled";
const OPEN_QUOTE = "a quote is opened and never closed";

for (const [name, separator] of [["commas", ","], ["semicolons", ";"], ["tabs", "\t"]]) {
  test(`${name} are found in the header line`, () => {
    const said = readAnyhow(`id${separator}"a,b;c,d;e,f\t;"${separator}size\n1${separator}x${separator}2\n`);
    assert.deepEqual(said, { header: ["id", "a,b;c,d;e,f\t;", "size"], separator, rows: [[2, "1", "x", "2"]], broken: [] });
  });
}

test("a header of one column has no separator, and none is needed", () => {
  assert.deepEqual(readAnyhow("email\nada@acme.example\n").rows, [[2, "ada@acme.example"]]);
});

for (const [name, end] of [["LF", "\n"], ["CRLF", "\r\n"], ["CR", "\r"]]) {
  test(`lines may end with ${name}, the last one with nothing`, () => {
    const said = readAnyhow(["id,size", "1,2", "", '3,"4', '5"', "6,7"].join(end));
    assert.deepEqual(said.rows, [[2, "1", "2"], [4, "3", `4${end}5`], [6, "6", "7"]]);
    assert.deepEqual(said.broken, []);
  });
}

test("a file of CRLF may have a line that ends with LF", () => {
  assert.deepEqual(readAnyhow("id,size\r\n1,2\n3,4\r\n").rows, [[2, "1", "2"], [3, "3", "4"]]);
});

test("a CR inside a line of a file with LF is text", () => {
  assert.deepEqual(readAnyhow("id,note\n1,a\rb\n").rows, [[2, "1", "a\rb"]]);
});

test("quoted cells keep separators, line breaks and doubled quotes", () => {
  const said = readAnyhow('id,"the\nnote"\n1,"a, ""b""\nc"\n"2",""\n');
  assert.deepEqual(said.header, ["id", "the\nnote"]);
  assert.deepEqual(said.rows, [[3, "1", 'a, "b"\nc'], [5, "2", ""]]);
  assert.deepEqual(said.broken, []);
});

test("a quoted cell may be the last thing in a file", () => {
  assert.deepEqual(readAnyhow('id,note\n1,"a\nb"').rows, [[2, "1", "a\nb"]]);
});

test("text outside ASCII survives any chunks", () => {
  assert.deepEqual(readAnyhow('id,näme\n1,"Łódź, 🙂"\n2,Łódź 🙂\n').rows, [[2, "1", "Łódź, 🙂"], [3, "2", "Łódź 🙂"]]);
});

test("blank lines and rows of empty cells are nothing, and are counted as lines", () => {
  const said = readAnyhow("\n\nid,size\n\n1,2\n,\n\n3,4\n");
  assert.deepEqual(said.header, ["id", "size"]);
  assert.deepEqual(said.rows, [[5, "1", "2"], [8, "3", "4"]]);
  assert.deepEqual(said.broken, []);
});

test("a row with too few or too many cells is broken", () => {
  const said = readAnyhow('id,size\n1\n2,3,4\n5,6\n7,"8\n9",\n10,11\n');
  assert.deepEqual(said.rows, [[4, "5", "6"], [7, "10", "11"]]);
  assert.deepEqual(said.broken, [
    [2, "1 cell where the header has 2"],
    [3, "3 cells where the header has 2"],
    [5, "3 cells where the header has 2"],
  ]);
});

test("a quote inside a cell costs its line only", () => {
  const said = readAnyhow('id,note\n1,"Acme" Inc\n2,"fine"\n3,12" pipe"\n4,fine\n');
  assert.deepEqual(said.rows, [[3, "2", "fine"], [5, "4", "fine"]]);
  assert.deepEqual(said.broken, [[2, BAD_QUOTE], [4, BAD_QUOTE]]);
});

test("a quote that another one far below seems to close costs its line only", () => {
  const said = readAnyhow('id,note\n1,"Acme\n2,fine\n3,12" pipe\n4,fine\n5,"two\nlines"\n');
  assert.deepEqual(said.rows, [[3, "2", "fine"], [5, "4", "fine"], [6, "5", "two\nlines"]]);
  assert.deepEqual(said.broken, [[2, BAD_QUOTE], [4, BAD_QUOTE]]);
});

test("a quote that is never closed costs its line only", () => {
  const said = readAnyhow('id,note\n1,fine\n2,"Acme\n3,fine\n4,fine\n');
  assert.deepEqual(said.rows, [[2, "1", "fine"], [4, "3", "fine"], [5, "4", "fine"]]);
  assert.deepEqual(said.broken, [[3, OPEN_QUOTE]]);
  assert.deepEqual(readAnyhow('id,note\n1,fine\n2,"Acme').broken, [[3, OPEN_QUOTE]]);
});

test("a quote that is never closed does not hold more than a mebibyte", () => {
  const filler = "3,fine\n".repeat(160_000);
  const said = read(`id,note\n2,"Acme\n${filler}`, 65_536);
  assert.equal(said.rows.length, 160_000);
  assert.deepEqual(said.rows.at(-1), [160_002, "3", "fine"]);
  assert.deepEqual(said.broken, [[2, OPEN_QUOTE]]);
});

test("broken rows in every line stay quick to get past", () => {
  const said = read(`id,note\n${'1,12" pipe\n'.repeat(2_001)}2,fine\n`, 65_536);
  assert.equal(said.broken.length, 2_001);
  assert.deepEqual(said.rows, [[2_003, "2", "fine"]]);
});

test("a row may have a mebibyte, and not one byte more", () => {
  const row = (bytes) => `1,${"x".repeat(bytes - 2)}`;
  for (const size of [1_000, 65_536, 4_000_000]) {
    const said = read(`id,note\n${row(1_048_576)}\n${row(1_048_577)}\n2,fine\n${row(3_000_000)}\n3,fine`, size);
    assert.deepEqual(said.rows.map(([line, , note]) => [line, note.length]), [[2, 1_048_574], [4, 4], [6, 4]]);
    assert.deepEqual(said.broken, [[3, "the row is longer than 1 MiB"], [5, "the row is longer than 1 MiB"]]);
  }
});

test("a header that cannot be read ends the run", () => {
  const failure = { name: "Failure", exit: 1 };
  assert.throws(() => read('id,"a" b\n1,2\n'), { ...failure, message: `the header on line 1 cannot be read: ${BAD_QUOTE}` });
  assert.throws(() => read('\nid,"a\n1,2\n'), { ...failure, message: `the header on line 2 cannot be read: ${OPEN_QUOTE}` });
  assert.throws(() => read("x".repeat(2_000_000), 65_536), { ...failure, message: "the header on line 1 cannot be read: the row is longer than 1 MiB" });
});

test("an empty file has no header", () => {
  assert.deepEqual(read(""), { header: null, separator: null, rows: [], broken: [] });
  assert.deepEqual(read("\r\n\r\n"), { header: null, separator: null, rows: [], broken: [] });
});

test("bytes that are no UTF-8 are noted", () => {
  const reader = new CsvReader({ header() {}, cells() {} });
  reader.push(Buffer.from("id,name\n1,Zoë\n"));
  assert.equal(reader.foreignBytes, false);
  reader.push(Buffer.from("2,Zo\xeb\n", "latin1"));
  assert.equal(reader.foreignBytes, true);
});

/** Numbers in [0, n) from a fixed seed. */
function dice(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

test("any table that the CSV library writes is read back", () => {
  const roll = dice(1);
  const pieces = ["a", "B", "1", " ", '"', ",", ";", "\t", "\n", "\r\n", "é", "🙂", ""];
  for (let round = 0; round < 300; round++) {
    const separator = [",", ";", "\t"][roll(3)];
    const end = ["\n", "\r\n"][roll(2)];
    const cell = () => Array.from({ length: roll(5) }, () => pieces[roll(pieces.length)]).join("");
    const width = 2 + roll(3);
    const rows = Array.from({ length: roll(9) }, () => Array.from({ length: width }, cell)).filter((row) => row.some((text) => text !== ""));
    const header = Array.from({ length: width }, (_, i) => `c${i}`);
    const text = stringify([header, ...rows], { delimiter: separator, record_delimiter: end, quoted_match: /[\r\n]/ });
    const said = read(text, 1 + roll(20));
    assert.deepEqual(said.broken, [], text);
    assert.deepEqual(said.rows.map(([, ...cells]) => cells), rows, text);
  }
});

test("the CSV library reads back any table that is written", () => {
  const roll = dice(3);
  const pieces = ["a", "7", " ", '"', ",", ";", "\t", "\n", "\r", "é", "🙂", ""];
  for (let round = 0; round < 300; round++) {
    const separator = [",", ";", "\t"][roll(3)];
    const cell = () => Array.from({ length: roll(5) }, () => pieces[roll(pieces.length)]).join("");
    const names = Array.from({ length: 1 + roll(3) }, (_, i) => `${cell()}${i}`);
    const evaluation = { lead: cell(), stage: "mql", fit: { tier: null }, intent: { band: "low" }, score: -0.5, action: { kind: "none" }, summary: cell() };
    const cells = names.map(cell);
    let text = "";
    const writer = newWriter("csv", { text: (part) => (text += part) });
    writer.header(names, separator);
    writer.add(Buffer.from(JSON.stringify(evaluation)), cells);
    writer.flush();
    assert.deepEqual(parse(text, { delimiter: separator, record_delimiter: "\n" }), [
      ["id", "stage", "tier", "band", "score", "action", "summary", ...names],
      [evaluation.lead, "mql", "", "low", "-0.5", "none", evaluation.summary, ...cells],
    ]);
  }
});

test("whatever the bytes, the chunks they come in change nothing, and no line is counted twice", () => {
  const roll = dice(2);
  const pieces = ['"', '"', ",", "\n", "\n", "\r", "a", "bc", "é"];
  for (let round = 0; round < 2_000; round++) {
    const text = `x,y\n${Array.from({ length: roll(40) }, () => pieces[roll(pieces.length)]).join("")}`;
    const said = read(text);
    assert.deepEqual(read(text, 1 + roll(6)), said, JSON.stringify(text));
    const numbers = [...said.rows, ...said.broken].map(([line]) => line);
    assert.equal(new Set(numbers).size, numbers.length, JSON.stringify(text));
    assert.ok(numbers.every((line) => line >= 2 && line <= text.split("\n").length), JSON.stringify(text));
  }
});
