// npm run check-pkg: pkg/dist is of these sources, nobody edited it, and the same tools give the same bytes again, in another folder.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { installDependencies } from "./dependencies.mjs";
import { ROOT, run } from "./run.mjs";

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
  for (const tool of other) console.log(`check-pkg: bytes of pkg/dist not compared: ${tool} is ${here[tool]} here, pkg/dist was built by ${built.tools[tool]}`);
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-check-"));
  try {
    const files = other.length > 0 ? await buildHere(join(scratch, "dist")) : built.files;
    return differences(buildElsewhere(join(scratch, "in/another/folder")), files).map((name) => `building again in another folder gives another pkg/dist/${name}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function buildHere(out) {
  await buildPackage(out);
  return hashesOf(out);
}

// From a copy of the sources, with the tools of this folder; nothing that was compiled before is taken along.
function buildElsewhere(folder) {
  const left = new Set([".git", ".toolchain", join("pkg", "dist")]);
  const made = new Set(["node_modules", "target"]);
  cpSync(ROOT, folder, { recursive: true, filter: (from) => !left.has(relative(ROOT, from)) && !made.has(basename(from)) });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  // Its env.sh is written anew, and names the folder.
  mkdirSync(join(folder, ".toolchain"));
  for (const name of readdirSync(join(ROOT, ".toolchain"))) if (name !== "env.sh") symlinkSync(join(ROOT, ".toolchain", name), join(folder, ".toolchain", name));
  run(process.execPath, ["scripts/build.mjs"], { cwd: folder });
  return hashesOf(join(folder, "pkg/dist"));
}

function differences(one, other) {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]).sort();
}
