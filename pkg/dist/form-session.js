// A lead under way. What hangs on what is worked out inside the WebAssembly, where the lead stays; here values become JSON
// and JSON becomes values.
import { evaluationOf, hasLead, withParts } from "./evaluation.js";
import { instantText } from "./instant.js";
import { takeOut, write } from "./memory.js";
import { LONGEST, snapshot } from "./snapshot.js";
import { Resident, bytes, disposable, inside } from "./supervisor.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Form {
  #raw;
  #model;
  // What changes the form is kept outside of the core's memory, too: the last step, each with the one before it, and before all of them
  // the form as it once was. None of it ever changes, so that an evaluation can keep where the form stood.
  #last;
  // How evaluations find it, without keeping it in the core's memory, and what they do when it is gone.
  #origin;
  // What its evaluations have alike.
  #lead = null;
  #now;

  /** `restore` makes the core's form again of what was kept of it. */
  constructor(raw, model, restore) {
    this.#raw = new Resident(() => restore(savedUpTo(this.#last)), "this form was freed; begin another one", raw);
    this.#model = model;
    this.#origin = { form: typeof WeakRef === "function" ? new WeakRef(this) : { deref: () => this }, restore };
    this.#save();
  }

  answer(field, value) {
    // Whatever may run the caller's code comes before the core's memory is touched.
    const [name, text] = [String(field), json(value)];
    const code = this.#raw.use((raw) => {
      const index = this.#model.fields.get(name) ?? this.#indexOf(name, raw);
      const noticed = raw.answer(index, write(raw, text));
      if (noticed === undefined) throw new TypeError("an answer is written as JSON");
      return noticed ? raw.notice() : undefined;
    });
    this.#last = { kind: ANSWER, before: this.#last, name, text };
    return code === undefined ? null : { code, path: `/profile/${name}`, count: 1 };
  }

  skip(field) {
    const name = String(field);
    this.#raw.use((raw) => raw.skip(name));
    this.#last = { kind: SKIP, before: this.#last, name, text: undefined };
  }

  addEvent(event) {
    const text = json(event);
    this.#raw.use((raw) => raw.addEvent(text));
    this.#last = { kind: EVENT, before: this.#last, name: undefined, text };
  }

  undo() {
    const undone = this.#raw.use((raw) => raw.undo());
    if (!undone) return false;
    // A step from before cannot be taken off what was saved.
    if (this.#last.kind === SAVED) this.#save();
    else this.#last = this.#last.before;
    return true;
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
    return this.#raw.use((raw) => {
      const head = raw.head();
      this.#now ??= instantText(raw.at());
      const lead = hasLead(head) ? (this.#lead ??= raw.id()) : null;
      return evaluationOf(head, this.#model, lead, this.#now, Form.#evaluated, this.#last);
    });
  }

  // The JSON of the evaluation after a step: of the form if it still stands there, and else of one that is made for it.
  static #evaluated(last) {
    const { form, restore } = first(last).origin;
    const now = form.deref();
    if (now !== undefined && now.#last === last && !now.#raw.isFreed) return now.#raw.use(written);
    const raw = restore(savedUpTo(last));
    const evaluation = inside(() => written(raw));
    inside(() => raw.free());
    return evaluation;
  }

  #indexOf(name, raw) {
    const index = raw.field(name);
    this.#model.fields.set(name, index);
    return index;
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
    return Number.isNaN(at) ? null : instantText(at);
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
    this.#last = undefined;
  }

  #save() {
    this.#last = { kind: SAVED, origin: this.#origin, text: this.#raw.use((raw) => raw.saved()) };
  }

  #read(call) {
    return this.#raw.use((raw) => {
      const length = call(raw);
      const from = raw.output();
      return JSON.parse(decoder.decode(bytes().subarray(from, from + length)));
    });
  }
}

disposable(Form);

// What a step is.
const SAVED = 0;
const ANSWER = 1;
const SKIP = 2;
const EVENT = 3;

// A saved form, which ends with the list of its steps, with those up to a step.
function savedUpTo(last) {
  const steps = [];
  for (let step = last; step.kind !== SAVED; step = step.before) steps.push(stepText(step));
  const saved = first(last).text;
  if (steps.length === 0) return saved;
  const start = saved.slice(0, -"]}".length);
  return `${start}${start.endsWith("[") ? "" : ","}${steps.reverse().join(",")}]}`;
}

function first(last) {
  let step = last;
  while (step.kind !== SAVED) step = step.before;
  return step;
}

function stepText({ kind, name, text }) {
  if (kind === EVENT) return `{"event":${text}}`;
  return kind === SKIP ? `{"skip":${JSON.stringify(name)}}` : `{"answer":${JSON.stringify(name)},"value":${text}}`;
}

function written(raw) {
  const length = withParts(raw.evaluation());
  return takeOut(raw.output(), length);
}

// Longer text is too long for any field: so much of it says that.
const LONGEST_TEXT = 8_193;
const BEFORE = '{"value":';

// The JSON of a value, written as a lead's would be. What is too large for a lead is of no use to one, and must not take the place
// of what else it says: it becomes what is of no type.
function json(value) {
  if (typeof value === "string") return JSON.stringify(value.slice(0, LONGEST_TEXT));
  if (typeof value === "boolean" || Number.isFinite(value)) return String(value);
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
