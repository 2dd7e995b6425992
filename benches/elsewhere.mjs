// DIST ROUNDS, in Deno or Bun: what an evaluation from bytes to bytes costs there, against the two JavaScript contestants. bench.mjs runs it.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { MODEL, NOW, leads } from "./model.mjs";
import { compile as hardCoded } from "./opponents/hard.mjs";
import { compile as indexed } from "./opponents/indexed.mjs";

const [dist, rounds] = process.argv.slice(2);
const { loadModel } = await import(pathToFileURL(`${dist}/inline.js`).href);
const model = await loadModel(MODEL);
const domains = (name) => new Set(readFileSync(new URL(`../src/fields/${name}`, import.meta.url), "utf8").trim().split("\n"));
const given = { hash: model.hash, free: domains("free_domains.txt"), disposable: domains("disposable_domains.txt") };
const now = Date.parse(NOW);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const bytes = leads(1000).map((lead) => encoder.encode(JSON.stringify(lead)));
const inJavaScript = (evaluate) => (lead) => encoder.encode(JSON.stringify(evaluate(JSON.parse(decoder.decode(lead)), now)));
const contestants = { leadgrade: (lead) => model.evaluateBytes(lead, { now }), indexed: inJavaScript(indexed(MODEL, given)), hard: inJavaScript(hardCoded(given)) };

for (const lead of bytes) {
  const [ours, ...theirs] = Object.values(contestants).map((run) => decoder.decode(run(lead)));
  if (theirs.some((evaluation) => evaluation !== ours)) throw new Error(`this lead is evaluated otherwise: ${decoder.decode(lead)}`);
}
const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (let round = -3; round < Number(rounds); round++) {
  for (const [name, run] of Object.entries(contestants)) {
    const start = performance.now();
    for (const lead of bytes) run(lead);
    if (round >= 0) times[name].push(performance.now() - start);
  }
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ratio = (name) => median(times[name].map((time, round) => time / times.leadgrade[round])).toFixed(2);
console.log(`× indexed ${ratio("indexed")}, × hard ${ratio("hard")}, ${median(times.leadgrade).toFixed(2)} µs a lead`);
