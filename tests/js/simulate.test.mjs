// Asking only what matters spares questions and changes no decision: the simulation behind the number in the README.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { simulate, summary } from "../../benches/simulate.mjs";
import { visitors } from "../../benches/visitors.mjs";

const COUNT = 600;
const results = await simulate(COUNT, 7);

test("no decision is another one than that of the full form", () => {
  const different = results.filter(({ isSame }) => !isSame);
  assert.deepEqual(different.map(({ visitor, few }) => [visitor, few]).slice(0, 3), []);
});

test("until the decision is settled, at least 40 of a hundred questions are spared", () => {
  const { saved, savedOfAll, until, few, all } = summary(results);
  assert.ok(saved >= 0.4, `${until} of ${all}: ${saved}`);
  // With those that the model requires all the same it is less, but still a third.
  assert.ok(savedOfAll < saved && savedOfAll > 1 / 3, `${few} of ${all}: ${savedOfAll}`);
});

test("what the model requires is asked in both, and nothing is asked that the full form would not ask", () => {
  for (const { few, until, all } of results) {
    assert.deepEqual(few.filter((field) => !all.includes(field)), []);
    assert.ok(few.slice(until).every((field) => ["email", "phone"].includes(field)), "what is asked after that is required");
    for (const field of ["email", "phone"]) assert.equal(few.includes(field), all.includes(field));
  }
});

test("the visitors are many kinds of people: every decision that the form is there for comes about", () => {
  const decisions = new Map();
  for (const { decision } of results) decisions.set(decision, (decisions.get(decision) ?? 0) + 1);
  const [stages, codes] = [0, 1].map((place) => new Set([...decisions.keys()].map((key) => JSON.parse(key)[place])));
  for (const stage of ["lead", "mql", "hql", "pql", "disqualified"]) assert.ok(stages.has(stage), stage);
  for (const code of ["student", "competitor", "spam", "geography", "bad-fit", "no-budget", "wrong-persona"]) assert.ok(codes.has(code), code);
  assert.ok(Math.max(...decisions.values()) < COUNT / 2, "no decision is that of half of them");
  assert.ok(results.every(({ isExact }) => isExact));
});

test("the same seed makes the same visitors, another one others", () => {
  assert.deepEqual(visitors(50, 7), results.slice(0, 50).map(({ visitor }) => visitor));
  assert.notDeepEqual(visitors(50, 8), visitors(50, 7));
});

test("the README says what the simulation said, and that is enough", () => {
  const said = /spares ([\d.]+) % of the questions[^`]*`npm run simulate`/.exec(readFileSync(new URL("../../README.md", import.meta.url), "utf8"));
  assert.ok(said, "the README says how many, with the command");
  assert.ok(Number(said[1]) >= 40);
  assert.ok(Math.abs(100 * summary(results).saved - Number(said[1])) < 3, "within what a smaller count may differ by");
});
