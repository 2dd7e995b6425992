import { counted, printable } from "./text.js";

const SHOWN = 20;

/** Reports rows that cannot be read, the first twenty with their line; the rest are only counted. */
export class Skipped {
  count = 0;
  #name;
  #write;

  constructor(name, write) {
    this.#name = printable(name);
    this.#write = write;
  }

  add(line, why) {
    this.count++;
    if (this.count <= SHOWN) this.#write(`${this.#name}:${line}: skipped: ${why}\n`);
  }

  /** Says how many were only counted. */
  close() {
    if (this.count > SHOWN) this.#write(`${this.#name}: ${counted(this.count - SHOWN, "more row")} skipped\n`);
  }
}
