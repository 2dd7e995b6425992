// npm run bench [-- --rounds 21] [-- --dist FOLDER]: what an evaluation costs, against JavaScript, native code and other engines.
//
// Rounds of all contestants are interleaved and only ratios of one run mean something: times vary with the machine, and from
// one minute to the next.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { bun, deno, version } from "../tests/runtimes/tools.mjs";
import { contestants, inBytes, median, now } from "./contestants.mjs";
import { MODEL, NOW, leads } from "./model.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "21" }, dist: { type: "string", default: "pkg/dist" } } });
const ROUNDS = Number(options.rounds);
const BEFORE = 20;
const ROOT = resolve(import.meta.dirname, "..");
const DIST = resolve(ROOT, options.dist);
if (!existsSync(join(import.meta.dirname, "node_modules"))) execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: import.meta.dirname, stdio: "inherit" });
const { peers } = await import("./opponents/peers.mjs");
const { loadModel } = await import(pathToFileURL(join(DIST, "inline.js")).href);
const { model, given, byIndex, byHand } = await contestants(DIST);
const others = await peers(given);

const STREAMED = 100_000;
const at = { now };
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const objects = leads(1000);
const texts = objects.map((lead) => JSON.stringify(lead));
const bytes = texts.map((text) => encoder.encode(text));

await check();
const native = startNative();
await table("bytes → bytes, the full evaluation", bytes, {
  leadgrade: (lead) => model.evaluateBytes(lead, at),
  indexed: inBytes(byIndex),
  hard: inBytes(byHand),
  native,
});
elsewhere();
await table("text → text, the full evaluation", texts, {
  leadgrade: (lead) => model.evaluateText(lead, at),
  indexed: (lead) => JSON.stringify(byIndex(JSON.parse(lead), now)),
  hard: (lead) => JSON.stringify(byHand(JSON.parse(lead), now)),
});
await table("object → object", objects, {
  leadgrade: (lead) => model.evaluate(lead, at),
  indexed: (lead) => byIndex(lead, now),
  hard: (lead) => byHand(lead, now),
});
await table("object → object, its action and reasons read", objects, {
  leadgrade: (lead) => readLarge(model.evaluate(lead, at)),
  indexed: (lead) => readLarge(byIndex(lead, now)),
  hard: (lead) => readLarge(byHand(lead, now)),
});
const few = bytes.slice(0, 100);
await table("bytes → bytes; the peers give scores, tier, band and stage only", few, {
  leadgrade: (lead) => model.evaluateBytes(lead, at),
  ...Object.fromEntries(Object.entries(others).map(([name, evaluate]) => [name, evaluate.constructor.name === "AsyncFunction"
    ? async (lead) => encoder.encode(JSON.stringify(await evaluate(JSON.parse(decoder.decode(lead)), now)))
    : inBytes(evaluate)])),
});
await changes();
await ndjson();
native?.stop();
await growth();
coldStart();
const wasm = readFileSync(join(DIST, "leadgrade.wasm"));
console.log(`\nwasm: ${kib(wasm.length)} KiB, gzip ${kib(gzipSync(wasm, { level: 9 }).length)} KiB`);

// All must decide alike, to the byte where they give all of it.
async function check() {
  for (const lead of objects) {
    const text = JSON.stringify(lead);
    const expected = decoder.decode(model.evaluateBytes(encoder.encode(text), at));
    for (const [name, evaluate] of [["indexed", byIndex], ["hard", byHand]]) {
      if (JSON.stringify(evaluate(lead, now)) !== expected) throw new Error(`${name} evaluates lead ${lead.id} otherwise`);
    }
    const { fit, intent, score, stage } = JSON.parse(expected);
    const decision = JSON.stringify({ fit: fit.points, tier: fit.tier, intent: intent.points, band: intent.band, score, stage });
    for (const [name, evaluate] of Object.entries(others)) {
      if (JSON.stringify(await evaluate(lead, now)) !== decision) throw new Error(`${name} decides lead ${lead.id} otherwise`);
    }
  }
  console.log(`all decide alike on ${objects.length} leads (${(sum(bytes.map((lead) => lead.length)) / bytes.length).toFixed(0)} bytes and ${(sum(objects.map((lead) => lead.events.length)) / objects.length).toFixed(1)} events each)`);
}

