// Where in a JSON document a position lies: the way to it by keys and indexes, and whether a key or a value stands there.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";

const PARSE_MS = 100;
const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** The keys and indexes that lead to a node. */
export function pathOf(state, node) {
  const path = [];
  for (let at = node; at.parent !== null; at = at.parent) {
    if (at.name === "Property") path.unshift(nameOf(state, at));
    else if (at.parent.name === "Array" && VALUES.has(at.name)) path.unshift(children(at.parent).findIndex((each) => each.from === at.from));
  }
  return path;
}

/** `{ kind: "key" | "value", path, from, to, node, object }`: for a key, `path` leads to its object. Null where neither can stand. */
export function placeAt(state, pos) {
  const node = treeTo(state, pos).resolveInner(pos, -1);
  if (node.name === "PropertyName" && pos > node.from) {
    const object = node.parent.parent;
    return { kind: "key", path: pathOf(state, object), from: node.from, to: node.to, node, object };
  }
  if (VALUES.has(node.name) && node.firstChild === null && node.name !== "Object" && node.name !== "Array") {
    return { kind: "value", path: pathOf(state, node), from: node.from, to: node.to, node };
  }
  const holder = holding(node);
  if (holder === null) return null;
  const before = lastMark(state, holder, pos);
  if (holder.name === "Property") return before === ":" ? { kind: "value", path: pathOf(state, holder), from: pos, to: pos, node: holder } : null;
  if (holder.name === "Object") {
    const last = children(holder, "Property").filter((each) => each.to <= pos).at(-1);
    if (before === ":" && last !== undefined) return { kind: "value", path: [...pathOf(state, holder), nameOf(state, last)], from: pos, to: pos, node: last };
    return before === "{" || before === "," ? { kind: "key", path: pathOf(state, holder), from: pos, to: pos, node: holder, object: holder } : null;
  }
  if (before !== "[" && before !== ",") return null;
  return { kind: "value", path: [...pathOf(state, holder), children(holder).filter((each) => each.to <= pos).length], from: pos, to: pos, node: holder };
}

/** The tree, parsed as far as a position, which in a long text may not have been reached yet. */
export function treeTo(state, pos) {
  return ensureSyntaxTree(state, pos, PARSE_MS) ?? syntaxTree(state);
}

/** The names that an object has already, also one that a key without its colon has swallowed. */
export function keysOf(state, object) {
  return children(object, "Property").flatMap((each) => [nameOf(state, each), swallowed(state, each)]).filter((name) => name !== null);
}

/** Whether a key is followed by its own value. */
export function hasValue(name) {
  return name.nextSibling !== null && !name.nextSibling.type.isError;
}

function swallowed(state, property) {
  const fault = property.firstChild?.nextSibling;
  return fault?.type.isError ? /^"([^"\\]*)"$/.exec(state.sliceDoc(fault.from, fault.to))?.[1] ?? null : null;
}

function nameOf(state, property) {
  const name = property.firstChild;
  if (name?.name !== "PropertyName") return "";
  const text = state.sliceDoc(name.from, name.to);
  try {
    return JSON.parse(text);
  } catch {
    return text.replaceAll('"', "");
  }
}

function children(node, name) {
  const found = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (name === undefined ? VALUES.has(child.name) : child.name === name) found.push(child);
  }
  return found;
}

function holding(node) {
  let at = node;
  while (at !== null && !["Object", "Array", "Property"].includes(at.name)) at = at.parent;
  return at;
}

/** The last character before `pos` that is not white space. */
function lastMark(state, holder, pos) {
  return state.sliceDoc(holder.from, pos).trimEnd().at(-1);
}
