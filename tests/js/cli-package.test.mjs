// The command line as it is published, on the real engine.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { devNull } from "node:os";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadModel } from "leadgrade";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const COMMAND = path("../../pkg/dist/cli.js");
const SHOP = path("fixtures/cli/shop.json");
const LEADS = path("fixtures/cli/shop.csv");
const NOW = "2026-11-22T10:00:00Z";

async function leadgrade(args, { stdin = [], node = [] } = {}) {
  const child = spawn(process.execPath, [...node, COMMAND, ...args], { stdio: "pipe" });
  const [stdout, stderr, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once("close", resolve)),
    // A command that ends before it has read everything is no fault of the one who writes to it.
    pipeline(Readable.from(stdin), child.stdin).catch((error) => assert.match(error.code, /EPIPE|ECONNRESET|ERR_STREAM_PREMATURE_CLOSE/)),
  ]);
  return { exit, stdout, stderr };
}

test("a CSV of leads gives the evaluations that the package gives", async () => {
  const { exit, stdout, stderr } = await leadgrade(["evaluate", "--model", SHOP, "--now", NOW, LEADS]);
  const model = await loadModel(await readFile(SHOP));
  const evaluations = [
    { id: "l-1", profile: { email: "ada@acme.example", companySize: "240", industry: "SaaS" } },
    { id: "l-2", profile: { email: "bo@acme.example", companySize: "50", industry: "retail" } },
    { id: "l-3", profile: { email: "eve@mailinator.com", companySize: "60", industry: "saas" } },
    { id: "l-5", profile: {} },
  ].map((lead) => model.evaluate(lead, { now: NOW }));
  assert.equal(exit, 0);
  assert.deepEqual(stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), evaluations);
  assert.deepEqual(evaluations.map(({ stage, score, fit }) => [stage, score, fit.tier]), [
    ["mql", 35, "A"],
    ["lead", 7.5, "B"],
    ["mql", 27.5, "B"],
    ["lead", 0, "B"],
  ]);
  assert.equal(stderr.replace(/in \d+\.\d\d s, [\d,]+ leads\/s/, "in SPEED"), `${LEADS}:6: skipped: 2 cells where the header has 5
shop 1 at 2026-11-22T10:00:00Z
4 leads in SPEED; 1 row skipped

stage         leads   share
lead              2  50.0 %
mql               2  50.0 %
disqualified      0   0.0 %

tier  high         low           all
A        0  0.0 %    1   25.0 %    1   25.0 %
B        0  0.0 %    3   75.0 %    3   75.0 %
all      0  0.0 %    4  100.0 %    4  100.0 %

notice        leads
single-layer      3

columns the model does not use: Notes
`);
});

test("CSV out has the evaluation's columns, then the input's", async () => {
  const { exit, stdout, stderr } = await leadgrade(["evaluate", "-m", SHOP, "--now", NOW, "--format", "csv", "--quiet", LEADS]);
  assert.equal(exit, 0);
  assert.equal(stderr, `${LEADS}:6: skipped: 2 cells where the header has 5\n`);
  assert.equal(stdout, `id;stage;tier;band;score;action;summary;input.Id;EMAIL; company size ;Industry;Notes
l-1;mql;A;low;35;none;Tier A + ICP industry + company size;l-1;ada@acme.example;240;SaaS;"said ""call me; soon""
after ten"
l-2;lead;B;low;7.5;none;Tier B + company size;l-2;bo@acme.example;50;retail;
l-3;mql;B;low;27.5;none;Tier B + ICP industry + company size;l-3;eve@mailinator.com;60;saas;
l-5;lead;B;low;0;none;Tier B;l-5;;;;
`);
});

test("NDJSON gives the same bytes as the package, and what is no lead is skipped", async () => {
  const good = '{"id":"l-1","profile":{"industry":"saas"},"events":[{"type":"demo-request","at":"2026-11-21T00:00:00Z"}]}';
  const stdin = [`\ufeff${good}\r\n\n{"id":\n"text"\n${good}`];
  const { exit, stdout, stderr } = await leadgrade(["evaluate", "-m", SHOP, "--now", NOW, "-q", "-"], { stdin });
  const model = await loadModel(await readFile(SHOP, "utf8"));
  const evaluation = Buffer.from(model.evaluateBytes(Buffer.from(good), { now: NOW })).toString();
  assert.equal(exit, 0);
  assert.equal(stdout, `${evaluation}\n${evaluation}\n`);
  assert.equal(stderr, "<stdin>:3: skipped: not valid JSON\n<stdin>:4: skipped: not a JSON object\n");
});

