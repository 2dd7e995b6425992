// A lead as an object is answered as its JSON is: ten thousand of them, with values in them that JSON cannot say or that fight back.
// Beside each object stands the JSON that it must be read as.
import assert from "node:assert/strict";
import test from "node:test";
import { loadModel } from "leadgrade";
import { NOW, leads } from "../../benches/leads.mjs";
import { MODEL } from "./support/packed.mjs";

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

test("ten thousand leads with hostile values give what their JSON gives", () => {
  let seed = 1;
  const random = (limit) => (seed = (Math.imul(seed, 48_271) >>> 0) % 0x7fff_ffff) % limit;
  const codes = new Set();
  let different = 0;
  for (const lead of leads(10_000, 11)) {
    const twin = structuredClone(lead);
    const before = JSON.stringify(model.evaluate(lead, at));
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
    const expected = Buffer.from(model.evaluateBytes(JSON.stringify(twin), at)).toString();
    const evaluation = model.evaluate(lead, at);
    assert.equal(JSON.stringify(evaluation), expected, JSON.stringify(twin));
    evaluation.notices.forEach(({ code }) => codes.add(code));
    different += Number(expected !== before);
  }
  assert.ok(different > 5_000, `${different} answers were others than before`);
  for (const code of ["wrong-type", "bad-event", "unused-keys", "too-deep", "string-too-long", "unlisted-option"]) assert.ok(codes.has(code), code);
});
