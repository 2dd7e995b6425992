// npm test: every check there is, from a fresh clone, with what is missing installed first.
// npm run test:quick: without the WebAssembly build and the browser; for the while one is at work.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installChromium } from "./chromium.mjs";
import { installDependencies } from "./dependencies.mjs";
import { installFirefox } from "./firefox.mjs";
import { compareWithOracle } from "./oracle.mjs";
import { ROOT, output, run } from "./run.mjs";

const quick = process.argv.includes("--quick");
// Everything random takes more time: `npm test -- --long`.
if (process.argv.includes("--long")) process.env.LEADGRADE_LONG = "1";
const results = [];

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
check("Rust tests", () => run("cargo", ["test", "--quiet", "--locked"]));
if (!quick) {
  check("second implementation", () => compareWithOracle({ long: process.env.LEADGRADE_LONG !== undefined }));
  check("Rust tests in WebAssembly", () => run("cargo", ["test", "--locked", "--target", "wasm32-unknown-unknown", "--lib", "--test", "web"], { env: wasm }));
}
check("package is of these sources", () => run(process.execPath, ["scripts/check-pkg.mjs", ...(quick ? ["--sources"] : [])]));
check("JavaScript tests", () => run(process.execPath, ["--test", ...javaScriptTests()]));

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
  return quick ? files.filter((file) => !/chromium|cargo/.test(readFileSync(file, "utf8"))) : files;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
