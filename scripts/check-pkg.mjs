// npm run check-pkg: pkg/dist is of these sources, nobody edited it, and the same tools give the same bytes again.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installDependencies } from "./dependencies.mjs";
import { ROOT } from "./run.mjs";

installDependencies({ dev: true });
const { buildPackage, hashesOf, sourceHash, tools, wasmEnvironment } = await import("./build-steps.mjs");
const dist = join(ROOT, "pkg/dist");

const faults = await check();
for (const fault of faults) console.error(`check-pkg: ${fault}`);
if (faults.length > 0) {
  console.error("check-pkg: run `npm run build` and commit pkg/dist");
  process.exit(1);
}

async function check() {
  if (!existsSync(join(dist, "build.json"))) return ["pkg/dist was never built"];
  const built = JSON.parse(readFileSync(join(dist, "build.json"), "utf8"));
  if (built.sources !== sourceHash()) return ["the sources have changed since pkg/dist was built"];
  const edited = differences(hashesOf(dist), built.files).map((name) => `pkg/dist/${name} is not what the build wrote`);
  if (edited.length > 0 || process.argv.includes("--sources")) return edited;
  const here = tools(wasmEnvironment());
  const other = Object.keys(here).filter((tool) => here[tool] !== built.tools[tool]);
  if (other.length > 0) {
    for (const tool of other) console.log(`check-pkg: bytes not compared: ${tool} is ${here[tool]} here, pkg/dist was built by ${built.tools[tool]}`);
    return [];
  }
  const again = mkdtempSync(join(tmpdir(), "leadgrade-check-"));
  try {
    await buildPackage(again);
    return differences(hashesOf(again), built.files).map((name) => `building again gives another pkg/dist/${name}`);
  } finally {
    rmSync(again, { recursive: true, force: true });
  }
}

function differences(one, other) {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]).sort();
}
