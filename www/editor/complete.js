// Suggestions: the keys and constants of the schema, and the names that the model itself declares.

import { snippet } from "@codemirror/autocomplete";
import { factsOf, referencesAt } from "./facts.js";
import { hasValue, keysOf, placeAt } from "./place.js";
import { firstWords, kinds } from "./schema.js";

export function complete({ state, pos, explicit }, rules, model) {
  const place = placeAt(state, pos);
  if (place === null || (!explicit && place.from === place.to)) return null;
  const options = place.kind === "key" ? keys(state, place, rules, model) : values(place, rules, model);
  if (options.length === 0) return null;
  // What is typed is compared without its quotes, which the editor closes by itself.
  const isQuoted = state.sliceDoc(place.from, place.from + 1) === '"' && pos > place.from;
  return { from: isQuoted ? place.from + 1 : place.from, options: options.map((option) => withApply(option, isQuoted)), validFor: /^[\w.$-]*$/ };
}

/** Writes a suggestion in place of the whole key or constant, with its quotes and what lies behind the cursor. */
function withApply({ template, ...option }, isQuoted) {
  return {
    ...option,
    apply(view, completion, from, to) {
      const rest = view.state.doc.lineAt(to);
      const behind = (isQuoted ? /^[^",]*"/ : /^\w*/).exec(rest.text.slice(to - rest.from))?.[0].length ?? 0;
      snippet(template)(view, completion, isQuoted ? from - 1 : from, to + behind);
    },
  };
}

function keys(state, { path, node, object, from }, rules, model) {
  const parts = rules.at(path);
  const own = node === object ? "" : state.sliceDoc(from + 1, node.to - 1);
  const taken = new Set(keysOf(state, object).filter((key) => key !== own));
  const isAnswered = node !== object && hasValue(node);
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
    ...facts.map(({ name, info }) => keyOption(name, { info, detail: info }, isAnswered, "", 2)),
    ...[...found.values()].map((each) => keyOption(each.name, each, isAnswered, opening(rules.at([...path, each.name])), each.required ? 1 : ["description", "label", "note"].includes(each.name) ? -1 : 0)),
  ];
}

/** A key is written with its colon and the brackets its value will need, unless it has a value already. */
function keyOption(name, { info, detail }, isAnswered, shape, boost) {
  const key = escaped(JSON.stringify(name));
  return { label: name, detail: short(detail), info: info === detail ? undefined : info || undefined, type: "property", boost, template: isAnswered ? key : `${key}: ${shape || "${}"}` };
}

function opening(parts) {
  const types = new Set(parts.flatMap((part) => [part.type ?? []].flat()));
  if (types.size !== 1) return "";
  return { object: "{ ${} }", array: "[${}]", string: '"${}"' }[[...types][0]] ?? "";
}

function values({ path }, rules, model) {
  const parts = rules.at(path);
  const found = new Map();
  const add = (value, info) => {
    const text = JSON.stringify(value);
    if (!found.has(text)) found.set(text, { label: typeof value === "string" ? value : text, detail: short(info), type: "constant", template: escaped(text) });
  };
  for (const name of referencesAt(path, model)) add(name, "declared");
  for (const option of factOptions(path, rules, model)) add(option, "option");
  for (const part of parts) {
    for (const value of [...(part.enum ?? []), ...(part.const === undefined ? [] : [part.const])]) add(value, part.default === value ? "default" : "");
    for (const value of part.examples ?? []) add(value, "example");
    if (part.type === "boolean" && !rules.isA(parts, "scalar")) for (const value of [true, false]) add(value, part.default === value ? "default" : "");
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

/** A snippet's own signs, taken literally. */
function escaped(text) {
  return text.replaceAll(/[\\$#{}]/g, "\\$&");
}
