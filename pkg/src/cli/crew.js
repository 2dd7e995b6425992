import { Failure } from "./failure.js";

/** Threads that evaluate blocks, each as `blockEvaluator` does; `start` makes one. */
export class Crew {
  #members;

  constructor(count, start) {
    this.#members = Array.from({ length: count }, () => new Member(start()));
  }

  /** How many blocks may be under way, so that no thread waits and memory stays the same. */
  get room() {
    return 2 * this.#members.length;
  }

  /** Has a block of memory of its own evaluated by whoever has least to do. */
  evaluate(block) {
    return this.#members.reduce((best, member) => (member.load < best.load ? member : best)).evaluate(block);
  }

  async close() {
    await Promise.all(this.#members.map((member) => member.close()));
  }
}

class Member {
  #worker;
  #waiting = [];
  #failure = null;

  constructor(worker) {
    this.#worker = worker;
    worker.on("message", ({ result, failure }) => {
      // Nothing waits any more once it has failed.
      const waiting = this.#waiting.shift();
      if (failure === undefined) waiting?.resolve(result);
      else waiting?.reject(new Failure(failure, { exit: 1 }));
    });
    worker.on("error", (error) => this.#fail(error?.message ?? String(error)));
    worker.on("exit", () => this.#fail("it ended early"));
  }

  get load() {
    return this.#waiting.length;
  }

  evaluate(block) {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(block, [block.buffer]);
    });
  }

  async close() {
    await this.#worker.terminate();
  }

  #fail(why) {
    this.#failure ??= new Failure(`a thread that evaluates leads failed: ${why}`, { exit: 1 });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
