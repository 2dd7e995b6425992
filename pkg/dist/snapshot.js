// A JavaScript value as JSON text in UTF-8: byte for byte what JSON.stringify writes, with three differences. It never
// throws. What JSON cannot say (NaN, a huge BigInt, a getter that throws, a cycle) becomes `{}`, a value of no field
// type, which the core reports; JSON.stringify would throw, or write a silent null. And every property is read once, so
// that what was looked at is what is scored.

/** One byte more than a lead may have: longer text is cut here, and the core then says that it is too large. */
export const LONGEST = 262_145;

// The core takes containers down to depth 16. One below that is written as `{}`, still too deep; cycles end there.
const DEEPEST = 17;

const UNSAYABLE = Object.freeze({});
const TOO_LONG = Symbol("too long");
const BIGGEST = 2n ** 53n;

const HEX = "0123456789abcdef";
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

// For each ASCII character 0, or what stands behind the backslash of its escape.
const ESCAPES = new Uint8Array(0x80).fill(LETTER_U, 0, 0x20);
for (const [character, letter] of ["\"\"", "\\\\", "\bb", "\ff", "\nn", "\rr", "\tt"]) {
  ESCAPES[character.charCodeAt(0)] = letter.charCodeAt(0);
}

// Buffers above this size are not kept between calls.
const KEPT = 262_144;

let spare;

// The buffer of the walk under way. A getter may start another walk inside this one, so each puts back what it found.
let bytes;

/** The value's JSON text; the bytes are valid until the next call. What is no object at all is written as `null`. */
export function snapshot(value) {
  const outer = bytes;
  bytes = spare ?? new Uint8Array(16_384);
  spare = undefined;
  try {
    const root = said(value);
    const end = typeof root !== "object" || root === UNSAYABLE ? writeAscii("null", 0) : write(root, 0, 1);
    return bytes.subarray(0, end);
  } catch (error) {
    if (error !== TOO_LONG) throw error;
    if (bytes.length < LONGEST) bytes = new Uint8Array(LONGEST);
    return bytes.subarray(0, LONGEST);
  } finally {
    if (bytes.length <= KEPT) spare = bytes;
    bytes = outer;
  }
}

// What is written in a value's place: JSON's own stand-ins for dates, wrapped primitives and objects with a `toJSON`.
function said(value) {
  if (typeof value !== "object" || value === null) return value;
  try {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      if (Array.isArray(value)) return value;
      const unwrapped = unwrap(value);
      if (unwrapped !== value) return unwrapped;
    }
    const { toJSON } = value;
    return typeof toJSON === "function" ? toJSON.call(value) : value;
  } catch {
    return UNSAYABLE;
  }
}

// The tag finds dates of other realms too; whoever only wears it makes the method throw, and is written as `{}`.
function unwrap(value) {
  switch (Object.prototype.toString.call(value)) {
    case "[object Date]":
      return Number.isNaN(Date.prototype.getTime.call(value)) ? UNSAYABLE : Date.prototype.toISOString.call(value);
    case "[object Number]":
      return Number.prototype.valueOf.call(value);
    case "[object String]":
      return String.prototype.valueOf.call(value);
    case "[object Boolean]":
      return Boolean.prototype.valueOf.call(value);
    default:
      return value;
  }
}

function read(object, name) {
  try {
    return said(object[name]);
  } catch {
    return UNSAYABLE;
  }
}

function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function namesOf(object) {
  try {
    return Object.keys(object);
  } catch {
    return undefined;
  }
}

// The writers take the place to write at and return the place behind what they wrote; they leave one byte of room there.

function write(value, at, depth) {
  switch (typeof value) {
    case "string":
      return writeString(value, at);
    case "number":
      return writeAscii(Number.isFinite(value) ? String(value) : "{}", at);
    case "boolean":
      return writeAscii(value ? "true" : "false", at);
    case "bigint":
      return writeAscii(value >= -BIGGEST && value <= BIGGEST ? String(value) : "{}", at);
    case "object":
      if (value === null) return writeAscii("null", at);
      if (depth >= DEEPEST) return writeAscii("{}", at);
      return isArray(value) ? writeArray(value, at, depth) : writeObject(value, at, depth);
    default:
      return writeAscii("null", at);
  }
}

function writeArray(array, at, depth) {
  const count = read(array, "length");
  if (typeof count !== "number") return writeAscii(depth === 1 ? "null" : "{}", at);
  if (!(count > 0)) return writeAscii("[]", at);
  for (let index = 0; index < count; index++) {
    bytes[at++] = index === 0 ? OPEN_BRACKET : COMMA;
    at = write(read(array, index), makeRoom(1, at), depth + 1);
  }
  bytes[at++] = CLOSE_BRACKET;
  return makeRoom(1, at);
}

function writeObject(object, at, depth) {
  const names = namesOf(object);
  if (names === undefined) return writeAscii(depth === 1 ? "null" : "{}", at);
  let before = OPEN_BRACE;
  for (let index = 0; index < names.length; index++) {
    const value = read(object, names[index]);
    const kind = typeof value;
    if (kind === "undefined" || kind === "function" || kind === "symbol") continue;
    bytes[at++] = before;
    before = COMMA;
    at = writeString(names[index], at);
    bytes[at++] = COLON;
    at = write(value, makeRoom(1, at), depth + 1);
  }
  if (before === OPEN_BRACE) return writeAscii("{}", at);
  bytes[at++] = CLOSE_BRACE;
  return makeRoom(1, at);
}

function writeString(text, at) {
  const count = text.length;
  // Each of its units takes at least one byte and at most six (\u0000).
  if (at + count > LONGEST) throw TOO_LONG;
  makeRoom(6 * count + 3, at);
  const into = bytes;
  into[at++] = QUOTE;
  for (let index = 0; index < count; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      const escape = ESCAPES[unit];
      if (escape === 0) into[at++] = unit;
      else {
        into[at++] = BACKSLASH;
        into[at++] = escape;
        if (escape === LETTER_U) at = writeHex(unit, into, at);
      }
    } else if (unit < 0x800) {
      into[at++] = 0xc0 | (unit >> 6);
      into[at++] = 0x80 | (unit & 0x3f);
    } else if ((unit & 0xf800) !== 0xd800) {
      into[at++] = 0xe0 | (unit >> 12);
      into[at++] = 0x80 | ((unit >> 6) & 0x3f);
      into[at++] = 0x80 | (unit & 0x3f);
    } else {
      const point = text.codePointAt(index);
      if (point > 0xffff) {
        index++;
        into[at++] = 0xf0 | (point >> 18);
        into[at++] = 0x80 | ((point >> 12) & 0x3f);
        into[at++] = 0x80 | ((point >> 6) & 0x3f);
        into[at++] = 0x80 | (point & 0x3f);
      } else {
        into[at++] = BACKSLASH;
        into[at++] = LETTER_U;
        at = writeHex(unit, into, at);
      }
    }
  }
  into[at++] = QUOTE;
  return at;
}

function writeHex(unit, into, at) {
  for (let shift = 12; shift >= 0; shift -= 4) into[at++] = HEX.charCodeAt((unit >> shift) & 15);
  return at;
}

function writeAscii(text, at) {
  makeRoom(text.length + 1, at);
  for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index);
  return at;
}

function makeRoom(count, at) {
  if (at + count > bytes.length) grow(count, at);
  return at;
}

function grow(count, at) {
  if (at > LONGEST) throw TOO_LONG;
  const bigger = new Uint8Array(Math.max(at + count, 2 * bytes.length));
  bigger.set(bytes.subarray(0, at));
  bytes = bigger;
}
