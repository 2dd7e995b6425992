// pkg/schema.json is what an editor shows while a model is written: it must take every good model and see the usual slips.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import Ajv from "ajv/dist/2020.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const schema = read("../../pkg/schema.json");
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
const complete = read("types/every-section.json");

const examples = readdirSync(new URL("../../examples/models/", import.meta.url)).filter((name) => name.endsWith(".json"));

describe("the schema of a model takes", () => {
  it("every example there is to learn from", () => assert.deepEqual(examples.sort(), ["b2b-saas.json", "bant.json", "champ.json", "education.json", "hvac.json", "meddic.json"]));
  for (const name of examples) it(name, () => accepts(read(`../../examples/models/${name}`)));
  it("every key of every section", () => accepts(complete));
  it("the smallest model", () => accepts({ leadgrade: 1, name: "empty", fields: {} }));
  it("ids and names of 64 characters", () => {
    const long = "a".repeat(64);
    accepts({ leadgrade: 1, name: "long", fields: { [long]: { type: "text" } }, fit: { groups: { [long]: {} } } });
  });
  it("points at the limit", () => accepts(changed("/fit/rules/0/points", -1_000_000)));
});

// [what is wrong, where it is put, what is put there (absent = the member is removed), where the fault must be found]
const SLIPS = [
  ["another format version", "/leadgrade", 2],
  ["no name", "/name", undefined, ""],
  ["no fields", "/fields", undefined, ""],
  ["a section of no model", "/routes", [], ""],
  ["a remark that is not text", "/note", 7],
  ["a field without a type", "/fields/email/type", undefined, "/fields/email"],
  ["a field type that does not exist", "/fields/email/type", "mail"],
  ["a field name with a hyphen", "/fields/job-title", { type: "text" }, "/fields"],
  ["a field name that is reserved", "/fields/score", { type: "number" }, "/fields"],
  ["a field name of 65 characters", `/fields/${"a".repeat(65)}`, { type: "text" }, "/fields"],
  ["an unknown key of a field", "/fields/email/alias", ["mail"], "/fields/email"],
  ["a layer that does not exist", "/fields/customer/layer", "sales"],
  ["a publicity of more than yes and no", "/fields/customer/public", "mask"],
  ["leave for a part of what decides", "/form/public", ["fit"]],
  ["options of a number", "/fields/companySize/options", ["1"]],
  ["options of a text", "/fields/jobTitle/options", ["CEO"]],
  ["a least value of a choice", "/fields/industry/min", 1],
  ["a choice without options", "/fields/industry/options", undefined, "/fields/industry"],
  ["an option id with a capital", "/fields/industry/options/1/id", "SaaS"],
  ["a blank text with white space at its end", "/fields/jobTitle/blank/0", "n/a "],
  ["an empty text in a list", "/lists/competitors/0", ""],
  ["a case without its value", "/derived/persona/cases/0/is", undefined, "/derived/persona/cases/0"],
  ["a case without its condition", "/derived/persona/cases/0/when", undefined, "/derived/persona/cases/0"],
  ["a fit rule without its condition", "/fit/rules/0/when", undefined, "/fit/rules/0"],
  ["a fit rule without points", "/fit/rules/0/points", undefined, "/fit/rules/0"],
  ["points written as text", "/fit/rules/0/points", "20"],
  ["points past the limit", "/fit/rules/0/points", 1_000_001],
  ["graded points without steps", "/fit/rules/1/points/steps", undefined, "/fit/rules/1/points"],
  ["a step that is only a number", "/fit/rules/1/points/steps/0", 5],
  ["a step of three numbers", "/fit/rules/1/points/steps/0", [0, 5, 9]],
  ["a test that does not exist", "/fit/rules/0/when/companySize", { atLeast: 50 }],
  ["a range of one number", "/fit/rules/0/when/companySize", { between: [50] }],
  ["an empty list in a test", "/fit/rules/0/when/industry", { in: [] }],
  ["an empty any", "/fit/rules/3/when/any", []],
  ["a test against null", "/fit/rules/0/when/industry", null],
  ["a fact with a space", "/fit/rules/0/when/company size", 5, "/fit/rules/0/when"],
  ["a group's limit under another name", "/fit/groups/company/cap", 40, "/fit/groups/company"],
  ["a tier id with a plus", "/fit/tiers/0/id", "A+"],
  ["a tier without an id", "/fit/tiers/0/id", undefined, "/fit/tiers/0"],
  ["a duration of no number", "/intent/decay", "fortnight"],
  ["a duration with a leading zero", "/intent/decay", "014d"],
  ["a half-life of months", "/intent/decay", "1M"],
  ["a step that keeps everything", "/intent/signals/3/decay/keep", 100],
  ["a stepped decay without what it keeps", "/intent/signals/3/decay/keep", undefined, "/intent/signals/3/decay"],
  ["two patterns in one signal", "/intent/signals/4/count", 3],
  ["a repeat beside a pattern", "/intent/signals/5/repeat", "once"],
  ["a window of an idle signal", "/intent/signals/9/within", "90d"],
  ["a burst without its time", "/intent/signals/4/burst/in", undefined, "/intent/signals/4/burst"],
  ["a count of zero", "/intent/signals/3/count", 0],
  ["a negative cap", "/intent/signals/0/cap", -15],
  ["an age test on an event", "/intent/signals/0/on/day", { within: "1d" }],
  ["a criterion called met", "/frameworks/bant/criteria/met", { met: {} }, "/frameworks/bant/criteria"],
  ["a framework without criteria", "/frameworks/bant/criteria", undefined, "/frameworks/bant"],
  ["a label of another severity", "/labels/0/severity", "warning"],
  ["a disqualification without a code", "/disqualify/0/code", undefined, "/disqualify/0"],
  ["a recycle date of two kinds", "/disqualify/1/then/recycle/after", "90d", "/disqualify/1/then"],
  ["a stage called lead", "/stages/0/id", "lead"],
  ["a gate that nothing accepts", "/stages/1/gate/accept", undefined, "/stages/1/gate"],
  ["stages by name instead of in order", "/stages", { mql: {} }],
  ["a route to nobody", "/routing/4/to", {}],
  ["a route to two", "/routing/4/to/team", "emea", "/routing/4/to"],
  ["a team without a mode", "/teams/emea/mode", undefined, "/teams/emea"],
  ["a weight of zero", "/teams/emea/members/0/weight", 0],
  ["a pause on an event without its length", "/nurture/slow/pause", undefined, "/nurture/slow"],
  ["a promise nothing keeps", "/slas/hot/promises/firstTouch/by", undefined, "/slas/hot/promises/firstTouch"],
  ["an hour that does not exist", "/calendars/office/hours/mon-fri/0", "09:00-25:00"],
  ["a day that does not exist", "/calendars/office/hours/monday", [], "/calendars/office/hours"],
  ["a calendar without a time zone", "/calendars/office/timezone", undefined, "/calendars/office"],
  ["a question without words", "/form/questions/0/ask", undefined, "/form/questions/0"],
  ["a friction of nothing", "/form/questions/0/friction", 0],
  ["a talking point that says nothing", "/handoff/talkingPoints/0/say", undefined, "/handoff/talkingPoints/0"],
];

