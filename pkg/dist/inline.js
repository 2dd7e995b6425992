// Node, Deno, Bun and every bundler without a plan for .wasm files: the module travels inside the JavaScript, so that
// there is no file to find, no permission to ask for, and nothing to fetch.
import { setSource } from "./module.js";
import base64 from "./wasm-base64.js";

setSource(() => {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(base64);
  if (typeof Buffer === "function") return Buffer.from(base64, "base64");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
});

export * from "./core.js";
