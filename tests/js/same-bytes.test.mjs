// The same thousand leads, a few of them hostile, give the same bytes everywhere: native, in Node, Chromium and workerd.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { loadModel } from "leadgrade";
import { NOW, leadLines } from "../../benches/leads.mjs";
import { launchChromium, openPage, servePages } from "./support/chromium.mjs";
import { MODEL, ROOT, packedProject } from "./support/packed.mjs";
import { startWorker } from "./support/workerd.mjs";

const COUNT = 1000;
const lines = leadLines(COUNT);
const ndjson = `${lines.join("\n")}\n`;
const evaluateLines = (model, body, now) => body.split("\n").slice(0, -1).map((line) => new TextDecoder().decode(model.evaluateBytes(line, { now })));

const model = await loadModel(MODEL);
const expected = evaluateLines(model, ndjson, NOW);

function compare(actual) {
  assert.equal(actual.length, COUNT);
  for (let index = 0; index < COUNT; index++) {
    assert.equal(actual[index], expected[index], `lead ${index}: ${lines[index].slice(0, 2000)}`);
  }
}

test("the leads put the model to work", () => {
  const evaluations = expected.map((text) => JSON.parse(text));
  const seen = (pick) => new Set(evaluations.flatMap(pick));
  assert.ok(seen((each) => each.stage).size >= 4);
  assert.ok(seen((each) => `${each.fit.tier} ${each.intent.band}`).size >= 9);
  assert.ok(seen((each) => each.reasons.map((reason) => reason.rule)).size >= 40);
  assert.ok(seen((each) => each.notices.map((notice) => notice.code)).size >= 9);
});

test("native code", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "leadgrade-native-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "leads.ndjson");
  writeFileSync(file, ndjson);
  const printed = execFileSync("cargo", ["run", "--quiet", "--locked", "--release", "--example", "evaluate", "--", "examples/models/b2b-saas.json", file, NOW],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 30 });
  compare(printed.split("\n").slice(0, -1));
});

test("Node, from bytes", () => {
  compare(lines.map((line) => Buffer.from(model.evaluateBytes(new TextEncoder().encode(line), { now: NOW })).toString()));
});

test("Node, parsed and written again", () => {
  compare(lines.map((line) => JSON.stringify(model.evaluate(line, { now: NOW }))));
});

test("Node, from the lead as an object", () => {
  compare(lines.map((line, index) => {
    let lead;
    try {
      lead = JSON.parse(line);
    } catch {
      return expected[index];
    }
    return typeof lead === "object" ? JSON.stringify(model.evaluate(lead, { now: NOW })) : expected[index];
  }));
});

test("workerd", async (context) => {
  const { folder } = packedProject(context);
  const worker = await startWorker(context, folder, `
    import { loadModel } from "leadgrade";
    const model = await loadModel(${JSON.stringify(MODEL.toString())});
    const evaluateLines = ${evaluateLines};
    export default { async fetch(request) { return Response.json(evaluateLines(model, await request.text(), ${JSON.stringify(NOW)})); } };
  `);
  compare(await (await worker.fetch("/", { method: "POST", body: ndjson })).json());
});

test("Chromium", async (context) => {
  const { folder } = packedProject(context);
  const browser = await launchChromium(context);
  const origin = await servePages(context, folder, { "/": "<!doctype html><title>test</title>", "/leads.json": JSON.stringify(ndjson), "/model.json": MODEL });
  const { page } = await openPage(browser);
  await page.goto(origin);
  const actual = await page.evaluate(async ({ source, now }) => {
    const { loadModel } = await import("/node_modules/leadgrade/dist/web.js");
    const model = await loadModel(await (await fetch("/model.json")).text());
    return new Function(`return ${source}`)()(model, await (await fetch("/leads.json")).json(), now);
  }, { source: String(evaluateLines), now: NOW });
  compare(actual);
});
