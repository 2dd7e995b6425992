// npm run fuel: whether the package's WebAssembly does as much work as it did. Times are noisy; an interpreter counts
// instructions, the same on every machine. `-- --write` takes today's counts for the ones to compare with.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MODEL, NOW, leads } from "../benches/model.mjs";
import { ROOT, output } from "./run.mjs";

const BASELINE = join(ROOT, "benches/fuel/baseline.json");
const MOST_CHANGE = 0.02;

/** The counts of a module: to load the benchmark's model, and for one lead of the benchmark. */
export function count(module = join(ROOT, "pkg/dist/leadgrade.wasm")) {
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-fuel-"));
  try {
    const [model, ndjson] = ["model.json", "leads.ndjson"].map((name) => join(scratch, name));
    writeFileSync(model, JSON.stringify(MODEL));
    writeFileSync(ndjson, leads(200).map((lead) => JSON.stringify(lead)).join("\n"));
    const printed = output("cargo", ["run", "--quiet", "--release", "--locked", "--manifest-path", join(ROOT, "benches/fuel/Cargo.toml"),
      "--", module, model, ndjson, String(Date.parse(NOW))]);
    if (printed === undefined) throw new Error("benches/fuel did not count");
    return JSON.parse(printed);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Compares with the baseline, in words; throws when anything is off by more than 2 %, to either side. */
export function compareWithBaseline() {
  const [now, before] = [count(), JSON.parse(readFileSync(BASELINE, "utf8"))];
  const lines = Object.keys(before).map((name) => `${name}: ${now[name]} instructions, ${((now[name] / before[name] - 1) * 100).toFixed(2)} % from ${before[name]}`);
  console.log(lines.join("\n"));
  if (Object.keys(before).some((name) => !(Math.abs(now[name] / before[name] - 1) <= MOST_CHANGE))) {
    throw new Error(`${lines.join("; ")}: more than 2 %. If it is meant, \`npm run fuel -- --write\` and commit benches/fuel/baseline.json`);
  }
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes("--write")) writeFileSync(BASELINE, `${JSON.stringify(count(), null, 2)}\n`);
  else compareWithBaseline();
}
