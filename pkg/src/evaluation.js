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
const MEMBERS = NAMES.map((name, part) => [name, {
  get() {
    return this[READ](part);
  },
  set(value) {
    Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  },
  enumerable: true,
  configurable: true,
}]);

// Consoles show accessors by name only.
const INSPECTED = { value() { return { ...this }; } };

const BEFORE_MODEL = '{"model":'.length;

/** The bytes of an evaluation's JSON at a place of a memory, and of what stands behind it. */
export function evaluationAt(buffer, address, length) {
  return new Uint8Array(buffer, address, length + INDEX);
}

/** An evaluation of such bytes, which must be its own. */
export function evaluationOf(bytes) {
  const end = bytes.length - INDEX;
  const places = new DataView(bytes.buffer, end);
  const from = (part) => places.getUint32(ENTRY * (part + 1), true);
  // What lies between two parts is `,"name":`.
  const to = (part) => (part + 1 < NAMES.length ? from(part + 1) - NAMES[part + 1].length - 4 : end - 1);
  const text = (from, to) => decoder.decode(bytes.subarray(from, to));

  const model = JSON.parse(text(BEFORE_MODEL, from(-1) - 1));
  const { lead, now, fit, intent, score, stage, wouldBe, change, awaiting } = JSON.parse(`{${text(from(-1), to(-1))}}`);
  const evaluation = { model, lead, now, fit, intent, score, stage, wouldBe, change, awaiting };
  const made = [];
  const read = (part) => (made[part] ??= JSON.parse(text(from(part), to(part))));
  for (const [name, member] of MEMBERS) Object.defineProperty(evaluation, name, member);
  Object.defineProperty(evaluation, READ, { value: read });
  Object.defineProperty(evaluation, INSPECT, INSPECTED);
  return evaluation;
}
