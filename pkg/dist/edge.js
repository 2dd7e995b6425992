// Edge runtimes compile no WebAssembly while they run: the module is imported, compiled, and ready from the start.
import module from "./leadgrade.wasm?module";
import { initSync } from "./module.js";

initSync(module);

export * from "./core.js";
