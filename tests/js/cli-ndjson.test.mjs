import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { blockEvaluator } from "../../pkg/src/cli/block.js";
import { NdjsonReader } from "../../pkg/src/cli/ndjson.js";
import { loadModel } from "./fixtures/cli/fake.mjs";

const document = { name: "m", fields: {} };
const bytes = Buffer.from(JSON.stringify(document));
const job = { model: await loadModel(bytes), document, bytes, at: { now: 0 }, format: "ndjson" };

async function read(text, { size = Infinity, threads = 1, startThread } = {}) {
  const bytes = Buffer.from(text);
  const said = { leads: [], skipped: [] };
  const rows = {
    block({ bytes, skipped }, line) {
      said.leads.push(...Buffer.from(bytes).toString().split("\n").slice(0, -1).map((text) => JSON.parse(text).lead));
      said.skipped.push(...skipped.map(([row, why]) => [line + row, why]));
    },
  };
  const reader = new NdjsonReader(rows, job, { threads, startThread });
  try {
    for (let at = 0; at < bytes.length; at += size) await reader.push(bytes.subarray(at, Math.min(bytes.length, at + size)));
    await reader.end();
  } finally {
    await reader.close();
  }
  return said;
}

test("lines are counted the same whatever the chunks", async () => {
  const text = '{"id":"Łódź"}\r\n\n  \t\r\n{"id":"b"}\n[1]\nno json\n{"id":"c"}';
  const said = { leads: ["Łódź", "b", "c"], skipped: [[5, "not a JSON object"], [6, "not valid JSON"]] };
  for (const size of [Infinity, 1, 2, 7]) assert.deepEqual(await read(text, { size }), said, `in chunks of ${size}`);
});

test("an empty input has no lines", async () => {
  assert.deepEqual(await read(""), { leads: [], skipped: [] });
  assert.deepEqual(await read("\n\r\n"), { leads: [], skipped: [] });
});

// A thread that is none: it answers after a while of its own.
class Thread extends EventEmitter {
  static all = [];
  taken = 0;
  ended = false;

  constructor(job) {
    super();
    assert.equal(job.model, undefined);
    this.evaluate = blockEvaluator({ ...job, model: globalModel });
    Thread.all.push(this);
  }

  #before = Promise.resolve();

  // One block after the other, as a thread does it.
  postMessage(block, transferred) {
    this.#before = this.#before.then(() => this.#take(block, transferred));
  }

  async #take(block, transferred) {
    assert.deepEqual(transferred, [block.buffer]);
    assert.equal(block.length, block.buffer.byteLength);
    const number = this.taken++;
    Thread.most = Math.max(Thread.most ?? 0, ++Thread.underWay);
    await wait((7 * block.length + 13 * number) % 11);
    Thread.underWay--;
    if (this.onBlock?.(number)) return;
    this.emit("message", { result: await this.evaluate(block) });
  }

  async terminate() {
    this.ended = true;
  }
}

const globalModel = job.model;

function threads(onBlock) {
  Thread.all = [];
  Thread.most = Thread.underWay = 0;
  return { size: 65_536, threads: 3, startThread: (job) => Object.assign(new Thread(job), { onBlock }) };
}

const MANY = Array.from({ length: 12_000 }, (_, index) => (index % 1_200 === 77 ? "]" : `{"id":"${index}","note":"${"x".repeat(10 * (index % 150))}"}`));

test("many leads are evaluated on threads, in order, and a few blocks at a time", async () => {
  const said = await read(MANY.join("\n"), threads());
  assert.deepEqual(said.leads, MANY.map((_, index) => index).filter((index) => index % 1_200 !== 77).map(String));
  assert.deepEqual(said.skipped, Array.from({ length: 10 }, (_, index) => [1_200 * index + 78, "not valid JSON"]));
  assert.equal(Thread.all.length, 3);
  assert.ok(Thread.all.every(({ taken, ended }) => taken > 5 && ended));
  assert.ok(Thread.most > 2 && Thread.most <= 6, `${Thread.most} blocks were under way`);
});

test("a few leads start no threads", async () => {
  await read(MANY.slice(0, 500).join("\n"), threads());
  assert.equal(Thread.all.length, 0);
});

test("a thread that fails ends the run with words for it", async () => {
  const failing = {
    "a thread that evaluates leads failed: no memory": (thread) => thread.emit("error", new Error("no memory")),
    "a thread that evaluates leads failed: it ended early": (thread) => thread.emit("exit", 1),
    "the instant is none": (thread) => thread.emit("message", { failure: "the instant is none" }),
  };
  for (const [message, fail] of Object.entries(failing)) {
    const options = threads(function (number) {
      if (this !== Thread.all[1] || number !== 3) return false;
      fail(this);
      return true;
    });
    await assert.rejects(read(MANY.join("\n"), options), { name: "Failure", message, exit: 1 });
    assert.ok(Thread.all.every(({ ended }) => ended));
  }
});
