// A lead as an object is answered as its JSON is: ten thousand of them, with values in them that JSON cannot say or that fight back.
// Beside each object stands the JSON that it must be read as.
import assert from "node:assert/strict";
import test from "node:test";
import { loadModel } from "leadgrade";
import { NOW, leads } from "../../benches/leads.mjs";
import { MODEL } from "./support/packed.mjs";
import { byParts, evaluateByParts, same, thereAtOnce } from "./support/parts.mjs";

const model = await loadModel(MODEL);
const at = { now: NOW };

const throwing = () => { throw new Error("no"); };
const fighting = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, throwing]));
class Company { constructor(value) { this.value = value; } get more() { return throwing(); } }

// What is put into a lead, and what it counts as: `{}` is of no field's type; `undefined` is not there.
const HOSTILE = [
  () => [NaN, {}], () => [-Infinity, {}], () => [10n ** 30n, {}], () => [7n, 7], () => [-(2n ** 53n), -(2 ** 53)], () => [2n ** 53n + 1n, {}],
  () => [undefined, undefined], () => [throwing, undefined], () => [Symbol("s"), undefined], () => [-0, 0], () => [1e400, {}], () => [5e-324, 5e-324],
  () => ["\ud800", "\ufffd"], () => ["\udc00 CEO \ud83d", "\ufffd CEO \ufffd"], () => ["VP\u0000\u001f\u2028 of Sales", "VP\u0000\u001f\u2028 of Sales"],
  () => [new Date(Date.UTC(2026, 0, 2)), "2026-01-02T00:00:00.000Z"], () => [new Date(NaN), {}], () => [Object(240), 240], () => [Object("saas"), "saas"], () => [Object(false), false],
  () => [new Company(3), { value: 3 }], () => [new Map([["a", 1]]), {}], () => [new Set(["a"]), {}], () => [/x/, {}], () => [new Error("x"), {}], () => [new Uint8Array(2), { 0: 0, 1: 0 }],
  () => [{ toJSON: () => 240 }, 240], () => [{ toJSON: throwing }, {}], () => [{ valueOf: throwing, toString: throwing }, {}],
  () => [new Proxy({ a: 1 }, {}), { a: 1 }], () => [new Proxy(["a", "b"], {}), ["a", "b"]], () => [new Proxy({}, fighting), {}], () => [revoked({}), {}], () => [revoked([]), {}],
  () => [["saas", undefined, throwing], ["saas", null, null]], () => [Array(3), [null, null, null]], () => [Object.create({ inherited: 1 }), {}], () => [Object.assign(Object.create(null), { a: "b" }), { a: "b" }],
  () => [cycle(), unrolled()], () => ["x".repeat(8_193), "x".repeat(8_193)], () => [nested(20), nested(20)],
];

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cycle() {
  const around = {};
  around.again = around;
  return around;
}

// Deeper than any lead may be, wherever it stands.
function unrolled(depth = 17) {
  return depth === 0 ? {} : { again: unrolled(depth - 1) };
}

function nested(depth) {
  return depth === 0 ? "deep" : [nested(depth - 1)];
}

// One of the places where a lead has a value: its owner and the name there, in the object and in its plain twin.
function place(lead, twin, random) {
  const events = lead.events.length > 0 ? random(lead.events.length) : -1;
  const owners = [[lead, twin], [lead.profile, twin.profile], [lead.profile, twin.profile], ...(events < 0 ? [] : [[lead.events[events], twin.events[events]]])];
  const [object, plain] = owners[random(owners.length)];
  const names = [...Object.keys(object), "somethingElse"];
  return [object, plain, names[random(names.length)]];
}

// Puts up to three hostile values into a lead, and what they mean into its twin.
function spoil(lead, twin, random) {
  for (let times = random(3); times >= 0; times--) {
    const [object, plain, name] = place(lead, twin, random);
    const [value, meant] = HOSTILE[random(HOSTILE.length)]();
    const isGetter = random(4) === 0;
    if (isGetter) Object.defineProperty(object, name, { get: () => value, enumerable: true, configurable: true });
    else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    plain[name] = meant;
    // What has been put into the profile's or the events' place has no places of its own.
    if (name === "profile" || name === "events") break;
  }
}

function randomly(seed) {
  return (limit) => (seed = (Math.imul(seed, 48_271) >>> 0) % 0x7fff_ffff) % limit;
}

