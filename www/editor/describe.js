// What the thing at a place means: shown by hovering, and below the editor for those who move by keyboard.

import { factsOf } from "./facts.js";
import { pathOf, treeTo } from "./place.js";
import { firstWords, kinds } from "./schema.js";

/** One line about the place of the cursor. */
export function describe(state, pos, rules, model) {
  const { path, words } = meaning(state, pos, rules, model);
  return path.length === 0 ? "The model. Go to a key to read what it means." : `${pathWords(path)}${words === "" ? "" : `: ${words}`}`;
}

export function hover(state, pos, rules, model) {
  const node = named(state, pos, 1);
  if (node === null) return null;
  const { path, words, kind } = meaning(state, pos, rules, model);
  if (words === "" && kind === "") return null;
  return { pos: node.from, end: node.to, above: true, create: () => ({ dom: card(path.at(-1), words, kind) }) };
}

function meaning(state, pos, rules, model) {
  const node = named(state, pos, 1) ?? named(state, pos, -1) ?? treeTo(state, pos).resolveInner(pos, -1);
  const path = pathOf(state, node.name === "PropertyName" ? node.parent : node);
  const parts = rules.at(path);
  const key = path.at(-1);
  const fact = typeof key === "string" && rules.isA(rules.at(path.slice(0, -1)), "condition") ? factsOf(model).find(({ name }) => name === key) : undefined;
  if (fact !== undefined) return { path, words: fact.info, kind: fact.options.length > 0 ? `one of ${fact.options.slice(0, 8).join(", ")}${fact.options.length > 8 ? ", …" : ""}` : "" };
  return { path, words: firstWords(parts), kind: kinds(parts).join(" or ") };
}

function named(state, pos, side) {
  const node = treeTo(state, pos).resolveInner(pos, side);
  return node.name === "PropertyName" ? node : null;
}

function pathWords(path) {
  return path.map((key) => (typeof key === "number" ? key + 1 : key)).join(" › ");
}

function card(name, words, kind) {
  const element = document.createElement("div");
  element.className = "lg-card";
  for (const [tag, text] of [["strong", String(name)], ["span", kind], ["p", words]]) {
    if (text === "") continue;
    const part = document.createElement(tag);
    part.textContent = text;
    element.append(part);
  }
  return element;
}
