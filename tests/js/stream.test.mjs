// `model.stream()`: the lines of leads in, the lines of their evaluations out, however the bytes are cut.
import assert from "node:assert/strict";
import test from "node:test";
import { LeadgradeError, loadModel } from "leadgrade";
import { NOW, leadLines } from "../../benches/leads.mjs";
import { inside } from "../../pkg/dist/supervisor.js";
import { MODEL } from "./support/packed.mjs";

const model = await loadModel(MODEL);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const at = { now: NOW };

// What comes out for pieces that go in as they are pulled.
async function through(stream, pieces) {
  const found = [];
  for await (const piece of ReadableStream.from(pieces).pipeThrough(stream)) {
    assert.ok(piece instanceof Uint8Array && piece.length > 0);
    found.push(piece);
  }
  return Buffer.concat(found).toString();
}

function* cut(text, size) {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

const evaluations = (lines, options = at) => lines.map((line) => `${decoder.decode(model.evaluateBytes(line, options))}\n`).join("");

test("ten thousand leads, some of them hostile, give the bytes that each gives by itself", async () => {
  const lines = leadLines(10_000, 7).filter((line) => line.trim() !== "");
  const text = lines.join("\n");
  const expected = evaluations(lines);
  for (const size of [1_000, 65_536, 10_000_000]) assert.ok(await through(model.stream(at), cut(text, size)) === expected, `in pieces of ${size}`);
  assert.ok(await through(model.stream(at), cut(`${lines.join("\r\n")}\r\n`, 65_521)) === expected, "with CRLF");
});

test("lines are the same wherever the pieces end", async () => {
  const lines = ['{"id":"Łódź","profile":{"jobTitle":"größe"}}', '{"id":"b"}', "[1]", "no JSON", "{}"];
  const text = `${lines[0]}\r\n\n  \t\r\n${lines[1]}\n${lines[2]}\n\n${lines[3]}\r\n${lines[4]}`;
  const expected = evaluations(lines);
  for (const end of ["", "\n", "\r\n", "\n\n \n"]) {
    for (const size of [1, 2, 3, 7, 64, 1_000]) assert.equal(await through(model.stream(at), cut(text + end, size)), expected, `${JSON.stringify(end)} in pieces of ${size}`);
  }
  assert.deepEqual(expected.split("\n").slice(0, -1).map((line) => JSON.parse(line).notices.map(({ code }) => code).filter((code) => code.startsWith("not-"))),
    [[], [], ["not-an-object"], ["not-json"], []]);
});

test("no lines give nothing", async () => {
  for (const text of ["", "\n", "\r\n \n\t", "\ufeff"]) assert.equal(await through(model.stream(at), cut(text, 1)), "", JSON.stringify(text));
});

test("a byte order mark at the beginning is none of the first lead's, and anywhere else it is", async () => {
  const lead = '{"id":"a"}';
  for (const size of [1, 2, 3, 4, 100]) {
    assert.equal(await through(model.stream(at), cut(`\ufeff${lead}\n${lead}`, size)), evaluations([lead, lead]));
    assert.equal(await through(model.stream(at), cut(`${lead}\n\ufeff${lead}`, size)), evaluations([lead, `\ufeff${lead}`]));
  }
  const half = Uint8Array.of(0xef, 0xbb);
  assert.equal(await through(model.stream(at), cut(half, 1)), evaluations([half]));
  assert.equal(await through(model.stream(at), cut(Uint8Array.of(0xef, 0xbb, 0x7b, 0x7d), 1)), evaluations([Uint8Array.of(0xef, 0xbb, 0x7b, 0x7d)]));
});

test("a line may be as long as a lead may be, and one that is longer takes no more memory", async () => {
  const most = 256 * 1024;
  const long = (length) => `{"id":"l","notes":["${"x".repeat(8_000)}"]${" ".repeat(length - 8_023)}}`;
  assert.equal(long(most).length, most);
  for (const size of [65_536, most, 10_000_000]) {
    for (const newline of ["\n", "\r\n"]) {
      const lines = [long(most), "{}", long(most + 1), long(3 * most), "{}"];
      assert.ok(await through(model.stream(at), cut(lines.join(newline), size)) === evaluations(lines), `in pieces of ${size}`);
    }
  }
  assert.deepEqual(JSON.parse(evaluations([long(most + 1)])).notices.map(({ code }) => code), ["lead-too-large"]);
  const before = process.memoryUsage().arrayBuffers;
  let mostHeld = 0;
  function* endless() {
    for (let piece = 0; piece < 2_000; piece++) {
      mostHeld = Math.max(mostHeld, process.memoryUsage().arrayBuffers - before);
      yield new Uint8Array(65_536).fill(120);
    }
  }
  assert.equal(await through(model.stream(at), endless()), evaluations(["x".repeat(most + 1)]));
  assert.ok(mostHeld < 64 * 2 ** 20, `${mostHeld} bytes were held`);
});

test("short lines that give much more than they are come out in pieces", async () => {
  const stream = model.stream(at);
  const writer = stream.writable.getWriter();
  const done = writer.write(encoder.encode("{}\n".repeat(5_000))).then(() => writer.close());
  let count = 0;
  for await (const piece of stream.readable) {
    assert.ok(piece.length < 1_000_000);
    count += decoder.decode(piece).split("\n").length - 1;
  }
  await done;
  assert.equal(count, 5_000);
});

test("each piece is answered before the next comes", async () => {
  const stream = model.stream(at);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  for (const id of ["a", "b"]) {
    writer.write(encoder.encode(`{"id":"${id}"}\n{"id":`));
    assert.equal(JSON.parse(decoder.decode((await reader.read()).value)).lead, id);
    writer.write(encoder.encode("1}\n"));
    assert.equal(JSON.parse(decoder.decode((await reader.read()).value)).lead, null);
  }
  await writer.close();
  assert.equal((await reader.read()).done, true);
});

test("a reader that waits keeps the writer waiting", async () => {
  let pulled = 0;
  const source = new ReadableStream({ pull: (controller) => controller.enqueue(encoder.encode(`{"id":"${pulled++}"}\n`)) }, { highWaterMark: 0 });
  const reader = source.pipeThrough(model.stream(at)).getReader();
  for (let read = 0; read < 5; read++) await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(pulled <= 8, `${pulled} pieces were pulled for 5 that were read`);
  await reader.cancel();
});

test("what is no bytes breaks the stream, and nothing else", async () => {
  for (const piece of ["{}\n", 7, null, {}, [1]]) await assert.rejects(through(model.stream(at), [piece].values()), TypeError);
  const views = [Buffer.from("{}\n"), encoder.encode("{}\n").buffer, new DataView(encoder.encode("{}\n").buffer)];
  for (const piece of views) assert.equal(await through(model.stream(at), [piece].values()), evaluations(["{}"]));
  assert.throws(() => model.stream({ now: "soon" }), { code: "bad-instant" });
});

test("memory that the writer uses again is not looked at later", async () => {
  const piece = new Uint8Array(12);
  function* again() {
    for (const text of ['{"id":"first', '"}\n{"id":"se', 'cond"}\n     ']) {
      piece.set(encoder.encode(text));
      yield piece;
    }
  }
  assert.equal(await through(model.stream(at), again()), evaluations(['{"id":"first"}', '{"id":"second"}']));
});

test("the context is that of all leads, and the instant is that of the stream", async () => {
  const context = { turn: "no number" };
  assert.equal(await through(model.stream({ now: NOW, context }), cut("{}\n{}", 2)), evaluations(["{}", "{}"], { now: NOW, context }));
  const own = JSON.stringify(context);
  assert.equal(await through(model.stream({ now: NOW, context: own }), cut("{}", 2)), evaluations(["{}"], { now: NOW, context }));
  const before = Date.now();
  const stream = model.stream();
  const after = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 10));
  const now = Date.parse(JSON.parse(await through(stream, cut("{}", 2))).now);
  assert.ok(before <= now && now <= after);
});

