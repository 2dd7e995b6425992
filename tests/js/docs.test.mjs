// The examples of the documentation, run with the package. Every block that begins with ```json says in its info string what it is:
//
//   json model            a whole model; the parts below it belong to it
//   json part             sections that are put into the model above; the model for what follows. `json part more` adds to the part before
//   json lead             a lead; `json context` a context. Both last until the next model or part
//   json expect           what the evaluation says, as far as it is printed; `now=INSTANT` moves the clock, which else shows NOW
//   json faulty           a part that does not load, and
//   json faults           what is wrong with it
//   json … live           the same; the site shows it once, as the example that runs
//   json diagnostic       what is wrong with tests/js/fixtures/fences/typo.json
//
// The blocks in other languages are fences.test.mjs's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { checkModel, explain, loadModel } from "leadgrade";
import { DOCUMENTS } from "./support/fences.mjs";
import { ROOT } from "./support/packed.mjs";

const NOW = "2026-11-23T10:00:00Z";
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

for (const path of DOCUMENTS) {
  test(`the examples of ${path} are what they say`, async (t) => {
    const text = read(path);
    assert.ok(text.includes(NOW), "says at which instant its examples are evaluated");
    let state = {};
    for (const block of jsonBlocks(text)) {
      await t.test(`line ${block.line}: ${block.info}`, async () => {
        state = await RUN[block.kind](block, state);
      });
    }
  });
}

test("docs/model.md names every key of the schema", () => {
  const prose = read("docs/model.md").replaceAll(/^```[^]*?^```$/gm, "");
  const named = new Set([...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code.match(/\$?\w+/g) ?? []));
  const missing = [...propertyNames(JSON.parse(read("pkg/schema.json")))].filter((name) => !named.has(name));
  assert.deepEqual(missing, []);
});

test("docs/evaluation.md has a heading for every key of an evaluation, in order", async () => {
  const model = await loadModel({ leadgrade: 1, name: "demo", fields: {} });
  const keys = Object.keys(model.evaluate({}, { now: NOW }));
  const headings = [...read("docs/evaluation.md").matchAll(/^### (.*)$/gm)].flatMap(([, heading]) => [...heading.matchAll(/`([^`]+)`/g)]);
  assert.deepEqual(headings.map(([, key]) => key), keys);
});

test("docs/evaluation.md has a row for every notice", () => {
  const types = read("pkg/src/types.d.ts");
  const union = /export type NoticeCode =\n(.*?)\n\n/s.exec(types)[1];
  const codes = [...union.matchAll(/\| "([a-z-]+)"/g)].map(([, code]) => code);
  const rows = [...read("docs/evaluation.md").matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  assert.ok(codes.length > 10);
  assert.deepEqual(rows.filter((row) => codes.includes(row)).sort(), codes.sort());
});

test("docs/diagnostics.md shows what is said of a model", async () => {
  const page = read("docs/diagnostics.md");
  const first = (info) => new RegExp(`^\`\`\`${info}\n([^]*?)^\`\`\``, "m").exec(page)[1];
  const file = "tests/js/fixtures/fences/typo.json";
  assert.deepEqual(await checkModel(read(file)), [JSON.parse(first("json diagnostic"))]);
  const { stdout } = spawnSync(process.execPath, ["pkg/dist/cli.js", "check", file], { cwd: ROOT, encoding: "utf8" });
  assert.equal(stdout.replaceAll(file, "model.json"), first("text"));
});

test("docs/evaluation.md shows what explain says of its first lead", async () => {
  const page = read("docs/evaluation.md");
  const first = (info) => new RegExp(`^\`\`\`${info}\n([^]*?)\n\`\`\``, "m").exec(page)[1];
  const model = await loadModel(first("json model"));
  const evaluation = model.evaluate(JSON.parse(first("json lead")), { now: NOW });
  assert.equal(first("text sales"), explain(evaluation, "sales").trimEnd());
});

const RUN = {
  async model({ value }) {
    return { base: value, ...(await load(value)) };
  },
  async part({ value, words }, { base, document }) {
    const under = words.includes("more") ? document : base;
    assert.ok(under, "a part needs a model above it");
    return { base, ...(await load(merged(under, value))) };
  },
  async lead({ value }, state) {
    return { ...state, lead: value, context: undefined };
  },
  async context({ value }, state) {
    return { ...state, context: value };
  },
  async expect({ value, words }, state) {
    assert.ok(state.model && state.lead, "an expectation needs a model and a lead above it");
    const now = words.find((word) => word.startsWith("now="))?.slice(4) ?? NOW;
    matches(state.model.evaluate(state.lead, { now, context: state.context }), value, "");
    return state;
  },
  async faulty({ value }, state) {
    return { ...state, faulty: value };
  },
  async faults({ value }, { faulty, ...state }) {
    assert.ok(faulty, "faults need a faulty part above them");
    const found = (await checkModel(merged(state.base, faulty))).filter(({ severity }) => severity === "error");
    matches(found, value, "");
    return state;
  },
};

async function load(document) {
  const faults = (await checkModel(document)).filter(({ severity }) => severity === "error");
  assert.deepEqual(faults, []);
  return { document, model: await loadModel(document) };
}

// Only the blocks of documents that say so are run, but no block of JSON may say nothing.
function jsonBlocks(text) {
  return [...text.matchAll(/^```(json\S*)(.*)\n([^]*?)^```$/gm)].map((match) => {
    const [, language, rest, body] = match;
    const line = text.slice(0, match.index).split("\n").length;
    const [kind, ...words] = rest.trim().split(/\s+/);
    assert.equal(language, "json", `line ${line}: plain JSON, so that it can be copied`);
    assert.ok(Object.hasOwn(RUN, kind), `line ${line}: \`${kind}\` is no kind of block`);
    return { line, kind, words, info: `json${rest}`, value: JSON.parse(body) };
  });
}

// Objects are put together member by member; anything else takes the place of what was there.
function merged(under, over) {
  if (!isObject(under) || !isObject(over)) return over;
  const result = { ...under };
  for (const [key, value] of Object.entries(over)) result[key] = Object.hasOwn(under, key) ? merged(under[key], value) : value;
  return result;
}

// Of an object only the members that are printed are compared; a list, and an empty object, is printed whole.
function matches(actual, printed, path) {
  if (Array.isArray(printed)) {
    assert.ok(Array.isArray(actual), `${path}: is no list`);
    assert.equal(actual.length, printed.length, `${path}: ${JSON.stringify(actual)}`);
    printed.forEach((element, index) => matches(actual[index], element, `${path}/${index}`));
  } else if (isObject(printed) && Object.keys(printed).length > 0) {
    assert.ok(isObject(actual), `${path}: ${JSON.stringify(actual)}`);
    for (const [key, value] of Object.entries(printed)) {
      assert.ok(Object.hasOwn(actual, key), `${path}/${key} is not there`);
      matches(actual[key], value, `${path}/${key}`);
    }
  } else {
    assert.deepEqual(actual, printed, path);
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertyNames(schema, names = new Set()) {
  if (!isObject(schema) && !Array.isArray(schema)) return names;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") Object.keys(value).forEach((name) => names.add(name));
    propertyNames(value, names);
  }
  return names;
}
