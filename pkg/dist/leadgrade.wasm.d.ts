/** The compiled module, or what your bundler makes of a .wasm file: `init()` takes any of them. */
declare const source: import("./index.js").WasmSource;
export default source;