test("ten thousand leads with hostile values give what their JSON gives", () => {
  const random = randomly(1);
  const codes = new Set();
  let different = 0;
  for (const lead of leads(10_000, 11)) {
    const twin = structuredClone(lead);
    const before = JSON.stringify(model.evaluate(lead, at));
    spoil(lead, twin, random);
    const expected = Buffer.from(model.evaluateBytes(JSON.stringify(twin), at)).toString();
    const evaluation = model.evaluate(lead, at);
    assert.equal(JSON.stringify(evaluation), expected, JSON.stringify(twin));
    evaluation.notices.forEach(({ code }) => codes.add(code));
    different += Number(expected !== before);
  }
  assert.ok(different > 5_000, `${different} answers were others than before`);
  for (const code of ["wrong-type", "bad-event", "unused-keys", "too-deep", "string-too-long", "unlisted-option"]) assert.ok(codes.has(code), code);
});

// Gives each member of a lead another value, as far as they can be reached.
function change(lead) {
  // What fights back stays as it is.
  const reach = (find) => { try { return find(); } catch { return []; } };
  for (const object of [...reach(() => lead.events.flatMap((event) => [event.props, event])), lead.profile, lead]) {
    reach(() => Object.keys(object).forEach((name) => Object.defineProperty(object, name, { value: "another" })));
  }
}

test("so they do by their parts, and whatever becomes of the lead before the rest is read", () => {
  const random = randomly(2);
  const codes = new Set();
  let parts = 0;
  for (const lead of leads(10_000, 12)) {
    const twin = structuredClone(lead);
    if (random(2) === 0) spoil(lead, twin, random);
    const expected = JSON.parse(Buffer.from(model.evaluateBytes(JSON.stringify(twin), at)).toString());
    const [evaluation, isByParts] = evaluateByParts(model, lead, at);
    const there = thereAtOnce(evaluation);
    assert.deepEqual(there, same(there, expected), JSON.stringify(twin));
    parts += Number(isByParts);
    change(lead);
    assert.deepEqual([evaluation.reasons, evaluation.summary], [expected.reasons, expected.summary]);
    if (random(4) === 0) {
      assert.deepEqual(JSON.parse(JSON.stringify(evaluation)), expected);
      expected.notices.forEach(({ code }) => codes.add(code));
    }
  }
  assert.ok(parts > 5_000 && parts < 9_500, `${parts} came by their parts`);
  for (const code of ["wrong-type", "bad-event", "unused-keys", "unlisted-option"]) assert.ok(codes.has(code), code);
});

// Leads at the edge of what goes by parts, and whether they do.
const set = (value) => ({ profile: { stack: value } });
const EDGES = [
  [true, {}], [true, { id: "a", profile: null, events: null }], [true, { id: 7 }], [true, { id: "\u00e9" }], [false, { id: "\u{1f642}" }], [false, { id: "\ud800" }],
  [true, set(["a", "b"])], [true, set(["a"])], [true, set([])], [false, set(["a;b"])], [true, set(["", " ", "A", "a"])], [true, set([""])], [true, set("a; b;;a")], [true, set("")], [true, set(" ")], [false, set(["a", 1])], [false, set({ a: 1 })],
  [true, { profile: { text: "   " } }], [true, { profile: { text: "" } }], [true, { profile: { text: " n/a " } }], [true, { profile: { text: "\u00e9" } }], [true, { profile: { text: 7 } }], [true, { profile: { plain: " " } }], [true, { profile: { plain: "x" } }],
  [true, { profile: { plain: "\u00a0" } }], [true, { profile: { plain: "\u1680" } }], [true, { profile: { plain: "\u00c0", text: "\u65e5\u672c \u00e9" } }], [true, { profile: { plain: "\u{1f642}", text: "a \u{1f642} \ud800" } }], [true, { profile: { plain: true } }], [false, { profile: { plain: ["a"] } }], [false, { profile: { plain: { a: 1 } } }], [true, { profile: { plain: null, TEXT: "n/a" } }],
  [true, { profile: { number: -0, other: null, another: undefined, third: NaN } }], [true, { profile: { number: Infinity } }], [true, { profile: { number: 0.1 + 0.2 } }], [true, { profile: { number: " 12.50 " } }], [true, { profile: { number: 2 ** 70 } }],
  [false, { profile: { number: 7n } }], [false, { profile: { number() {} } }], [false, { profile: { other() {} } }], [false, { profile: { "\ud800": 1, "\ud801": 1 } }], [true, { profile: { choice: "Two", flag: "yes", date: "2026-01-02" } }],
  [true, { profile: { choice: "three", flag: 1, date: 1.5 } }], [true, { profile: { mail: "Ada@Acme.Example" } }], [false, { profile: { deep: { value: 3 } } }], [false, { profile: { deep: 3 } }], [true, { profile: { text: "x".repeat(2_730) } }], [false, { profile: { text: "x".repeat(2_731) } }],
  [true, { profile: { plain: "x".repeat(2_730), a: "x".repeat(2_730), b: "x".repeat(2_730 - 8) } }], [false, { profile: { plain: "x".repeat(2_730), a: "x".repeat(2_730), b: "x".repeat(2_730), c: "" } }],
  [false, { profile: { text: "\u0000".repeat(2_730), stack: Array(20).fill("\u0000".repeat(2_500)) } }], [false, Object.fromEntries(Array.from({ length: 60_000 }, (_, k) => [`k${k}`, 1]))],
  [false, []], [false, { profile: [] }], [false, { profile: "x" }], [false, { events: {} }], [false, { events: [1] }], [false, { events: Array(2) }], [true, { events: [{}] }],
  [true, { events: [{ type: "Page", at: "2026-11-21T00:00:00Z", props: { n: 3, s: "x", other: "y" } }, { type: "page", at: Date.parse("2026-11-21"), asset: "A", props: null }] }],
  [true, { events: [{ type: "page", at: "2026-11-21T00:00:00Z", props: "x" }, { type: "page", at: "never" }, { type: " ", at: "2026-11-21" }, { type: 3, at: "2026-11-21" }] }],
  [false, { events: [{ type: "page", at: new Date(Date.UTC(2026, 10, 21)) }] }], [false, { events: [{ type: "page", at: "2026-11-21", props: { n: [1] } }] }], [false, { events: [{ type: "page", at: "2026-11-21", toJSON: () => 3 }] }],
  [true, { events: Array.from({ length: 300 }, (_, k) => ({ type: "page", at: `2026-11-21T00:00:${k % 60}Z`, props: { n: k } })) }], [false, { events: Array(2_001).fill({ type: "page", at: "2026-11-21" }) }],
  [true, { stage: "MQL", stageSince: "2026-01-01", motion: "PLG" }], [true, { stage: 3, motion: null, stageSince: "x", disqualifiedAt: 7, more: null }], [false, { more: {} }],
];

