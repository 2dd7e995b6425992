// Form sessions as JavaScript has them: what they say at every step, what they are told, and their life.
import assert from "node:assert/strict";
import test from "node:test";
import { LeadgradeError, loadModel } from "leadgrade";
import { inside } from "../../pkg/dist/supervisor.js";
import { LEAD, MODEL, NOW } from "./support/packed.mjs";

const SAAS = await loadModel(MODEL);
const DEMO = { events: [{ type: "form", asset: "demo", at: "2026-11-22T09:59:00Z" }] };

// Two answers decide; one question leads to another; one is required and changes nothing.
const SMALL = {
  leadgrade: 1, name: "small",
  fields: {
    size: { type: "number", min: 1, max: 5000, integer: true }, budget: { type: "boolean" }, role: { type: "choice", options: ["user", "boss"] },
    signs: { type: "boolean" }, tools: { type: "set", options: ["crm", "erp"] }, since: { type: "date" }, name: { type: "text" }, email: { type: "email" },
  },
  fit: { rules: [{ id: "size", when: { size: { gte: 50 } }, points: 20 }, { id: "tools", when: { tools: ["crm"] }, points: 5 }] },
  intent: { signals: [{ id: "page", on: { type: "page" }, points: 10, decay: "1d" }] },
  stages: [
    { id: "mql", when: { "fit.points": { gte: 20 } } },
    { id: "sql", requires: ["mql"], when: { budget: true } },
    { id: "won", requires: ["sql"], gate: { accept: ["signed"], reject: ["lost"] } },
  ],
  form: {
    questions: [
      { field: "name", ask: "What is your name?", required: true },
      { field: "budget", ask: "Is there a budget?", friction: 2 },
      { field: "size", ask: "How many are you?", options: [{ label: "few", value: 20 }, { label: "many", value: 200 }], priors: [1, 3] },
      { field: "role", ask: "What is your part in it?" },
      { field: "tools", ask: "Which tools do you use?" },
      { field: "email", ask: "Where may we write to?", when: { budget: true }, required: true },
    ],
  },
};
const small = await loadModel(SMALL);
const fields = (questions) => questions.map(({ field }) => field);

/** What must be true of a form at every moment. */
function check(form, model, context) {
  const { lead, at, evaluation, reachable, questions, missing, settled } = form;
  assert.deepEqual(evaluation, model.evaluate(lead, { now: at, context }), "evaluation is that of the lead");
  assert.equal(settled, reachable.outcomes.length === 1);
  assert.equal(reachable.exact, form.exact);
  if (settled) assert.deepEqual(missing, []);
  const sum = reachable.outcomes.reduce((sum, { chance }) => sum + chance, 0);
  assert.ok(Math.abs(sum - 1) < 1e-12, `chances sum to ${sum}`);
  assert.equal(new Set(reachable.outcomes.map((outcome) => JSON.stringify({ ...outcome, chance: 0 }))).size, reachable.outcomes.length);
  const { outcome } = form.whatIf({});
  assert.ok(reachable.outcomes.some(({ chance, ...of }) => JSON.stringify(of) === JSON.stringify(outcome)), "what it comes to now is reachable");
  for (const [bounds, points] of [[reachable.fit, evaluation.fit.points], [reachable.intent, evaluation.intent.points], [reachable.score, evaluation.score]]) {
    assert.ok(bounds.min <= points && points <= bounds.max);
  }
  const next = form.next(Infinity);
  assert.deepEqual(form.next(2), next.slice(0, 2));
  const asked = questions.filter(({ state, visible, matters, required }) => state === "open" && visible && (matters || required));
  assert.deepEqual(fields(next).sort(), fields(asked).sort());
  const direct = next.filter(({ field }) => missing.includes(field));
  assert.deepEqual(next.slice(0, direct.length), direct, "what changes the outcome comes first");
  for (let place = 1; place < direct.length; place += 1) {
    assert.ok(direct[place - 1].value / direct[place - 1].friction >= direct[place].value / direct[place].friction - 1e-9, "by value per friction");
  }
  for (const { could, value, why } of direct) assert.ok(could.length > 1 && value >= 0 && value <= 1 && why !== "");
  const wanted = next.filter(({ could }) => could.length === 0);
  assert.deepEqual(next.slice(next.length - wanted.length), wanted, "what is only required comes last");
  for (const { required, value } of wanted) assert.ok(required && value === 0);
}

