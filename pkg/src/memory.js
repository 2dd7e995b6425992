// What goes into the core's memory, and comes out of it.
import { bytes } from "./supervisor.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// Up to this length a text is written sooner than handed to the encoder.
const SHORT = 32;

/** Writes a text, and bytes behind it, where the core reads them; gives the text's length there. */
export function write(raw, text, behind) {
  const isText = typeof text === "string";
  const more = behind === undefined ? 0 : behind.length;
  const room = (isText ? 3 * text.length : text.length) + more;
  const at = raw.reserve(room);
  const memory = bytes();
  let length = text.length;
  if (!isText) memory.set(text, at);
  else {
    const end = writeShort(text, memory, at);
    length = end < 0 ? encoder.encodeInto(text, memory.subarray(at, at + room)).written : end - at;
  }
  if (more > 0) memory.set(behind, at + length);
  return length;
}

/** Writes a short text in UTF-8; gives the place behind it, or -1 if it is long or has characters of two units. */
export function writeShort(text, into, from) {
  const { length } = text;
  if (length > SHORT) return -1;
  let at = from;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) into[at++] = unit;
    else {
      if ((unit & 0xf800) === 0xd800) return -1;
      if (unit < 0x800) into[at++] = 0xc0 | (unit >> 6);
      else {
        into[at++] = 0xe0 | (unit >> 12);
        into[at++] = 0x80 | ((unit >> 6) & 0x3f);
      }
      into[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return at;
}

/** Writes pieces one behind the other where the core reads them; gives their length. */
export function writeAll(raw, pieces) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let at = raw.reserve(length);
  const memory = bytes();
  for (const piece of pieces) {
    memory.set(piece, at);
    at += piece.length;
  }
  return length;
}

/** Takes bytes out of the core's memory: they may cite a lead, of which nothing stays behind. */
export function takeOut(address, length) {
  const memory = bytes();
  const taken = memory.slice(address, address + length);
  memory.fill(0, address, address + length);
  return taken;
}

/** Takes text out of it in the same way. */
export function takeText(address, length) {
  const memory = bytes();
  const text = decoder.decode(memory.subarray(address, address + length));
  memory.fill(0, address, address + length);
  return text;
}