test("what does not go by parts is written as JSON, and comes to the same", async () => {
  const document = {
    leadgrade: 1, name: "edges",
    fields: {
      stack: { type: "set" }, text: { type: "text", aliases: ["TEXT"], blank: ["n/a"] }, plain: { type: "text", aliases: ["TEXT"] }, number: { type: "number" }, choice: { type: "choice", options: ["one", "two"] },
      flag: { type: "boolean" }, date: { type: "date" }, mail: { type: "email" }, deep: { type: "number", aliases: ["/deep/value"] },
    },
    fit: { rules: [
      { id: "a", when: { stack: { anyOf: ["a"] } }, points: 1, because: "a" }, { id: "t", when: { text: { known: true } }, points: 2, because: "t" }, { id: "p", when: { plain: { known: true } }, points: 4, because: "p" },
      { id: "n", when: { number: { gte: 0 } }, points: 8, because: "n" }, { id: "c", when: { choice: "two" }, points: 16, because: "c" }, { id: "f", when: { flag: true }, points: 32, because: "f" },
      { id: "d", when: { date: { known: true } }, points: 64, because: "d" }, { id: "m", when: { "mail.domain": "acme.example" }, points: 128, because: "m" }, { id: "e", when: { deep: 3 }, points: 256, because: "e" },
      { id: "x", when: { text: "x" }, points: 512, because: "x" }, { id: "b", when: { stack: { anyOf: ["b"] } }, points: 1024, because: "b" },
    ] },
    intent: { signals: [
      { id: "page", on: { type: "page" }, points: 1, repeat: "each", decay: "none", because: "page" }, { id: "n", on: { type: "page", n: { gte: 3 } }, points: 10, repeat: "each", decay: "none", because: "n" },
      { id: "s", on: { s: "x" }, points: 100_000, decay: "none", because: "s" },
    ] },
    stages: [{ id: "mql", when: { number: { gte: 5 } } }],
  };
  const edges = await loadModel(document);
  for (const [parts, lead] of EDGES) {
    const about = JSON.stringify(Object.keys(lead).length > 100 ? "many" : lead, (_, value) => (typeof value === "bigint" ? `${value}n` : value))?.slice(0, 200);
    const [evaluation, isByParts] = evaluateByParts(edges, lead, at);
    assert.equal(isByParts, parts, about);
    const expected = JSON.parse(Buffer.from(edges.evaluateBytes(written(lead), at)).toString());
    const there = thereAtOnce(evaluation);
    assert.deepEqual(there, same(there, expected), about);
    assert.deepEqual({ ...evaluation }, expected, about);
  }
});

