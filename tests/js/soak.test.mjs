// Nothing grows: neither the WebAssembly's memory nor JavaScript's, however much is evaluated, loaded, freed or dropped. With real numbers, so
// that it takes a minute or so; `npm test` has the time, `npm run test:quick` does without every test that says chromium or cargo.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { loadModel } from "leadgrade";
import { inside } from "../../pkg/dist/supervisor.js";
import { heapInUse } from "./support/memory.mjs";
import { LEAD, MODEL, NOW, ROOT } from "./support/packed.mjs";

const MIB = 1_048_576;
const at = { now: Date.parse(NOW) };
const documents = readdirSync(join(ROOT, "examples/models")).filter((name) => name.endsWith(".json")).map((name) => readFileSync(join(ROOT, "examples/models", name)));

const pages = () => inside(({ memory }) => memory.buffer.byteLength / 65_536);

/** Between tasks, for finalizers run there. */
const pause = () => new Promise(setImmediate);

/** What a body adds to memory once it has been warmed up by a tenth of it. */
async function growth(count, body) {
  const before = { pages: 0, heap: 0 };
  for (let n = 0; n < count; n++) {
    if (n === Math.ceil(count / 10)) Object.assign(before, { heap: await heapInUse(), pages: pages() });
    await body(n);
    if (n % 256 === 0) await pause();
  }
  return { pages: pages() - before.pages, heap: (await heapInUse()) - before.heap };
}

function assertStill({ pages, heap }) {
  assert.equal(pages, 0, `${pages} new pages of WebAssembly memory`);
  assert.ok(heap < MIB, `the heap has grown by ${heap} bytes`);
}

test("1,000,000 evaluations, 100,000 of them of faulty leads", async () => {
  const model = await loadModel(MODEL);
  const encoder = new TextEncoder();
  const good = Array.from({ length: 90 }, (_, n) => ({ id: `lead-${n}`, profile: { companySize: 7 * n, jobTitle: ["CTO", "Head of Sales", "Ingénieure"][n % 3] }, events: LEAD.events.slice(0, n % 3) }));
  const faulty = ["", "{", "[]", "7", '{"profile":7}', '{"events":[7]}', '{"profile":{"companySize":"many"}}', '{"motion":"sideways"}', `{"id":"${"x".repeat(9000)}"}`, "[".repeat(99)];
  const leads = [...good.map((lead) => JSON.stringify(lead)), ...faulty];
  const bytes = leads.map((text) => encoder.encode(text));
  const expected = bytes.map((lead) => model.evaluateBytes(lead, at));
  for (const each of expected.slice(good.length)) assert.ok(JSON.parse(Buffer.from(each)).notices.length > 0);
  assert.deepEqual([good.length, faulty.length], [90, 10]);
  const ROUND = 100;
  let evaluations = 0;
  const found = await growth(1_000_000 / ROUND, (round) => {
    for (let n = 0; n < ROUND; n++, evaluations++) {
      // The other doors now and then: text, and an object for an object.
      if (round % 10 === 0) model.evaluateBytes(leads[n], at);
      else if (round % 10 === 5) model.evaluate(n < good.length ? good[n] : leads[n], at);
      else model.evaluateBytes(bytes[n], at);
    }
  });
  assert.equal(evaluations, 1_000_000);
  assertStill(found);
  bytes.forEach((lead, n) => assert.deepEqual(model.evaluateBytes(lead, at), expected[n]));
  model.free();
});

test("10,000 models loaded and freed, each with a form", async () => {
  assertStill(await growth(10_000, async (n) => {
    const model = await loadModel(documents[n % documents.length]);
    if (n % 10 === 0) {
      const form = model.form(LEAD, at);
      form.addEvent(LEAD.events[0]);
      form.free();
    }
    model.free();
  }));
});

test("models and forms that are only dropped are freed by garbage collection", async () => {
  const before = pages();
  const rounds = [];
  for (let round = 0; round < 20; round++) {
    for (const model of await Promise.all(Array.from({ length: 50 }, () => loadModel(MODEL)))) model.form(LEAD, at);
    await heapInUse();
    rounds.push(pages() - before);
  }
  // Not to the page, for they are freed in any order.
  assert.ok(rounds[0] > 50 && rounds[19] < 2 * rounds[0], rounds.join());
});

test("an evaluation that is kept does not keep its form", async () => {
  const model = await loadModel(MODEL);
  const before = pages();
  const [kept, rounds] = [[], []];
  for (let round = 0; round < 20; round++) {
    for (let n = 0; n < 250; n++) kept.push(model.form(LEAD, at).evaluation);
    await heapInUse();
    rounds.push(pages() - before);
  }
  // The first round may find room that the tests above left. 5,000 forms that are kept take more than a thousand pages.
  assert.ok(rounds[19] < 2 * Math.max(rounds[0], 50), rounds.join());
  const expected = model.evaluate(LEAD, at);
  for (const evaluation of kept.slice(0, 100)) assert.deepEqual(evaluation, expected);
  model.free();
});

test("100 models alive at once in 128 MB", async () => {
  const load = () => Promise.all(Array.from({ length: 100 }, () => loadModel(MODEL)));
  const models = await load();
  const first = models[0].evaluateBytes(JSON.stringify(LEAD), at);
  for (const model of models) assert.deepEqual(model.evaluateBytes(JSON.stringify(LEAD), at), first);
  assert.ok(pages() * 65_536 <= 128_000_000, `${pages()} pages`);
  const before = pages();
  for (const model of models) model.free();
  for (const model of await load()) model.free();
  assert.equal(pages(), before);
});
