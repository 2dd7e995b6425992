// The format of models is written down three times: in the Rust that reads it, in pkg/schema.json, and in the TypeScript types. Each
// knows less than the one before it. Over all models that there are as examples and cases, faulty ones included: what Rust takes the
// schema takes, and what the schema takes the types take; so what one of them refuses is wrong. What they cannot see is listed here, by
// the codes of Rust's diagnostics, and they see the rest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";
import Ajv from "ajv/dist/2020.js";
import { checkModel, loadModel } from "leadgrade";
import { modelTexts } from "./support/models.mjs";
import { ROOT } from "./support/packed.mjs";

const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const validate = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(JSON.parse(readFileSync(join(ROOT, "pkg/schema.json"), "utf8")));

// A kind of fault that is not seen: in no model, or, with `seen`, in all others than these; with `unseen`, in these alone. That is about the
// models with no other kind of fault.
const ACROSS = { why: "it takes a look at another part of the model" };
const COUNTED = { why: "it takes counting" };
const TEXT = { why: "it is about the text, of which the document says nothing" };
const UNSEEN_BY_SCHEMA = {
  "unknown-field": { ...ACROSS, seen: ["fields-not-declared"] },
  "unknown-stage": { ...ACROSS, seen: ["stage-not-declared"] },
  "unknown-criterion": { ...ACROSS, seen: ["criteria-of-another-framework"] },
  "unknown-option": ACROSS,
  "unknown-group": ACROSS,
  "unknown-list": ACROSS,
  "unknown-team": ACROSS,
  "unknown-protocol": ACROSS,
  "unknown-track": ACROSS,
  "unknown-sla": ACROSS,
  "unknown-calendar": { ...ACROSS, unseen: [] },
  "unknown-zone": { why: "there are hundreds of time zones", seen: ['calendars { "a": { "timezone": "", "hours": {} } }'] },
  "test-type": { why: "it depends on the fact's type", seen: ["event-tests", "fields-of-the-wrong-type", "prop-tests"] },
  "wrong-type": { why: "what a constant is depends on the fact's type", unseen: ["constants-of-the-wrong-type"] },
  "bad-instant": { why: "text is an instant where the fact is a date" },
  "fact-too-early": { ...ACROSS, seen: ["in-graded-points"] },
  "ambiguous-name": ACROSS,
  "duplicate-id": ACROSS,
  "duplicate-key": TEXT,
  "unpaired-surrogate": TEXT,
  "reserved-name": { why: "`always` is a calendar wherever one is named", unseen: ["calendar-named-always", 'calendars { "always": { "timezone": "UTC", "hours": {} } }'] },
  "blank-text": { why: "it takes folding", unseen: ["option-folds-to-nothing", "words-without-words"] },
  "bad-pointer": { why: "pointers are measured and their escapes read" },
  "unknown-placeholder": { why: "it is within a text" },
  "out-of-order": { why: "it takes comparing numbers" },
  "out-of-range": { why: "it takes comparing durations of several units", unseen: ["decay-too-short"] },
  "too-many-decimals": { why: "it takes exact decimals" },
  "points-out-of-range": { why: "whether a number is points depends on the fact", unseen: [] },
  "days-in-calendar": ACROSS,
  "bad-calendar": {
    why: "it takes comparing times, and a calendar",
    unseen: ["windows-of-nothing", 'calendars { "a": { "timezone": "UTC", "hours": {}, "holidays": ["2026-12-25", "2026-02-29"] } }', 'calendars { "a": { "timezone": "UTC", "hours": { "mon": ["09:00-09:00"] } } }'],
  },
  "routing-not-total": { why: "the last route is another than those before it", seen: ["routing-of-nothing"] },
  "condition-too-deep": COUNTED,
  "too-many-rules": COUNTED,
  "too-many-tests": COUNTED,
  "too-many-entries": { ...COUNTED, seen: ["too-many-entries"] },
  "model-too-large": { ...COUNTED, seen: ["far-too-large"] },
};
const SHAPE = { why: "a type knows no patterns and no lengths" };
const RANGE = { why: "a type knows no range" };
const UNSEEN_BY_TYPES = {
  ...UNSEEN_BY_SCHEMA,
  "unknown-field": ACROSS,
  "unknown-stage": ACROSS,
  "unknown-criterion": ACROSS,
  "unknown-calendar": ACROSS,
  "unknown-zone": SHAPE,
  "test-type": { why: "it depends on the fact's type", seen: ["event-tests", "prop-tests"] },
  "fact-too-early": ACROSS,
  "bad-name": SHAPE,
  "blank-text": SHAPE,
  "empty-list": SHAPE,
  "bad-calendar": SHAPE,
  "reserved-name": { ...SHAPE, seen: ["reserved-names"] },
  "points-out-of-range": RANGE,
  "out-of-range": { ...RANGE, seen: ["bound-is-infinite", "numbers-past-all-doubles"] },
  "conflicting-keys": { why: "an object with the keys of two is one of either", unseen: ["decay-of-two-ways", "next-steps-at-once", "two-targets"] },
  "routing-not-total": SHAPE,
  "too-many-entries": COUNTED,
  "model-too-large": COUNTED,
};

