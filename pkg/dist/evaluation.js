// An evaluation as an object. What is small is there at once; what is large is read from its JSON when it is first asked for, which
// most of it never is. It looks and behaves like the object that JSON.parse would give: own, enumerable members in the same order, so
// that spreading, comparing, cloning and JSON.stringify see no difference.

const decoder = new TextDecoder();

const READ = Symbol("read");
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

const NAMES = ["frameworks", "labels", "disqualified", "action", "reasons", "summary", "layers", "handoff", "notices"];

// Where each part of the JSON begins stands behind it, in four bytes: the members from `lead` to `awaiting` first, then each of the others.
const ENTRY = 4;
const INDEX = ENTRY * (1 + NAMES.length);

// One of each for all evaluations, so that these are of one shape. By a symbol rather than a private field, because the receiver may be
// another object: a proxy of a framework's, or what inherits from an evaluation.
const MEMBERS = NAMES.map((name, part) => ({
  get() {
    return this[READ](part);
  },
  set(value) {
    Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  },
  enumerable: true,
  configurable: true,
}));

// Consoles show accessors by name only.
const INSPECTED = { value() { return { ...this }; } };

const HEAD = -1;
const BEFORE_MODEL = '{"model":'.length;

/** The bytes of an evaluation's JSON at a place of a memory, and of what stands behind it. */
export function evaluationAt(buffer, address, length) {
  return new Uint8Array(buffer, address, length + INDEX);
}

/** The model that such bytes name. */
export function modelOf(bytes) {
  return JSON.parse(decoder.decode(bytes.subarray(BEFORE_MODEL, placeOf(bytes, HEAD) - 1)));
}

/** An evaluation of such bytes, which must be its own. */
export function evaluationOf(bytes, { name, version, hash }) {
  const { lead, now, fit, intent, score, stage, wouldBe, change, awaiting } = JSON.parse(`{${textOf(bytes, HEAD)}}`);
  const evaluation = { model: { name, version, hash }, lead, now, fit, intent, score, stage, wouldBe, change, awaiting };
  const made = [];
  const read = (index) => (made[index] ??= parsed(bytes, index));
  for (let index = 0; index < MEMBERS.length; index++) Object.defineProperty(evaluation, NAMES[index], MEMBERS[index]);
  Object.defineProperty(evaluation, READ, { value: read });
  return Object.defineProperty(evaluation, INSPECT, INSPECTED);
}

function parsed(bytes, part) {
  return JSON.parse(textOf(bytes, part));
}

function textOf(bytes, part) {
  return decoder.decode(bytes.subarray(placeOf(bytes, part), endOf(bytes, part)));
}

function placeOf(bytes, part) {
  const at = bytes.length - INDEX + ENTRY * (part + 1);
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

// What lies between two parts is `,"name":`, and behind the last a brace.
function endOf(bytes, part) {
  const next = part + 1;
  return next < NAMES.length ? placeOf(bytes, next) - NAMES[next].length - 4 : bytes.length - INDEX - 1;
}
