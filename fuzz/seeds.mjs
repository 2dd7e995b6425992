// What the fuzzer begins with besides its corpus: the texts of the tests, and the words of models as a dictionary.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ROOT } from "../scripts/run.mjs";

const BETWEEN = "\n---\n";
const LONGEST = 16_384;

/** Writes a folder of seeds for each target into `folder`. */
export function writeSeeds(folder) {
  rmSync(folder, { recursive: true, force: true });
  const seeds = { model: new Set(), print: new Set(), lead: new Set(), decide: new Set(), form: new Set(), text: new Set(), calendar: new Set() };
  const add = (target, text) => {
    if (Buffer.byteLength(text) <= LONGEST) seeds[target].add(text);
  };
  for (const { file, path } of jsonFiles("tests/conformance")) {
    for (const item of file.cases) {
      const model = textOf(item.modelText) ?? json(item.model) ?? textOf(file.modelText) ?? json(file.model) ?? read(item.modelFile ?? file.modelFile);
      const lead = textOf(item.leadText) ?? JSON.stringify(item.lead);
      const now = String(item.now ?? file.now);
      add("lead", lead);
      add("decide", [model, lead, json(item.context) ?? "", now].join(BETWEEN));
      add("form", [model, JSON.stringify({ events: item.lead?.events, stage: item.lead?.stage }), json(item.lead?.profile) ?? "{}", now].join(BETWEEN));
      if (/folding|email|text/.test(path)) for (const text of texts(item.lead?.profile)) add("text", `${text}\u001e${text}`);
    }
    for (const model of [textOf(file.modelText) ?? json(file.model)]) if (model) ["model", "print"].forEach((target) => add(target, model));
  }
  for (const { file } of jsonFiles("tests/diagnostics")) {
    for (const item of file.cases) {
      const model = textOf(item.modelText) ?? JSON.stringify({ ...file.base, ...item.model });
      ["model", "print"].forEach((target) => add(target, model));
    }
  }
  for (const name of ["bant", "champ", "meddic", "education", "hvac"]) {
    const model = JSON.stringify(JSON.parse(read(`examples/models/${name}.json`)));
    ["model", "print"].forEach((target) => add(target, model));
    add("form", [model, "{}", '{"companySize":50}', "2026-11-22"].join(BETWEEN));
  }
  const every = JSON.stringify(JSON.parse(read("tests/js/types/every-section.json")));
  ["model", "print"].forEach((target) => add(target, every));
  for (const [target, texts] of Object.entries(seeds)) {
    mkdirSync(join(folder, target), { recursive: true });
    for (const text of texts) writeFileSync(join(folder, target, createHash("sha1").update(text).digest("hex")), text);
  }
}

/** Writes a dictionary: every key and word of pkg/schema.json, the keys of leads, and what lies at the edges of grammars. */
export function writeDictionary(file) {
  const words = new Set(["profile", "events", "at", "channel", "asset", "value", "props", "motion", "stage", "stageSince", "disqualifiedAt",
    "nurtureSince", "turn", "load", "away", "salt", "score", "fit.points", "intent.points", "fit.tier", "intent.band", "disqualified"]);
  const gather = (schema) => {
    if (Array.isArray(schema)) return schema.forEach(gather);
    if (typeof schema !== "object" || schema === null) return;
    for (const key of Object.keys(schema.properties ?? {})) words.add(key);
    for (const word of [schema.const, ...(schema.enum ?? [])]) if (typeof word === "string") words.add(word);
    Object.values(schema).forEach(gather);
  };
  gather(JSON.parse(read("pkg/schema.json")));
  const edges = ["\\ud800", "\\udc00", "\\u0000", "\\\"", "\u{feff}", "\u{2028}", "\u{301}", "İ", "ẞ", "1e400", "-0", "1e-7", "0.001", "9007199254740993",
    "2026-11-22T10:00:00Z", "1970-01-01", "9999-12-31T23:59:59.999Z", "+23:59", ":60", "30d", "36500d", "1h", "\n---\n", "@", ".", "xn--", "gmail.com"];
  const escape = (text) => [...Buffer.from(text)].map((byte) => (byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`)).join("");
  writeFileSync(file, `${[...[...words].map((word) => JSON.stringify(word)), ...edges].map((word) => `"${escape(word)}"`).join("\n")}\n`);
}

function* jsonFiles(folder) {
  for (const path of readdirSync(join(ROOT, folder), { recursive: true }).filter((name) => name.endsWith(".json")).sort()) {
    yield { path, file: JSON.parse(read(`${folder}/${path}`)) };
  }
}

function read(path) {
  return readFileSync(join(ROOT, path), "utf8");
}

function json(value) {
  return value === undefined ? undefined : JSON.stringify(value);
}

// A text as it is, or one that is made of a repeated part.
function textOf(text) {
  if (text === undefined || typeof text === "string") return text;
  return (text.prefix ?? "") + (text.repeat ?? "").repeat(text.times) + (text.suffix ?? "");
}

function texts(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
