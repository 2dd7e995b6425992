const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;

/** What the separators of cells may be. */
const SEPARATORS = [",", ";", "\t"];

/**
 * Finds out from the header line (quotes respected) what separates cells and whether a lone CR ends lines.
 * Gives null while the header line is not complete.
 */
export function dialectOf(bytes, final) {
  const counts = new Map(SEPARATORS.map((separator) => [separator.charCodeAt(0), 0]));
  let quoted = false;
  let at = 0;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && (byte === NEWLINE || byte === RETURN)) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, counts.get(byte) + 1);
  }
  const known = at < bytes.length - 1 || (at === bytes.length - 1 && bytes[at] === NEWLINE);
  if (!known && !final) return null;
  const separator = SEPARATORS.reduce((best, next) => (counts.get(next.charCodeAt(0)) > counts.get(best.charCodeAt(0)) ? next : best));
  return { separator, loneReturn: bytes[at] === RETURN && bytes[at + 1] !== NEWLINE };
}

/**
 * Cuts bytes into at most `most` records. A line break belongs to a record while the record's quotes are uneven, which
 * is what well-formed quoting comes to; whether the quoting is well-formed is found when the cells are read.
 *
 * Gives the records ({ start, end, line, quoted, second }: without the line break; `second` is where its second line
 * begins, or -1) and `next`: where the first unfinished record begins, with its `line`, and its `second` or -1.
 */
export function frame(bytes, from, line, { loneReturn }, final, most) {
  const records = [];
  let start = from;
  let at = from;
  let lines = 0;
  let quotes = 0;
  let second = -1;
  let nextQuote = indexOr(bytes, QUOTE, from);
  while (at < bytes.length && records.length < most) {
    const end = lineEnd(bytes, at, loneReturn, final);
    if (end < 0) break;
    for (; nextQuote < end; nextQuote = indexOr(bytes, QUOTE, nextQuote + 1)) quotes++;
    lines++;
    at = afterBreak(bytes, end);
    if (quotes % 2 === 1 && at < bytes.length) {
      if (second < 0) second = at;
      continue;
    }
    if (quotes % 2 === 1) break;
    const stop = bytes[end - 1] === RETURN && end > start && bytes[end] === NEWLINE ? end - 1 : end;
    if (stop > start) records.push({ start, end: stop, line, quoted: quotes > 0, second });
    line += lines;
    start = at;
    lines = quotes = 0;
    second = -1;
  }
  return { records, next: start, line, second };
}

function indexOr(bytes, byte, from) {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? bytes.length : at;
}

/** Where the line's break begins; the end of the bytes for the last line of all; -1 when more bytes must tell. */
function lineEnd(bytes, from, loneReturn, final) {
  let end = indexOr(bytes, NEWLINE, from);
  if (loneReturn) {
    const back = indexOr(bytes, RETURN, from);
    // Whether a CR stands alone shows in the byte after it.
    if (back === bytes.length - 1 && !final) return end < back ? end : -1;
    end = Math.min(end, back);
  }
  return end < bytes.length || final ? end : -1;
}

function afterBreak(bytes, end) {
  return bytes[end] === RETURN && bytes[end + 1] === NEWLINE ? end + 2 : Math.min(end + 1, bytes.length);
}