test("a form begins with what is known, and says what is open", () => {
  const form = SAAS.form(LEAD, { now: NOW });
  assert.equal(form.at, Date.parse(NOW));
  assert.deepEqual(form.lead, LEAD);
  assert.deepEqual(form.evaluation, SAAS.evaluate(LEAD, { now: NOW }));
  check(form, SAAS);
  const { questions } = form;
  assert.deepEqual(fields(questions), ["email", "companySize", "industry", "country", "jobTitle", "problem", "timeline", "decisionRole", "budgetStatus", "phone"]);
  assert.deepEqual(questions.filter(({ state }) => state === "known").map(({ field }) => field), ["email", "companySize", "industry", "country", "jobTitle"]);
  assert.deepEqual(Object.keys(questions[1]), ["field", "ask", "type", "options", "required", "visible", "state", "matters"]);
  assert.deepEqual(questions[1].options[0], { label: "1–9", value: 5 });
  assert.deepEqual(questions[3].options, []);
  assert.deepEqual(questions.map(({ type }) => type), ["email", "number", "choice", "text", "text", "choice", "choice", "choice", "choice", "text"]);
  form.free();
});

test("without a lead and an instant it begins empty and now", () => {
  const before = Date.now();
  const form = SAAS.form();
  assert.deepEqual(form.lead, {});
  assert.ok(form.at >= before && form.at <= Date.now());
  check(form, SAAS);
  form.free();
});

test("asked until it is settled, a form is right at every step", () => {
  const answers = { email: "ada@acme.example", companySize: 240, industry: "saas", country: "DE", jobTitle: "CFO", problem: "speed", timeline: "now", decisionRole: "decision-maker", budgetStatus: "approved", phone: "1" };
  for (const lead of [DEMO, {}, { motion: "outbound" }, { motion: "product", profile: { companySize: "7" } }]) {
    const form = SAAS.form(lead, { now: NOW });
    check(form, SAAS);
    let before = form.reachable.outcomes.length;
    let [question] = form.next();
    for (; question !== undefined; [question] = form.next()) {
      const { settled } = form;
      assert.equal(form.answer(question.field, answers[question.field]), null);
      check(form, SAAS);
      const now = form.reachable.outcomes.length;
      assert.ok(now <= before && (!settled || form.settled), "answers only narrow");
      before = now;
    }
    assert.deepEqual(form.next(9), []);
    form.free();
  }
});

test("answers are taken as a lead's profile would have them, with the notice about each", () => {
  const form = small.form({ profile: { budget: "maybe" } }, { now: NOW });
  const at = (code, field) => ({ code, path: `/profile/${field}`, count: 1 });
  assert.equal(form.answer("size", "200"), null);
  assert.equal(form.lead.profile.size, "200");
  assert.deepEqual(form.answer("size", "many"), at("wrong-type", "size"));
  assert.equal(form.questions[2].state, "open");
  assert.deepEqual(form.answer("size", 5001), at("out-of-range", "size"));
  assert.equal(form.questions[2].state, "known");
  assert.deepEqual(form.answer("role", "chef"), at("unlisted-option", "role"));
  assert.equal(form.questions[3].state, "known");
  assert.equal(form.answer("role", "BOSS"), null);
  assert.equal(form.answer("tools", ["crm", "erp"]), null);
  assert.equal(form.answer("tools", "crm; erp"), null);
  assert.deepEqual(form.answer("tools", [1]), at("wrong-type", "tools"));
  assert.equal(form.answer("since", new Date(0)), null);
  assert.equal(form.lead.profile.since, "1970-01-01T00:00:00.000Z");
  assert.deepEqual(form.answer("name", "x".repeat(9000)), at("string-too-long", "name"));
  check(form, small);
  form.free();
});

test("blank, null and undefined take an answer back, to what the lead said", () => {
  const lead = { profile: { size: 30, role: "user" } };
  const form = small.form(lead, { now: NOW });
  const { evaluation } = form;
  for (const blank of [null, undefined, "", " \n"]) {
    form.answer("size", 300);
    assert.equal(form.evaluation.stage, "mql");
    assert.equal(form.answer("size", blank), null);
    assert.deepEqual(form.lead.profile, lead.profile);
    assert.deepEqual(form.evaluation, evaluation);
  }
  form.answer("budget", true);
  form.answer("budget", null);
  assert.equal(form.questions[1].state, "open");
  check(form, small);
  form.free();
});

