import { extname } from "node:path";

/** The format of the evaluations: as asked, else as the file is called. */
export function outputFormat(format, path) {
  if (format !== undefined) return format;
  return path !== undefined && [".csv", ".tsv"].includes(extname(path).toLowerCase()) ? "csv" : "ndjson";
}

/** A writer of a format. `header` comes first, where there is one to be written. */
export function newWriter(format, output) {
  return format === "csv" ? new CsvWriter(output) : new NdjsonWriter(output);
}

/** Writes each evaluation as the engine wrote it. */
class NdjsonWriter {
  #output;

  constructor(output) {
    this.#output = output;
  }

  header() {}

  add(bytes) {
    this.#output.line(bytes);
  }

  flush() {}
}

const COLUMNS = ["id", "stage", "tier", "band", "score", "action", "summary"];

const isOurs = (name) => COLUMNS.includes(name.trim().toLowerCase());

/**
 * Writes evaluations as CSV: their columns, then the input's, with the input's separator. An input's column that is
 * called like one of ours gets a prefix.
 */
class CsvWriter {
  #output;
  #separator = ",";
  #text = "";

  constructor(output) {
    this.#output = output;
  }

  /** Writes the names of the columns; NDJSON has none of its own. */
  header(names = [], separator = ",") {
    this.#separator = separator;
    this.#row([...COLUMNS, ...names.map((name) => (isOurs(name) ? `input.${name.trim()}` : name))]);
    this.flush();
  }

  add(bytes, cells = []) {
    const { lead, stage, fit, intent, score, action, summary } = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).utf8Slice());
    this.#row([lead, stage, fit.tier, intent.band, score, action.kind, summary, ...cells]);
  }

  /** Hands over what was gathered, so that memory stays constant. */
  flush() {
    this.#output.text(this.#text);
    this.#text = "";
  }

  #row(cells) {
    this.#text += `${cells.map((cell) => this.#quoted(cell ?? "")).join(this.#separator)}\n`;
  }

  // Any separator and a lone CR are quoted as well, because readers guess.
  #quoted(cell) {
    return /["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
}
