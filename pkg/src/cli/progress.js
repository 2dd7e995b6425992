import { grouped } from "./text.js";

const DELAY = 500;
const INTERVAL = 100;
const WIDTH = 24;

/** A progress bar on a terminal, by the bytes of the input; shown only when the work takes long. */
export class Progress {
  #stream;
  #size;
  #timer;
  #next;
  #shown = false;

  /** `size` is 0 when unknown: then only the leads are counted. */
  constructor(stream, size, timer) {
    this.#stream = stream;
    this.#size = size;
    this.#timer = timer;
    this.#next = timer() + DELAY;
  }

  update(consumed, leads) {
    const time = this.#timer();
    if (time < this.#next) return;
    this.#next = time + INTERVAL;
    this.#shown = true;
    this.#stream.write(`\r${bar(consumed, this.#size)}${grouped(leads)} leads\u001b[K`);
  }

  /** Takes the bar away, for other words on the same terminal or at the end. */
  clear() {
    if (this.#shown) this.#stream.write("\r\u001b[K");
    this.#shown = false;
  }
}

function bar(consumed, size) {
  if (size === 0) return "";
  const part = Math.min(1, consumed / size);
  const done = Math.round(part * WIDTH);
  return `${"█".repeat(done)}${"░".repeat(WIDTH - done)} ${String(Math.floor(part * 100)).padStart(3)} %  `;
}

/** Stands in where no bar is wanted. */
export const NO_PROGRESS = { update() {}, clear() {} };