test("a question left out is not asked again, until it is answered after all", () => {
  const form = small.form({}, { now: NOW });
  assert.deepEqual(fields(form.next(9)), ["size", "budget", "name"]);
  form.skip("size");
  assert.equal(form.questions[2].state, "skipped");
  assert.equal(form.questions[2].matters, false);
  assert.ok(form.settled, "no size, no stage");
  assert.deepEqual(fields(form.next(9)), ["name"]);
  form.skip("name");
  assert.deepEqual(form.next(9), []);
  form.answer("size", 200);
  assert.equal(form.questions[2].state, "known");
  assert.deepEqual([form.settled, fields(form.next(9))], [false, ["budget"]]);
  form.skip("size");
  assert.equal(form.questions[2].state, "skipped", "the answer is taken back");
  assert.ok(form.settled);
  form.answer("size", null);
  assert.equal(form.questions[2].state, "open");
  check(form, small);
  form.free();
  const known = small.form({ profile: { size: 200 } }, { now: NOW });
  known.skip("size");
  assert.equal(known.questions[2].state, "known", "what the lead has stays");
  check(known, small);
  known.free();
});

test("required questions come after all others, and only where they are shown", () => {
  const form = small.form({ profile: { size: 200 } }, { now: NOW });
  const [budget, name] = form.next(9);
  assert.deepEqual([budget.field, budget.required, budget.friction, budget.could.length], ["budget", false, 2, 2]);
  assert.deepEqual([name.field, name.required, name.value, name.could], ["name", true, 0, []]);
  assert.equal(name.why, "the form wants an answer; it does not change the decision");
  form.answer("budget", true);
  assert.ok(form.settled);
  assert.deepEqual(fields(form.next(9)), ["name", "email"]);
  for (const n of [0, -3, NaN, 0.9]) assert.equal(form.next(n).length, Number.isNaN(n) ? 2 : 0, `next(${n})`);
  assert.equal(form.next(1.9).length, 1);
  form.free();
});

test("a question is asked whose answer decides whether one is shown that can change the outcome", async () => {
  const model = await loadModel({
    leadgrade: 1, name: "gates",
    fields: { a: { type: "boolean" }, b: { type: "choice", options: ["no", "some", "all"] }, c: { type: "boolean" }, d: { type: "boolean" } },
    disqualify: [{ id: "out", code: "spam", when: { d: true } }],
    form: { questions: [{ field: "a", ask: "A?" }, { field: "b", ask: "B?", when: { a: true } }, { field: "c", ask: "C?" }, { field: "d", ask: "D?", when: { b: { gte: "some" } } }] },
  });
  const form = model.form({}, { now: NOW });
  const [question, none] = form.next(9);
  assert.equal(none, undefined);
  assert.deepEqual([question.field, question.value, question.could.length], ["a", 0, 2]);
  assert.equal(question.why, "decides whether to ask for `d`, which may disqualify the lead (spam)");
  assert.deepEqual(form.missing, ["d"]);
  assert.deepEqual(form.questions.map(({ matters }) => matters), [true, true, false, true]);
  form.answer("a", true);
  assert.deepEqual(fields(form.next(9)), ["b"]);
  form.answer("b", "all");
  assert.deepEqual(fields(form.next(9)), ["d"]);
  form.undo();
  form.answer("b", "no");
  assert.deepEqual([form.next(9), form.settled], [[], false], "it is not shown, so it cannot be asked");
  form.undo();
  form.undo();
  form.answer("a", false);
  assert.deepEqual(form.next(9), []);
  model.free();
  form.free();
});

