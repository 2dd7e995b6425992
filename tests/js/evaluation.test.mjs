// An evaluation behaves like the object that JSON.parse gives, though most of it is read only when it is asked for.
import assert from "node:assert/strict";
import test from "node:test";
import { inspect, isDeepStrictEqual } from "node:util";
import { explain, loadModel } from "leadgrade";
import { NOW, leadLines } from "../../benches/leads.mjs";
import { MODEL } from "./support/packed.mjs";

const model = await loadModel(MODEL);
const at = { now: NOW };
const LINES = leadLines(300, 5);
const pairs = () => LINES.map((line) => [model.evaluate(line, at), JSON.parse(Buffer.from(model.evaluateBytes(line, at)).toString())]);

test("it is equal to what is parsed, however it is looked at", () => {
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual(evaluation, parsed);
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual(parsed, evaluation);
  for (const [evaluation, parsed] of pairs()) assert.equal(JSON.stringify(evaluation), JSON.stringify(parsed));
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual({ ...evaluation }, parsed);
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual(structuredClone(evaluation), parsed);
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual(Object.assign({}, evaluation), parsed);
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual(Object.entries(evaluation), Object.entries(parsed));
  for (const [evaluation, parsed] of pairs()) assert.equal(inspect(evaluation, { depth: 9 }), inspect(parsed, { depth: 9 }));
  for (const [evaluation, parsed] of pairs()) assert.ok(isDeepStrictEqual(Object.keys(evaluation), Object.keys(parsed)) && Object.getPrototypeOf(evaluation) === Object.prototype);
  for (const [evaluation, parsed] of pairs()) {
    for (const key in evaluation) assert.deepStrictEqual(evaluation[key], parsed[key]);
    assert.deepStrictEqual((({ reasons, ...rest }) => [reasons, rest])(evaluation), (({ reasons, ...rest }) => [reasons, rest])(parsed));
    assert.ok("notices" in evaluation && Object.hasOwn(evaluation, "action") && evaluation.propertyIsEnumerable("handoff"));
  }
  for (const [evaluation, parsed] of pairs()) assert.deepStrictEqual(explain(evaluation, "audit"), explain(parsed, "audit"));
});

// So many of each kind, that hold or put out by the size, in frameworks of two criteria and one that is never known.
function modelOf(count) {
  const each = (make) => Array.from({ length: count }, (_, index) => make(index));
  const when = (index) => ({ size: { gte: index * 10 } });
  return {
    leadgrade: 1, name: "many", fields: { size: { type: "number" }, yes: { type: "boolean" } },
    frameworks: Object.fromEntries(each((index) => [`f${index}`, { criteria: { low: { met: when(index) }, high: { met: when(index + 3) }, person: { met: { yes: true } } }, passes: { atLeast: 2 } }])),
    labels: each((index) => ({ id: `l${index}`, when: when(index), because: `"${index}"`, severity: index % 2 === 0 ? "flag" : "info" })),
    disqualify: each((index) => ({ id: `d${index}`, code: `c${index}`, when: { size: { lt: index * 10 } } })),
  };
}

test("frameworks, labels and what puts a lead out are the same, however many there are", async () => {
  for (const count of [0, 1, 3, 7, 8, 31, 32, 40]) {
    const many = await loadModel(modelOf(count));
    for (const size of [-1, 0, 25, 70, 299, 305, 315, 1000, undefined]) {
      for (const yes of [true, false, null]) {
        const lead = { profile: { size, yes } };
        const [evaluation, another] = [many.evaluate(lead, at), many.evaluate(lead, at)];
        const parsed = JSON.parse(many.evaluateText(JSON.stringify(lead), at));
        assert.deepStrictEqual(evaluation, parsed);
        assert.equal(JSON.stringify(evaluation), JSON.stringify(parsed));
        // Each has its own.
        for (const part of [evaluation.frameworks.f0?.met, evaluation.labels[0], evaluation.disqualified?.all]) if (part) part.changed = true;
        for (const part of ["frameworks", "labels", "disqualified"]) assert.deepStrictEqual(another[part], parsed[part]);
        assert.deepStrictEqual(many.evaluate(lead, at), parsed);
      }
    }
    many.free();
  }
});

test("the same part is the same object each time, and its own", () => {
  const [first, second] = [model.evaluate(LINES[0], at), model.evaluate(LINES[0], at)];
  assert.equal(first.reasons, first.reasons);
  assert.equal({ ...first }.action, first.action);
  assert.notEqual(first.action, second.action);
  assert.notEqual(first.model, second.model);
  first.action.kind = "changed";
  assert.notEqual(second.action.kind, "changed");
});

