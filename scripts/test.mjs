// npm test: every check there is, from a fresh clone, with what is missing installed first.
// npm run test:quick: what one wants before a commit, in under three minutes: without the WebAssembly build, browsers, and what tries
// random models by the thousand.
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { installChromium } from "./chromium.mjs";
import { installDependencies } from "./dependencies.mjs";
import { installFirefox } from "./firefox.mjs";
import { compareWithBaseline } from "./fuel.mjs";
import { compareWithOracle } from "./oracle.mjs";
import { ROOT, output, run } from "./run.mjs";

const quick = process.argv.includes("--quick");
// Everything random takes more time: `npm test -- --long`.
if (process.argv.includes("--long")) process.env.LEADGRADE_LONG = "1";
const results = [];

// Of the Rust tests, those that compare with brute force, or measure: most of the time, and seldom the first to see a mistake.
const LONG_TARGETS = ["extremes", "calendars"];
const LONG_TESTS = [
  "no_random_model_refutes_a_lint", "what_is_reachable_is_what_brute_force_finds", "the_fewest_answers_to_a_stage_are_those_of_brute_force",
  "a_decision_stands_until_the_instant_that_is_named_and_no_longer",
  "what_comes_about_was_reachable_though_tests_were_too_many_to_be_followed", "what_comes_about_was_reachable_though_sums_were_too_many_to_be_told_apart",
  "what_comes_about_was_reachable_though_there_was_no_room_for_more_functions",
];

if (output("cargo", ["--version"]) === undefined) fail("npm test needs Rust, see https://rustup.rs; npm start does not");
installDependencies({ dev: true });
if (!quick) {
  installChromium();
  installFirefox();
}
const { wasmEnvironment } = await import("./build-steps.mjs");
const wasm = quick ? undefined : wasmEnvironment();

check("format", () => run("cargo", ["fmt", "--check"]));
check("clippy", () => run("cargo", ["clippy", "--quiet", "--locked", "--all-targets", "--", "--deny", "warnings"]));
if (!quick) {
  check("clippy on the binding", () => run(wasm.CARGO_CLIPPY ?? "cargo",
    ["clippy", "--quiet", "--locked", "--target", "wasm32-unknown-unknown", "--lib", "--workspace", "--", "--deny", "warnings"], { env: wasm }));
}
const rust = rustTargets();
check("Rust tests are built", () => run("cargo", ["test", "--quiet", "--locked", "--no-run", ...(quick ? rust.slice(0, -1).flat() : [])]));
for (const target of rust) check(`Rust tests: ${target.at(-1).replace("--", "")}`, () => run("cargo", ["test", "--quiet", "--locked", ...target, ...(quick ? ["--", ...LONG_TESTS.flatMap((name) => ["--skip", name])] : [])]));
if (!quick) {
  check("Rust docs", () => run("cargo", ["doc", "--quiet", "--no-deps", "--locked"], { env: { ...process.env, RUSTDOCFLAGS: "--deny warnings" } }));
  check("second implementation", () => compareWithOracle({ long: process.env.LEADGRADE_LONG !== undefined }));
  check("Rust tests in WebAssembly", () => run("cargo", ["test", "--locked", "--target", "wasm32-unknown-unknown", "--lib", "--test", "web"], { env: wasm }));
}
if (!quick) check("instructions counted", compareWithBaseline);
check("package is of these sources", () => run(process.execPath, ["scripts/check-pkg.mjs", ...(quick ? ["--sources"] : [])]));
const reporters = [process.stdout.isTTY ? "spec" : "tap", "./scripts/slowest.mjs"].flatMap((name) => [`--test-reporter=${name}`, "--test-reporter-destination=stdout"]);
check("JavaScript tests", () => run(process.execPath, ["--test", ...(quick ? [`--test-concurrency=${availableParallelism()}`] : []), ...reporters, ...javaScriptTests()]));

const failed = results.filter((result) => result.error);
console.log(`\n${results.map(({ name, seconds, error }) => `${error ? "FAILED" : "passed"}  ${seconds.toFixed(1).padStart(6)} s  ${name}`).join("\n")}`);
for (const { name, error } of failed) console.log(`\n${name}: ${error.message}`);
console.log(`\nchecks: ${results.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);

// One that fails does not keep the others from running: one run tells everything.
function check(name, body) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  let error;
  try {
    body();
  } catch (thrown) {
    error = thrown;
    console.log(`FAILED: ${error.message}`);
  }
  results.push({ name, error, seconds: (performance.now() - start) / 1000 });
}

function javaScriptTests() {
  const folder = join(ROOT, "tests/js");
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => join(folder, name));
  // A test that is not for every commit says `test:quick` in its head.
  return quick ? files.filter((file) => !/chromium|cargo|test:quick/.test(readFileSync(file, "utf8"))) : files;
}

// One by one, so that each has its time. That of the examples in the docs is the last.
function rustTargets() {
  const sources = readdirSync(join(ROOT, "tests")).filter((name) => name.endsWith(".rs"));
  const text = sources.map((name) => readFileSync(join(ROOT, "tests", name), "utf8")).join("");
  const gone = [...LONG_TARGETS.filter((name) => !sources.includes(`${name}.rs`)), ...LONG_TESTS.filter((name) => !text.includes(`fn ${name}(`))];
  if (gone.length > 0) fail(`scripts/test.mjs leaves out what does not exist: ${gone.join(", ")}`);
  const names = sources.map((name) => name.replace(".rs", "")).filter((name) => name !== "web" && !(quick && LONG_TARGETS.includes(name)));
  return [["--lib"], ...names.map((name) => ["--test", name]), ["--doc"]];
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