test("where there are too many states to tell apart, everything that may matter is asked", async () => {
  const names = Array.from({ length: 26 }, (_, place) => `f${place}`);
  const points = (place) => 1_000 + ((place * 7_919) % 1_009) + ((place * place) % 97) / 1_000;
  const total = names.reduce((sum, _, place) => sum + points(place), 0);
  const model = await loadModel({
    leadgrade: 1, name: "wide",
    fields: Object.fromEntries([...names, "idle"].map((name) => [name, { type: "boolean" }])),
    fit: { rules: names.map((name, place) => ({ id: `r-${place}`, when: { [name]: true }, points: points(place) })), tiers: [0.9, 0.7, 0.5].map((share, place) => ({ id: "ABC"[place], at: Math.floor(total * share) })) },
    stages: [{ id: "mql", when: { "fit.tier": "C" } }, { id: "sql", when: { "fit.tier": "B" } }, { id: "hot", when: { "fit.tier": "A" } }],
    form: { questions: [...names, "idle"].map((field) => ({ field, ask: "?" })) },
  });
  const form = model.form({}, { now: NOW });
  assert.deepEqual([form.exact, form.settled], [false, false]);
  assert.deepEqual(form.missing, names);
  assert.deepEqual(fields(form.next(99)).sort(), [...names].sort());
  assert.equal(form.worthEnriching(["f3"]), true);
  assert.equal(form.worthEnriching(["idle"]), false);
  check(form, model);
  for (const name of names.slice(0, 8)) form.answer(name, false);
  assert.ok(form.exact, "every answer narrows what is open");
  check(form, model);
  model.free();
  form.free();
});

test("events are part of the lead, and change what is open", () => {
  const form = SAAS.form({ events: [DEMO.events[0]] }, { now: NOW });
  const event = { type: "page", asset: "pricing", at: new Date("2026-11-22T09:00:00Z"), channel: "web" };
  const { score } = form.evaluation;
  form.addEvent(event);
  assert.deepEqual(form.lead.events, [DEMO.events[0], JSON.parse(JSON.stringify(event))]);
  assert.ok(form.evaluation.score > score);
  check(form, SAAS);
  form.addEvent({ type: 5 });
  form.addEvent("page");
  assert.deepEqual(form.evaluation.notices.find(({ code }) => code === "bad-event"), { code: "bad-event", path: "/events/2", count: 2 });
  check(form, SAAS);
  form.free();
});

test("undo takes back each step, to the beginning and no further", () => {
  const form = SAAS.form(DEMO, { now: NOW });
  const steps = [() => form.answer("companySize", 300), () => form.answer("companySize", 4), () => form.skip("timeline"), () => form.addEvent({ type: "page", asset: "pricing", at: NOW }), () => form.answer("companySize", null), () => form.answer("jobTitle", "CEO")];
  const states = steps.map((step) => {
    const state = snapshot(form);
    step();
    return state;
  });
  for (const state of states.reverse()) {
    assert.equal(form.undo(), true);
    assert.deepEqual(snapshot(form), state);
  }
  assert.equal(form.undo(), false);
  assert.deepEqual(form.lead, DEMO);
  form.free();
});

test("reachable lists what can come about, with chances by the priors", () => {
  const form = small.form({}, { now: NOW });
  const { exact, outcomes, fit, intent, score } = form.reachable;
  assert.equal(exact, true);
  const chances = Object.fromEntries(outcomes.map(({ stage, chance }) => [stage, chance]));
  // Three of four have many people, half of those a budget.
  assert.deepEqual(chances, { lead: 0.25, mql: 0.375, sql: 0.375 });
  assert.deepEqual([fit, intent, score], [{ min: 0, max: 25 }, { min: 0, max: 0 }, { min: 0, max: 25 }]);
  assert.deepEqual(Object.keys(outcomes[0]), ["stage", "code", "kind", "team", "queue", "track", "partner", "owner", "protocol", "chance"]);
  const [size, budget] = form.next(2);
  // The drop of the sum of p(1 − p): of 0.25, 0.375, 0.375 by the size, then by the budget.
  const variance = (...chances) => chances.reduce((sum, p) => sum + p * (1 - p), 0);
  const before = variance(0.25, 0.375, 0.375);
  assert.ok(Math.abs(size.value - (before - 0.75 * variance(0.5, 0.5))) < 1e-12);
  assert.ok(Math.abs(budget.value - (before - variance(0.25, 0.75))) < 1e-12);
  assert.deepEqual(form.missing, ["size", "budget"]);
  form.free();
});

