// The packed package at the edge: in workerd, where no WebAssembly is compiled during a request.
import assert from "node:assert/strict";
import test from "node:test";
import { loadModel } from "leadgrade";
import { LEAD, MODEL, NOW, packedProject } from "./support/packed.mjs";
import { startWorker } from "./support/workerd.mjs";

const { folder } = packedProject(test);
const worker = await startWorker(test, folder, `
  import { checkModel, init, loadModel, LeadgradeError } from "leadgrade";
  const atStart = await loadModel(${JSON.stringify(MODEL.toString())});
  export default {
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const now = searchParams.get("now") ?? undefined;
      try {
        if (pathname === "/bytes") return new Response(atStart.evaluateBytes(await request.arrayBuffer(), { now }));
        if (pathname === "/object") return Response.json(atStart.evaluate(await request.json(), { now }));
        if (pathname === "/check") return Response.json(await checkModel(await request.text()));
        const model = await loadModel(await request.text());
        await init("https://nowhere.example/ignored.wasm");
        const answer = Response.json({ name: model.name, hash: model.hash });
        model.free();
        return answer;
      } catch (error) {
        return Response.json({ ours: error instanceof LeadgradeError, code: error.code }, { status: 422 });
      }
    },
  };
`);
const here = await loadModel(MODEL);
const body = JSON.stringify(LEAD);
const post = (path, text) => worker.fetch(path, { method: "POST", body: text });

test("bytes in, the same bytes out as in Node", async () => {
  const response = await post(`/bytes?now=${NOW}`, body);
  assert.equal(response.status, 200);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), Buffer.from(here.evaluateBytes(body, { now: NOW })));
});

test("an object in, the same evaluation out", async () => {
  assert.deepEqual(await (await post(`/object?now=${NOW}`, body)).json(), here.evaluate(LEAD, { now: NOW }));
});

test("without an instant the edge's clock says", async () => {
  const { now } = await (await post("/object", body)).json();
  assert.ok(Math.abs(Date.parse(now) - Date.now()) < 60_000, now);
});

test("a model is loaded and freed during a request", async () => {
  assert.deepEqual(await (await post("/load", MODEL)).json(), { name: here.name, hash: here.hash });
});

test("faults are typed there too", async () => {
  assert.deepEqual(await (await post("/bytes?now=yesterday", body)).json(), { ours: true, code: "bad-instant" });
  assert.deepEqual(await (await post("/load", "{")).json(), { ours: true, code: "bad-model" });
  assert.ok((await (await post("/check", "{")).json()).length > 0);
});

test("the worker had nothing to complain about", () => assert.equal(worker.errors(), ""));
