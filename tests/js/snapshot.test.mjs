// How a JavaScript object becomes a lead's text: like JSON.stringify for good values, without surprise for all others.
import assert from "node:assert/strict";
import test from "node:test";
import vm from "node:vm";
import { leads } from "../../benches/leads.mjs";
import { LONGEST, snapshot } from "../../pkg/src/snapshot.js";

const textOf = (value) => new TextDecoder("utf-8", { fatal: true }).decode(snapshot(value));
const throwing = () => { throw new Error("no"); };

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

test("ordinary leads are written as JSON.stringify does", () => {
  for (const lead of leads(500)) assert.equal(textOf(lead), JSON.stringify(lead));
});

test("every character is written as JSON.stringify does", () => {
  let all = "";
  for (let unit = 0; unit <= 0xffff; unit++) all += String.fromCharCode(unit);
  for (let start = 0; start < all.length; start += 4096) {
    const value = { [all.slice(start, start + 50)]: all.slice(start, start + 4096) };
    assert.equal(textOf(value), JSON.stringify(value));
  }
  for (const text of ["\u{10000}\u{10ffff}\u{1f642}", "\ud800", "\udc00", "\udc00\ud800", "a\ud83d", "\ud83d\ud83d\ude42"]) {
    assert.equal(textOf([text]), JSON.stringify([text]));
  }
});

