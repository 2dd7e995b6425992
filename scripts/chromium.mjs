// Finds the Chromium that drives the browser tests, and fetches Debian's where there is none.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { output, run } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** Its path, or undefined. The environment variable CHROMIUM goes before what is found. */
export function findChromium() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env.CHROMIUM, ...onPath, ...MAC].filter(Boolean).find(isExecutable);
}

export function installChromium() {
  if (findChromium() !== undefined) return;
  const missing = "the browser tests need Chromium: install it, or name one in the environment variable CHROMIUM";
  if (output("apt-get", ["--version"]) === undefined) throw new Error(missing);
  const asRoot = process.getuid() === 0 ? [] : ["sudo"];
  const aptGet = (...args) => {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    run(command, rest, { stdio: ["ignore", "ignore", "inherit"] });
  };
  console.log("installing Chromium with apt-get");
  aptGet("update");
  aptGet("install", "-y", "--no-install-recommends", "chromium");
  if (findChromium() === undefined) throw new Error(missing);
}

/** What Chromium is started with: as root it has no sandbox, and it is to look nothing up in the network. */
export const CHROMIUM_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
