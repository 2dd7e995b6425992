// The conformance cases through the package's doors: text, bytes and objects.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import test from "node:test";
import { loadModel } from "leadgrade";
import { ROOT } from "./support/packed.mjs";
import { byParts as evaluatedByParts, same, thereAtOnce } from "./support/parts.mjs";

const FOLDER = join(ROOT, "tests/conformance");
const EMPTY = {
  model: null, lead: null, now: null, fit: { points: 0, tier: null }, intent: { points: 0, band: null }, score: 0,
  stage: "lead", wouldBe: null, change: null, awaiting: null, frameworks: {}, labels: [], disqualified: null,
  action: { kind: "none", rule: null, team: null, owner: null, queue: null, track: null, partner: null, protocol: null, considered: [], at: null, touches: [], due: {}, escalate: null },
  reasons: [], summary: "", layers: { static: [0, 0], intent: 0, crm: [0, 0], human: [0, 0] }, handoff: null, notices: [],
};

const files = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith(".json")).sort();

test("there are cases", () => assert.ok(files.length > 10));

for (const name of files) {
  const file = JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
  test(relative(ROOT, join(FOLDER, name)), async () => {
    for (const each of file.cases) await check(file, each);
  });
}

test("most objects among them were evaluated by their parts", () => assert.ok(evaluatedByParts() > 1_000, `${evaluatedByParts()}`));

async function check(file, each) {
  const model = await loadModel(modelOf(each) ?? modelOf(file));
  const at = { now: each.now ?? file.now, ...("context" in each && { context: each.context }) };
  const byParts = "leadText" in each ? undefined : model.evaluate(each.lead, at);
  const there = byParts && thereAtOnce(byParts);
  const text = "leadText" in each ? textOf(each.leadText) : JSON.stringify(each.lead);
  const found = model.evaluate(text, at);
  const { name, version, hash } = model;
  const id = typeof each.lead?.id === "string" ? each.lead.id : null;
  const expected = { ...EMPTY, model: { name, version, hash }, lead: id, now: found.now, ...file.base, ...each.expect };
  assert.deepEqual(found, expected, each.name);
  const written = Buffer.from(model.evaluateBytes(new TextEncoder().encode(text), at)).toString();
  assert.equal(written, each.expectText ?? JSON.stringify(found), each.name);
  // What no JSON.parse takes has no object; and an object cannot hold a member twice.
  if (byParts === undefined) return model.free();
  assert.deepEqual(there, same(there, found), each.name);
  assert.deepEqual(byParts, found, each.name);
  assert.deepEqual(model.evaluate(each.lead, at), found, each.name);
  model.free();
}

function modelOf(place) {
  if ("modelText" in place) return textOf(place.modelText);
  return place.model ?? (place.modelFile && readFileSync(join(ROOT, place.modelFile)));
}

function textOf(value) {
  return typeof value === "string" ? value : `${value.prefix ?? ""}${(value.repeat ?? "").repeat(value.times)}${value.suffix ?? ""}`;
}
