// Suggestions: the keys and constants of the schema, and the names that the model itself declares.

import { snippetCompletion } from "@codemirror/autocomplete";
import { factsOf, referencesAt } from "./facts.js";
import { keysOf, placeAt } from "./place.js";
import { firstWords, kinds } from "./schema.js";

export function complete({ state, pos, explicit }, rules, model) {
  const place = placeAt(state, pos);
  if (place === null || (!explicit && place.from === place.to)) return null;
  const options = place.kind === "key" ? keys(state, place, rules, model) : values(place, rules, model);
  if (options.length === 0) return null;
  return { from: place.from, to: place.to, options, filter: true, validFor: /^"?[\w.$-]*"?$/ };
}

function keys(state, { path, node, object, from }, rules, model) {
  const parts = rules.at(path);
  const own = node === object ? "" : state.sliceDoc(from + 1, node.to - 1);
  const taken = new Set(keysOf(state, object).filter((key) => key !== own));
  const hasValue = node !== object && node.nextSibling !== null;
  const found = new Map();
  for (const part of parts) {
    for (const [name, inner] of Object.entries(part.properties ?? {})) {
      if (found.has(name) || taken.has(name)) continue;
      const sub = rules.at([...path, name]);
      found.set(name, { name, info: firstWords(sub), detail: kinds(sub).join(", "), required: (part.required ?? []).includes(name), shape: inner });
    }
  }
  const isCondition = rules.isA(parts, "condition");
  const facts = isCondition ? factsOf(model).filter(({ name }) => !taken.has(name) && !found.has(name)) : [];
  return [
    ...facts.map(({ name, info }) => keyOption(name, { info, detail: info }, hasValue, "", 2)),
    ...[...found.values()].map((each) => keyOption(each.name, each, hasValue, opening(rules.at([...path, each.name])), each.required ? 1 : ["description", "label", "note"].includes(each.name) ? -1 : 0)),
  ];
}

/** A key is written with its colon and the brackets its value will need, unless it has a value already. */
function keyOption(name, { info, detail }, hasValue, shape, boost) {
  const text = JSON.stringify(name);
  const base = { label: text, displayLabel: name, detail: short(detail), info: info === detail ? undefined : info || undefined, type: "property", boost };
  return hasValue ? { ...base, apply: text } : snippetCompletion(`${text.replaceAll(/[$#{}]/g, "\\$&")}: ${shape || "${}"}`, base);
}

function opening(parts) {
  const types = new Set(parts.flatMap((part) => [part.type ?? []].flat()));
  if (types.size !== 1) return "";
  return { object: "{ ${} }", array: "[${}]", string: '"${}"' }[[...types][0]] ?? "";
}

function values({ path }, rules, model) {
  const parts = rules.at(path);
  const found = new Map();
  const add = (value, info) => found.has(value) || found.set(value, { label: value, detail: short(info), type: "constant" });
  for (const name of referencesAt(path, model)) add(JSON.stringify(name), "declared");
  for (const option of factOptions(path, rules, model)) add(/^(true|false)$/.test(option) ? option : JSON.stringify(option), "option");
  for (const part of parts) {
    for (const value of [...(part.enum ?? []), ...(part.const === undefined ? [] : [part.const])]) add(JSON.stringify(value), part.default === value ? "default" : "");
    for (const value of part.examples ?? []) add(JSON.stringify(value), "example");
    if (part.type === "boolean" && !rules.isA(parts, "scalar")) for (const value of ["true", "false"]) add(value, part.default === (value === "true") ? "default" : "");
  }
  return [...found.values()];
}

/** The options of the fact that a test at this path asks about. */
function factOptions(path, rules, model) {
  const facts = new Map(factsOf(model).map((fact) => [fact.name, fact]));
  for (let length = path.length; length > Math.max(0, path.length - 3); length -= 1) {
    const key = path[length - 1];
    if (facts.has(key) && rules.isA(rules.at(path.slice(0, length - 1)), "condition")) return facts.get(key).options;
  }
  return [];
}

function short(words = "") {
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