// Larger or deeper ones are about limits: no compiler is to be bothered with them, and validators give up.
const LARGE = 100_000;
const DEEP = 100;

const texts = modelTexts();
const asLiteral = (value) => JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
const models = [];
const unread = [];
for (const { name, text } of texts) {
  const codes = [...new Set((await checkModel(text)).filter(({ severity }) => severity === "error").map(({ code }) => code))];
  const document = parsed(text);
  if (document === undefined) unread.push({ name, codes });
  else models.push({ name, codes, text, document, bySchema: validate(document) });
}
const small = models.filter(({ text }) => text.length < LARGE);
for (const [index, isTaken] of takenByTypes(small).entries()) small[index].byTypes = isTaken;

test("there are models, good and faulty", () => {
  const good = models.filter(({ codes }) => codes.length === 0).length;
  assert.ok(good >= 500 && models.length - good >= 250, `${good} of ${models.length}`);
  assert.ok(models.length - small.length <= 15, `${models.length - small.length} are large`);
});

test("what is no document, or nested too deeply, Rust takes neither", () => {
  assert.ok(unread.length >= 15);
  assert.deepEqual(unread.filter(({ codes }) => codes.length === 0), []);
});

test("what Rust takes, the schema takes", () => {
  assert.deepEqual(models.filter(({ codes, bySchema }) => codes.length === 0 && !bySchema).map(({ name, document }) => [name, validate(document), validate.errors[0]]), []);
});

test("what the schema takes, the types take", () => {
  assert.deepEqual(small.filter(({ bySchema, byTypes }) => bySchema && !byTypes).map(({ name }) => name), []);
});

for (const [what, unseen, all, takes] of [["the schema", UNSEEN_BY_SCHEMA, models, "bySchema"], ["TypeScript", UNSEEN_BY_TYPES, small, "byTypes"]]) {
  test(`what Rust refuses, ${what} refuses, but for what is listed`, () => {
    const taken = all.filter((model) => model.codes.length > 0 && model[takes]);
    assert.deepEqual(taken.filter(({ codes }) => !codes.every((code) => code in unseen)).map(({ name, codes }) => [name, codes]), []);
  });

  test(`what is listed, ${what} does not see`, () => {
    for (const [code, { why, seen = [], unseen: only }] of Object.entries(unseen)) {
      const alone = all.filter(({ codes }) => codes.length === 1 && codes[0] === code);
      const names = alone.filter((model) => model[takes]).map(({ name }) => name).sort();
      const rest = alone.map(({ name }) => name).filter((name) => !seen.includes(name));
      assert.deepEqual(names, (only ?? rest).toSorted(), code);
      for (const name of seen) assert.ok(alone.some((model) => model.name === name), `${code}: ${name}`);
      assert.ok(all.some((model) => model[takes] && model.codes.includes(code)) || why === COUNTED.why, `${code} is listed for nothing`);
    }
  });
}

