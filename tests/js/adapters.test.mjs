// Each adapter on payloads of the documented shapes: the fixtures hold the payload, the options and the parts that come out.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import * as adapters from "../../pkg/src/adapters/index.js";

const folder = new URL("fixtures/adapters/", import.meta.url);

for (const file of readdirSync(folder)) {
  const { adapter, shapes, cases } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  test(`${adapter} says where its shapes are documented`, () => assert.ok(shapes.length > 0 && shapes.every((shape) => URL.canParse(shape))));
  for (const { name, payload, options, expect } of cases) {
    test(`${adapter}: ${name}`, () => {
      // Frozen, so that a change to the input would throw.
      const parts = adapters[adapter](deepFreeze(structuredClone(payload)), deepFreeze(structuredClone(options)));
      assert.deepEqual(parts, expect);
    });
  }
}

test("every adapter has fixtures", () => {
  const tried = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")).adapter);
  assert.deepEqual(tried.sort(), Object.keys(adapters).filter((name) => name !== "merge").sort());
});

test("fromVercel reads a Headers object, whatever the case of its names", () => {
  const headers = new Headers({ "X-Vercel-IP-Country": "CA", "X-Vercel-IP-City": "Montr%C3%A9al" });
  assert.deepEqual(adapters.fromVercel(headers), { profile: { country: "CA", city: "Montréal" } });
});

test("dates may be dates", () => {
  const at = new Date("2026-11-20T08:00:00Z");
  assert.deepEqual(adapters.fromSegment({ type: "track", event: "a", timestamp: at }).events, [{ type: "a", at: "2026-11-20T08:00:00Z" }]);
  assert.deepEqual(adapters.fromSegment({ type: "identify", traits: { createdAt: at } }).profile, { createdAt: "2026-11-20T08:00:00.000Z" });
  assert.deepEqual(adapters.fromGa4({ events: [{ name: "a" }] }, { at }).events, [{ type: "a", at: "2026-11-20T08:00:00Z", channel: "web" }]);
});

test("what comes out is not what went in: changing one leaves the other alone", () => {
  const payload = { type: "identify", traits: { company: { name: "Acme" }, tools: ["Slack"] } };
  const { profile } = adapters.fromSegment(payload);
  profile.company.name = "Initech";
  profile.tools.push("Jira");
  assert.deepEqual(payload.traits, { company: { name: "Acme" }, tools: ["Slack"] });
});

const INSTANTS = [
  ["2026-11-20T08:00:00Z", "2026-11-20T08:00:00Z"],
  ["2026-11-20t08:00:00z", "2026-11-20T08:00:00Z"],
  ["2026-11-20 08:00:00.5Z", "2026-11-20T08:00:00.500Z"],
  ["2026-11-20T08:00:00.123999999999+02:00", "2026-11-20T06:00:00.123Z"],
  ["2026-11-20T08:00:00+0200", "2026-11-20T06:00:00Z"],
  ["2026-11-20T08:00:00-08:00", "2026-11-20T16:00:00Z"],
  [" 2026-11-20T08:00:00 ", "2026-11-20T08:00:00Z"],
  ["2028-02-29", "2028-02-29T00:00:00Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  [0, "1970-01-01T00:00:00Z"],
  [253402300799999, "9999-12-31T23:59:59.999Z"],
  ...["1969-12-31T23:59:59Z", "0085-01-01", "2026-02-29", "2026-13-01", "2026-11-20T24:00:00Z", "2026-11-20T08:60:00Z", "2026-11-20T08:00:60Z", "2026-11-20T08:00:00+24:00", "2026-11-20T08:00",
    "20 Nov 2026", "2026", "+012026-11-20", "", "now", -1, 0.5, 253402300800000, NaN, Infinity, true, null, [], {}].map((text) => [text, undefined]),
];

for (const zone of ["UTC", "America/St_Johns", "Asia/Kathmandu"]) {
  test(`points in time mean the same where the host is in ${zone}`, () => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      for (const [given, at] of INSTANTS) {
        assert.equal(adapters.fromSegment({ type: "track", event: "a", timestamp: given }).events?.[0].at, at, String(given));
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
}

test("merge: later parts win, inside objects too, and nothing hides what is known", () => {
  const one = { id: "a", motion: "inbound", stage: "mql", profile: { email: "ada@acme.example", company: { name: "Acme", size: 1 }, tools: ["Slack"] }, events: [{ type: "a", at: 0 }] };
  const other = { id: null, stage: "sal", stageSince: 5, profile: { email: " ", phone: null, company: { size: 2 }, tools: [] }, events: [{ type: "b", at: 0 }] };
  assert.deepEqual(adapters.merge(deepFreeze(one), null, undefined, {}, deepFreeze(other)), {
    id: "a", motion: "inbound", profile: { email: "ada@acme.example", company: { name: "Acme", size: 2 }, tools: [] },
    events: [{ type: "a", at: 0 }, { type: "b", at: 0 }], stage: "sal", stageSince: 5,
  });
});

test("merge: what is an object here and a text there is the later one", () => {
  const [text, object] = [{ profile: { company: "Acme" } }, { profile: { company: { name: "Acme" } } }];
  assert.deepEqual(adapters.merge(text, object), object);
  assert.deepEqual(adapters.merge(object, text), text);
});

test("merge: of nothing there is nothing", () => {
  assert.deepEqual(adapters.merge(), {});
  assert.deepEqual(adapters.merge(null, {}, { events: [], profile: {} }), {});
});

function deepFreeze(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
