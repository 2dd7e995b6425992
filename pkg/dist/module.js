// The one WebAssembly module of this copy of the package: where it comes from, and getting it ready once.
import { LeadgradeError } from "./errors.js";
import { isStarted, start } from "./supervisor.js";

let pending;
let defaultSource;

/** Each entry says where its runtime finds the module. */
export function setSource(source) {
  defaultSource = source;
}

export function initSync(module) {
  if (isStarted()) return;
  try {
    const compiled = isModule(module) ? module : new WebAssembly.Module(module);
    if (!WebAssembly.Module.exports(compiled).some(({ name }) => name === "rawmodel_load")) throw new Error("this is another module than leadgrade.wasm");
    start(compiled);
  } catch (error) {
    throw loadFailed(error);
  }
}

export function init(source) {
  if (isStarted()) return Promise.resolve();
  // Whoever brings a source of their own gets their own try when the one under way fails.
  pending = pending === undefined ? load(source) : pending.catch((error) => {
    if (source === undefined) throw error;
    return load(source);
  });
  return pending;
}

async function load(source) {
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