describe("the schema of a model sees", () => {
  for (const [what, pointer, value, where = pointer] of SLIPS) {
    it(what, () => {
      assert.equal(validate(changed(pointer, value)), false);
      const paths = validate.errors.map(({ instancePath }) => instancePath);
      assert.ok(paths.includes(where), `found at ${paths.join(", ")}, not at ${where}`);
    });
  }
});

// Keywords that only forbid or ask for a key beside another one; they have nothing to explain.
const BESIDES = ["allOf", "dependentSchemas", "if", "then"];

describe("the schema of a model explains", () => {
  it("every key of every section to a person", () => {
    const silent = [];
    walk(schema, "");
    assert.deepEqual(silent, []);

    function walk(node, path) {
      for (const [member, child] of Object.entries(node.properties ?? {})) {
        if (child.description === undefined && schema.$defs[child.$ref?.replace("#/$defs/", "")]?.description === undefined) silent.push(`${path}/${member}`);
        walk(child, `${path}/${member}`);
      }
      for (const [keyword, value] of Object.entries(node)) {
        if (keyword === "properties" || BESIDES.includes(keyword) || value === null || typeof value !== "object") continue;
        walk(value, `${path}/${keyword}`);
      }
    }
  });
});

function accepts(model) {
  assert.ok(validate(model), JSON.stringify(validate.errors?.slice(0, 5)));
}

// The complete model with one member set, or removed when there is no value.
function changed(pointer, value) {
  const model = structuredClone(complete);
  const keys = pointer.slice(1).split("/");
  const last = keys.pop();
  const parent = keys.reduce((node, key) => node[key], model);
  if (value === undefined) {
    assert.ok(last in parent, `${pointer} is there to be removed`);
    delete parent[last];
  } else parent[last] = value;
  return model;
}
