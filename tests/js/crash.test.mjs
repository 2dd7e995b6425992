// A module that crashes on request (built by cargo): whatever happens inside, one call fails with a typed error, and nobody else notices.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { buildCrashing } from "../../scripts/build-steps.mjs";
import { heapInUse } from "./support/memory.mjs";
import { LEAD, MODEL, NOW, ROOT } from "./support/packed.mjs";

// Every instance there is, and those that are still held.
let begun = 0;
let held = 0;
const collected = new FinalizationRegistry(() => { held -= 1; });
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    begun += 1;
    held += 1;
    collected.register(this.exports.memory, undefined);
  }
};

const dist = mkdtempSync(join(tmpdir(), "leadgrade-crash-"));
test.after(() => rmSync(dist, { recursive: true, force: true }));
buildCrashing(dist);
const { LeadgradeError, checkModel, loadModel } = await import(pathToFileURL(join(dist, "inline.js")));
const { inside, memory: first } = await import(pathToFileURL(join(dist, "supervisor.js")));
assert.equal(first, undefined);

const KINDS = {
  "a panic": { kind: 0, cause: [WebAssembly.RuntimeError, /unreachable/] },
  "a full stack of the engine's": { kind: 1, cause: [RangeError, /call stack/] },
  "a full stack in memory": { kind: 2, cause: [WebAssembly.RuntimeError, /out of bounds/] },
  "no memory left": { kind: 3, cause: [WebAssembly.RuntimeError, /unreachable/] },
};

/** At one of the next allocations. */
function crashAt(kind, allocation) {
  inside(({ crash }) => crash(kind, allocation));
}

/** The error of a call, or undefined. */
function failure(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
}

function isInternal(error) {
  assert.ok(error instanceof LeadgradeError && error.code === "internal", String(error));
  return true;
}

// Small, so that ten thousand times making it again is quick.
const SMALL = JSON.stringify({
  leadgrade: 1, name: "small", fields: { size: { type: "number" }, role: { type: "text" }, budget: { type: "boolean" } },
  fit: { rules: [{ id: "size", when: { size: { gte: 50 } }, points: 20 }, { id: "role", when: { role: { contains: "sales" } }, points: 5 }] },
  form: { questions: [{ field: "size", ask: "How many?", options: [{ value: 20 }, { value: 200 }] }, { field: "budget", ask: "Is there a budget?" }] },
});
const leads = Array.from({ length: 1000 }, (_, n) => ({ id: `lead-${n}`, profile: { size: (n * 37) % 100, role: n % 3 === 0 ? "Head of Sales" : "Engineer" }, events: LEAD.events }));
const at = { now: NOW };

const [saas, small] = [await loadModel(MODEL), await loadModel(SMALL)];
const expected = leads.map((lead) => [saas.evaluate(lead, at), small.evaluate(lead, at)]);

for (const [name, { kind, cause: [Class, message] }] of Object.entries(KINDS)) {
  test(`${name}: the call that failed says so, the next 1,000 are right`, async () => {
    const form = saas.form(LEAD, at);
    form.answer("timeline", "this-quarter");
    const look = () => [form.toJSON(), form.evaluation, form.next(3), form.reachable, form.settled];
    const before = look();
    crashAt(kind, 1);
    const error = failure(() => form.answer("companySize", 3));
    assert.ok(isInternal(error) && error.cause instanceof Class, String(error.cause));
    assert.match(error.cause.message, message);
    assert.deepEqual(look(), before);
    leads.forEach((lead, n) => assert.deepEqual([saas.evaluate(lead, at), small.evaluate(lead, at)], expected[n]));
    assert.deepEqual(look(), before);
    form.free();
  });

  test(`${name}: at any allocation of any call`, async () => {
    let crashes = 0;
    const form = small.form(LEAD, at);
    form.answer("size", 20);
    const [before, priors, document] = [form.evaluation, small.learnPriors(leads.slice(0, 9), at), small.public()];
    const calls = [
      () => assert.deepEqual(small.evaluate(leads[7], at), expected[7][1]), () => assert.deepEqual(form.evaluation, before), () => assert.deepEqual(small.public(), document),
      () => assert.deepEqual(small.learnPriors(leads.slice(0, 9), at), priors), () => small.form(leads[3], at).free(), () => small.restore(form).free(), () => form.next(3),
      () => assert.equal(form.wouldTake("lead").reached ?? true, true), () => assert.equal(form.undo() && form.answer("size", 20), null),
    ];
    for (const call of calls) {
      for (let allocation = 1; allocation < 4000; allocation = Math.ceil(allocation * 1.4)) {
        // Whatever lived in the instance is made again, so that the whole of a call has its allocations.
        crashAt(0, 1);
        isInternal(failure(() => inside(({ check }) => check("{}", undefined))));
        crashAt(kind, allocation);
        const error = failure(call);
        if (error !== undefined) crashes += Number(isInternal(error));
        crashAt(kind, 0);
        if (failure(call) !== undefined) form.answer("size", 20);
        call();
      }
    }
    assert.ok(crashes > 100, `${crashes} crashes`);
    form.free();
  });
}

