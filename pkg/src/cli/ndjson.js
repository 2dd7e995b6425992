import { Blocks } from "../lines.js";
import { blockEvaluator } from "./block.js";
import { Crew } from "./crew.js";

// For less it does not pay to start threads.
const MANY = 4 * 1024 * 1024;

/**
 * Evaluates NDJSON, in memory for some blocks of it: here, and once there is much of it on threads. `rows.block(result, line)` gets
 * what each block gave, in order, with the number of its first line; whether a line is a JSON object is left to the engine, which
 * reads it anyway.
 *
 * `host.threads` says how many threads there may be at most, and `host.startThread(job)` starts one.
 */
export class NdjsonReader {
  #blocks = new Blocks();
  #rows;
  #job;
  #host;
  #evaluate;
  #crew = null;
  #underWay = [];
  #size = 0;
  #line = 1;

  constructor(rows, job, host) {
    this.#rows = rows;
    this.#job = job;
    this.#host = host;
    this.#evaluate = blockEvaluator(job);
  }

  push(chunk) {
    return this.#take(this.#blocks.push(chunk));
  }

  async end() {
    await this.#take(this.#blocks.end());
    while (this.#underWay.length > 0) await this.#finish();
  }

  async close() {
    await this.#crew?.close();
  }

  async #take(blocks) {
    for (const parts of blocks) {
      const block = joined(parts);
      this.#size += block.length;
      if (this.#crew === null && this.#size > MANY && this.#host.threads > 1) this.#hire();
      const result = this.#evaluate(block);
      // It is awaited later, and may fail before.
      result.catch(() => {});
      this.#underWay.push(result);
      while (this.#underWay.length >= (this.#crew?.room ?? 1)) await this.#finish();
    }
  }

  #hire() {
    const { model: _, ...job } = this.#job;
    this.#crew = new Crew(this.#host.threads, () => this.#host.startThread(job));
    this.#evaluate = (block) => this.#crew.evaluate(block);
  }

  async #finish() {
    const result = await this.#underWay.shift();
    this.#rows.block(result, this.#line);
    this.#line += result.lines;
  }
}

// In memory of its own, which may go to another thread.
function joined(parts) {
  const block = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    block.set(part, at);
    at += part.length;
  }
  return block;
}
