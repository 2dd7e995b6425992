import { extname } from "node:path";
import { stringify } from "csv-stringify/sync";

/** The format of the evaluations: as asked, else as the file is called. */
export function outputFormat(format, path) {
  if (format !== undefined) return format;
  return path !== undefined && [".csv", ".tsv"].includes(extname(path).toLowerCase()) ? "csv" : "ndjson";
}

/** Writes each evaluation as the engine wrote it. */
export class NdjsonWriter {
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
export class CsvWriter {
  #output;
  #separator = ",";
  #rows = [];
  #begun = false;

  constructor(output) {
    this.#output = output;
  }

  /** Sets the input's columns; without a call there are none, as from NDJSON. */
  header(names, separator) {
    this.#separator = separator;
    this.#begin(names.map((name) => (isOurs(name) ? `input.${name.trim()}` : name)));
  }

  add(_bytes, { lead, stage, fit, intent, score, action, summary }, cells = []) {
    if (!this.#begun) this.#begin([]);
    this.#rows.push([lead, stage, fit.tier, intent.band, score, action.kind, summary, ...cells]);
  }

  /** Hands over what was gathered, so that memory stays constant. */
  flush() {
    if (this.#rows.length === 0) return;
    // Without `quoted_match` a lone CR in a cell would stand bare, and some readers take it for the end of the row.
    this.#output.text(stringify(this.#rows, { delimiter: this.#separator, record_delimiter: "\n", quoted_match: /\r/ }));
    this.#rows = [];
  }

  #begin(names) {
    this.#begun = true;
    this.#rows.push([...COLUMNS, ...names]);
  }
}