test("a saved form goes on where it was, as an object, as text and as bytes", () => {
  const context = { away: ["ana"], salt: "s" };
  const form = SAAS.form(DEMO, { now: NOW, context });
  form.answer("email", "ada@acme.example");
  form.skip("phone");
  form.addEvent({ type: "page", asset: "pricing", at: NOW });
  form.answer("companySize", 300);
  form.answer("companySize", null);
  const saved = form.toJSON();
  assert.deepEqual(saved, {
    leadgrade: 1, model: SAAS.hash, at: NOW, lead: DEMO, context,
    steps: [{ answer: "email", value: "ada@acme.example" }, { skip: "phone" }, { event: { type: "page", asset: "pricing", at: NOW } }, { answer: "companySize", value: 300 }, { answer: "companySize", value: null }],
  });
  const text = JSON.stringify(form);
  for (const kept of [form, saved, text, JSON.stringify(saved, null, 2), new TextEncoder().encode(text), new TextEncoder().encode(text).buffer]) {
    const again = SAAS.restore(kept);
    assert.deepEqual(snapshot(again), snapshot(form));
    check(again, SAAS, context);
    while (again.undo());
    assert.deepEqual(again.lead, DEMO);
    again.free();
  }
  form.free();
});

test("a saved form may go on at another instant, and in another context", () => {
  const form = SAAS.form(LEAD, { now: NOW, context: { salt: "one" } });
  form.answer("problem", "speed");
  const later = "2027-02-01T08:00:00Z";
  const again = SAAS.restore(form, { now: later });
  assert.equal(again.at, Date.parse(later));
  assert.deepEqual(again.evaluation, SAAS.evaluate(form.lead, { now: later, context: { salt: "one" } }));
  assert.notEqual(again.evaluation.intent.points, form.evaluation.intent.points);
  check(again, SAAS, { salt: "one" });
  for (const context of [{ salt: "two" }, '{"salt":"two"}', {}]) {
    const other = SAAS.restore(JSON.stringify(form, null, 1), { context });
    assert.deepEqual(other.toJSON().context, typeof context === "string" ? JSON.parse(context) : context);
    check(other, SAAS, context);
    other.free();
  }
  for (const at of [NOW, new Date(), null, { now: "soon" }]) assert.throws(() => SAAS.restore(form, at), { code: "bad-instant" });
  again.free();
  form.free();
});

test("what was said of fields that a newer model does not have is left out", async () => {
  const form = small.form({ id: "l" }, { now: NOW });
  form.answer("size", 200);
  form.answer("role", "boss");
  form.skip("tools");
  form.answer("budget", true);
  const { role, tools, ...rest } = SMALL.fields;
  const newer = await loadModel({ ...SMALL, fields: rest, fit: { rules: [SMALL.fit.rules[0]] }, form: { questions: SMALL.form.questions.filter(({ field }) => field in rest) } });
  const again = newer.restore(form);
  assert.deepEqual(again.lead, { id: "l", profile: { size: 200, budget: true } });
  assert.deepEqual(again.toJSON().steps, [{ answer: "size", value: 200 }, { answer: "budget", value: true }]);
  assert.equal(again.toJSON().model, newer.hash);
  check(again, newer);
  for (const each of [again, form, newer]) each.free();
});

test("what is no saved form is refused", () => {
  const cycle = {};
  cycle.self = cycle;
  for (const saved of ["", "{", "[]", "null", "{}", "5", {}, null, undefined, [], 7, { at: NOW }, { steps: [] }, { at: "soon", steps: [] }, { at: NOW, steps: {} }, { at: NOW, steps: [5] }, cycle, { steps: 5n }, Symbol("s"), new Uint8Array([0xff])]) {
    assert.throws(() => SAAS.restore(saved), (error) => error instanceof LeadgradeError && error.code === "not-json", String(saved?.toString?.call(saved)));
  }
  // A step that is none is left out; a lead that is none counts as empty.
  const again = SAAS.restore({ at: NOW, steps: [{}, { answer: "problem" }, { answer: 5, value: 5 }, { skip: "nothing" }] });
  assert.deepEqual([again.lead, again.undo()], [{}, false]);
  again.free();
});

