import assert from "node:assert/strict";
import { test } from "node:test";
import { NdjsonReader } from "../../pkg/src/cli/ndjson.js";

function read(text, size = Infinity) {
  const bytes = Buffer.from(text);
  const said = { leads: [], broken: [] };
  const reader = new NdjsonReader({
    lead: (lead, line) => said.leads.push([line, lead.toString()]),
    broken: (line, why) => said.broken.push([line, why]),
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, Math.min(bytes.length, at + size)));
  reader.end();
  return said;
}

test("lines are cut the same whatever the chunks", () => {
  const text = '{"id":"Łódź"}\r\n\n  \t\r\n{"id":"b"}\n[1]\nno json\n{"id":"c"}';
  const said = { leads: [[1, '{"id":"Łódź"}'], [4, '{"id":"b"}'], [5, "[1]"], [6, "no json"], [7, '{"id":"c"}']], broken: [] };
  for (const size of [Infinity, 1, 2, 7]) assert.deepEqual(read(text, size), said, `in chunks of ${size}`);
});

test("an empty input has no lines", () => {
  assert.deepEqual(read(""), { leads: [], broken: [] });
  assert.deepEqual(read("\n\r\n"), { leads: [], broken: [] });
});

test("a line may have 16 MiB, and not one byte more", () => {
  const most = 16 * 1024 * 1024;
  for (const size of [65_536, Infinity]) {
    const said = read(`${"x".repeat(most)}\n${"y".repeat(most + 1)}\nz\n${"w".repeat(most + 1)}`, size);
    assert.deepEqual(said.leads.map(([line, lead]) => [line, lead.length]), [[1, most], [3, 1]]);
    assert.deepEqual(said.broken, [[2, "the line is longer than 16 MiB"], [4, "the line is longer than 16 MiB"]]);
  }
});
