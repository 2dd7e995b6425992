// Brings node_modules/ to what package-lock.json says, and does nothing when it is there already.
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT, run } from "./run.mjs";

/** `npm start` needs the dependencies alone; tests and builds need `dev` too. Other folders than the project's have needs of their own. */
export function installDependencies({ dev, folder = ROOT }) {
  const manifest = readJson(join(folder, "package.json"));
  const wanted = { ...manifest.dependencies, ...(dev ? manifest.devDependencies : {}) };
  if (Object.entries(wanted).every(([name, version]) => isInstalled(folder, name, version))) return;
  console.log(`installing npm packages${folder === ROOT ? "" : ` in ${relative(ROOT, folder)}`}`);
  // None of them needs its install script: their programs travel inside platform packages.
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", ...(dev ? ["--include=dev"] : ["--omit=dev"])], { cwd: folder });
}

function isInstalled(folder, name, version) {
  const file = join(folder, "node_modules", name, "package.json");
  return existsSync(file) && (version.startsWith("file:") || readJson(file).version === version);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