test("streams and single leads do not disturb one another", async () => {
  const lines = leadLines(200, 3).filter((line) => line.trim() !== "");
  const expected = evaluations(lines);
  const pieces = function* () {
    for (const piece of cut(lines.join("\n"), 4_096)) {
      model.evaluateBytes('{"id":"other"}', { now: 0, context: { turn: 9 } });
      yield piece;
    }
  };
  const found = await Promise.all([through(model.stream(at), pieces()), through(model.stream(at), pieces()), through(model.stream(at), cut(lines.join("\n"), 100))]);
  assert.ok(found.every((text) => text === expected));
});

test("aborting and cancelling end it, and a freed model says so", async () => {
  const stopped = model.stream(at);
  const writer = stopped.writable.getWriter();
  const reader = stopped.readable.getReader();
  const read = assert.rejects(reader.read(), /enough/);
  await writer.abort(new Error("enough"));
  await read;
  const cancelled = model.stream(at);
  await cancelled.readable.cancel();
  await assert.rejects(cancelled.writable.getWriter().write(encoder.encode("{}\n")));
  const other = await loadModel(MODEL);
  const underWay = other.stream(at);
  other.free();
  assert.throws(() => other.stream(at), { code: "freed" });
  await assert.rejects(through(underWay, cut("{}\n", 100)), (error) => error instanceof LeadgradeError && error.code === "freed");
});

test("a crash between two pieces is not noticed, and one in the midst ends the stream alone", async () => {
  const crash = () => assert.throws(() => inside(() => { throw new WebAssembly.RuntimeError("unreachable"); }), { code: "internal" });
  const lines = ['{"id":"a"}', '{"id":"b"}', '{"id":"c"}'];
  function* crashing() {
    for (const piece of cut(lines.join("\n"), 9)) {
      crash();
      yield piece;
    }
  }
  assert.equal(await through(model.stream(at), crashing()), evaluations(lines));
  const broken = inside((glue) => {
    const { evaluateLines } = glue.RawModel.prototype;
    glue.RawModel.prototype.evaluateLines = () => { throw new WebAssembly.RuntimeError("unreachable"); };
    return () => (glue.RawModel.prototype.evaluateLines = evaluateLines);
  });
  await assert.rejects(through(model.stream(at), cut("{}\n", 9)), (error) => error instanceof LeadgradeError && error.code === "internal" && error.cause.message === "unreachable");
  broken();
  assert.equal(await through(model.stream(at), cut("{}\n", 9)), evaluations(["{}"]));
});

test("memory may have to grow for a piece", async () => {
  const piece = encoder.encode(`{"id":"l"}${" ".repeat(261_000)}\n`);
  const models = await Promise.all(Array.from({ length: 60 }, () => loadModel(MODEL)));
  for (const each of models) assert.equal(JSON.parse(await through(each.stream(at), [piece].values())).lead, "l");
  for (const each of models) each.free();
});
