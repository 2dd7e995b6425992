// Finds programs of other projects, and fetches Debian's where there are none.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { output, run } from "./run.mjs";

/** The first that can be run: of the paths given, then of the names on PATH. */
export function findProgram(names, paths = []) {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...paths, ...onPath].filter(Boolean).find(isExecutable);
}

/** Throws where there is no apt-get, or it fails. */
export function installDebianPackage(name) {
  if (output("apt-get", ["--version"]) === undefined) throw new Error("there is no apt-get");
  const asRoot = process.getuid() === 0 ? [] : ["sudo"];
  const aptGet = (...args) => {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    run(command, rest, { stdio: ["ignore", "ignore", "inherit"] });
  };
  console.log(`installing ${name} with apt-get`);
  aptGet("update");
  aptGet("install", "-y", "--no-install-recommends", name);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