test("what if tells what would differ, and changes nothing", () => {
  const form = small.form({ profile: { size: 30 } }, { now: NOW });
  form.answer("budget", true);
  const before = snapshot(form);
  const found = form.whatIf({ size: 100, tools: ["crm"] });
  assert.deepEqual(found.changes, [{ what: "fit.points", from: 0, to: 25 }, { what: "score", from: 0, to: 25 }, { what: "stage", from: "lead", to: "sql" }, { what: "awaiting", from: null, to: "won" }]);
  assert.equal(found.outcome.stage, "sql");
  assert.deepEqual(found.evaluation, small.evaluate({ profile: { size: 100, tools: ["crm"], budget: true } }, { now: NOW }));
  assert.deepEqual(form.whatIf({}).changes, []);
  assert.deepEqual(form.whatIf({ size: 100, budget: null }).outcome.stage, "mql");
  assert.deepEqual(snapshot(form), before);
  assert.throws(() => form.whatIf({ sise: 1 }), { code: "unknown-field", message: "unknown field `sise`; did you mean `size`?" });
  for (const changes of [null, undefined, 5, "{}", [], Symbol("s"), { name: "x".repeat(300_000) }]) assert.throws(() => form.whatIf(changes), { code: "not-json" });
  form.free();
});

test("would take names the fewest answers", () => {
  const form = small.form({}, { now: NOW });
  const sql = form.wouldTake("sql");
  assert.deepEqual([sql.reachable, sql.exact], [true, true]);
  assert.deepEqual(Object.keys(sql.ways[0].answers).sort(), ["budget", "size"]);
  assert.equal(sql.why, "2 answers can reach `sql`: `size`, `budget`");
  for (const { answers } of sql.ways) {
    assert.equal(form.whatIf(answers).outcome.stage, "sql");
    for (const field of Object.keys(answers)) {
      const { [field]: left, ...fewer } = answers;
      assert.notEqual(form.whatIf(fewer).outcome.stage, "sql");
    }
  }
  form.answer("size", 200);
  assert.deepEqual(form.wouldTake("sql").ways, [{ answers: { budget: true } }]);
  assert.deepEqual(form.wouldTake("mql"), { reachable: true, exact: true, ways: [], why: "the lead is at `mql` already" });
  assert.deepEqual(form.wouldTake("lead").ways, []);
  form.free();
});

test("would take finds the event that a gate waits for", () => {
  const form = small.form({ profile: { size: 200, budget: true } }, { now: NOW });
  const won = form.wouldTake("won");
  assert.equal(won.reachable, true);
  assert.equal(won.ways[0].event.type, "signed");
  form.addEvent(won.ways[0].event);
  assert.equal(form.evaluation.stage, "won");
  form.free();
});

test("would take proves that nothing does", () => {
  const form = small.form({ profile: { size: 20 } }, { now: NOW });
  for (const stage of ["mql", "sql", "won"]) {
    assert.deepEqual(form.wouldTake(stage), { reachable: false, exact: true, ways: [], why: `no answer that is still open reaches \`${stage}\`: the highest stage within reach is \`lead\`` });
  }
  for (const stage of ["sqll", "", "disqualified", "constructor"]) assert.throws(() => form.wouldTake(stage), { code: "unknown-stage", message: `unknown stage \`${stage}\`` });
  form.free();
  const lost = SAAS.form({ profile: { email: "a@rivalsoft.example", country: "DE" } }, { now: NOW });
  const out = lost.wouldTake("mql");
  assert.deepEqual([out.reachable, out.ways, out.exact], [false, [], true]);
  assert.equal(out.why, "no answer that is still open reaches `mql`: the lead is out whatever is answered");
  lost.free();
});

test("valid until is the first instant at which time alone changes the outcome", async () => {
  const model = await loadModel({ ...SMALL, stages: [{ id: "warm", when: { "intent.points": { gte: 5 } } }] });
  const lead = { events: [{ type: "page", at: NOW }] };
  const form = model.form(lead, { now: NOW });
  const at = Date.parse(form.validUntil);
  const stage = (now) => model.evaluate(lead, { now }).stage;
  assert.deepEqual([stage(at - 1), stage(at)], ["warm", "lead"]);
  // 10 points with a half-life of a day are 4.999 or less once they round to it, a little after the day.
  assert.ok(at > Date.parse(NOW) + 86_400_000 && at < Date.parse(NOW) + 86_500_000, form.validUntil);
  assert.match(form.validUntil, /^2026-11-23T10:\d\d:\d\d(\.\d{3})?Z$/);
  const after = model.restore(form, { now: at });
  assert.equal(after.validUntil, null);
  for (const each of [after, form, model]) each.free();
});

