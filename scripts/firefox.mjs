// Finds the Firefox that some browser tests run in as well, and fetches Debian's where there is none.
import { findProgram, installDebianPackage } from "./programs.mjs";

const NAMES = ["firefox", "firefox-esr"];
const MAC = "/Applications/Firefox.app/Contents/MacOS/firefox";

/** Its path, or undefined. The environment variable FIREFOX goes before what is found. */
export function findFirefox() {
  return findProgram(NAMES, [process.env.FIREFOX, MAC]);
}

/** Where it cannot be had, the tests in Firefox are skipped, and say so. */
export function installFirefox() {
  if (findFirefox() !== undefined) return;
  try {
    installDebianPackage("firefox-esr");
  } catch (error) {
    console.log(`no Firefox: ${error.message}; the tests in it will be skipped. Install it, or name one in the environment variable FIREFOX`);
  }
}
