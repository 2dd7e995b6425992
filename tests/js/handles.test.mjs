// The model as a thing with a life: its errors, its end, and what one bad moment leaves behind.
import assert from "node:assert/strict";
import test from "node:test";
import { LeadgradeError, ModelError, checkModel, loadModel } from "leadgrade";
import { LEAD, MODEL, NOW } from "./support/packed.mjs";

const bytes = new TextEncoder().encode(JSON.stringify(LEAD));

test("all forms of a model are the same model", async () => {
  const hashes = [];
  const text = MODEL.toString();
  for (const form of [text, new Uint8Array(MODEL), new Uint8Array(MODEL).buffer, JSON.parse(text), JSON.stringify(JSON.parse(text))]) {
    using(await loadModel(form), (model) => hashes.push(model.hash));
  }
  assert.equal(new Set(hashes).size, 1);
});

test("all forms of a lead get the same evaluation", async () => {
  const model = await loadModel(MODEL);
  const expected = model.evaluate(LEAD, { now: NOW });
  assert.equal(expected.lead, LEAD.id);
  for (const form of [JSON.stringify(LEAD), bytes, bytes.buffer, Buffer.from(bytes), new DataView(bytes.buffer), structuredClone(LEAD)]) {
    assert.deepEqual(model.evaluate(form, { now: NOW }), expected);
    assert.equal(new TextDecoder().decode(model.evaluateBytes(form, { now: NOW })), JSON.stringify(expected));
  }
  model.free();
});

test("what is no lead in any form gets an evaluation that says so", async () => {
  const model = await loadModel(MODEL);
  const moved = new Uint8Array(bytes).buffer;
  const view = new Uint8Array(moved);
  structuredClone(moved, { transfer: [moved] });
  const codes = (lead) => model.evaluate(lead, { now: NOW }).notices.map((notice) => notice.code);
  for (const lead of ["", "{", new Uint8Array(0), new Uint8Array([0xff]), moved, view, "\ufeff{}"]) assert.deepEqual(codes(lead), ["not-json"]);
  for (const lead of [undefined, null, 7, true, [], Symbol("s"), () => {}, new Date(), "null", "[]"]) assert.deepEqual(codes(lead), ["not-an-object"]);
  for (const lead of [{}, Object.create(null), "{}"]) assert.deepEqual(codes(lead), []);
  model.free();
});

test("all forms of an instant are the same instant", async () => {
  const model = await loadModel(MODEL);
  for (const now of [NOW, "2026-11-22 11:00:00+01:00", Date.parse(NOW), new Date(NOW)]) assert.equal(model.evaluate(LEAD, { now }).now, NOW);
  const before = Math.floor(Date.now() / 1000) * 1000;
  for (const at of [undefined, {}, { now: undefined }]) {
    const { now } = model.evaluate(LEAD, at);
    assert.ok(Date.parse(now) >= before && Date.parse(now) <= Date.now(), now);
  }
  for (const now of [NaN, Infinity, 0.5, -1, 253402300800000, "yesterday", "", new Date(NaN), null, true, {}, 5n]) {
    assert.throws(() => model.evaluate(LEAD, { now }), { name: "LeadgradeError", code: "bad-instant" }, String(now));
  }
  for (const at of [NOW, new Date(NOW), Date.parse(NOW), null]) {
    assert.throws(() => model.evaluate(LEAD, at), { name: "LeadgradeError", code: "bad-instant" }, String(at));
  }
  // What throws when it is looked at.
  const throwing = () => { throw new Error("no"); };
  for (const now of [new Proxy({}, { get: throwing }), new Proxy(new Date(NOW), {}), { valueOf: throwing, [Symbol.toStringTag]: "Date" }]) {
    assert.throws(() => model.evaluate(LEAD, { now }), { name: "LeadgradeError", code: "bad-instant" });
  }
  assert.throws(() => model.evaluate(LEAD, { get now() { return throwing(); } }), { name: "LeadgradeError", code: "bad-instant" });
  model.free();
});