test("it stays what it was, whatever is evaluated afterwards", async () => {
  const evaluation = model.evaluate(LINES[0], at);
  const expected = Buffer.from(model.evaluateBytes(LINES[0], at)).toString();
  for (const line of LINES) model.evaluate(line, { now: 0 });
  const own = await loadModel(MODEL);
  const another = own.evaluate(LINES[0], at);
  const form = own.form(LINES[0], at);
  const before = form.evaluation;
  form.answer("companySize", 7);
  form.free();
  own.free();
  for (const each of [evaluation, another, before]) assert.equal(JSON.stringify(each), expected);
});

// What a form may go through, the evaluation being looked at before each step.
const STEPS = [
  (form) => form.answer("companySize", 7), (form) => form.answer("companySize", 5000), (form) => form.answer("companySize", 0.5), (form) => form.answer("companySize", "7 people"),
  (form) => form.answer("industry", "Computer Software"), (form) => form.answer("industry", "Basket weaving"), (form) => form.answer("jobTitle", "VP of \ud83d\ude42 \ud800 \"Sales\""),
  (form) => form.answer("email", "eve@mailinator.com"), (form) => form.undo(), (form) => form.undo(), (form) => form.skip("industry"), (form) => form.answer("companySize", null),
  (form) => form.addEvent({ type: "form", at: NOW, asset: "demo" }), (form) => form.addEvent({ at: "never" }), (form) => form.answer("timeline", "this-quarter"), (form) => form.undo(),
  (form) => form.answer("companySize", "x".repeat(9000)), (form) => form.answer("companySize", [1, NaN]), (form) => form.answer("companySize", 300),
];

test("that of a form stays what it was, whatever becomes of the form", async () => {
  for (const line of LINES.slice(0, 8)) {
    for (const end of ["look", "undo", "free", "free the model", "lose"]) {
      const own = await loadModel(MODEL);
      let form = own.form(line, { ...at, context: { turn: 2 } });
      form.answer("country", "Austria");
      form = own.restore(JSON.stringify(form.toJSON()));
      const seen = [];
      for (const step of [...STEPS, () => {}]) {
        seen.push([form.evaluation, Buffer.from(own.evaluateBytes(JSON.stringify(form.lead), { ...at, context: { turn: 2 } })).toString()]);
        step(form);
      }
      if (end === "undo") while (form.undo()) seen.push([form.evaluation, Buffer.from(own.evaluateBytes(JSON.stringify(form.lead), { ...at, context: { turn: 2 } })).toString()]);
      if (end.startsWith("free")) form.free();
      if (end === "free the model") own.free();
      if (end === "lose") form = undefined;
      for (const [evaluation, expected] of seen) {
        const { reasons, action } = evaluation;
        assert.equal(JSON.stringify(evaluation), expected, end);
        assert.deepStrictEqual(evaluation, JSON.parse(expected));
        assert.ok(evaluation.reasons === reasons && evaluation.action === action && { ...evaluation }.reasons === reasons);
      }
    }
  }
});

test("that of a form is read from the form, as long as that stands where it stood", () => {
  const form = model.form(LINES[0], at);
  form.answer("companySize", 7);
  const before = form.evaluation;
  form.answer("companySize", 8);
  form.undo();
  const { reasons } = before;
  form.answer("companySize", 900);
  // What was read stays, and so does what comes from the same reading.
  assert.equal(before.reasons, reasons);
  assert.notEqual(form.evaluation.reasons, form.evaluation.reasons);
  form.free();
  assert.throws(() => form.evaluation, { code: "freed" });
  assert.equal(before.score, before.reasons.reduce((sum, { points }) => sum + Math.round(points * 1000), 0) / 1000);
});

test("it can be written to, frozen, and looked at through others", () => {
  const evaluation = model.evaluate(LINES[0], at);
  const { summary } = evaluation;
  const heir = Object.create(evaluation);
  assert.equal(heir.summary, summary);
  heir.summary = "mine";
  assert.deepEqual([heir.summary, evaluation.summary], ["mine", summary]);
  evaluation.notices = [];
  evaluation.more = 1;
  delete evaluation.layers;
  assert.deepEqual([evaluation.notices, evaluation.more, evaluation.layers], [[], 1, undefined]);
  assert.deepEqual(JSON.parse(JSON.stringify(evaluation)), { ...evaluation });
  const frozen = Object.freeze(model.evaluate(LINES[0], at));
  assert.ok(Object.isFrozen(frozen));
  assert.equal(frozen.summary, summary);
  assert.throws(() => { "use strict"; frozen.score = 1; }, TypeError);
  const proxy = new Proxy(model.evaluate(LINES[0], at), { get: (target, key, receiver) => Reflect.get(target, key, receiver) });
  assert.equal(proxy.summary, summary);
  assert.equal(JSON.stringify(proxy), JSON.stringify(frozen));
});
