import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { run } from "../../pkg/src/cli/run.js";
import { fakeHost } from "./fixtures/cli/fake.mjs";

const file = (name) => fileURLToPath(new URL(`fixtures/cli/${name}`, import.meta.url));
const SOUND = file("model.json");
const FAULTY = file("faulty.json");

async function command(args, options) {
  const host = fakeHost(options);
  const exit = await run(args, host);
  return { exit, stdout: host.stdout.text, stderr: host.stderr.text };
}

test("a model without faults passes", async () => {
  assert.deepEqual(await command(["check", SOUND]), { exit: 0, stdout: `${SOUND}: no faults\n`, stderr: "" });
});

test("diagnostics show the place, the line and a way out", async () => {
  assert.deepEqual(await command(["check", FAULTY]), {
    exit: 1,
    stdout: `${FAULTY}:6:27: error[unknown-field]: unknown field \`industy\`
6 |  { "id": "icp", "when": { "industy": "saas" }, "points": 20 }
  |                           ^^^^^^^^^
  = at /fit/rules/0/when/industy
  = help: did you mean \`industry\`?

${FAULTY}:4:15: warning[field-unused]: no part of the model asks about \`industry\`
4 |   "fields": { "industry": { "type": "text" } },
  |               ^^^^^^^^^^
  = at /fields/industry

${FAULTY}: 1 error, 1 warning
`,
    stderr: "",
  });
});

test("several models are checked in one go, and one with errors is enough to fail", async () => {
  const { exit, stdout } = await command(["check", FAULTY, SOUND]);
  assert.equal(exit, 1);
  assert.ok(stdout.endsWith(`${FAULTY}: 1 error, 1 warning\n${SOUND}: no faults\n`));
});

test("warnings alone are no failure", async () => {
  const stdin = '{"faults":[{"code":"dead-rule","severity":"warning","path":"","message":"m","help":null,"line":1,"column":1}]}';
  const { exit, stdout } = await command(["check", "-"], { stdin });
  assert.equal(exit, 0);
  assert.ok(stdout.startsWith("<stdin>:1:1: warning[dead-rule]: m\n1 | {"));
  assert.ok(stdout.endsWith("\n<stdin>: 1 warning\n"));
});

test("--strict takes warnings for errors", async () => {
  const stdin = '{"faults":[{"code":"dead-rule","severity":"warning","path":"","message":"m","help":null,"line":1,"column":1}]}';
  const { exit, stdout } = await command(["check", "--strict", "-"], { stdin });
  assert.equal(exit, 1);
  assert.ok(stdout.startsWith("<stdin>:1:1: error[dead-rule]: m\n1 | {"));
  assert.ok(stdout.endsWith("\n<stdin>: 1 error\n"));
  assert.equal((await command(["check", "--strict", SOUND])).exit, 0);
});

test("--json prints one diagnostic per line", async () => {
  const { exit, stdout } = await command(["check", "--json", FAULTY, SOUND]);
  const { faults } = JSON.parse(await readFile(FAULTY, "utf8"));
  assert.equal(exit, 1);
  assert.equal(stdout, faults.map((fault) => `${JSON.stringify({ file: FAULTY, ...fault })}\n`).join(""));
});

const at = (line, column) => ({ code: "c", severity: "error", path: "", message: "m", help: null, line, column });

async function excerptOf(text, diagnostic) {
  const { stdout } = await command(["check", "-"], { stdin: text, checkModel: async () => [diagnostic] });
  return stdout.split("\n").slice(1, 3);
}

test("of a long line only the surroundings are shown", async () => {
  const line = `{${'"a": 1, '.repeat(30)}"here": 2${', "b": 3'.repeat(30)}}`;
  assert.deepEqual(await excerptOf(line, at(1, line.indexOf('"here"') + 1)), [
    `1 | …${'"a": 1, '.repeat(5)}"here": 2${', "b": 3'.repeat(6)}, "…`,
    `  | ${" ".repeat(41)}^^^^^^`,
  ]);
  assert.deepEqual(await excerptOf(line, at(1, 1)), [`1 | {${'"a": 1, '.repeat(12)}"a"…`, "  | ^"]);
  const [shown, carets] = await excerptOf(line, at(1, line.length));
  assert.ok(shown.startsWith("1 | …") && shown.endsWith('"b": 3}'));
  assert.equal(carets.length, shown.length);
});

test("a place at the end of the text, or past it, is shown", async () => {
  assert.deepEqual(await excerptOf('{ "a"', at(1, 6)), ['1 | { "a"', "  |      ^"]);
  assert.deepEqual(await excerptOf("{\n", at(2, 1)), ["2 |", "  | ^"]);
  assert.deepEqual(await excerptOf("{", at(9, 9)), ["9 |", "  | ^"]);
});

test("columns count characters, line breaks may be CRLF, and control characters are not printed", async () => {
  assert.deepEqual(await excerptOf('{ "🙂": true }\r\n', at(1, 8)), ['1 | { "🙂": true }', "  |        ^^^^"]);
  assert.deepEqual(await excerptOf('{ "\u001b[2J": 1 }', at(1, 10)), ['1 | { "\ufffd[2J": 1 }', "  |          ^"]);
});

test("a file that cannot be read is named with the reason", async () => {
  const missing = file("missing.json");
  assert.deepEqual(await command(["check", missing]), { exit: 2, stdout: "", stderr: `error: cannot read \`${missing}\`: no such file\n` });
  const folder = file("");
  assert.deepEqual(await command(["check", folder]), { exit: 2, stdout: "", stderr: `error: cannot read \`${folder}\`: it is a folder\n` });
});

test("check wants a model, and standard input once", async () => {
  assert.deepEqual(await command(["check"]), { exit: 2, stdout: "", stderr: "error: no model is named\n  help: leadgrade check MODEL\n" });
  assert.deepEqual(await command(["check", "-", "-"]), { exit: 2, stdout: "", stderr: "error: standard input can be read only once\n" });
});

test("color marks severity on a terminal", async () => {
  const stdin = "{}";
  const host = fakeHost({ stdin, checkModel: async () => [at(1, 1)] });
  host.stdout.isTTY = true;
  assert.equal(await run(["check", "-"], host), 1);
  assert.ok(host.stdout.text.startsWith("\u001b[1m<stdin>:1:1:\u001b[22m \u001b[31merror\u001b[39m[c]: m\n"));
});