test("bytes given out are the caller's own", async () => {
  const model = await loadModel(MODEL);
  const first = model.evaluateBytes(bytes, { now: NOW });
  const copy = first.slice();
  assert.equal(first.byteOffset, 0);
  assert.equal(first.buffer.byteLength, first.length);
  model.evaluateBytes(new TextEncoder().encode('{"id":"another"}'), { now: 0 });
  first.fill(0, 0, 10);
  assert.deepEqual(model.evaluateBytes(bytes, { now: NOW }), copy);
  model.free();
});

test("an evaluation as text is that as bytes", async () => {
  const model = await loadModel(MODEL);
  for (const lead of [LEAD, JSON.stringify(LEAD), bytes, '{"id":"Zoë 🦊 \\ud83d"}', "no JSON", "\ufeff{}", undefined]) {
    assert.equal(model.evaluateText(lead, { now: NOW }), new TextDecoder().decode(model.evaluateBytes(lead, { now: NOW })));
  }
  assert.throws(() => model.evaluateText(LEAD, { now: "soon" }), { name: "LeadgradeError", code: "bad-instant" });
  model.free();
  assert.throws(() => model.evaluateText(LEAD), { name: "LeadgradeError", code: "freed" });
});

test("memory that grows during a call does no harm", async () => {
  const model = await loadModel(MODEL);
  const expected = model.evaluateBytes(bytes, { now: NOW });
  const big = JSON.stringify({ id: "big", profile: { companySize: 300, notes: "ü".repeat(4000) }, events: Array.from({ length: 1900 }, (_, k) => ({ type: "page", at: k })) });
  for (const lead of [big, JSON.parse(big), new TextEncoder().encode(big)]) {
    assert.equal(model.evaluate(lead, { now: NOW }).lead, "big");
    assert.deepEqual(model.evaluateBytes(bytes, { now: NOW }), expected);
  }
  const models = await Promise.all(Array.from({ length: 50 }, () => loadModel(MODEL)));
  assert.deepEqual(model.evaluateBytes(bytes, { now: NOW }), expected);
  for (const each of [...models, model]) each.free();
});

test("a lead that is too large costs no memory and gets its notice", async () => {
  const model = await loadModel(MODEL);
  const text = `{"id":"${"x".repeat(50_000_000)}"}`;
  const expected = model.evaluate(text, { now: NOW });
  assert.deepEqual(expected.notices.map((notice) => notice.code), ["lead-too-large"]);
  assert.deepEqual(model.evaluate(JSON.parse(text), { now: NOW }), expected);
  assert.deepEqual(model.evaluate(new TextEncoder().encode(text), { now: NOW }), expected);
  model.free();
});

test("a context reaches the evaluation in every form", async () => {
  const model = await loadModel(MODEL);
  const codes = (context) => model.evaluate(LEAD, { now: NOW, context }).notices.map((notice) => notice.code);
  const usual = codes(undefined);
  assert.deepEqual(codes({ turn: 1, away: ["bo"], load: { ana: 3 }, salt: "s" }), usual);
  for (const bad of [{ turn: "x" }, '{"turn":"x"}', new TextEncoder().encode('{"turn":"x"}')]) {
    assert.deepEqual(codes(bad).filter((code) => code === "bad-context"), ["bad-context"]);
  }
  model.free();
});

test("the end of a model is final", async () => {
  const model = await loadModel(MODEL);
  const { name, version, hash } = model;
  const begun = model.form();
  const saved = begun.toJSON();
  model.free();
  const uses = [() => model.evaluate(LEAD), () => model.evaluateBytes(bytes), () => model.form(), () => model.restore(saved), () => model.public(),
    () => model.learnPriors([LEAD]), () => model.free()];
  for (const use of uses) {
    assert.throws(use, (error) => error instanceof LeadgradeError && error.code === "freed" && error.message === "this model was freed; load it again to go on");
  }
  assert.deepEqual([model.name, model.version, model.hash], [name, version, hash]);
  assert.equal(begun.answer("companySize", 240), null);
  begun.free();
});

