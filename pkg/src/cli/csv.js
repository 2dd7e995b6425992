import { isUtf8 } from "node:buffer";
import { readCells } from "./cells.js";
import { Failure } from "./failure.js";
import { dialectOf, frame } from "./records.js";
import { counted } from "./text.js";

const LIMIT = 1024 * 1024;
const BATCH = 64;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Reads CSV in memory for one record and finds its way back after a broken one: a quote that is never closed costs the
 * line it stands on, not the rest of the file.
 *
 * `rows.header(names, separator)` gets the header, `rows.cells(cells, line)` each row that has as many cells, and
 * `rows.broken(line, why)` every other, with the number of its first line.
 */
export class CsvReader {
  #rows;
  #held = Buffer.alloc(0);
  #line = 1;
  #dialect = null;
  #width = 0;
  #discarding = false;

  /** Whether bytes were met that are no UTF-8 (they read as U+FFFD). */
  foreignBytes = false;

  constructor(rows) {
    this.#rows = rows;
  }

  /** Whether a header was read. */
  get hasHeader() {
    return this.#width > 0;
  }

  push(chunk) {
    this.#read(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), false);
  }

  end() {
    this.#read(this.#held, true);
  }

  close() {}

  #read(bytes, final) {
    let at = 0;
    while (at < bytes.length) {
      if (this.#dialect === null) {
        at = this.#skipBlankLines(bytes, at);
        this.#dialect = dialectOf(bytes.subarray(at), final || bytes.length - at > LIMIT);
        if (this.#dialect === null) break;
      }
      const next = this.#discarding ? this.#discard(bytes, at) : this.#advance(bytes, at, final);
      if (next === at) break;
      at = next;
    }
    this.#held = bytes.subarray(at);
  }

  #skipBlankLines(bytes, from) {
    let at = from;
    for (; bytes[at] === NEWLINE || bytes[at] === RETURN; at++) {
      if (bytes[at] === NEWLINE || (at + 1 < bytes.length && bytes[at + 1] !== NEWLINE)) this.#line++;
    }
    return at;
  }

  /** Reads some records and gives the place of the next one; the same place when more bytes are needed. */
  #advance(bytes, from, final) {
    const framed = frame(bytes, from, this.#line, this.#dialect, final, this.hasHeader ? BATCH : 1);
    if (framed.next === from) return this.#unfinished(bytes, from, framed.second, final);
    if (!isUtf8(bytes.subarray(from, framed.next))) this.foreignBytes = true;
    const table = readCells(bytes, framed.records, this.#dialect.separator);
    for (const [i, cells] of table.entries()) {
      const record = framed.records[i];
      if (cells === null) {
        this.#refuse(record.line, BAD_QUOTE);
        // What a stray quote made one record of may be sound records from its second line on.
        if (record.second >= 0) {
          this.#line = record.line + 1;
          return record.second;
        }
      } else if (record.end - record.start > LIMIT) {
        this.#refuse(record.line, TOO_LONG);
      } else if (this.hasHeader && cells.length !== this.#width) {
        this.#refuse(record.line, `${counted(cells.length, "cell")} where the header has ${this.#width}`);
      } else {
        this.#accept(cells, record.line);
      }
    }
    this.#line = framed.line;
    return framed.next;
  }

  #unfinished(bytes, from, second, final) {
    const tooLong = bytes.length - from > LIMIT;
    if (!final && !tooLong) return from;
    if (second < 0 && tooLong) {
      this.#refuse(this.#line, TOO_LONG);
      this.#discarding = true;
      return this.#discard(bytes, from);
    }
    this.#refuse(this.#line, OPEN_QUOTE);
    this.#line++;
    return second < 0 ? bytes.length : second;
  }

  #discard(bytes, from) {
    const at = bytes.indexOf(this.#dialect.loneReturn ? RETURN : NEWLINE, from);
    if (at < 0) return bytes.length;
    this.#discarding = false;
    this.#line++;
    return at + 1;
  }

  #accept(cells, line) {
    if (!this.hasHeader) {
      this.#width = cells.length;
      this.#rows.header(cells, this.#dialect.separator);
    } else if (cells.some((cell) => cell !== "")) {
      this.#rows.cells(cells, line);
    }
  }

  #refuse(line, why) {
    if (!this.hasHeader) throw new Failure(`the header on line ${line} cannot be read: ${why}`, { exit: 1 });
    this.#rows.broken(line, why);
  }
}

const TOO_LONG = "the row is longer than 1 MiB";
const BAD_QUOTE = "a quote stands inside a cell; a cell with quotes is quoted, and quotes in it are doubled";
const OPEN_QUOTE = "a quote is opened and never closed";
