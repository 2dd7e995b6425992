// Getting the WebAssembly ready: every kind of source, failures that say what to do, and another try after each.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import { Worker } from "node:worker_threads";
import { MODEL } from "./support/packed.mjs";

const WEB = new URL("../../pkg/dist/web.js", import.meta.url).href;
const WASM = new URL("../../pkg/dist/leadgrade.wasm", import.meta.url);

let server;
let origin;

before(async () => {
  const wasm = readFileSync(WASM);
  const answers = {
    "/right": [200, "application/wasm", wasm],
    "/wrong-type": [200, "application/octet-stream", wasm],
    "/with-parameter": [200, "application/wasm; charset=utf-8", wasm],
    "/page": [200, "text/html", "<!doctype html>"],
    "/broken": [200, "application/wasm", wasm.subarray(0, 1000)],
  };
  server = createServer((request, response) => {
    const [status, type, body] = answers[request.url] ?? [404, "text/plain", "nothing here"];
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

// In a thread of its own, because a module loads its WebAssembly once.
function inFreshThread(body) {
  const code = `
    import { readFileSync } from "node:fs";
    import { parentPort, workerData } from "node:worker_threads";
    const leadgrade = await import(workerData.web);
    const { loadModel, checkModel, init, initSync } = leadgrade;
    const { origin, model } = workerData;
    const bytes = readFileSync(new URL(workerData.wasm));
    const failure = (promise) => promise.then(() => "no error", ({ name, code, message, cause }) => ({ name, code, message, cause: cause?.message ?? null }));
    parentPort.postMessage(await (async () => { ${body} })());
  `;
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData: { web: WEB, wasm: WASM.href, origin, model: MODEL.toString() } });
    worker.once("message", resolve).once("error", reject);
  });
}

const sources = {
  "a module": "await WebAssembly.compile(bytes)",
  "bytes": "bytes",
  "an array buffer": "bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)",
  "an address as text": "origin + '/right'",
  "an address": "new URL('/right', origin)",
  "a response": "await fetch(origin + '/right')",
  "a response on its way": "fetch(origin + '/right')",
  "a server that does not know the type": "origin + '/wrong-type'",
  "a server that says too much of the type": "origin + '/with-parameter'",
  "what an import gives": "import('data:text/javascript,export default 1').then(async () => ({ __proto__: null, [Symbol.toStringTag]: 'Module', default: await WebAssembly.compile(bytes) }))",
  "a module from another realm": "(await import('node:vm')).runInNewContext('new WebAssembly.Module(bytes)', { bytes })",
};
for (const [name, source] of Object.entries(sources)) {
  test(`loads from ${name}`, async () => {
    assert.equal(await inFreshThread(`return (await loadModel(model, { wasm: ${source} })).name;`), "b2b-saas");
  });
}

test("initSync takes a module or its bytes, and more than once", async () => {
  assert.deepEqual(await inFreshThread("initSync(new WebAssembly.Module(bytes)); initSync(bytes); return checkModel(model);"), []);
  assert.deepEqual(await inFreshThread("initSync(bytes); return checkModel(model);"), []);
});

const failures = {
  "a missing file": ["origin + '/nowhere'", /HTTP 404.*\/nowhere|\/nowhere answered HTTP 404/],
  "a page instead of the file": ["origin + '/page'", /WebAssembly did not load/],
  "half of the file": ["origin + '/broken'", /WebAssembly did not load/],
  "no server": ["'http://127.0.0.1:1/leadgrade.wasm'", /http:\/\/127\.0\.0\.1:1\/leadgrade\.wasm cannot be fetched/],
  "a promise that fails": ["Promise.reject(new Error('offline'))", /offline/],
  "nonsense": ["42", /WebAssembly did not load/],
  "another WebAssembly": ["new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])", /WebAssembly did not load/],
};
for (const [name, [source, expected]] of Object.entries(failures)) {
  test(`fails with a typed error and can try again: ${name}`, async () => {
    const [first, second, third] = await inFreshThread(`
      return [await failure(loadModel(model, { wasm: ${source} })), await failure(init(${source})), (await loadModel(model, { wasm: bytes })).name];
    `);
    assert.equal(first.name, "LeadgradeError");
    assert.equal(first.code, "load-failed");
    assert.match(first.message, expected);
    assert.equal(typeof first.cause, "string");
    assert.deepEqual(second, first);
    assert.equal(third, "b2b-saas");
  });
}

test("calls at the same time share one load, and a better source saves the later of them", async () => {
  const [shared, saved] = await inFreshThread(`
    const many = await Promise.allSettled([init(origin + "/nowhere"), init(), init(bytes), init()]);
    return [many.map((each) => each.status), (await loadModel(model)).name];
  `);
  assert.deepEqual(shared, ["rejected", "rejected", "fulfilled", "fulfilled"]);
  assert.equal(saved, "b2b-saas");
});

test("bytes of a failed synchronous load are a typed error too", async () => {
  const error = await inFreshThread("try { initSync(new Uint8Array(3)); } catch ({ name, code }) { return { name, code }; }");
  assert.deepEqual(error, { name: "LeadgradeError", code: "load-failed" });
});
