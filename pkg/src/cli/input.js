import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { Failure, fileFailure } from "./failure.js";

const CHUNK = 256 * 1024;

/**
 * Opens a file of leads, or standard input for `-`.
 *
 * Gives its name for people, its size in bytes (0 when unknown, as of a pipe), `head` (its first bytes), `chunks`
 * (all of it as UTF-8 without a byte order mark), `consumed()` (bytes taken so far) and `format` (what it was called).
 */
export async function openInput(path, stdin) {
  const name = path === "-" ? "<stdin>" : path;
  let size = 0;
  if (path !== "-") {
    try {
      const stats = await stat(path);
      if (stats.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      size = stats.size;
    } catch (error) {
      throw fileFailure("read", path, error);
    }
  }
  let consumed = 0;
  const source = path === "-" ? stdin : createReadStream(path, { highWaterMark: CHUNK });
  const raw = readAll(source, name, (bytes) => (consumed += bytes));
  const first = await beginning(raw);
  const { encoding, skip } = mark(first);
  const chunks = decoded(raw, first.subarray(skip), encoding);
  const head = encoding === "utf-8" ? first.subarray(skip) : Buffer.from(new TextDecoder(encoding).decode(first));
  return { name, size, head, chunks, consumed: () => consumed, format: formatOfName(path) };
}

async function* readAll(source, name, took) {
  try {
    for await (const chunk of source) {
      took(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw error.code === undefined ? error : fileFailure("read", name, error);
  }
}

// A pipe may give its first bytes one by one: a byte order mark has up to three, and the format shows in the first
// character that is not blank.
async function beginning(raw) {
  let bytes = Buffer.alloc(0);
  while (bytes.length < 3 || (bytes.length < CHUNK && bytes.toString("latin1").trim() === "")) {
    const { value, done } = await raw.next();
    if (done) break;
    bytes = Buffer.concat([bytes, value]);
  }
  return bytes;
}

function mark(bytes) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", skip: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", skip: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", skip: 2 };
  return { encoding: "utf-8", skip: 0 };
}

// Spreadsheets save "Unicode text" as UTF-16; everything after this speaks UTF-8.
async function* decoded(raw, first, encoding) {
  if (encoding === "utf-8") {
    yield first;
    yield* raw;
    return;
  }
  const decoder = new TextDecoder(encoding);
  yield Buffer.from(decoder.decode(first, { stream: true }));
  for await (const chunk of raw) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** The format that a file's name tells, or null. */
export function formatOfName(path) {
  switch (extname(path).toLowerCase()) {
    case ".csv":
    case ".tsv":
      return "csv";
    case ".ndjson":
    case ".jsonl":
      return "ndjson";
    default:
      return null;
  }
}

/** The format of an input whose name does not tell: a line of NDJSON begins with a brace, a header line does not. */
export function formatOfHead(head) {
  return head.toString("latin1").trimStart().startsWith("{") ? "ndjson" : "csv";
}

/** Refuses to write where the input is read from, which would destroy it. */
export async function refuseSameFile(input, output) {
  const [a, b] = await Promise.all([input, output].map((path) => stat(path).catch(() => null)));
  if (a !== null && b !== null && a.isFile() && a.ino === b.ino && a.dev === b.dev) {
    throw new Failure(`\`--out ${output}\` is a file that is being read`);
  }
}
