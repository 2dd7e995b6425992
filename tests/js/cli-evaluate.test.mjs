import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { run } from "../../pkg/src/cli/run.js";
import { fakeHost, loadModel as loadFake } from "./fixtures/cli/fake.mjs";

const fixture = (name) => fileURLToPath(new URL(`fixtures/cli/${name}`, import.meta.url));
const MODEL = fixture("model.json");

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "leadgrade-cli-"))));
after(() => rm(folder, { recursive: true }));

async function file(name, text) {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function evaluate(args, options) {
  const host = fakeHost(options);
  const exit = await run(["evaluate", "--model", MODEL, ...args], host);
  return { exit, stdout: host.stdout.text, stderr: host.stderr.text };
}

const lines = (text) => text.trimEnd().split("\n");
const brief = (stdout) => lines(stdout).map((line) => JSON.parse(line)).map(({ lead, stage, score }) => [lead, stage, score]);

test("NDJSON in, NDJSON out, the table on standard error", async () => {
  const stdin = '{"id":"l-1","profile":{"companySize":240}}\n{"id":"l-2"}\n';
  const { exit, stdout, stderr } = await evaluate(["-"], { stdin });
  assert.equal(exit, 0);
  assert.deepEqual(brief(stdout), [["l-1", "sql", 240], ["l-2", "lead", 0]]);
  assert.equal(stderr, `small 2026-11 at 2026-11-22T10:00:00Z
2 leads in 1.00 s, 2 leads/s

stage         leads   share
lead              1  50.0 %
mql               0   0.0 %
sql               1  50.0 %
disqualified      0   0.0 %

tier     high          low          all
A           1  50.0 %    0   0.0 %    1   50.0 %
B           0   0.0 %    0   0.0 %    0    0.0 %
no tier     0   0.0 %    1  50.0 %    1   50.0 %
all         1  50.0 %    1  50.0 %    2  100.0 %
`);
});

test("with --out the evaluations go to the file and the table to standard output", async () => {
  const leads = await file("leads.csv", "id,Company Size,notes\nl-1,20,x\n");
  const out = join(folder, "evaluations.ndjson");
  const { exit, stdout, stderr } = await evaluate([leads, "--out", out]);
  assert.equal(exit, 0);
  assert.equal(stderr, "");
  assert.ok(stdout.startsWith("small 2026-11 at 2026-11-22T10:00:00Z\n1 lead in 1.00 s, 1 leads/s\n"));
  assert.ok(stdout.endsWith("\ncolumns the model does not use: notes\n"));
  assert.deepEqual(brief(await readFile(out, "utf8")), [["l-1", "mql", 20]]);
});

test("--quiet leaves only the evaluations", async () => {
  const { exit, stdout, stderr } = await evaluate(["-", "--quiet"], { stdin: "email\nada@acme.example\n" });
  assert.equal(exit, 0);
  assert.equal(stderr, "");
  assert.deepEqual(brief(stdout), [[null, "lead", 0]]);
});

test("CSV out has the evaluation's columns, then the input's, under the input's separator", async () => {
  const stdin = '\ufeffid;Company Size;Stage;"Notes; etc"\r\nl-1;240;mql;"a ""b"";\nc"\r\nl-2;;;\r\n';
  const { exit, stdout } = await evaluate(["-", "--format", "csv"], { stdin });
  assert.equal(exit, 0);
  assert.equal(stdout, `id;stage;tier;band;score;action;summary;input.id;Company Size;input.Stage;"Notes; etc"
l-1;sql;A;high;240;none;Company Size;l-1;240;mql;"a ""b"";
c"
l-2;lead;;low;0;none;;l-2;;;
`);
});

test("CSV out quotes a CR, which some readers take for the end of a row", async () => {
  const { stdout } = await evaluate(["-", "--format", "csv", "-q"], { stdin: "notes\na\rb\n" });
  assert.equal(stdout, 'id,stage,tier,band,score,action,summary,notes\n,lead,,low,0,none,,"a\rb"\n');
});

test("CSV out of NDJSON has the evaluation's columns", async () => {
  const stdin = '{"id":"l,1","profile":{"companySize":240}}\n[]\n{"id":"l-2"}\n';
  const { stdout } = await evaluate(["-", "--format", "csv", "-q"], { stdin });
  assert.equal(stdout, 'id,stage,tier,band,score,action,summary\n"l,1",sql,A,high,240,none,companySize\nl-2,lead,,low,0,none,\n');
});

test("an output file's name tells the format", async () => {
  const leads = await file("named.ndjson", '{"id":"l-1"}\n');
  const out = join(folder, "named.csv");
  await evaluate([leads, "--out", out]);
  assert.equal(await readFile(out, "utf8"), "id,stage,tier,band,score,action,summary\nl-1,lead,,low,0,none,\n");
  await evaluate([leads, "--out", out, "--format", "ndjson"]);
  assert.deepEqual(brief(await readFile(out, "utf8")), [["l-1", "lead", 0]]);
});

test("the input's format shows in its name, else in how it begins, unless it is told", async () => {
  const csv = "{id},companySize\n7,20\n";
  const ndjson = '\ufeff \n{"id":"l-1"}\n';
  const ids = async (args, stdin) => brief((await evaluate([...args, "-q"], { stdin })).stdout).map(([lead]) => lead);
  assert.deepEqual(await ids([await file("a.csv", csv)]), [null]);
  assert.deepEqual(await ids([await file("a.jsonl", ndjson)]), ["l-1"]);
  assert.deepEqual(await ids([await file("a.txt", ndjson)]), ["l-1"]);
  assert.deepEqual(await ids([await file("b.txt", "id\nl-2\n")]), ["l-2"]);
  assert.deepEqual(await ids(["-"], ["\n", " ", '{"id":"l-1"}']), ["l-1"]);
  assert.deepEqual(await ids(["-", "--input", "csv"], csv), [null]);
  assert.deepEqual(await ids([await file("c.csv", ndjson), "--input", "ndjson"]), ["l-1"]);
});

test("UTF-16, as spreadsheets save it, is read", async () => {
  const text = "\ufeffid\tIndustry\nl-1\tŁódź 🙂\n";
  const little = Buffer.from(text, "utf16le");
  for (const bytes of [little, Buffer.from(little).swap16()]) {
    const { stdout } = await evaluate(["-", "--format", "csv", "-q"], { stdin: [bytes.subarray(0, 1), bytes.subarray(1, 40), bytes.subarray(40)] });
    assert.equal(stdout, "id\tstage\ttier\tband\tscore\taction\tsummary\tinput.id\tIndustry\nl-1\tlead\t\tlow\t0\tnone\tindustry\tl-1\tŁódź 🙂\n");
  }
});

test("broken rows are reported with their line and skipped", async () => {
  const csv = await file("broken.csv", 'id,companySize\nl-1,20\nl-2\nl-3,"2"0\nl-4,30\nl-5,"40\n');
  const { exit, stdout, stderr } = await evaluate([csv]);
  assert.equal(exit, 0);
  assert.deepEqual(brief(stdout), [["l-1", "mql", 20], ["l-4", "mql", 30]]);
  assert.ok(stderr.startsWith(`${csv}:3: skipped: 1 cell where the header has 2
${csv}:4: skipped: a quote stands inside a cell; a cell with quotes is quoted, and quotes in it are doubled
${csv}:6: skipped: a quote is opened and never closed
small 2026-11 at 2026-11-22T10:00:00Z
2 leads in 1.00 s, 2 leads/s; 3 rows skipped
`));
});

test("lines that are no JSON objects are reported with their line and skipped", async () => {
  const { exit, stdout, stderr } = await evaluate(["-", "-q"], { stdin: '{"id":"l-1"}\r\n\r\n{"id":}\n[1]\nnull\n{"id":"l-2"}' });
  assert.equal(exit, 0);
  assert.deepEqual(brief(stdout), [["l-1", "lead", 0], ["l-2", "lead", 0]]);
  assert.equal(stderr, `<stdin>:3: skipped: not valid JSON
<stdin>:4: skipped: not a JSON object
<stdin>:5: skipped: not a JSON object
`);
});

test("a lead at which the engine fails is reported with its line and skipped", async () => {
  const loadModel = async (bytes) => {
    const model = await loadFake(bytes);
    return { ...model, evaluateBytes: (lead, at) => (Buffer.from(lead).includes("trap") ? fail("internal") : model.evaluateBytes(lead, at)) };
  };
  const fail = (code) => {
    throw Object.assign(new Error("leadgrade failed inside"), { code });
  };
  const { exit, stdout, stderr } = await evaluate(["-", "-q"], { stdin: '{"id":"l-1"}\n{"id":"trap"}\n{"id":"l-3"}\n', loadModel });
  assert.equal(exit, 0);
  assert.deepEqual(brief(stdout), [["l-1", "lead", 0], ["l-3", "lead", 0]]);
  assert.equal(stderr, "<stdin>:2: skipped: leadgrade failed inside\n");
});

test("after twenty broken rows the rest are only counted", async () => {
  const { exit, stderr } = await evaluate(["-", "-q"], { stdin: `${"{\n".repeat(1_022)}{}\n` });
  assert.equal(exit, 0);
  const said = lines(stderr);
  assert.equal(said.length, 21);
  assert.equal(said[19], "<stdin>:20: skipped: not valid JSON");
  assert.equal(said[20], "<stdin>: 1,002 more rows skipped");
});

test("notices are counted by code in the closing table", async () => {
  const { stderr } = await evaluate(["-"], { stdin: "id,companySize\n1,many\n2,20\n" });
  assert.ok(stderr.endsWith("\nnotice      leads\nwrong-type      1\n"));
});

test("the closing table says what the columns lack", async () => {
  const { stderr } = await evaluate(["-"], { stdin: "Prospect ID,,Size\n1,2,3\n" });
  assert.ok(stderr.endsWith(`
no column is called like a field of the model: every lead was evaluated without a profile
columns the model does not use: Prospect ID, column 2, Size
no column identifies the leads; name one with --id COLUMN
`));
});

test("--id names the column of the id", async () => {
  const { stdout, stderr } = await evaluate(["-", "--id", "Prospect ID"], { stdin: "Prospect ID,industry\np-1,SaaS\n" });
  assert.deepEqual(brief(stdout), [["p-1", "lead", 0]]);
  assert.ok(!stderr.includes("--id"));
  assert.deepEqual(await evaluate(["-", "--id", "Prospct ID"], { stdin: "Prospect ID\np-1\n" }), {
    exit: 2,
    stdout: "",
    stderr: "error: the input has no column `Prospct ID` for `--id`\n  help: did you mean `Prospect ID`?\n",
  });
  assert.deepEqual(await evaluate(["-", "--id", "id"], { stdin: "{}" }), {
    exit: 2,
    stdout: "",
    stderr: "error: `--id` names a column of CSV, and the input is NDJSON\n",
  });
});

test("--now is the instant of every evaluation, and the host's clock is read once without it", async () => {
  const now = async (...args) => {
    let looks = 0;
    const { stdout } = await evaluate(["-", "-q", ...args], { stdin: "{}\n{}\n", now: () => Date.UTC(2026, 0, 1) + looks++ });
    return lines(stdout).map((line) => JSON.parse(line).now);
  };
  assert.deepEqual(await now(), ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"]);
  assert.deepEqual(await now("--now", "2025-05-01"), ["2025-05-01T00:00:00Z", "2025-05-01T00:00:00Z"]);
  assert.deepEqual(await now("--now", "1700000000000"), ["2023-11-14T22:13:20Z", "2023-11-14T22:13:20Z"]);
  assert.deepEqual(await evaluate(["-", "--now", "tomorrow"], { stdin: "{}" }), {
    exit: 2,
    stdout: "",
    stderr: "error: `--now tomorrow` is no instant\n  help: write it as 2026-11-22T10:00:00Z or 2026-11-22\n",
  });
});

test("the context is a JSON object in a file", async () => {
  const contexts = [];
  const loadModel = async () => ({
    name: "m",
    version: null,
    evaluate: () => ({ now: "2026-01-01T00:00:00Z" }),
    stream: ({ context }) => {
      contexts.push(context);
      const evaluation = '{"fit":{"points":0,"tier":null},"intent":{"points":0,"band":null},"score":0,"stage":"lead","notices":[]}\n';
      return new TransformStream({ transform: (_lead, controller) => controller.enqueue(Buffer.from(evaluation)) });
    },
  });
  assert.equal((await evaluate(["-", "--context", await file("context.json", '{"turn":7}')], { stdin: "{}", loadModel })).exit, 0);
  assert.equal((await evaluate(["-"], { stdin: "{}", loadModel })).exit, 0);
  assert.deepEqual(contexts, [{ turn: 7 }, undefined]);
  const refused = async (text) => (await evaluate(["-", "--context", await file("bad.json", text)], { stdin: "{}" })).stderr;
  assert.equal(await refused("{"), `error: \`${join(folder, "bad.json")}\` is not JSON\n`);
  assert.equal(await refused("[]"), `error: \`${join(folder, "bad.json")}\` is no context: a JSON object is wanted\n`);
});

test("a model with errors is described as check does it", async () => {
  const host = fakeHost({ stdin: "{}" });
  const faulty = fixture("faulty.json");
  assert.equal(await run(["evaluate", "--model", faulty, "-"], host), 1);
  assert.equal(host.stdout.text, "");
  assert.ok(host.stderr.text.startsWith(`${faulty}:6:27: error[unknown-field]: unknown field \`industy\`\n`));
  assert.ok(host.stderr.text.endsWith(`\n${faulty}: 1 error, 1 warning\nerror: \`${faulty}\` has an error\n`));
});

test("input of which no lead could be read is a failure", async () => {
  for (const stdin of ["", "id,email\n", "\n\n"]) {
    assert.deepEqual(await evaluate(["-"], { stdin }), { exit: 1, stdout: "", stderr: "error: no lead could be read from `<stdin>`\n" });
  }
  assert.deepEqual(await evaluate(["-"], { stdin: "{]\n" }), {
    exit: 1,
    stdout: "",
    stderr: "<stdin>:1: skipped: not valid JSON\nerror: no lead could be read from `<stdin>`\n",
  });
  assert.equal((await evaluate(["-"], { stdin: 'id,"a\nb,c\n' })).stderr, "error: the header on line 1 cannot be read: a quote is opened and never closed\n");
});

test("files that cannot be read or written are named with the reason", async () => {
  const missing = join(folder, "missing.csv");
  assert.deepEqual(await evaluate([missing]), { exit: 2, stdout: "", stderr: `error: cannot read \`${missing}\`: no such file\n` });
  assert.deepEqual(await evaluate([folder]), { exit: 2, stdout: "", stderr: `error: cannot read \`${folder}\`: it is a folder\n` });
  const out = join(folder, "missing", "out.csv");
  assert.deepEqual(await evaluate(["-", "--out", out], { stdin: "{}" }), { exit: 2, stdout: "", stderr: `error: cannot write \`${out}\`: no such file\n` });
  assert.equal((await evaluate(["-", "--out", folder], { stdin: "{}" })).stderr, `error: cannot write \`${folder}\`: it is a folder\n`);
});

test("a file that is read is never written over", async () => {
  const leads = await file("same.ndjson", '{"id":"l-1"}\n');
  const { exit, stderr } = await evaluate([leads, "--out", leads]);
  assert.equal(exit, 2);
  assert.equal(stderr, `error: \`--out ${leads}\` is a file that is being read\n`);
  assert.equal(await readFile(leads, "utf8"), '{"id":"l-1"}\n');
  assert.equal((await evaluate([leads, "--out", MODEL])).exit, 2);
});

test("long input on a terminal shows a bar, which goes away for other words and at the end", async () => {
  const leads = await file("long.ndjson", `${'{"id":"l-1"}\n'.repeat(36_000)}{\n${'{"id":"l-1"}\n'.repeat(4_000)}`);
  const host = fakeHost();
  host.stderr.isTTY = true;
  assert.equal(await run(["evaluate", "--model", MODEL, leads, "--out", join(folder, "long-out.ndjson")], host), 0);
  assert.match(host.stderr.text, /^\r████████████░{12} {2}50 % {2}20,164 leads\u001b\[K\r\u001b\[K/);
  assert.ok(host.stderr.text.endsWith("\r\u001b[K"));
  assert.ok(host.stderr.text.includes(`\r\u001b[K${leads}:36001: skipped: not valid JSON\n`));

  const quiet = fakeHost({ stdin: "{}" });
  quiet.stderr.isTTY = true;
  quiet.stdout.isTTY = true;
  assert.equal(await run(["evaluate", "--model", MODEL, "-"], quiet), 0);
  assert.ok(!quiet.stderr.text.includes("\r"));
});

test("output waits for a slow reader", async () => {
  const stdin = Array.from({ length: 400 }, () => `${'{"id":"l-1"}\n'.repeat(20)}`);
  const host = fakeHost({ stdin });
  let pending = 0;
  let most = 0;
  host.stdout._write = (chunk, _encoding, done) => {
    pending = host.stdout.writableLength;
    most = Math.max(most, pending);
    setTimeout(done, 1);
  };
  assert.equal(await run(["evaluate", "--model", MODEL, "-", "-q"], host), 0);
  assert.ok(most > 0 && most < 300_000, `${most} bytes were waiting`);
});
