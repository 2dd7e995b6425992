const LIMIT = 16 * 1024 * 1024;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Cuts NDJSON into lines, in memory for one line. Blank lines are nothing; whether a line is a JSON object is left to
 * the engine, which reads it anyway.
 *
 * `rows.lead(bytes, line)` gets each line, `rows.broken(line, why)` those that are too long to be read.
 */
export class NdjsonReader {
  #rows;
  #held = [];
  #size = 0;
  #line = 1;

  constructor(rows) {
    this.#rows = rows;
  }

  push(chunk) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      this.#finish(chunk.subarray(from, at));
      this.#line++;
      from = at + 1;
    }
    this.#hold(chunk.subarray(from));
  }

  end() {
    this.#finish(Buffer.alloc(0));
  }

  #hold(part) {
    this.#size += part.length;
    if (this.#size > LIMIT) this.#held = [];
    else if (part.length > 0) this.#held.push(part);
  }

  #finish(part) {
    const whole = this.#size === 0;
    this.#hold(part);
    if (this.#size > LIMIT) {
      this.#rows.broken(this.#line, "the line is longer than 16 MiB");
    } else if (this.#size > 0) {
      const bytes = whole ? part : Buffer.concat(this.#held);
      const end = bytes[bytes.length - 1] === RETURN ? bytes.length - 1 : bytes.length;
      if (!isBlank(bytes, end)) this.#rows.lead(bytes.subarray(0, end), this.#line);
    }
    this.#held = [];
    this.#size = 0;
  }
}

function isBlank(bytes, end) {
  for (let i = 0; i < end; i++) {
    if (bytes[i] > 32) return false;
  }
  return true;
}
