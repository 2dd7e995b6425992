// The one WebAssembly instance of this copy of the package: where it comes from, and getting it ready once.
import { initSync as instantiate } from "./glue.js";
import { LeadgradeError } from "./errors.js";

/** The instance's memory, once there is one. Its buffer is another one after each growth. */
export let memory;

let pending;
let defaultSource;

/** Each entry says where its runtime finds the module. */
export function setSource(source) {
  defaultSource = source;
}

export function initSync(module) {
  if (memory !== undefined) return;
  try {
    const compiled = isModule(module) ? module : new WebAssembly.Module(module);
    // The glue would keep a foreign module, and every later try would get it back.
    if (!WebAssembly.Module.exports(compiled).some(({ name }) => name === "rawmodel_load")) throw new Error("this is another module than leadgrade.wasm");
    // Not by destructuring: Turbopack takes a binding that is set like that for one that never changes, and exports `undefined`.
    memory = instantiate({ module: compiled }).memory;
  } catch (error) {
    throw loadFailed(error);
  }
}

export function init(source) {
  if (memory !== undefined) return Promise.resolve();
  // Whoever brings a source of their own gets their own try when the one under way fails.
  pending = pending === undefined ? start(source) : pending.catch((error) => {
    if (source === undefined) throw error;
    return start(source);
  });
  return pending;
}

async function start(source) {
  try {
    initSync(await compiled(await (source ?? defaultSource?.())));
  } catch (error) {
    pending = undefined;
    throw loadFailed(error);
  }
}

async function compiled(source) {
  // What a dynamic import of a .wasm file gives in some runtimes.
  if (tagOf(source) === "Module" && "default" in source) source = source.default;
  if (source === undefined || source === null) {
    throw new Error("this entry knows no place to load leadgrade.wasm from; pass one to init() or as loadModel's `wasm`");
  }
  if (isModule(source)) return source;
  if (typeof source === "string" || tagOf(source) === "URL") source = await fetched(source);
  return tagOf(source) === "Response" ? streamed(source) : WebAssembly.compile(source);
}

async function fetched(url) {
  try {
    return await fetch(url);
  } catch (error) {
    throw new Error(`${url} cannot be fetched`, { cause: error });
  }
}

async function streamed(response) {
  if (!response.ok) throw new Error(`${response.url} answered HTTP ${response.status}; copy leadgrade.wasm there or pass its place to init()`);
  // Streaming wants this very MIME type; a server that does not know it is no reason to fail.
  const streams = response.headers.get("content-type") === "application/wasm" && typeof WebAssembly.compileStreaming === "function";
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

// By tag, because what comes from another realm (a frame, a worker's message, an edge sandbox) is no instance of ours.
function tagOf(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function isModule(value) {
  return tagOf(value) === "WebAssembly.Module";
}

function loadFailed(error) {
  return error instanceof LeadgradeError ? error
    : new LeadgradeError("load-failed", `leadgrade's WebAssembly did not load: ${error?.message ?? error}`, { cause: error });
}
