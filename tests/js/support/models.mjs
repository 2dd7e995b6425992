// Every model document that the project's examples and cases hold, good and faulty.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DOCUMENTS, fencesOf } from "./fences.mjs";
import { ROOT } from "./packed.mjs";

/** `[{ name, text }]`, each text once. */
export function modelTexts() {
  const texts = new Map();
  const add = (name, value) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (!texts.has(text)) texts.set(text, name);
  };
  for (const name of jsonBelow("examples/models")) add(name, read(name));
  for (const name of ["tests/js/types/every-section.json", "tests/js/fixtures/cli/shop.json", "tests/js/fixtures/cli/faulty.json", "tests/js/fixtures/fences/typo.json"]) add(name, read(name));
  for (const page of DOCUMENTS) {
    for (const { line, kind, code } of fencesOf(page)) if (kind === "model") add(`${page}:${line}`, code);
  }
  for (const folder of ["tests/conformance", "tests/diagnostics", "tests/lints"]) {
    for (const file of jsonBelow(folder)) {
      const { base, cases, ...shared } = JSON.parse(read(file));
      if (modelOf(shared) !== undefined) add(file, modelOf(shared));
      for (const each of cases) {
        if ("modelText" in each) add(nameOf(file, each), textOf(each.modelText));
        // A case of the diagnostics and lints has the sections in which it differs from the others.
        else if (each.model !== undefined) add(nameOf(file, each), folder === "tests/conformance" ? each.model : withSections(base, each.model));
      }
    }
  }
  for (const { calendars } of JSON.parse(read("tests/calendars/diagnostics.json"))) add(`calendars ${calendars}`, `{"leadgrade":1,"name":"calendars","fields":{},"calendars":${calendars}}`);
  return [...texts].map(([text, name]) => ({ name, text }));
}

// The cases of the diagnostics have names of their own.
function nameOf(file, { name }) {
  return file.startsWith("tests/diagnostics/") ? name : `${file} ${name}`;
}

function modelOf({ model, modelText }) {
  return modelText === undefined ? model : textOf(modelText);
}

function withSections(base, model) {
  return Object.fromEntries(Object.entries({ ...base, ...model }).filter(([, section]) => section !== null));
}

function textOf(value) {
  if (typeof value === "string") return value;
  const { prefix = "", repeat = "", times, suffix = "" } = value;
  return prefix + Array.from({ length: times }, (_, number) => repeat.replaceAll("{n}", number)).join("") + suffix;
}

function jsonBelow(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true }).filter((name) => name.endsWith(".json")).sort().map((name) => `${folder}/${name}`);
}

function read(path) {
  return readFileSync(join(ROOT, path), "utf8");
}