// As JSON, where what it cannot say is of no field's type.
function written(lead) {
  return JSON.stringify(lead, (_, value) => (typeof value === "bigint" ? Number(value) : typeof value === "number" && !Number.isFinite(value) ? {} : value));
}

test("a getter is asked once, wherever it stands, and one that evaluates disturbs nothing", () => {
  for (const unusual of [undefined, new Date(0), [], 7n]) {
    const asked = {};
    const counting = (name, value) => ({ enumerable: true, get: () => ((asked[name] = (asked[name] ?? 0) + 1), model.evaluate({ profile: { jobTitle: "Clerk" } }, at), value) });
    const profile = Object.defineProperties({}, { jobTitle: counting("jobTitle", "VP of Sales"), industry: counting("industry", "saas"), other: counting("other", unusual) });
    const event = Object.defineProperties({}, { type: counting("type", "page"), at: counting("at", "2026-11-20T00:00:00Z") });
    const lead = Object.defineProperties({}, { profile: counting("profile", profile), events: counting("events", [event]) });
    const [evaluation] = evaluateByParts(model, lead, at);
    const expected = `{"profile":{"jobTitle":"VP of Sales","industry":"saas"${unusual === undefined ? "" : ',"other":0'}},"events":[{"type":"page","at":"2026-11-20T00:00:00Z"}]}`;
    assert.deepEqual({ ...evaluation }, JSON.parse(Buffer.from(model.evaluateBytes(expected, at)).toString()));
    assert.deepEqual(asked, { profile: 1, events: 1, jobTitle: 1, industry: 1, other: 1, type: 1, at: 1 });
  }
});

test("a toJSON that nobody sees is called wherever it stands", () => {
  const hidden = (object, instead) => Object.defineProperty(object, "toJSON", { value: () => instead });
  for (const lead of [
    hidden({ id: "no" }, { id: "yes" }), { profile: hidden({ companySize: 1 }, { companySize: 500 }) }, { events: [hidden({}, { type: "page", at: "2026-11-20" })] }, { events: [{ type: "page", at: "2026-11-20", props: hidden({}, { path: "/pricing" }) }] },
  ]) {
    const [evaluation, isByParts] = evaluateByParts(model, lead, at);
    assert.ok(!isByParts);
    assert.deepEqual({ ...evaluation }, JSON.parse(Buffer.from(model.evaluateBytes(JSON.stringify(lead), at)).toString()));
  }
});

test("objects that inherit something are written as JSON", (context) => {
  const expected = JSON.parse(Buffer.from(model.evaluateBytes('{"id":"a"}', at)).toString());
  for (const [name, value, enumerable] of [["profile", { companySize: 500 }, true], ["toJSON", undefined, false]]) {
    evaluateByParts(model, {}, at);
    const before = byParts();
    context.after(() => delete Object.prototype[name]);
    Object.defineProperty(Object.prototype, name, { value, enumerable, configurable: true });
    const evaluation = model.evaluate({ id: "a" }, at);
    delete Object.prototype[name];
    assert.equal(byParts(), before);
    assert.deepEqual({ ...evaluation }, expected);
  }
});

test("who reads what is large has more of the next evaluations made whole", async () => {
  const own = await loadModel(MODEL);
  const count = (lead, each) => {
    const before = byParts();
    for (let times = 0; times < 100; times++) each(own.evaluate(lead, at));
    return byParts() - before;
  };
  const leave = () => {};
  const read = ({ notices }) => assert.equal(notices[0].code, "unused-keys");
  const lead = { profile: { more: 1 } };
  assert.equal(count(lead, leave), 100);
  assert.equal(count(lead, ({ reasons, summary, action }) => [reasons, summary, action]), 100);
  assert.equal(count(lead, read), 1);
  assert.equal(count(lead, leave), 96);
  const several = Array.from({ length: 20 }, () => own.evaluate(lead, at));
  several.forEach(read);
  assert.equal(count(lead, leave), 20);
  assert.equal(count(new Map(), leave), 0);
  assert.equal(count(lead, leave), 100);
});

test("what was evaluated by parts can be read when its model is gone", async () => {
  const own = await loadModel(MODEL);
  const lead = { id: "a", profile: { jobTitle: "VP of Sales" } };
  const [evaluation, another] = [own.evaluate(lead, at), own.evaluate(lead, at)];
  own.free();
  const expected = JSON.parse(Buffer.from(model.evaluateBytes(JSON.stringify(lead), at)).toString());
  assert.deepEqual({ ...evaluation }, expected);
  assert.equal(another.summary, expected.summary);
  assert.throws(() => own.evaluate(lead, at), { code: "freed" });
});
