// Browsers and their bundlers. This literal is what bundlers look for to carry the file along: keep it in one piece.
import { setSource } from "./module.js";

setSource(() => new URL("./leadgrade.wasm", import.meta.url));

export * from "./core.js";
