// What callers may hand over as a lead, a context or a model, turned into JSON text.
import { ModelError } from "./errors.js";
import { LONGEST, snapshot } from "./snapshot.js";

// One byte more than a model may have: longer text is cut here, and the core then says that it is too large.
const LONGEST_MODEL = 1_048_577;

const EMPTY = new Uint8Array(0);
const encoder = new TextEncoder();

/** A lead's or context's JSON text: bytes are text already, anything else is written. Valid until the next call. */
export function textOf(value) {
  if (typeof value === "string") return value.slice(0, LONGEST);
  const bytes = asBytes(value);
  if (bytes === undefined) return snapshot(value);
  return bytes.length <= LONGEST ? bytes : bytes.subarray(0, LONGEST);
}

/** A stream's piece; text is none, as in the streams that every runtime has. */
export function bytesIn(piece) {
  const bytes = asBytes(piece);
  if (bytes === undefined) throw new TypeError("leadgrade's stream takes bytes; for text there is TextEncoderStream");
  return bytes;
}

/** A model's JSON text, in memory of its own. Throws a ModelError for what cannot be written as JSON. */
export function documentText(document) {
  const bytes = asBytes(document) ?? encoder.encode(typeof document === "string" ? document : stringified(document));
  return bytes.slice(0, LONGEST_MODEL);
}

/** A time zone table in memory of its own; `undefined` for the built-in one. */
export function zonesText(zones) {
  return zones === undefined || zones === null ? undefined : (asBytes(zones) ?? encoder.encode(String(zones))).slice();
}

function stringified(document) {
  let text;
  let why = "";
  try {
    text = JSON.stringify(document);
  } catch (error) {
    why = `: ${error instanceof Error ? error.message.split("\n", 1)[0] : "it has a throwing member"}`;
  }
  if (text !== undefined) return text;
  const message = `the model cannot be written as JSON${why}`;
  throw new ModelError([{ code: "not-json", severity: "error", path: "", message, help: null, line: 1, column: 1 }]);
}

function asBytes(value) {
  const isView = ArrayBuffer.isView(value);
  if (!isView && !isBuffer(value)) return undefined;
  try {
    return isView ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
  } catch {
    // A buffer that was transferred away holds nothing any more.
    return EMPTY;
  }
}

// By tag rather than by class, because test runners and frames have array buffers of their own.
function isBuffer(value) {
  try {
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) !== Object.prototype &&
      Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  } catch {
    return false;
  }
}