test("many leads on threads give the same bytes in the same order", async () => {
  const lead = (index) => (index % 1_000 === 500 ? "nothing" : `{"id":"l-${index}","profile":{"industry":"saas"},"more":"${"x".repeat(index % 2_000)}"}`);
  const leads = Array.from({ length: 10_000 }, (_, index) => lead(index));
  const { exit, stdout, stderr } = await leadgrade(["evaluate", "-m", SHOP, "--now", NOW, "-"], { stdin: [leads.join("\n")] });
  const model = await loadModel(await readFile(SHOP));
  const good = leads.filter((lead) => lead !== "nothing");
  assert.equal(exit, 0);
  assert.ok(stdout === good.map((lead) => `${Buffer.from(model.evaluateBytes(lead, { now: NOW }))}\n`).join(""));
  assert.ok(stderr.startsWith("<stdin>:501: skipped: not valid JSON\n<stdin>:1501: skipped"), stderr.slice(0, 200));
  assert.match(stderr, /\n9,990 leads in .*; 10 rows skipped\n/);
});

test("a lead over the engine's limit still gets an evaluation", async () => {
  const stdin = [`{"id":"l-1","profile":{"industry":"${"x".repeat(300_000)}"}}\n`];
  const { exit, stdout } = await leadgrade(["evaluate", "-m", SHOP, "-q", "-"], { stdin });
  assert.equal(exit, 0);
  assert.deepEqual(JSON.parse(stdout).notices, [{ code: "lead-too-large", path: "", count: 1 }]);
});

test("check finds no fault in the example models", async () => {
  const models = ["b2b-saas", "education", "hvac"].map((name) => path(`../../examples/models/${name}.json`));
  const { exit, stdout, stderr } = await leadgrade(["check", ...models]);
  assert.deepEqual({ exit, stdout, stderr }, { exit: 0, stdout: models.map((model) => `${model}: no faults\n`).join(""), stderr: "" });
});

test("check points to the place of each fault", async () => {
  const stdin = ['{\n  "leadgrade": 1,\n  "name": "m",\n  "fields": { "industry": { "type": "text" } },\n  "labels": [{ "id": "x", "when": { "industy": "saas" } }]\n}\n'];
  const { exit, stdout } = await leadgrade(["check", "-"], { stdin });
  assert.equal(exit, 1);
  assert.equal(stdout, `<stdin>:5:37: error[unknown-field]: unknown field \`industy\`
5 |   "labels": [{ "id": "x", "when": { "industy": "saas" } }]
  |                                     ^^^^^^^^^
  = at /labels/0/when/industy
  = help: did you mean \`industry\`?

<stdin>: 1 error
`);
  const { stdout: json } = await leadgrade(["check", "--json", "-"], { stdin });
  assert.deepEqual(Object.keys(JSON.parse(json)), ["file", "code", "severity", "path", "message", "help", "line", "column"]);
});

test("the command runs by its own name", async () => {
  const { mode } = await stat(COMMAND);
  assert.equal(mode & 0o111, 0o111);
  assert.ok((await readFile(COMMAND, "utf8")).startsWith("#!/usr/bin/env node\n"));
});

test("--version is the package's", async () => {
  const { version } = JSON.parse(await readFile(path("../../pkg/package.json"), "utf8"));
  assert.deepEqual(await leadgrade(["--version"]), { exit: 0, stdout: `${version}\n`, stderr: "" });
});

test("a reader that goes away ends the run quietly", async () => {
  const child = spawn(process.execPath, [COMMAND, "evaluate", "-m", SHOP, "-"], { stdio: "pipe" });
  const stderr = text(child.stderr);
  const closed = new Promise((resolve) => child.once("close", resolve));
  child.stdin.on("error", () => {});
  Readable.from(function* () {
    for (let i = 0; i < 50_000; i++) yield '{"profile":{"industry":"saas"}}\n'.repeat(10);
  }()).pipe(child.stdin);
  child.stdout.once("data", () => child.stdout.destroy());
  assert.equal(await closed, 0);
  assert.equal(await stderr, "");
});

test("memory does not grow with the input", async () => {
  const row = `,lead@acme.example,120,saas,${"x".repeat(150)}\n`;
  function* rows() {
    yield "id,email,companySize,industry,notes\n";
    for (let i = 0; i < 1_500; i++) yield `l-${i}${row}`.repeat(100);
  }
  const report = 'data:text/javascript,process.on("exit",()=>process.stderr.write(`${process.resourceUsage().maxRSS}`))';
  const { exit, stdout, stderr } = await leadgrade(["evaluate", "-m", SHOP, "-q", "--out", devNull, "-"], { stdin: rows(), node: ["--import", report] });
  assert.deepEqual({ exit, stdout }, { exit: 0, stdout: "" });
  assert.ok(Number(stderr) > 0 && Number(stderr) < 200 * 1024, `${stderr} KiB`);
});
