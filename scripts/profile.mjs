// npm run profile [-- COUNT]: where the time of an evaluation goes, from bytes to bytes, by part and by function: samples of a build that
// keeps the names. The build is another one than the package's only in that.
import { mkdtempSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MODEL, NOW, leads } from "../benches/model.mjs";
import { bindings, compile, copySources, optimize, wasmEnvironment } from "./build-steps.mjs";

const PARTS = [
  ["writing the evaluation", /leadgrade::(evaluation|out|json::write|digits|points|time::Instant::(write|date))/],
  ["deciding", /leadgrade::(evaluate|condition|grouping)/],
  ["reading the lead", /leadgrade::|^<?(core|alloc)\b|^mem(cpy|cmp|move|set)$/],
  ["JavaScript around it", /(?:)/],
];
const ROUNDS = 60;

const [count = "25"] = process.argv.slice(2);
const env = wasmEnvironment();
const scratch = mkdtempSync(join(tmpdir(), "leadgrade-profile-"));
try {
  bindings(compile(env), scratch, env);
  optimize(join(scratch, "glue_bg.wasm"), join(scratch, "leadgrade.wasm"), ["-g"]);
  copySources(scratch, scratch);
  const { loadModel } = await import(pathToFileURL(join(scratch, "inline.js")).href);
  report(await samples(await loadModel(MODEL)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

// The time spent in each function itself.
async function samples(model) {
  const texts = leads(1000).map((lead) => new TextEncoder().encode(JSON.stringify(lead)));
  const at = { now: Date.parse(NOW) };
  const rounds = (times) => {
    for (let round = 0; round < times; round++) texts.forEach((text) => model.evaluateBytes(text, at));
  };
  rounds(ROUNDS / 2);
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 100 });
  await session.post("Profiler.start");
  rounds(ROUNDS);
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName.replace(/::h[0-9a-f]{16}$|\[[0-9a-f]{16}\]/g, "")]));
  const times = new Map();
  profile.samples.forEach((id, sample) => times.set(names.get(id), (times.get(names.get(id)) ?? 0) + profile.timeDeltas[sample]));
  return [...times].sort(([, a], [, b]) => b - a);
}

function report(times) {
  const all = times.reduce((sum, [, time]) => sum + time, 0);
  const share = (time) => `${(100 * time / all).toFixed(1)} %`.padStart(8);
  const parts = new Map(PARTS.map(([part]) => [part, 0]));
  for (const [name, time] of times) {
    const [part] = PARTS.find(([, pattern]) => pattern.test(name));
    parts.set(part, parts.get(part) + time);
  }
  for (const [part, time] of parts) console.log(share(time), part);
  console.log(`\nthe ${count} functions that take most themselves`);
  for (const [name, time] of times.slice(0, Number(count))) console.log(share(time), name.slice(0, 120));
}
