// A lead under way. What hangs on what is worked out inside the WebAssembly, where the lead stays; here values become JSON
// and JSON becomes values.
import { evaluationAt, evaluationOf, modelOf } from "./evaluation.js";
import { LONGEST, snapshot } from "./snapshot.js";
import { Resident, disposable, memory } from "./supervisor.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Form {
  #raw;
  #model;
  // What changes the form is kept outside of the core's memory, too: the form as it once was, and the JSON of each step since.
  #saved;
  #steps = [];

  /** `restore` makes the core's form again of what was kept of it. */
  constructor(raw, restore) {
    this.#raw = new Resident(() => restore(withSteps(this.#saved, this.#steps)), "this form was freed; begin another one", raw);
    this.#save();
  }

  answer(field, value) {
    // Whatever may run the caller's code comes before the core's memory is touched.
    const [name, text] = [String(field), json(value)];
    const code = this.#raw.use((raw) => raw.answer(name, text));
    this.#steps.push(`{"answer":${JSON.stringify(name)},"value":${text}}`);
    return code === undefined ? null : { code, path: `/profile/${name}`, count: 1 };
  }

  skip(field) {
    const name = String(field);
    this.#raw.use((raw) => raw.skip(name));
    this.#steps.push(`{"skip":${JSON.stringify(name)}}`);
  }

  addEvent(event) {
    const text = json(event);
    this.#raw.use((raw) => raw.addEvent(text));
    this.#steps.push(`{"event":${text}}`);
  }

  undo() {
    const undone = this.#raw.use((raw) => raw.undo());
    // A step from before cannot be taken off what was saved.
    if (undone && this.#steps.pop() === undefined) this.#save();
    return undone;
  }

  next(n = 1) {
    return this.#read((raw) => raw.next(count(n)));
  }

  get settled() {
    return this.#raw.use((raw) => raw.settled());
  }

  get exact() {
    return this.#raw.use((raw) => raw.exact());
  }

  get reachable() {
    return this.#read((raw) => raw.reachable());
  }

  get missing() {
    return this.#read((raw) => raw.missing());
  }

  get questions() {
    return this.#read((raw) => raw.questions());
  }

  get evaluation() {
    const bytes = this.#raw.use((raw) => {
      const length = raw.evaluation();
      return evaluationAt(memory.buffer, raw.output(), length).slice();
    });
    return evaluationOf(bytes, (this.#model ??= modelOf(bytes)));
  }

  get lead() {
    return parsed(this.#raw.use((raw) => raw.lead()));
  }

  get at() {
    return this.#raw.use((raw) => raw.at());
  }

  whatIf(changes) {
    const text = decoder.decode(snapshot(changes));
    return this.#read((raw) => raw.whatIf(text));
  }

  wouldTake(stage) {
    const name = String(stage);
    return this.#read((raw) => raw.wouldTake(name));
  }

  get validUntil() {
    const at = this.#raw.use((raw) => raw.validUntil());
    // As evaluations write instants: with fractions only where there are some.
    return Number.isNaN(at) ? null : new Date(at).toISOString().replace(".000Z", "Z");
  }

  worthEnriching(fields) {
    const names = Array.from(fields, String).join("\n");
    return this.#raw.use((raw) => raw.worthEnriching(names));
  }

  toJSON() {
    return this.#raw.use((raw) => JSON.parse(raw.saved()));
  }

  free() {
    this.#raw.free();
    this.#saved = this.#steps = undefined;
  }

  #save() {
    this.#saved = this.#raw.use((raw) => raw.saved());
  }

  #read(call) {
    return this.#raw.use((raw) => {
      const length = call(raw);
      return JSON.parse(decoder.decode(new Uint8Array(memory.buffer, raw.output(), length)));
    });
  }
}

disposable(Form);

// A saved form, which ends with the list of its steps, with more of them.
function withSteps(saved, steps) {
  if (steps.length === 0) return saved;
  const start = saved.slice(0, -"]}".length);
  return `${start}${start.endsWith("[") ? "" : ","}${steps.join(",")}]}`;
}

// Longer text is too long for any field: so much of it says that.
const LONGEST_TEXT = 8_193;
const BEFORE = '{"value":';

// The JSON of a value, written as a lead's would be. What is too large for a lead is of no use to one, and must not take the place
// of what else it says: it becomes what is of no type.
function json(value) {
  if (typeof value === "string") return JSON.stringify(value.slice(0, LONGEST_TEXT));
  const written = snapshot({ value });
  if (written.length >= LONGEST) return "{}";
  return decoder.decode(written).slice(BEFORE.length, -1) || "null";
}

// A form begun with no JSON at all still has a lead.
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function count(n) {
  return Number.isFinite(n) ? Math.max(0, Math.trunc(n)) : 1_000_000;
}
