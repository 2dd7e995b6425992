// How long an answer takes in Chromium: answer, the next question and the evaluation, at the median. What is aimed at is
// 200 µs for b2b-saas and 16 ms for 60 questions of 8 options each; a test may run on a busy machine, so that it fails only
// at several times that, and prints what it found.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ROOT } from "../../scripts/run.mjs";
import { launchChromium, openPage, servePages } from "./support/chromium.mjs";

const SLACK = 5;
const options = Array.from({ length: 8 }, (_, index) => `o${index}`);
const wide = {
  leadgrade: 1,
  name: "wide",
  fields: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, { type: "choice", options }])),
  fit: {
    rules: Array.from({ length: 480 }, (_, index) => ({
      id: `r${index}`, when: { [`f${index >> 3}`]: options[index & 7] }, points: (index * 7) % 11 + (index & 7),
    })),
    tiers: [{ id: "A", at: 700 }, { id: "B", at: 500 }, { id: "C" }],
  },
  stages: [{ id: "mql", when: { "fit.points": { gte: 450 } } }, { id: "sql", when: { "fit.tier": "A", f3: { in: ["o6", "o7"] } } }],
  routing: [{ id: "hot", when: { stage: "sql" }, to: { queue: "sales" } }, { id: "rest", to: { queue: "rest" } }],
  form: { questions: Array.from({ length: 60 }, (_, index) => ({ field: `f${index}`, ask: `${index}?` })) },
};
const demo = { type: "form", asset: "demo", channel: "web", at: "2026-11-22T09:00:00Z" };
const kinds = {
  "b2b-saas": { model: JSON.parse(readFileSync(`${ROOT}/examples/models/b2b-saas.json`, "utf8")), lead: { events: [demo] }, most: 0.2, rounds: 60 },
  "60 questions of 8 options": { model: wide, lead: {}, most: 16, rounds: 1 },
};

const browser = await launchChromium(test);
const origin = await servePages(test, `${ROOT}/pkg`, { "/": "<!doctype html><html lang=en><title>speed</title>" });

for (const [name, { model, lead, most, rounds }] of Object.entries(kinds)) {
  test(`an answer takes little: ${name}`, async (t) => {
    const { page, said } = await openPage(browser);
    await page.goto(origin);
    const { median, worst, begin, asked } = await page.evaluate(measure, { model, lead, rounds });
    t.diagnostic(`median ${median.toFixed(3)} ms of ${asked} answers, worst ${worst.toFixed(1)} ms; the first question takes ${begin.toFixed(1)} ms`);
    assert.ok(asked > 3, `${asked} answers`);
    assert.ok(median < SLACK * most, `the median is ${median} ms`);
    assert.deepEqual(said, []);
    await page.close();
  });
}

// In the page: answers each question with one of its options, or a text, until nothing is left to ask.
async function measure({ model, lead, rounds }) {
  const { loadModel } = await import("/dist/web.js");
  const loaded = await loadModel(model);
  const texts = { email: "ada@acme.example", country: "Germany", jobTitle: "VP Sales", phone: "1" };
  const times = [];
  let begin = Infinity;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const form = loaded.form(lead, { now: "2026-11-22T10:00:00Z" });
    let [question] = form.next();
    begin = Math.min(begin, performance.now() - started);
    for (let turn = round; question !== undefined; turn++) {
      const { field, options } = question;
      const value = options.length > 0 ? options[turn % options.length].value : texts[field] ?? "1";
      const start = performance.now();
      form.answer(field, value);
      [question] = form.next();
      form.evaluation;
      times.push(performance.now() - start);
    }
    form.free();
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], worst: times.at(-1), begin, asked: times.length };
}
