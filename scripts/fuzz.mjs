// npm run fuzz [-- [--time SECONDS] [--keep] TARGET…]: each target for so long (60 seconds), all of them when none is named.
// --keep takes what was found into fuzz/corpus, as little of it as reaches as far.
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeDictionary, writeSeeds } from "../fuzz/seeds.mjs";
import { installDependencies } from "./dependencies.mjs";
import { findProgram, installDebianPackage } from "./programs.mjs";
import { ROOT, output, run } from "./run.mjs";

// What each takes in, and how long it may be.
const TARGETS = { model: 16_384, print: 16_384, lead: 8_192, decide: 16_384, form: 16_384, text: 512, calendar: 128, object: 0 };
// Of one target; inputs that reach less are left out first.
const ROOM = 40_000;
const FOLDER = join(ROOT, "fuzz");
const WORK = join(FOLDER, "target/runs");
// What cargo-fuzz passes to a nightly compiler, which stable ones take, too: the counters that guide the fuzzer.
const RUSTFLAGS = ["--cfg=fuzzing", "-Cpasses=sancov-module", ...["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map((flag) => `-Cllvm-args=-sanitizer-coverage-${flag}`)].join(" ");

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { time: { type: "string", default: "60" }, keep: { type: "boolean" } } });
const seconds = Number(options.time);
const targets = positionals.length > 0 ? positionals : Object.keys(TARGETS);
const unknown = targets.find((target) => !(target in TARGETS));
if (unknown !== undefined || !(seconds > 0)) {
  console.error(`usage: npm run fuzz [-- [--time SECONDS] [--keep] ${Object.keys(TARGETS).join(" | ")} …]`);
  process.exit(2);
}

const program = targets.some((target) => target !== "object") ? build() : undefined;
if (targets.includes("object")) installDependencies({ dev: false });
const failed = [];
for (const target of targets) {
  console.log(`\n── ${target}`);
  try {
    if (target === "object") run(process.execPath, ["fuzz/object.mjs", "--time", String(seconds)]);
    else fuzz(target);
  } catch (error) {
    failed.push(target);
    console.log(`FAILED: ${error.message}`);
  }
}
console.log(`\nfuzzing: ${targets.length - failed.length} passed, ${failed.length} failed${failed.length > 0 ? ` (${failed.join(", ")})` : ""}`);
process.exit(failed.length === 0 ? 0 : 1);

function build() {
  // libFuzzer is C++.
  if (process.env.CXX === undefined && findProgram(["c++", "g++", "clang++"]) === undefined) installDebianPackage("g++");
  const host = output("rustc", ["-vV"]).match(/^host: (.*)$/m)[1];
  // With --target the flags are for the fuzzer alone, not for the build scripts of others.
  run("cargo", ["build", "--quiet", "--locked", "--release", "--target", host], { cwd: FOLDER, env: { ...process.env, RUSTFLAGS } });
  mkdirSync(WORK, { recursive: true });
  writeSeeds(join(WORK, "seeds"));
  writeDictionary(join(WORK, "dictionary"));
  return join(FOLDER, "target", host, "release/fuzz");
}

function fuzz(target) {
  const [corpus, found, seeds] = [join(FOLDER, "corpus", target), join(WORK, "found", target), join(WORK, "seeds", target)];
  for (const folder of [corpus, found]) mkdirSync(folder, { recursive: true });
  const env = { ...process.env, TARGET: target };
  const log = join(WORK, `${target}.log`);
  const artifact = join(WORK, `${target}-`);
  const args = [`-max_total_time=${seconds}`, `-max_len=${TARGETS[target]}`, "-timeout=25", "-rss_limit_mb=2048", `-dict=${join(WORK, "dictionary")}`,
    `-artifact_prefix=${artifact}`, "-print_final_stats=1", found, corpus, seeds];
  const file = openSync(log, "w");
  try {
    run(program, args, { env, stdio: ["ignore", "ignore", file] });
  } finally {
    closeSync(file);
    tell(log);
  }
  if (options.keep) keep(target, { corpus, found, seeds, env });
}

// The last lines say how far it came, or what went wrong.
function tell(log) {
  const lines = readFileSync(log, "utf8").split("\n");
  const panic = lines.findIndex((line) => line.includes("panicked at"));
  const shown = panic >= 0 ? lines.slice(panic, panic + 8).concat(lines.filter((line) => line.includes("Test unit written"))) : lines.filter((line) => /DONE|ERROR|Test unit written/.test(line));
  console.log(shown.join("\n"));
}

// The seeds are the tests' own and need not be kept twice: what is kept reaches what they do not.
function keep(target, { corpus, found, seeds, env }) {
  const all = join(WORK, "kept", target);
  rmSync(all, { recursive: true, force: true });
  mkdirSync(all, { recursive: true });
  cpSync(seeds, all, { recursive: true });
  run(program, ["-merge=1", `-max_len=${TARGETS[target]}`, all, corpus, found], { env, stdio: "ignore" });
  const own = readdirSync(all).filter((name) => !existsSync(join(seeds, name)));
  const sized = own.map((name) => ({ name, data: readFileSync(join(all, name)) })).sort((a, b) => a.data.length - b.data.length);
  rmSync(corpus, { recursive: true, force: true });
  mkdirSync(corpus, { recursive: true });
  let room = ROOM;
  for (const { name, data } of sized) {
    room -= data.length;
    if (room < 0) break;
    writeFileSync(join(corpus, name), data);
  }
  console.log(`kept ${readdirSync(corpus).length} of ${own.length} inputs, ${ROOM - Math.max(room, 0)} bytes`);
}
