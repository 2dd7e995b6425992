import assert from "node:assert/strict";
import { test } from "node:test";
import { mapColumns } from "../../pkg/src/cli/columns.js";
import { leadWriter } from "../../pkg/src/cli/lead.js";

const MODEL = {
  fields: {
    email: { type: "email", aliases: ["E-mail", "/contact/email"] },
    companySize: { type: "number", aliases: ["Company Size", "employees"] },
    industry: { type: "text" },
  },
};

function mapped(header, { model = MODEL, id } = {}) {
  const { profile, members, unused } = mapColumns(header, model, id);
  return { profile: Object.fromEntries(profile.map(([c, key]) => [key, c])), members: Object.fromEntries(members.map(([c, key]) => [key, c])), unused };
}

test("columns map to fields by name and alias, whatever the case and the spaces around", () => {
  assert.deepEqual(mapped([" EMAIL", "company size ", "Industry"]), {
    profile: { email: 0, "Company Size": 1, industry: 2 },
    members: {},
    unused: [],
  });
});

test("an exact match wins over an earlier one that differs in case", () => {
  assert.deepEqual(mapped(["EMAIL", "email"]), { profile: { email: 1 }, members: {}, unused: [0] });
});

test("of two columns for one spelling the first is taken", () => {
  assert.deepEqual(mapped(["Email", "EMAIL", "industry", "industry"]).profile, { email: 0, industry: 2 });
  assert.deepEqual(mapped(["Email", "EMAIL", "industry", "industry"]).unused, [1, 3]);
});

test("a field with columns under several of its names gets them all, for the engine to take the first filled in", () => {
  assert.deepEqual(mapped(["employees", "companySize"]).profile, { employees: 0, companySize: 1 });
});

test("a JSON Pointer is no name of a column", () => {
  assert.deepEqual(mapped(["/contact/email"]), { profile: {}, members: {}, unused: [0] });
});

test("an exact spelling that belongs to one field stands for that one only", () => {
  const model = { fields: { a: { type: "text", aliases: ["Country"] }, b: { type: "text", aliases: ["country"] } } };
  assert.deepEqual(mapped(["Country"], { model }).profile, { Country: 0 });
  assert.deepEqual(mapped(["COUNTRY"], { model }).profile, { Country: 0, country: 0 });
});

test("members of a lead have columns of their own", () => {
  const header = ["ID", "Stage", "motion", "stagesince", "disqualifiedAt", "nurtureSince", "Prospect ID", "events"];
  assert.deepEqual(mapped(header), {
    profile: {},
    members: { id: 0, stage: 1, motion: 2, stageSince: 3, disqualifiedAt: 4, nurtureSince: 5 },
    unused: [6, 7],
  });
});

test("a field that is called like a member of the lead has its column", () => {
  const model = { fields: { record: { type: "text", aliases: ["ID"] } } };
  assert.deepEqual(mapped(["id"], { model }), { profile: { ID: 0 }, members: {}, unused: [] });
});

test("--id names the column of the id, which may be a field as well", () => {
  assert.deepEqual(mapped(["id", "Prospect ID"], { id: "prospect id" }), { profile: {}, members: { id: 1 }, unused: [0] });
  assert.deepEqual(mapped(["id", "email"], { id: "email" }), { profile: { email: 1 }, members: { id: 1 }, unused: [0] });
  assert.deepEqual(mapped(["ID", "id"], { id: "id" }).members, { id: 1 });
});

test("--id with a column that is not there suggests one", () => {
  assert.throws(() => mapped(["Prospect ID", "email"], { id: "Prospct ID" }), {
    name: "Failure",
    exit: 2,
    message: "the input has no column `Prospct ID` for `--id`",
    help: "did you mean `Prospect ID`?",
  });
});

test("a row becomes a lead's JSON, empty cells left out", () => {
  const write = leadWriter(mapColumns(["id", "stage", "email", "Industry", "notes"], MODEL));
  const text = (cells) => Buffer.from(write(cells)).toString();
  assert.equal(text([" l-1 ", "mql", "ada@acme.example", 'say "hi"\n', "x"]), '{"id":"l-1","stage":"mql","profile":{"email":"ada@acme.example","industry":"say \\"hi\\"\\n"}}');
  assert.equal(text(["", " ", "", "SaaS", ""]), '{"profile":{"industry":"SaaS"}}');
  assert.equal(text(["", "", "", "", ""]), '{"profile":{}}');
});

test("a row longer than the buffer is written whole", () => {
  const write = leadWriter(mapColumns(["industry"], MODEL));
  const long = "ł".repeat(70_000);
  assert.deepEqual(JSON.parse(Buffer.from(write([long])).toString()), { profile: { industry: long } });
});
