// NDJSON in the pieces that it comes in, cut into blocks of whole lines.
import { LONGEST } from "./snapshot.js";

// So much goes to the core at once: enough that the call does not count, and little memory.
const BLOCK = 262_144;

const NEWLINE = 10;
const MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Cuts bytes into blocks. A line that goes on in the next piece waits for it; of one that is too long for a lead only so much is
 * kept that the core says so. A byte order mark at the very beginning is none of the first line's.
 */
export class Blocks {
  // The beginning of a line under way.
  #held = new Uint8Array(4096);
  #size = 0;
  // How much of a byte order mark was there; 3 once that is decided.
  #mark = 0;

  /** Gives blocks as lists of parts. Take each before the next, for they lie in memory that is used again. */
  *push(bytes) {
    let rest = this.#withoutMark(bytes);
    while (rest.length > 0) {
      const end = wholeLines(rest);
      if (end === 0) {
        this.#hold(rest);
        return;
      }
      yield this.#block(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  }

  /** Gives the last line, if it had no line break. */
  *end() {
    if (this.#mark < MARK.length) this.#hold(MARK.subarray(0, this.#mark));
    if (this.#size > 0) yield [this.#held.subarray(0, this.#size)];
    this.#size = 0;
  }

  // The line under way, and lines that begin with its end.
  #block(lines) {
    const first = lines.indexOf(NEWLINE);
    const fitting = Math.min(first, LONGEST - this.#size);
    const block = [this.#held.subarray(0, this.#size), lines.subarray(0, fitting), lines.subarray(first)];
    this.#size = 0;
    return block;
  }

  #hold(part) {
    const size = Math.min(this.#size + part.length, LONGEST);
    if (size > this.#held.length) {
      const held = new Uint8Array(Math.min(LONGEST, Math.max(size, 2 * this.#held.length)));
      held.set(this.#held.subarray(0, this.#size));
      this.#held = held;
    }
    // A copy: whoever wrote the piece may use its memory again.
    this.#held.set(part.subarray(0, size - this.#size), this.#size);
    this.#size = size;
  }

  #withoutMark(bytes) {
    let at = 0;
    while (this.#mark < MARK.length && at < bytes.length) {
      if (bytes[at] !== MARK[this.#mark]) {
        this.#hold(MARK.subarray(0, this.#mark));
        this.#mark = MARK.length;
        break;
      }
      this.#mark++;
      at++;
    }
    return bytes.subarray(at);
  }
}

// The end of as many whole lines as make a block, or of one that is longer; 0 when there is none.
function wholeLines(bytes) {
  const near = bytes.subarray(0, BLOCK).lastIndexOf(NEWLINE);
  return 1 + (near >= 0 ? near : bytes.indexOf(NEWLINE, BLOCK));
}
