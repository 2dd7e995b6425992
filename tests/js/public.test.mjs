// model.public(): what a browser may hold. tests/public.rs has what is in it; here is that JavaScript gets it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { LeadgradeError, checkModel, loadModel } from "leadgrade";

const document = JSON.parse(readFileSync(new URL("../../examples/models/b2b-saas.json", import.meta.url), "utf8"));
const NOW = "2026-11-22T10:00:00Z";

test("the public part is a document that loads, without the rest", async () => {
  const model = await loadModel(document);
  const found = model.public();
  assert.deepEqual(Object.keys(found), ["leadgrade", "name", "version", "fields", "form"]);
  assert.deepEqual(found.form.questions.map(({ field }) => field), document.form.questions.slice(0, -1).map(({ field }) => field));
  assert.deepEqual(found.fields.jobTitle, { type: "text", label: "Job title", blank: ["n/a", "none", "-"] });
  assert.deepEqual(Object.keys(found.fields).sort(), document.form.questions.map(({ field }) => field).sort());
  assert.deepEqual((await checkModel(found)).filter(({ severity }) => severity === "error"), []);
  const page = await loadModel(found);
  assert.equal(page.name, model.name);
  assert.notEqual(page.hash, model.hash);
  assert.deepEqual(page.public().form, found.form);
  // Without the rules no question matters, so that only those the form wants anyway are offered.
  assert.deepEqual(page.form().next(9).map(({ field }) => field), ["email"]);
  model.free();
  page.free();
});

test("with leave a page decides by it", async () => {
  const model = await loadModel({ ...document, form: { ...document.form, public: true } });
  const page = await loadModel(model.public());
  const lead = { profile: { jobTitle: "CEO", industry: "saas", companySize: 500 }, events: [{ type: "form", asset: "demo", at: NOW }] };
  const [whole, part] = [model, page].map((one) => one.evaluate(lead, { now: NOW }));
  assert.deepEqual(part.intent, whole.intent);
  assert.equal(part.fit.points, whole.fit.points);
  assert.equal(part.action.kind, "none");
  const text = JSON.stringify(model.public());
  for (const secret of ["because", "inList", "competitors", "account-executives", "sales-managers"]) {
    assert.ok(JSON.stringify(document).includes(secret));
    assert.ok(!text.includes(secret), secret);
  }
  model.free();
  page.free();
});

test("time zones of one's own are known to it", async () => {
  const tzdata = readFileSync(new URL("../../src/calendar/zones.txt", import.meta.url), "utf8").replace(" Poland ", " Polandia ");
  const here = { ...document, calendars: { ...document.calendars, berlin: { ...document.calendars.berlin, timezone: "Polandia" } } };
  const model = await loadModel(here, { tzdata });
  const known = await loadModel(document);
  assert.deepEqual(model.public(), known.public());
  model.free();
  known.free();
});

test("a freed model has none", async () => {
  const model = await loadModel(document);
  model.free();
  assert.throws(() => model.public(), (error) => error instanceof LeadgradeError && error.code === "freed");
});
