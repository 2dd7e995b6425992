// The benchmark's model as the package of a folder has it, and as both JavaScript contestants have it.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { MODEL, NOW } from "./model.mjs";
import { compile as hardCoded } from "./opponents/hard.mjs";
import { compile as indexed } from "./opponents/indexed.mjs";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const now = Date.parse(NOW);

/** `given` is what a contestant cannot know by itself. */
export async function contestants(dist) {
  const { loadModel } = await import(pathToFileURL(`${dist}/inline.js`).href);
  const model = await loadModel(MODEL);
  const given = { hash: model.hash, free: domains("free_domains.txt"), disposable: domains("disposable_domains.txt") };
  return { model, given, byIndex: indexed(MODEL, given), byHand: hardCoded(given) };
}

/** From bytes to bytes, by what goes from object to object. */
export function inBytes(evaluate) {
  return (lead) => encoder.encode(JSON.stringify(evaluate(JSON.parse(decoder.decode(lead)), now)));
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function domains(name) {
  return new Set(readFileSync(new URL(`../src/fields/${name}`, import.meta.url), "utf8").trim().split("\n"));
}
