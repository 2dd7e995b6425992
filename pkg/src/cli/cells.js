import { parse } from "csv-parse/sync";

const LINE_BREAK = Buffer.from("\n");

/**
 * Reads the cells of framed records: an array of strings for each, or null for one whose quoting is broken. It ends
 * early with a broken record of several lines, because what comes after it has to be framed anew.
 *
 * A record without a quote is only cut at its separators. The others go to the CSV library together, and one by one
 * only when it refuses them, so that one bad record does not take its neighbors with it.
 */
export function readCells(bytes, records, separator) {
  const quoted = parseTogether(bytes, records.filter((record) => record.quoted), separator);
  const table = [];
  for (const record of records) {
    let cells;
    if (!record.quoted) cells = bytes.toString("utf8", record.start, record.end).split(separator);
    else cells = quoted === null ? parseOne(bytes, record, separator) : quoted.shift();
    table.push(cells);
    if (cells === null && record.second >= 0) break;
  }
  return table;
}

/** The records' cells, or null when the quoting of one of them is broken. */
function parseTogether(bytes, records, separator) {
  const parts = records.flatMap(({ start, end }) => [bytes.subarray(start, end), LINE_BREAK]);
  const table = parts.length === 0 ? [] : tryParse(Buffer.concat(parts), separator);
  return table?.length === records.length ? table : null;
}

function parseOne(bytes, { start, end }, separator) {
  const table = tryParse(bytes.subarray(start, end), separator);
  return table?.length === 1 ? table[0] : null;
}

function tryParse(bytes, separator) {
  try {
    return parse(bytes, { delimiter: separator, record_delimiter: "\n", relax_column_count: true });
  } catch {
    return null;
  }
}