test("loading a model, and checking it, may crash as well", async () => {
  let crashes = 0;
  for (let allocation = 1; allocation < 2000; allocation = Math.ceil(allocation * 1.2)) {
    crashAt(0, allocation);
    await loadModel(SMALL).then((model) => model.free(), (error) => (crashes += Number(isInternal(error))));
    crashAt(0, 0);
    assert.deepEqual(small.evaluate(leads[0], at), expected[0][1]);
    crashAt(0, allocation);
    await checkModel(SMALL).catch((error) => (crashes += Number(isInternal(error))));
    crashAt(0, 0);
  }
  assert.ok(crashes > 20, `${crashes} crashes`);
});

test("10,000 crashes leave nothing behind", async () => {
  const crash = (n) => {
    crashAt(n % 4, 1 + ((n * 7) % 90));
    while (!failure(() => small.evaluate(leads[n % 1000], at))) crashAt(n % 4, 1);
  };
  const form = small.form(leads[5], at);
  const idle = await Promise.all(Array.from({ length: 20 }, () => loadModel(SMALL)));
  for (let n = 0; n < 500; n++) crash(n);
  small.evaluate(leads[0], at);
  const [heap, pages, instances] = [await heapInUse(), inside(({ memory }) => memory.buffer.byteLength), begun];
  assert.equal(held, 1);
  let most = 0;
  for (let n = 0; n < 10_000; n++) {
    crash(n);
    if (n % 100 !== 99) continue;
    assert.deepEqual(small.evaluate(leads[n % 1000], at), expected[n % 1000][1]);
    assert.equal(form.lead.id, "lead-5");
    most = Math.max(most, inside(({ memory }) => memory.buffer.byteLength));
    // Finalizers run between tasks.
    await new Promise(setImmediate);
  }
  assert.ok(begun - instances >= 10_000, `${begun - instances} instances`);
  assert.ok(most <= pages, `${most} bytes of memory, ${pages} before`);
  small.evaluate(leads[0], at);
  const grown = (await heapInUse()) - heap;
  assert.equal(held, 1);
  assert.ok(grown < 1_048_576, `the heap has grown by ${grown} bytes`);
  idle.forEach((model, n) => assert.deepEqual(model.evaluate(leads[n], at), expected[n][1]));
});

test("the package's module has nothing to crash it with, and takes only what its glue gives", () => {
  const shipped = new WebAssembly.Module(readFileSync(join(ROOT, "pkg/dist/leadgrade.wasm")));
  const names = WebAssembly.Module.exports(shipped).map(({ name }) => name);
  const known = /^(memory|__abort_handler|__instance_terminated|__wbindgen_(start|malloc|realloc|free|externrefs)|__externref_table_dealloc|__wbg_raw(form|model|priors)_free|raw(form|model|priors)_\w+|check|parseInstant|publicDocument|tzdataVersion)$/;
  assert.deepEqual(names.filter((name) => !known.test(name)), []);
  const given = WebAssembly.Module.imports(shipped).map(({ name }) => name.replace(/_?[0-9a-f]{16}$/, "")).sort();
  assert.deepEqual(given, ["__wbg___wbindgen_throw", "__wbindgen_generic", "__wbindgen_init_externref_table"]);
});
