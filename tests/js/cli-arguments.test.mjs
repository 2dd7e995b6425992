import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "../../pkg/src/cli/run.js";
import { nearest } from "../../pkg/src/cli/suggest.js";
import { fakeHost } from "./fixtures/cli/fake.mjs";

async function command(...args) {
  const host = fakeHost();
  const exit = await run(args, host);
  return { exit, stdout: host.stdout.text, stderr: host.stderr.text };
}

const refused = (message, help) => ({ exit: 2, stdout: "", stderr: `error: ${message}\n${help === undefined ? "" : `  help: ${help}\n`}` });

test("help and version", async () => {
  const main = await command("--help");
  assert.equal(main.exit, 0);
  assert.match(main.stdout, /^leadgrade decides what to do with B2B leads, from one JSON model\.\n\nUsage:\n {2}leadgrade check MODEL/);
  assert.deepEqual(await command("-h"), main);
  assert.deepEqual(await command(), { exit: 2, stdout: "", stderr: main.stdout });
  assert.deepEqual(await command("--version"), { exit: 0, stdout: "0.1.0\n", stderr: "" });
  assert.deepEqual(await command("-v"), { exit: 0, stdout: "0.1.0\n", stderr: "" });
  for (const name of ["check", "evaluate"]) {
    const help = await command(name, "--help");
    assert.equal(help.exit, 0);
    assert.match(help.stdout, new RegExp(`\n\nUsage:\n {2}leadgrade ${name} `));
    assert.ok(help.stdout.split("\n").every((line) => line.length <= 100));
  }
});

test("an unknown command or option gets a suggestion when one is near", async () => {
  assert.deepEqual(await command("evalute"), refused("unknown command `evalute`", "did you mean `evaluate`?"));
  assert.deepEqual(await command("frobnicate"), refused("unknown command `frobnicate`", "see `leadgrade --help`"));
  assert.deepEqual(await command("--verison"), refused("unknown option `--verison`", "did you mean `--version`?"));
  assert.deepEqual(await command("evaluate", "--modle", "m.json"), refused("unknown option `--modle`", "did you mean `--model`?"));
  assert.deepEqual(await command("evaluate", "-x"), refused("unknown option `-x`", "see `leadgrade evaluate --help`"));
  assert.deepEqual(await command("check", "--constructor"), refused("unknown option `--constructor`", "see `leadgrade check --help`"));
});

test("an option with a missing or needless value is refused", async () => {
  assert.deepEqual(await command("evaluate", "--model"), refused("`--model` needs a value", "see `leadgrade evaluate --help`"));
  assert.deepEqual(await command("evaluate", "--model", "--quiet"), refused("`--model` needs a value", "see `leadgrade evaluate --help`"));
  assert.deepEqual(await command("evaluate", "--model="), refused("`--model` needs a value", "see `leadgrade evaluate --help`"));
  assert.deepEqual(await command("evaluate", "--quiet=yes"), refused("`--quiet` takes no value", "see `leadgrade evaluate --help`"));
});

test("evaluate wants a model and one file of leads", async () => {
  assert.deepEqual(await command("evaluate", "leads.csv"), refused("no model is named", "leadgrade evaluate --model MODEL LEADS"));
  assert.deepEqual(await command("evaluate", "-m", "m.json"), refused("no leads are named", "name a file, or - for standard input"));
  assert.deepEqual(await command("evaluate", "-m", "m.json", "a.csv", "b.csv"), refused("one file of leads at a time, please: `b.csv` is one too many"));
  assert.deepEqual(await command("evaluate", "-m", "-", "-"), refused("standard input can be read only once"));
});

test("a format is one of two", async () => {
  assert.deepEqual(await command("evaluate", "-m", "m.json", "--format", "cvs", "a.csv"), refused("`--format` is `ndjson` or `csv`, not `cvs`", "did you mean `csv`?"));
  assert.deepEqual(await command("evaluate", "-m", "m.json", "--input", "xml", "a.csv"), refused("`--input` is `ndjson` or `csv`, not `xml`"));
});

test("words near enough are suggested, others are not", () => {
  assert.equal(nearest("mdoel", ["model", "now"]), "model");
  assert.equal(nearest("MODEL", ["model"]), "model");
  assert.equal(nearest("on", ["now", "id"]), null);
  assert.equal(nearest("xyz", ["model", "now"]), null);
  assert.equal(nearest("quiet", []), null);
});
