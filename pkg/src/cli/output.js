import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { fileFailure } from "./failure.js";

const BLOCK = 64 * 1024;
const NEWLINE = 10;

/** Where evaluations go, a file or a standard stream: writes large blocks and lets a slow reader set the pace. */
export class Output {
  #stream;
  #name;
  #error = null;
  #block = Buffer.allocUnsafe(BLOCK);
  #used = 0;
  #full = false;

  /** `name` is that of the file, for words about a failure. */
  constructor(stream, name) {
    this.#stream = stream;
    this.#name = name;
  }

  /** Opens a file at once, so that a path that cannot be written is known before any work. */
  static async toFile(path) {
    const output = new Output(createWriteStream(path), path);
    output.#stream.on("error", (error) => (output.#error = error));
    await output.#event("open");
    return output;
  }

  /** Adds bytes and a line break. */
  line(bytes) {
    this.add(bytes);
    if (this.#used === BLOCK) this.#flush();
    this.#block[this.#used++] = NEWLINE;
  }

  text(text) {
    this.add(Buffer.from(text));
  }

  add(bytes) {
    if (this.#used + bytes.length > BLOCK) this.#flush();
    if (bytes.length > BLOCK) {
      this.#write(bytes);
    } else {
      this.#block.set(bytes, this.#used);
      this.#used += bytes.length;
    }
  }

  /** Resolves once the stream takes more. */
  async ready() {
    if (this.#full) await this.#event("drain");
    this.#full = false;
  }

  /** Writes what is left, and ends a file (a standard stream stays open). */
  async close() {
    this.#flush();
    await this.ready();
    if (this.#name === undefined) return;
    this.#stream.end();
    await this.#failing(finished(this.#stream));
  }

  #flush() {
    if (this.#used === 0) return;
    this.#write(this.#block.subarray(0, this.#used));
    this.#block = Buffer.allocUnsafe(BLOCK);
    this.#used = 0;
  }

  #write(bytes) {
    if (!this.#stream.write(bytes)) this.#full = true;
  }

  #event(name) {
    return this.#failing(this.#error === null ? once(this.#stream, name) : Promise.reject(this.#error));
  }

  async #failing(promise) {
    try {
      await promise;
    } catch (error) {
      throw fileFailure("write", this.#name ?? "standard output", error);
    }
  }
}

/** An `Output` into memory. */
export class Gathered {
  #block = new Uint8Array(BLOCK);
  #used = 0;

  line(bytes) {
    this.#add(bytes, 1);
    this.#block[this.#used++] = NEWLINE;
  }

  text(text) {
    this.#add(Buffer.from(text), 0);
  }

  /** What was gathered. */
  bytes() {
    return this.#block.subarray(0, this.#used);
  }

  #add(bytes, more) {
    const size = this.#used + bytes.length + more;
    if (size > this.#block.length) {
      const block = new Uint8Array(Math.max(size, 2 * this.#block.length));
      block.set(this.bytes());
      this.#block = block;
    }
    this.#block.set(bytes, this.#used);
    this.#used += bytes.length;
  }
}