test("valid until sees deadlines and windows of the whole example", () => {
  const form = SAAS.form(LEAD, { now: NOW });
  const at = Date.parse(form.validUntil);
  const said = (now) => {
    const { stage, disqualified, action } = SAAS.evaluate(LEAD, { now });
    return JSON.stringify([stage, disqualified?.code, action.kind, action.team, action.queue, action.track, action.protocol, Object.values(action.due).map(({ state }) => state)]);
  };
  assert.ok(at > form.at);
  assert.equal(said(at - 1), said(form.at));
  assert.notEqual(said(at), said(form.at));
  form.free();
});

test("enriching is worth it where a value could change the outcome", () => {
  const form = small.form({}, { now: NOW });
  assert.equal(form.worthEnriching(["size"]), true);
  assert.equal(form.worthEnriching(["name", "role"]), false);
  assert.equal(form.worthEnriching(new Set(["name", "budget"])), true);
  assert.equal(form.worthEnriching([]), false);
  form.answer("size", 10);
  assert.equal(form.worthEnriching(["size", "budget"]), false, "known, or of no use any more");
  assert.throws(() => form.worthEnriching(["size", "bugdet"]), { code: "unknown-field", message: "unknown field `bugdet`; did you mean `budget`?" });
  form.free();
  // A field that no question asks for.
  const saas = SAAS.form({ ...LEAD, profile: { ...LEAD.profile, companySize: 5 } }, { now: NOW });
  assert.equal(saas.worthEnriching(["fundedAt"]), true, "new money brings a small company back");
  assert.equal(saas.worthEnriching(["accountId"]), false);
  saas.free();
});

test("priors are counted from leads", () => {
  const leads = [{ profile: { size: 75 } }, { profile: { size: "900" } }, '{"profile":{"size":3,"role":"boss"}}', new TextEncoder().encode('{"profile":{"role":"boss","tools":["erp"]}}'), {}, null, "nothing"];
  assert.deepEqual(small.learnPriors(leads, { now: NOW }), { size: [3, 5], role: [1, 5], tools: [1, 3] });
  assert.deepEqual(small.learnPriors(new Set()).size, [1, 1]);
  const saas = SAAS.learnPriors((function* () { yield LEAD; })());
  assert.deepEqual(saas.industry, [1, 1, 1, 1, 1, 1, 1, 1, 3]);
  assert.deepEqual(saas.companySize, [1, 1, 1, 3, 1, 1]);
  assert.deepEqual(Object.keys(saas), ["companySize", "industry", "problem", "timeline", "decisionRole", "budgetStatus"]);
  assert.throws(() => small.learnPriors([], { now: "soon" }), { code: "bad-instant" });
  assert.throws(() => small.learnPriors((function* () { throw new RangeError("theirs"); })()), RangeError);
  assert.deepEqual(small.learnPriors(leads, { now: NOW }).size, [3, 5]);
});

test("a name that is no field's is refused, and nothing happens", () => {
  const form = small.form({}, { now: NOW });
  const before = snapshot(form);
  for (const use of [(name) => form.answer(name, 1), (name) => form.skip(name)]) {
    for (const name of ["sise", "", "constructor", "__proto__", "\ud800", "size\n", "x".repeat(100_000), Symbol("size"), undefined, null, 5]) {
      assert.throws(() => use(name), (error) => error instanceof LeadgradeError && error.code === "unknown-field", String(name));
    }
    assert.throws(() => use(Object.create(null)), TypeError);
  }
  assert.deepEqual(snapshot(form), before);
  form.free();
});

