// The models: each as it came, and as the visitor has edited it. The last good text stays in force while a newer one is faulty.

import { checkModel, loadModel } from "./leadgrade/web.js";

const opened = new Map();

/** `{ name, original, good, text, diagnostics }`; original and good are `{ text, doc, model }`. */
export async function open(name, draft) {
  if (!opened.has(name)) opened.set(name, start(name, draft));
  try {
    return await opened.get(name);
  } catch (error) {
    opened.delete(name);
    throw error;
  }
}

async function start(name, draft) {
  const response = await fetch(`models/${name}.json`);
  if (!response.ok) throw new Error(`the model ${name} did not come, status ${response.status}`);
  const original = await compile(await response.text());
  const entry = { name, original, good: original, text: original.text, diagnostics: await checkModel(original.text), edition: 0 };
  // An edit of an earlier visit: first what was in force, then what was being written.
  for (const text of [draft?.good, draft?.text]) if (typeof text === "string") (await edit(entry, text))?.free();
  return entry;
}

export function isEdited({ text, original }) {
  return text !== original.text;
}

/**
 * Takes a new text. Gives null when a newer one has come meanwhile, else `{ by, free }`: the compiled model that took over,
 * if one did, and what to call once nothing shows the one before.
 */
export async function edit(entry, text) {
  const mine = (entry.edition += 1);
  const diagnostics = await checkModel(text);
  const isGood = !diagnostics.some(({ severity }) => severity === "error");
  const next = !isGood ? null : text === entry.original.text ? entry.original : text === entry.good.text ? entry.good : await compile(text);
  if (mine !== entry.edition) {
    if (next !== null && next !== entry.original && next !== entry.good) next.model.free();
    return null;
  }
  const before = entry.good;
  Object.assign(entry, { text, diagnostics });
  if (next === null || next === before) return { by: null, free: () => {} };
  entry.good = next;
  return { by: next, free: () => { if (before !== entry.original) before.model.free(); } };
}

async function compile(text) {
  return { text, doc: JSON.parse(text), model: await loadModel(text) };
}