async function table(title, leads, contestants, rounds = ROUNDS, before = BEFORE) {
  const times = await measure(leads, contestants, rounds, before);
  const base = times.leadgrade;
  console.log(`\n${title}\n${"".padEnd(20)}  µs/lead   spread   × leadgrade's time (of the rounds: median, least, greatest)`);
  for (const [name, rounds] of Object.entries(times)) {
    const ratios = rounds.map((time, round) => time / base[round]).sort((a, b) => a - b);
    const sorted = [...rounds].sort((a, b) => a - b);
    const spread = (sorted[Math.floor(rounds.length * 0.75)] - sorted[Math.floor(rounds.length * 0.25)]) / median(sorted);
    console.log(`${name.padEnd(20)} ${(median(sorted) / leads.length * 1000).toFixed(2).padStart(8)} ${`±${(spread * 50).toFixed(0)} %`.padStart(8)}   ${[median(ratios), ratios[0], ratios.at(-1)].map((ratio) => ratio.toFixed(2).padStart(6)).join(" ")}`);
  }
}

// Milliseconds of each round, after some that do not count: engines need some thousand calls until they have compiled what is called.
async function measure(leads, contestants, rounds = ROUNDS, before = BEFORE) {
  const times = {};
  for (let round = -before; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      if (!run) continue;
      const start = performance.now();
      const isAsync = run.constructor.name === "AsyncFunction";
      let time;
      if (run.round) time = await run.round();
      else {
        for (const lead of leads) {
          const result = run(lead);
          if (isAsync) await result;
        }
        time = performance.now() - start;
      }
      if (round >= 0) (times[name] ??= []).push(time);
    }
  }
  return times;
}