test("hostile values are answers like any other", () => {
  const cycle = {};
  cycle.self = cycle;
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const bad = [{ get x() { throw new Error("theirs"); } }, cycle, NaN, -Infinity, 10n ** 30n, proxy, {}, [[]], { toJSON() { throw "no"; } }, new Date(NaN), "[".repeat(1_000), { size: 5 }, Array.from({ length: 100_000 }, () => "element"), "x".repeat(1_000_000), "\ud800"];
  const taken = [Symbol("s"), () => {}, undefined];
  const form = small.form({ id: "l", profile: { role: "boss" } }, { now: NOW });
  for (const value of bad) {
    const notice = form.answer("size", value);
    assert.ok(["wrong-type", "string-too-long", "too-deep"].includes(notice.code), notice.code);
    assert.equal(notice.path, "/profile/size");
    assert.equal(form.questions[2].state, "open");
    assert.equal(form.lead.profile.role, "boss", "the rest of the lead is as it was");
    check(form, small);
    form.addEvent(value);
    assert.equal(form.undo(), true);
  }
  for (const value of taken) assert.equal(form.answer("size", value), null);
  assert.equal(form.answer("name", "\ud800"), null);
  assert.equal(form.answer("name", "x".repeat(8_000)), null);
  form.addEvent(cycle);
  form.addEvent({ type: "page", at: NOW, props: { text: "x".repeat(1_000_000) } });
  assert.equal(form.evaluation.notices.find(({ code }) => code === "bad-event").count, 2);
  check(form, small);
  check(small.restore(JSON.stringify(form)), small);
  assert.throws(() => form.answer({ toString() { throw new RangeError("theirs"); } }, 1), RangeError);
  assert.equal(form.lead.profile.role, "boss");
  form.free();
});

test("a value's own code may use the form, or free it", () => {
  const form = small.form({}, { now: NOW });
  form.answer("tools", { toJSON() { form.answer("size", 200); return ["crm"]; } });
  assert.deepEqual(form.lead.profile, { size: 200, tools: ["crm"] });
  assert.throws(() => form.answer("budget", { toJSON() { form.free(); return true; } }), { code: "freed" });
});

test("leads that are none have forms all the same", () => {
  for (const lead of ["", "{", "[]", null, 7, new Uint8Array([0xff]), `{"id":"${"x".repeat(300_000)}"}`]) {
    const form = small.form(lead, { now: NOW });
    assert.deepEqual(form.evaluation, small.evaluate(lead, { now: NOW }));
    assert.deepEqual(fields(form.next(9)), ["size", "budget", "name"]);
    form.answer("size", 200);
    form.free();
  }
  assert.throws(() => small.form({}, { now: "soon" }), { code: "bad-instant" });
  assert.throws(() => small.form({}, NOW), { code: "bad-instant" });
});

test("a form outlives its model", async () => {
  const model = await loadModel(SMALL);
  const form = model.form({}, { now: NOW });
  model.free();
  form.answer("size", 200);
  check(form, small);
  assert.deepEqual(fields(form.next(2)), ["budget", "name"]);
  for (const use of [() => model.form(), () => model.restore(form), () => model.learnPriors([])]) assert.throws(use, { code: "freed" });
  form.free();
});

test("forms of one model do not know of one another", () => {
  const [one, other] = [small.form({ id: "1" }, { now: NOW }), small.form({ id: "2" }, { now: NOW })];
  one.answer("size", 200);
  assert.deepEqual(other.lead, { id: "2" });
  other.answer("size", 5);
  assert.deepEqual([one.settled, other.settled], [false, true]);
  one.free();
  assert.equal(other.evaluation.lead, "2");
  other.free();
});

test("a form survives a trap, and says that it happened", (context) => {
  const form = SAAS.form(DEMO, { now: NOW, context: { salt: "s" } });
  form.answer("email", "ada@acme.example");
  form.skip("phone");
  const before = snapshot(form);
  const trap = new WebAssembly.RuntimeError("unreachable");
  for (const [name, use] of [["next", () => form.next()], ["answer", () => form.answer("companySize", 3)], ["settled", () => form.settled], ["addEvent", () => form.addEvent({})], ["undo", () => form.undo()], ["whatIf", () => form.whatIf({})]]) {
    // The next instance has a glue of its own.
    inside(({ RawForm }) => context.mock.method(RawForm.prototype, name, () => { throw trap; }));
    assert.throws(use, (error) => error instanceof LeadgradeError && error.code === "internal" && error.cause === trap && !error.message.includes("acme"), name);
    assert.deepEqual(snapshot(form), before, name);
  }
  form.answer("companySize", 3);
  assert.equal(form.lead.profile.companySize, 3);
  check(form, SAAS, { salt: "s" });
  form.free();
});

function snapshot(form) {
  const { lead, at, evaluation, reachable, questions, missing, settled, exact } = form;
  return { lead, at, evaluation, reachable, questions, missing, settled, exact, next: form.next(99), saved: form.toJSON() };
}
