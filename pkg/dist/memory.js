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
  else if (!wrote(text, memory, at)) length = encoder.encodeInto(text, memory.subarray(at, at + room)).written;
  if (more > 0) memory.set(behind, at + length);
  return length;
}

// Writes a short text of ASCII, and no other. What is taken apart has such a function of its own (parts.js): an engine compiles each for the
// texts that come there, and one for both takes objects a fiftieth longer.
function wrote(text, memory, at) {
  if (text.length > SHORT) return false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return false;
    memory[at + index] = unit;
  }
  return true;
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
