// Adapters are total and pure: whatever comes over the wire, they give parts of a lead, throw nothing and change nothing.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { loadModel } from "leadgrade";
import * as adapters from "../../pkg/src/adapters/index.js";

const folder = new URL("fixtures/adapters/", import.meta.url);
const fixtures = readdirSync(folder).flatMap((file) => {
  const { adapter, cases } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  return cases.map((each) => ({ adapter, ...each }));
});

const trap = () => { throw new Error("trapped"); };
const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, trap]));
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const revokedArray = Proxy.revocable([], {});
revokedArray.revoke();
const cyclic = { traits: {}, fields: [], answers: [], events: [] };
for (const member of Object.values(cyclic)) Object.assign(member, { 0: cyclic, again: cyclic, self: member });
let deep = {};
for (let depth = 0; depth < 20_000; depth++) deep = depth % 2 === 0 ? { traits: deep } : [deep];

// Made anew where they could be worn out: values that JSON cannot say, and JSON that no system would send.
const HOSTILE = {
  null: null, undefined, true: true, zero: 0, minus: -1, NaN, infinite: Infinity, bigint: 10n, symbol: Symbol("s"), function: () => ({}), class: class {},
  empty: "", blank: " \n", text: "text", digits: "9".repeat(400), surrogate: "\ud800", "long text": `${"/".repeat(20_000)}x`, "long number": `${"1".repeat(20_000)}x`,
  "no elements": [], "null element": [null], nested: [[[[]]]], "sparse array": new Array(4_294_967_295), "no members": {}, "no prototype": Object.create(null),
  "own __proto__": JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } }, "type": "__proto__" }'),
  "throwing getter": { get traits() { return trap(); }, get type() { return trap(); }, get length() { return trap(); }, get get() { return trap(); } },
  "throwing proxy": new Proxy({}, traps), "throwing array proxy": new Proxy([], traps), "throwing function proxy": new Proxy(() => {}, traps), revoked: revoked.proxy, "revoked array": revokedArray.proxy,
  cyclic, deep, date: new Date(0), "no date": new Date(NaN), "not quite a date": { [Symbol.toStringTag]: "Date" }, map: new Map([["type", "track"]]), regexp: /x/, boxed: new String("x"),
  "throwing toString": { toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap, toJSON: trap }, bytes: new Uint8Array(8), headers: { get: trap }, "odd headers": { get: () => ({}) },
};

for (const name of Object.keys(adapters)) {
  test(`${name} takes anything`, () => {
    for (const [kind, value] of Object.entries(HOSTILE)) {
      check(() => adapters[name](value), kind);
      check(() => adapters[name](value, value), `${kind} with itself`);
      check(() => adapters[name]([value, value]), `an array of ${kind}`);
      check(() => adapters[name]({ properties: value, traits: value, form_response: value, fields: value, events: value, profile: value, type: "identify" }), `${kind} inside`);
    }
    check(() => adapters[name](), "nothing");
  });
}

test("whatever stands at any place of a documented payload", () => {
  for (const { adapter, name, payload, options } of fixtures) {
    for (const path of pathsOf(payload)) {
      for (const [kind, value] of Object.entries(HOSTILE)) {
        check(() => adapters[adapter](replaced(payload, path, value), options), `${adapter}: ${name}: ${kind} at ${path.join("/")}`);
      }
    }
  }
});

test("hostile options are no options", () => {
  for (const { adapter, payload, options = {} } of fixtures) {
    for (const [kind, value] of Object.entries(HOSTILE)) {
      check(() => adapters[adapter](payload, Object.fromEntries(["at", "asset", "channel", ...Object.keys(options)].map((option) => [option, value]))), kind);
    }
  }
});

test("names that mean something to JavaScript are names, and __proto__ is none", () => {
  const traits = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": "c", "toString": "t", "hasOwnProperty": "h", "company": { "__proto__": { "polluted": true }, "name": "Acme" } }');
  const { profile } = adapters.merge(adapters.fromSegment({ type: "identify", traits }));
  assert.deepEqual(profile, { constructor: "c", toString: "t", hasOwnProperty: "h", company: { name: "Acme" } });
  assert.equal(Object.getPrototypeOf(profile), Object.prototype);
  assert.equal(profile.polluted, undefined);
  assert.equal(profile.company.polluted, undefined);
  for (const key of ["name", "key", "ref"]) {
    const field = { name: "__proto__", key: "__proto__", field: { ref: "__proto__" }, type: "text", text: "x", value: "x" };
    assert.deepEqual(adapters.fromHubSpotForm({ fields: [field] }), {}, key);
    assert.deepEqual(adapters.fromTypeform({ answers: [field], variables: [field] }), {}, key);
  }
});

test("inherited members are not the payload's", () => {
  const inherited = Object.create({ type: "identify", userId: "u", traits: { email: "ada@acme.example" } });
  assert.deepEqual(adapters.fromSegment(inherited), {});
  assert.deepEqual(adapters.fromHubSpotContact(inherited), {});
});

test("much of it takes time that grows with it", () => {
  const many = 20_000;
  const messages = Array.from({ length: many }, (_, index) => ({ type: "track", event: "a", messageId: `m-${index}`, timestamp: index, properties: { asset: "x" } }));
  assert.equal(adapters.fromSegment(messages).events.length, many);
  const fields = Array.from({ length: many }, (_, index) => ({ id: `f-${index}`, ref: `r-${index}` }));
  const answers = fields.map(({ id }) => ({ type: "number", number: 1, field: { id } }));
  assert.equal(Object.keys(adapters.fromTypeform({ definition: { fields }, answers }).profile).length, many);
  // Forty levels, each ten times in the next: in memory forty objects, written out more than there are atoms in a pin.
  let wide = { Name: "Acme" };
  for (let level = 0; level < 40; level++) wide = Object.fromEntries([["Name", "Acme"], ...Array.from({ length: 10 }, (_, index) => [`m${index}`, wide])]);
  assert.equal(adapters.fromSalesforceLead(wide).profile.Name, "Acme");
});

test("parts are leads: leadgrade evaluates all of them, without a faulty event among them", async () => {
  const model = await loadModel({ leadgrade: 1, name: "m", fields: { email: { type: "email", aliases: ["Email"] } } });
  for (const { adapter, name, payload, options } of fixtures) {
    const { notices, layers } = model.evaluate(adapters[adapter](payload, options), { now: "2026-12-31T00:00:00Z" });
    assert.deepEqual(notices.filter(({ code }) => !["unused-keys", "single-layer"].includes(code)), [], name);
    assert.ok(layers.intent === (adapters[adapter](payload, options).events ?? []).length, name);
  }
  model.free();
});

function check(adapt, kind) {
  const parts = adapt();
  assert.ok(typeof parts === "object" && parts !== null, kind);
  assert.equal({}.polluted, undefined, kind);
  // Nothing in it that JSON could not say, and no holes.
  assert.deepEqual(JSON.parse(JSON.stringify(parts)), parts, kind);
  assert.ok(parts.id === undefined || typeof parts.id === "string", kind);
}

function pathsOf(value) {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([name, member]) => pathsOf(member).map((path) => [name, ...path]))];
}

function replaced(value, [name, ...rest], by) {
  if (name === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name] = replaced(value[name], rest, by);
  return copy;
}
