// DIST ROUNDS, in Deno or Bun: what an evaluation from bytes to bytes costs there, against the two JavaScript contestants. bench.mjs runs it.
import { contestants, inBytes, median, now } from "./contestants.mjs";
import { leads } from "./model.mjs";

const [dist, rounds] = process.argv.slice(2);
const { model, byIndex, byHand } = await contestants(dist);
const runs = { leadgrade: (lead) => model.evaluateBytes(lead, { now }), indexed: inBytes(byIndex), hard: inBytes(byHand) };
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const bytes = leads(1000).map((lead) => encoder.encode(JSON.stringify(lead)));

for (const lead of bytes) {
  const [ours, ...theirs] = Object.values(runs).map((run) => decoder.decode(run(lead)));
  if (theirs.some((evaluation) => evaluation !== ours)) throw new Error(`this lead is evaluated otherwise: ${decoder.decode(lead)}`);
}
const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
for (let round = -3; round < Number(rounds); round++) {
  for (const [name, run] of Object.entries(runs)) {
    const start = performance.now();
    for (const lead of bytes) run(lead);
    if (round >= 0) times[name].push(performance.now() - start);
  }
}
const ratio = (name) => median(times[name].map((time, round) => time / times.leadgrade[round])).toFixed(2);
console.log(`× indexed ${ratio("indexed")}, × hard ${ratio("hard")}, ${median(times.leadgrade).toFixed(2)} µs a lead`);