test("the end of a form is final", async () => {
  const model = await loadModel(MODEL);
  const form = model.form(LEAD, { now: NOW });
  form.free();
  const uses = [() => form.answer("companySize", 240), () => form.skip("companySize"), () => form.addEvent({ type: "page" }), () => form.undo(), () => form.next(),
    () => form.settled, () => form.exact, () => form.reachable, () => form.missing, () => form.questions, () => form.evaluation, () => form.lead, () => form.at,
    () => form.whatIf({}), () => form.wouldTake("mql"), () => form.validUntil, () => form.worthEnriching([]), () => form.toJSON(), () => form.free()];
  for (const use of uses) {
    assert.throws(use, (error) => error instanceof LeadgradeError && error.code === "freed" && error.message === "this form was freed; begin another one");
  }
  model.free();
});

test("the end of a block frees what it is using, once", async () => {
  const model = await loadModel(MODEL);
  const form = model.form();
  for (const each of [form, model]) {
    each[Symbol.dispose]();
    each[Symbol.dispose]();
    assert.throws(() => each.free(), { name: "LeadgradeError", code: "freed" });
  }
});

test("a lead's own code may free the model, or use it, in the midst of an evaluation", async () => {
  const model = await loadModel(MODEL);
  const expected = model.evaluate(LEAD, { now: NOW });
  const nested = { ...LEAD, get id() { assert.deepEqual(model.evaluate(LEAD, { now: NOW }), expected); return LEAD.id; } };
  assert.deepEqual(model.evaluate(nested, { now: NOW }), expected);
  assert.throws(() => model.evaluate({ get id() { model.free(); return "x"; } }, { now: NOW }), { code: "freed" });
});

test("a bad model is one error with everything in it", async () => {
  const text = '{\n  "leadgrade": 1,\n  "name": "m",\n  "fields": {\n    "size": { "type": "numbr" },\n    "kind": { "tipe": "text" }\n  }\n}\n';
  const diagnostics = await checkModel(text);
  assert.ok(diagnostics.filter((diagnostic) => diagnostic.severity === "error").length >= 2);
  const error = await loadModel(text).then(() => assert.fail("it loaded"), (thrown) => thrown);
  assert.ok(error instanceof ModelError && error instanceof LeadgradeError && error instanceof Error);
  assert.equal(error.name, "ModelError");
  assert.equal(error.code, "bad-model");
  assert.deepEqual(error.diagnostics, diagnostics);
  assert.ok(error.message.includes("/fields/size/type (line 5, column "), error.message);
  assert.deepEqual(Object.keys(diagnostics[0]).sort(), ["code", "column", "help", "line", "message", "path", "severity"]);
  const many = await loadModel(`{"leadgrade":1,"name":"m","fields":{${Array.from({ length: 9 }, (_, k) => `"f${k}":7`)}}}`).catch((thrown) => thrown);
  assert.match(many.message, /\n {2}… and 4 more in `diagnostics`$/);
});

test("checking never throws, whatever it is given", async () => {
  const cycle = {};
  cycle.self = cycle;
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const nonsense = [undefined, null, 0, NaN, "", "null", "{", [], {}, cycle, 5n, Symbol("s"), () => {}, proxy, new Uint8Array(0), new Uint8Array([0xff]),
    { toJSON() { throw "no error"; } }, { leadgrade: 5n }, "[".repeat(1_000_000), "\u0000".repeat(5_000_000)];
  for (const document of nonsense) {
    const diagnostics = await checkModel(document);
    assert.ok(diagnostics.length > 0 && diagnostics.length <= 100);
    assert.ok(diagnostics.some((diagnostic) => diagnostic.severity === "error"));
    await assert.rejects(loadModel(document), { name: "ModelError", code: "bad-model" });
  }
  assert.deepEqual(await checkModel(MODEL), []);
});

test("bytes that are not UTF-8 are no model, and say where", async () => {
  const bytes = Buffer.from('{\n  "leadgrade": 1, "name": "caf\u00e9", "fields": {} }', "latin1");
  const diagnostics = await checkModel(bytes);
  assert.deepEqual(diagnostics, [{
    code: "not-json", severity: "error", path: "/name", line: 2, column: 31,
    message: "expected a text in UTF-8, found the byte `0xe9`", help: "save the file as UTF-8",
  }]);
  await assert.rejects(loadModel(bytes), (error) => (assert.deepEqual(error.diagnostics, diagnostics), true));
});

function using(model, body) {
  body(model);
  model.free();
}