test("a good model written as a literal keeps its ids", () => {
  const good = small.filter(({ codes }) => codes.length === 0);
  const lines = good.map(({ document }, index) => {
    const name = `model${index}`;
    return `const ${name} = ${asLiteral(document)} as const; export const strict${index}: Strict<typeof ${name}> = ${name}; export const ids${index}: ModelIds = {} as IdsOf<typeof ${name}>;\n`;
  });
  const errors = compiled(`import type { IdsOf, ModelIds } from "SRC/literal.js"; import type { Strict } from "SRC/members.js";\n${lines.join("")}`);
  assert.deepEqual(errors.map(({ line, text }) => [good[line - 2].name, text]), []);
});

test("what is answered is of its type, key by key", async () => {
  const answers = [];
  for (const name of ["b2b-saas", "hvac", "education", "bant"]) {
    const text = readFileSync(join(ROOT, `examples/models/${name}.json`), "utf8");
    const { fields, stages } = JSON.parse(text);
    const model = await loadModel(text);
    for (const lead of readFileSync(join(ROOT, `examples/leads/${name}.ndjson`), "utf8").trimEnd().split("\n")) {
      answers.push(["Lead", JSON.parse(lead)], ["Evaluation", model.evaluate(lead, { now: "2026-11-23T14:30:00Z" })]);
    }
    const form = model.form({ events: [{ type: "page", asset: "pricing", at: 0 }] }, { now: "2026-11-23T14:30:00Z", context: { turn: 1 } });
    const [question] = form.next();
    if (question) form.skip(question.field);
    form.addEvent({ type: "form", at: "2026-11-23" });
    answers.push(["readonly NextQuestion[]", form.next(9)], ["readonly QuestionState[]", form.questions], ["Reachable", form.reachable], ["SavedForm", form.toJSON()], ["Lead", form.lead]);
    answers.push(["WhatIf", form.whatIf(Object.fromEntries(Object.keys(fields).map((field) => [field, "ada@acme.example"])))], ["WouldTake", form.wouldTake(stages.at(-1).id)]);
    answers.push(["ModelDocument", model.public()]);
  }
  answers.push(["readonly Diagnostic[]", await checkModel('{ "leadgrade": 1, "name": "m" }')]);
  const lines = answers.map(([type, value], index) => `export const answer${index}: ${type} = ${asLiteral(value)};\n`);
  const errors = compiled(`import type { Diagnostic, Evaluation, Lead, ModelDocument, NextQuestion, QuestionState, Reachable, SavedForm, WhatIf, WouldTake } from "SRC/index.js";\n${lines.join("")}`);
  assert.ok(answers.length > 100);
  assert.deepEqual(errors.map(({ line, text }) => [answers[line - 2], text]), []);
});

function parsed(text) {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    if (character === "]" || character === "}") depth--;
  }
  if (deepest > DEEP) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// As literals in one program, a line each.
function takenByTypes(models) {
  const lines = models.map(({ document }, index) => `export const model${index}: ModelDocument = ${asLiteral(document)};\n`);
  const refused = new Set(compiled(`import type { ModelDocument } from "SRC/types.js";\n${lines.join("")}`).map(({ line }) => line - 2));
  return models.map((_, index) => !refused.has(index));
}

// What the compiler says of a program, with the lines that it says it of; SRC in it is the types' folder.
function compiled(program) {
  const folder = mkdtempSync(join(tmpdir(), "leadgrade-format-"));
  try {
    writeFileSync(join(folder, "program.ts"), program.replaceAll('"SRC/', `"${ROOT}/pkg/src/`));
    const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], module: "nodenext", types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    const { stdout } = spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8", maxBuffer: 2 ** 28 });
    return stdout.split("\n").filter((line) => /\berror TS/.test(line)).map((line) => {
      const [, number, text] = /program\.ts\((\d+),\d+\): (.*)/.exec(line) ?? assert.fail(line);
      return { line: Number(number), text };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
