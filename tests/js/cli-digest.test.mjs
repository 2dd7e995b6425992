import assert from "node:assert/strict";
import { test } from "node:test";
import { loadModel } from "leadgrade";
import { digester } from "../../pkg/src/cli/digest.js";

const MODEL = {
  leadgrade: 1,
  name: 'a "fit":{"points":1,"tier":"X"},"intent":{"points":1,"band":"X"},"score":1,"stage":"X"',
  fields: { size: { type: "number", max: 100 }, region: { type: "choice", options: ["emea"] }, note: { type: "text", aliases: ['","notices":[', "é"] } },
  fit: { rules: [{ id: "r", when: { size: { gte: 10 } }, points: 10.5, because: ',"notices":["' }], tiers: [{ id: "A", at: 10 }] },
  intent: { signals: [{ id: "s", points: -3, on: { type: "visit" } }], bands: [{ id: "high", at: 5 }, { id: "low", at: -10 }] },
  stages: [{ id: "mql", when: { "fit.tier": "A" } }],
};

const LEADS = [
  {},
  { id: ',"notices":[],"fit":{"points":1,"tier":"B"},"intent":{"points":1,"band":"C"},"score":1,"stage":"D"', profile: { size: 10 } },
  { id: "Łódź 🙂\u2028\\", profile: { size: 500, region: "apac", other: 1 }, events: [{ type: "visit", at: "2026-11-20" }, { type: "visit" }] },
  { profile: { '","notices":[': 7, size: [] } },
  { profile: { "é": {} }, stage: "nonsense" },
  [],
];

test("a digest is what parsing the evaluation gives, whatever names and values say", async () => {
  const model = await loadModel(MODEL);
  const digest = digester();
  const stages = [];
  for (const lead of [...LEADS, ...LEADS]) {
    const bytes = model.evaluateBytes(Buffer.from(JSON.stringify(lead)), { now: "2026-11-22T10:00:00Z" });
    const { stage, fit, intent, notices } = JSON.parse(Buffer.from(bytes).toString());
    assert.deepEqual(digest(bytes), { stage, tier: fit.tier, band: intent.band, codes: new Set(notices.map(({ code }) => code)) });
    stages.push(stage);
  }
  assert.deepEqual(new Set(stages), new Set(["lead", "mql"]));
});

test("thousands of different notices are read right, and not all kept", () => {
  const digest = digester();
  for (let i = 0; i < 2_500; i++) {
    const text = `{"fit":{"points":0,"tier":null},"intent":{"points":0,"band":"b"},"score":0,"stage":"s","notices":[{"code":"c${i % 1_200}","path":"/events/${i}","count":1}]}`;
    assert.deepEqual(digest(Buffer.from(text)), { stage: "s", tier: null, band: "b", codes: new Set([`c${i % 1_200}`]) });
  }
});