// The same in other runtimes, which `npm test` fetches.
function elsewhere() {
  console.log("\nbytes → bytes in other runtimes (median of the rounds)");
  for (const [name, file, ...flags] of [["Deno", deno(), "run", "--no-prompt", "--no-lock", "--allow-read"], ["Bun", bun(), "run", "--no-install"]]) {
    const row = file && execFileSync(file, [...flags, join(import.meta.dirname, "elsewhere.mjs"), DIST, String(ROUNDS)], { env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" } });
    console.log(`${`${name} ${version(name.toLowerCase())}`.padEnd(20)} ${row ? row.toString().trim() : `(not there: \`npm ci\` in tests/runtimes)`}`);
  }
}

function readLarge({ action, reasons }) {
  return action.kind.length + reasons.length;
}

// In a form each answer changes one field; without one the whole lead is scored again. What is read of the evaluation is the same.
async function changes() {
  const some = objects.slice(0, 100);
  const forms = some.map((lead) => model.form(lead, at));
  const plain = some.map((lead) => structuredClone(lead));
  const sizes = [20, 240, 5000];
  let turn = 0;
  const ours = (form) => {
    form.answer("companySize", sizes[turn % 3]);
    return form.evaluation;
  };
  const theirs = (lead) => {
    lead.profile.companySize = sizes[turn % 3];
    return byIndex(lead, now);
  };
  const read = ({ score, stage, fit, intent }) => `${score} ${stage} ${fit.tier} ${intent.band}`;
  let expected = 0;
  for (; turn < 10; turn++) forms.forEach((form, index) => {
    const evaluation = ours(form);
    if (read(evaluation) !== read(theirs(plain[index]))) throw new Error("a form decides otherwise");
    expected += amount(evaluation);
  });
  const all = (run, items) => Object.assign(() => {}, {
    round: () => {
      const start = performance.now();
      let total = 0;
      for (turn = 0; turn < 10; turn++) for (const item of items) total += amount(run(item));
      const time = performance.now() - start;
      if (total !== expected) throw new Error("a form decides otherwise than before");
      return time;
    },
  });
  await table("an answer changes in a kept form, score, stage, tier and band read", Array(10 * some.length), { leadgrade: all(ours, forms), indexed: all(theirs, plain) });
  for (const form of forms) form.free();
}

// What is read, as a number: to write a score as text would take longer than to come by it.
function amount({ score, stage, fit: { tier }, intent: { band } }) {
  return score + stage.length + (tier === null ? 0 : tier.length) + (band === null ? 0 : band.length);
}

// All leads over and over, in pieces that end anywhere, as a file gives them.
function* pieces(count) {
  const all = encoder.encode(`${texts.join("\n")}\n`);
  for (let done = 0; done < count; done += texts.length) {
    for (let from = 0; from < all.length; from += 262_144) yield all.subarray(from, from + 262_144);
  }
}

async function ndjson() {
  const expected = await streamed(() => model.stream(at), numberOfLines);
  if (expected.counted !== STREAMED) throw new Error(`${expected.counted} lines of ${STREAMED}`);
  const through = (make) => Object.assign(() => {}, {
    async round() {
      const start = performance.now();
      const { counted } = await streamed(make, (piece) => piece.length);
      const time = performance.now() - start;
      if (counted !== expected.bytes) throw new Error(`${counted} bytes of ${expected.bytes}`);
      return time;
    },
  });
  const byLine = () => {
    const decoding = new TextDecoder();
    let rest = "";
    return new TransformStream({
      transform(piece, controller) {
        const lines = (rest + decoding.decode(piece, { stream: true })).split("\n");
        rest = lines.pop();
        let out = "";
        for (const line of lines) out += `${JSON.stringify(byIndex(JSON.parse(line), now))}\n`;
        controller.enqueue(encoder.encode(out));
      },
    });
  };
  const again = native && Object.assign(() => {}, {
    async round() {
      let time = 0;
      for (let done = 0; done < STREAMED; done += texts.length) time += await native.round();
      return time;
    },
  });
  const rounds = Math.max(3, Math.round(ROUNDS / 7));
  await table(`NDJSON stream, ${STREAMED.toLocaleString("en-US")} leads`, Array(STREAMED), { leadgrade: through(() => model.stream(at)), indexed: through(byLine), native: again }, rounds, 1);
  const [few, many] = [STREAMED / 10, STREAMED].map(peak);
  console.log(`peak memory of a process that streams ${few.count} leads: ${few.mebibytes} MiB, ${many.count}: ${many.mebibytes} MiB`);
}

// What is counted in the pieces that come out of a stream, and their bytes.
async function streamed(make, count) {
  let [counted, bytes] = [0, 0];
  for await (const piece of ReadableStream.from(pieces(STREAMED)).pipeThrough(make())) {
    counted += count(piece);
    bytes += piece.length;
  }
  return { counted, bytes };
}

function numberOfLines(piece) {
  let lines = 0;
  for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, end + 1)) lines++;
  return lines;
}

function peak(count) {
  const script = `
    import { MODEL, NOW, leads } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "model.mjs")).href)};
    const { loadModel } = await import(${JSON.stringify(pathToFileURL(join(DIST, "inline.js")).href)});
    const bytes = new TextEncoder().encode(leads(${texts.length}).map((lead) => JSON.stringify(lead) + "\\n").join(""));
    let done = 0;
    const source = new ReadableStream({
      pull(controller) {
        controller.enqueue(bytes);
        if ((done += ${texts.length}) >= ${count}) controller.close();
      },
    }, { highWaterMark: 0 });
    for await (const piece of source.pipeThrough((await loadModel(MODEL)).stream({ now: NOW })));
    console.log(process.resourceUsage().maxRSS);`;
  const kibibytes = Number(execFileSync(process.execPath, ["--input-type=module", "--eval", script]));
  return { count: count.toLocaleString("en-US"), mebibytes: Math.round(kibibytes / 1024) };
}

// A process of native code that makes a round whenever it is asked to.
function startNative() {
  const folder = mkdtempSync(join(tmpdir(), "leadgrade-bench-"));
  const files = [join(folder, "model.json"), join(folder, "leads.ndjson")];
  writeFileSync(files[0], JSON.stringify(MODEL));
  writeFileSync(files[1], texts.join("\n"));
  try {
    execFileSync("cargo", ["bench", "--quiet", "--no-run", "--bench", "native"], { cwd: ROOT, stdio: "inherit" });
  } catch {
    console.log("(no native row: there is no cargo here)");
    return undefined;
  }
  const child = spawn("cargo", ["bench", "--quiet", "--bench", "native", "--", ...files, NOW], { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const round = async () => {
    child.stdin.write("\n");
    return Number((await lines.next()).value) / 1e6;
  };
  const stop = () => {
    child.stdin.end();
    rmSync(folder, { recursive: true });
  };
  return Object.assign(() => {}, { round, stop });
}

// How the cost grows: with events, with rules, with fields.
async function growth() {
  console.log("\ncost by size, µs for one evaluation (bytes → bytes)");
  const [lead] = objects.filter(({ events }) => events.length === 8);
  const one = async (model, lead) => {
    const input = encoder.encode(JSON.stringify(lead));
    const times = (await measure(Array.from({ length: 50 }, () => input), { leadgrade: (bytes) => model.evaluateBytes(bytes, at) })).leadgrade;
    return `${(median(times) * 20).toFixed(1)}`;
  };
  const row = async (what, sizes, make) => {
    const cells = [];
    for (const size of sizes) cells.push(`${size}: ${await make(size)}`);
    console.log(`${what.padEnd(8)} ${cells.join("   ")}`);
  };
  const many = objects.flatMap(({ events }) => events);
  await row("events", [0, 10, 100, 500, 1000, 2000], (size) => one(model, { ...lead, events: many.slice(0, size) }));
  await row("rules", [10, 45, 100, 500, 1000, 2000], async (size) => {
    const grown = await loadModel(withRules(size));
    const cost = await one(grown, lead);
    grown.free();
    return cost;
  });
  await row("fields", [20, 50, 100, 200], async (size) => {
    const grown = await loadModel({ ...MODEL, fields: { ...MODEL.fields, ...Object.fromEntries(Array.from({ length: size - 20 }, (_, index) => [`more${index}`, { type: "number" }])) } });
    const cost = await one(grown, { ...lead, profile: { ...lead.profile, ...Object.fromEntries(Array.from({ length: size - 20 }, (_, index) => [`more${index}`, index])) } });
    grown.free();
    return cost;
  });
}

// The model with its rules repeated, each time with another constant: as many of fit as of intent.
function withRules(count) {
  const repeat = (rules, count, change) => Array.from({ length: count }, (_, index) => change(rules[index % rules.length], Math.floor(index / rules.length)));
  const half = Math.floor(count / 2);
  const { groups, tiers } = MODEL.fit;
  const rules = repeat(MODEL.fit.rules, half, (rule, copy) => (copy === 0 ? rule : { ...rule, id: `${rule.id}-${copy}`, when: { all: [rule.when ?? {}, { companySize: { gte: copy * 10 } }] } }));
  const signals = repeat(MODEL.intent.signals, count - half, (signal, copy) => (copy === 0 ? signal : { ...signal, id: `${signal.id}-${copy}`, on: { ...signal.on, type: `kind-${copy}` } }));
  return { leadgrade: 1, name: "grown", fields: MODEL.fields, fit: { groups, tiers, rules }, intent: { ...MODEL.intent, signals } };
}

// Compile, instantiate, load the model, evaluate once, each time in a fresh process.
function coldStart() {
  const script = `
    const { readFileSync } = await import("node:fs");
    const [wasm, model, lead] = process.argv.slice(2).map((file) => readFileSync(file));
    const { init, loadModel } = await import(${JSON.stringify(pathToFileURL(join(DIST, "web.js")).href)});
    const start = performance.now();
    await init(wasm);
    const middle = performance.now();
    (await loadModel(model)).evaluateBytes(lead, { now: ${now} });
    console.log(middle - start, performance.now() - start);`;
  const folder = mkdtempSync(join(tmpdir(), "leadgrade-bench-"));
  const files = ["cold.mjs", "model.json", "lead.json"].map((name) => join(folder, name));
  [script, JSON.stringify(MODEL), texts[1]].forEach((text, index) => writeFileSync(files[index], text));
  const runs = Array.from({ length: 15 }, () => execFileSync(process.execPath, [files[0], join(DIST, "leadgrade.wasm"), files[1], files[2]]).toString().split(" ").map(Number));
  rmSync(folder, { recursive: true });
  const [ready, all] = [0, 1].map((index) => median(runs.map((run) => run[index])));
  console.log(`\ncold start: ${all.toFixed(1)} ms, of which compile and instantiate ${ready.toFixed(1)} ms (median of ${runs.length} fresh processes)`);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function kib(bytes) {
  return (bytes / 1024).toFixed(1);
}