const likeJson = {
  "empty": [{}, []],
  "nested": { a: [{ b: [[], [1, [2]], {}] }], "": { "": "" } },
  "numbers": [0, -0, 1, -1, 1.5, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, -(2 ** 53), 123456789.123],
  "literals": [true, false, null],
  "left out": { a: undefined, b() {}, c: Symbol("c"), d: 1, [Symbol("e")]: 2 },
  "holes": [undefined, () => {}, Symbol("x"), , 1],
  "dates": { at: new Date(0), late: new Date(8.64e15), early: new Date(-1) },
  "wrapped": { n: new Number(5), s: new String("s\""), b: new Boolean(false) },
  "toJSON": { a: { toJSON: () => "a" }, b: { toJSON: () => undefined }, c: { toJSON: () => ({ d: 1 }) }, e: new URL("https://acme.example/") },
  "no prototype": Object.assign(Object.create(null), { a: 1 }),
  "inherited members": Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }),
  "class instances": new (class { a = 1; #b = 2; get c() { return 3; } })(),
  "maps and sets": { map: new Map([[1, 2]]), set: new Set([1]) },
  "getters": { get a() { return "read"; } },
  "proxies": new Proxy({ a: 1, b: [2] }, {}),
  "keys like indices": { 10: 1, 2: 2, x: 3, "-1": 4 },
  "__proto__": JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":2}'),
  "arguments": (function () { return arguments; })(1, "two"),
  "another realm": vm.runInNewContext('({ a: [1, { at: new Date(0) }], n: new Number(1) })'),
  "an error": new Error("its message is not enumerable"),
};
for (const [name, value] of Object.entries(likeJson)) {
  test(`like JSON.stringify: ${name}`, () => assert.equal(textOf(value), JSON.stringify(value)));
}

const noValue = {
  "NaN": NaN,
  "infinity": -Infinity,
  "a wrapped NaN": new Number(NaN),
  "a date that is none": new Date(NaN),
  "a bigint too big for a number": 2n ** 53n + 1n,
  "a bigint too small for a number": -(2n ** 53n) - 1n,
  "a revoked proxy": revoked({}),
  "a revoked proxy of an array": revoked([]),
  "a proxy that tells no keys": new Proxy({}, { ownKeys: throwing }),
  "a proxy that tells no prototype": new Proxy({}, { getPrototypeOf: throwing }),
  "a toJSON that throws": { toJSON: throwing },
  "a toJSON that cannot be read": { get toJSON() { return throwing(); } },
  "a tag that throws": new (class { get [Symbol.toStringTag]() { return throwing(); } })(),
  "a proxy of a date": new Proxy(new Date(0), {}),
  "who wears a date's tag": new (class { get [Symbol.toStringTag]() { return "Date"; } })(),
  "an array whose length cannot be read": new Proxy([1], { get: throwing }),
};
for (const [name, value] of Object.entries(noValue)) {
  test(`written as {}, not as null: ${name}`, () => {
    assert.equal(textOf({ before: 1, value, after: [value, 2] }), '{"before":1,"value":{},"after":[{},2]}');
  });
}

test("a getter that throws is {} and leaves its neighbors alone", () => {
  assert.equal(textOf({ a: 1, get b() { return throwing(); }, c: 3 }), '{"a":1,"b":{},"c":3}');
});

test("a bigint that a number can hold is a number", () => {
  assert.equal(textOf([0n, -5n, 2n ** 53n, -(2n ** 53n)]), "[0,-5,9007199254740992,-9007199254740992]");
});

test("what is no lead at all is null, so that the core says so", () => {
  for (const value of [undefined, null, 5, NaN, true, 5n, Symbol("s"), throwing, new Date(0), new String("s"), revoked({}), new Proxy({}, { ownKeys: throwing }), new Proxy([1], { get: throwing })]) {
    assert.equal(textOf(value), "null");
  }
});

test("every member is read once", () => {
  let reads = 0;
  const value = { get a() { return ++reads; }, b: { get c() { return ++reads; } } };
  assert.equal(textOf(value), '{"a":1,"b":{"c":2}}');
  const trapped = [];
  textOf(new Proxy({ a: 1, b: 2 }, { get: (target, name) => { trapped.push(name); return target[name]; } }));
  assert.deepEqual(trapped.filter((name) => name === "a" || name === "b"), ["a", "b"]);
});

test("a container at depth 17 is written empty, deeper ones never", () => {
  const nest = (depth) => (depth === 0 ? "bottom" : { x: nest(depth - 1) });
  assert.equal(textOf(nest(16)), JSON.stringify(nest(16)));
  assert.equal(textOf(nest(17)), JSON.stringify(nest(16)).replace('"bottom"', "{}"));
  assert.equal(textOf(nest(500)), textOf(nest(17)));
  const lists = (depth) => (depth === 0 ? 1 : [lists(depth - 1)]);
  assert.equal(textOf(lists(40)), `${"[".repeat(16)}{}${"]".repeat(16)}`);
});

test("cycles end", () => {
  const cycle = { name: "x" };
  cycle.self = cycle;
  assert.equal(JSON.parse(textOf(cycle)).self.self.self.name, "x");
  const bush = {};
  for (const name of "abcdefgh") bush[name] = bush;
  assert.equal(snapshot(bush).length, LONGEST);
});

test("text stops growing one byte past what a lead may have", () => {
  const fill = (count) => ({ a: "x".repeat(count - 8) });
  assert.equal(snapshot(fill(LONGEST - 1)).length, LONGEST - 1);
  const huge = [fill(LONGEST), fill(LONGEST + 1), fill(50_000_000), { a: "ü".repeat(200_000) }, Array(10_000_000).fill(1),
    { ["k".repeat(300_000)]: 1 }, new Proxy([], { get: (_, name) => (name === "length" ? 2 ** 53 : 1) }), Array.from({ length: 200 }, () => "y".repeat(8192))];
  for (const value of huge) assert.ok(snapshot(value).length >= LONGEST);
  assert.ok(snapshot(huge.at(-1)).length < 3 * LONGEST);
  assert.equal(textOf({ small: true }), '{"small":true}');
});

test("a walk inside a walk disturbs neither", () => {
  let inner;
  const value = { a: "before", get b() { inner = textOf({ long: "z".repeat(40_000) }); return 2; }, c: "after" };
  assert.equal(textOf(value), '{"a":"before","b":2,"c":"after"}');
  assert.equal(inner, JSON.stringify({ long: "z".repeat(40_000) }));
});
