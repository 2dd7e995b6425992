// One bad moment inside, as far as JavaScript can play it: the instance is dropped, and only the call that failed notices.
// crash.test.mjs does it for real, with a build that crashes on request.
import assert from "node:assert/strict";
import test from "node:test";
import { LeadgradeError, checkModel, loadModel, tzdataVersion } from "leadgrade";
import { inside, memory } from "../../pkg/dist/supervisor.js";
import { LEAD, MODEL, NOW } from "./support/packed.mjs";

const trap = new WebAssembly.RuntimeError("unreachable");

function crash(error = trap) {
  assert.throws(() => inside(() => { throw error; }), (thrown) => thrown instanceof LeadgradeError && thrown.code === "internal" && thrown.cause === error &&
    thrown.message === "leadgrade failed inside; this is a bug in leadgrade, please report it");
}

test("everything goes on after a crash", async () => {
  const model = await loadModel(MODEL);
  const freed = await loadModel(MODEL);
  const [form, orphan] = [model, freed].map((each) => each.form(LEAD, { now: NOW, context: { turn: 3 } }));
  for (const each of [form, orphan]) each.answer("timeline", "this-quarter");
  freed.free();
  const look = async () => [model.evaluate(LEAD, { now: NOW }), form.toJSON(), form.evaluation, form.reachable, orphan.evaluation, model.public(),
    model.learnPriors([LEAD], { now: NOW }), await checkModel("{}"), await tzdataVersion()];
  const before = await look();
  for (const error of [trap, new RangeError("Maximum call stack size exceeded"), undefined, 7, {}, new TypeError("no function")]) {
    crash(error);
    assert.deepEqual(await look(), before);
  }
  // Evaluations of which nothing has been read, one of a form that has moved on since.
  const [old, kept] = [form.evaluation, orphan.evaluation];
  form.undo();
  crash();
  assert.deepEqual([old, kept], [before[2], before[4]]);
  crash();
  assert.equal(form.lead.profile.timeline, undefined);
  assert.throws(() => form.answer("nothing", 1), { code: "unknown-field" });
  for (const each of [model, form, orphan]) each.free();
});

test("what is freed after a crash is gone, and nothing else", async () => {
  const [model, other] = [await loadModel(MODEL), await loadModel(MODEL)];
  const form = model.form();
  crash();
  for (const each of [model, form]) each.free();
  assert.throws(() => model.free(), { code: "freed" });
  assert.equal(other.evaluate(LEAD, { now: NOW }).lead, LEAD.id);
  other.free();
});

test("errors of our own are no crash", async () => {
  const model = await loadModel(MODEL);
  const before = inside(() => memory);
  const form = model.form();
  assert.throws(() => form.answer("nothing", 1), { code: "unknown-field" });
  assert.throws(() => model.restore("7"), { code: "not-json" });
  assert.throws(() => model.evaluate(LEAD, { now: "soon" }), { code: "bad-instant" });
  await assert.rejects(loadModel("{"), { code: "bad-model" });
  await assert.rejects(loadModel(MODEL, { tzdata: "nothing" }), { code: "bad-tzdata" });
  assert.equal(inside(() => memory), before);
  for (const each of [form, model]) each.free();
});

test("a crash in the midst of learning priors is not noticed", async () => {
  const model = await loadModel(MODEL);
  const leads = Array.from({ length: 5000 }, (_, n) => ({ profile: { companySize: n + 1, notes: "x".repeat(400) } }));
  const expected = model.learnPriors(leads, { now: NOW });
  function* interrupted() {
    for (const [n, lead] of leads.entries()) {
      if (n % 1000 === 999) crash();
      yield lead;
    }
  }
  assert.deepEqual(model.learnPriors(interrupted(), { now: NOW }), expected);
  assert.equal(expected.companySize.reduce((sum, weight) => sum + (weight - 1) / 2, 0), leads.length);
  model.free();
});
