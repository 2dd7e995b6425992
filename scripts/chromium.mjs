// Finds the Chromium that drives the browser tests, and fetches Debian's where there is none.
import { findProgram, installDebianPackage } from "./programs.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** Its path, or undefined. The environment variable CHROMIUM goes before what is found. */
export function findChromium() {
  return findProgram(NAMES, [process.env.CHROMIUM, ...MAC]);
}

export function installChromium() {
  if (findChromium() !== undefined) return;
  const missing = "the browser tests need Chromium: install it, or name one in the environment variable CHROMIUM";
  try {
    installDebianPackage("chromium");
  } catch (error) {
    throw new Error(`${missing} (${error.message})`);
  }
  if (findChromium() === undefined) throw new Error(missing);
}

/** What Chromium is started with: as root it has no sandbox, and it is to look nothing up in the network. */
export const CHROMIUM_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];
