// The runtimes and bundlers that npm has. They are no dependencies of the project's own: a fresh clone that only wants the demo does without.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installDependencies } from "../../scripts/dependencies.mjs";
import { ROOT } from "../../scripts/run.mjs";

export const FOLDER = import.meta.dirname;
const VERSIONS = { ...manifest(ROOT).dependencies, ...manifest(FOLDER).devDependencies, ...manifest(FOLDER).optionalDependencies };

/** Installs what is missing; gives the reason when that does not work, as without a network. */
export function installTools() {
  try {
    installDependencies({ dev: true, folder: FOLDER });
  } catch (error) {
    return `tests/runtimes could not be installed: ${error.message}`;
  }
}

/** Of a package, without the name under which npm has it. */
export function version(name) {
  return VERSIONS[name].replace(/^.*@/, "");
}

export const NODES = ["20", "22", "24"].map((major) => {
  const name = `node-${major}-linux-${process.arch === "arm64" ? "arm64" : "x64"}`;
  return { name: `Node ${version(name)}`, program: () => program(`${name}/bin/node`) };
});

export const deno = () => program(`@deno/${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}/deno`);
export const bun = () => program(`@oven/bun-${process.platform}-${process.arch === "arm64" ? "aarch64" : "x64"}/bin/bun`);

/** The file that a package's one command runs. */
export function command(name) {
  const file = join(FOLDER, "node_modules", name, "package.json");
  const { bin: commands } = JSON.parse(readFileSync(file, "utf8"));
  return join(file, "..", Object.values(commands)[0]);
}

// Straight from the package for this platform: the package's own install script, which would fetch it, does not run.
function program(path) {
  const file = join(FOLDER, "node_modules", path);
  return existsSync(file) ? file : undefined;
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
