// A lead under way. What hangs on what is worked out inside the WebAssembly, where the lead stays; here values become JSON
// and JSON becomes values.
import { LeadgradeError } from "./errors.js";
import { memory } from "./instance.js";
import { LONGEST, snapshot } from "./snapshot.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Form {
  // Makes the core's form again from what is kept of it: after a trap the old one is locked for good.
  #restore;
  #raw;
  #saved;

  constructor(raw, restore) {
    this.#raw = raw;
    this.#restore = restore;
    this.#saved = raw.saved();
  }

  answer(field, value) {
    // Whatever may run the caller's code comes before the core's memory is touched.
    const [name, text] = [String(field), json(value)];
    const code = this.#change((raw) => raw.answer(name, text));
    return code === undefined ? null : { code, path: `/profile/${name}`, count: 1 };
  }

  skip(field) {
    const name = String(field);
    this.#change((raw) => raw.skip(name));
  }

  addEvent(event) {
    const text = json(event);
    this.#change((raw) => raw.addEvent(text));
  }

  undo() {
    return this.#change((raw) => raw.undo());
  }

  next(n = 1) {
    return this.#read((raw) => raw.next(count(n)));
  }

  get settled() {
    return this.#ask((raw) => raw.settled());
  }

  get exact() {
    return this.#ask((raw) => raw.exact());
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
    return this.#read((raw) => raw.evaluation());
  }

  get lead() {
    return parsed(this.#ask((raw) => raw.lead()));
  }

  get at() {
    return this.#ask((raw) => raw.at());
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
    const at = this.#ask((raw) => raw.validUntil());
    // As evaluations write instants: with fractions only where there are some.
    return Number.isNaN(at) ? null : new Date(at).toISOString().replace(".000Z", "Z");
  }

  worthEnriching(fields) {
    const names = Array.from(fields, String).join("\n");
    return this.#ask((raw) => raw.worthEnriching(names));
  }

  toJSON() {
    return JSON.parse(this.#ask((raw) => raw.saved()));
  }

  free() {
    this.#raw?.free();
    this.#raw = this.#restore = this.#saved = undefined;
  }

  // What changes the form is kept outside of the core's memory, too.
  #change(call) {
    return this.#ask((raw) => {
      const result = call(raw);
      this.#saved = raw.saved();
      return result;
    });
  }

  #read(call) {
    return this.#ask((raw) => {
      const length = call(raw);
      return JSON.parse(decoder.decode(new Uint8Array(memory.buffer, raw.output(), length)));
    });
  }

  #ask(call) {
    if (this.#restore === undefined) throw new LeadgradeError("freed", "this form was freed; begin another one");
    this.#raw ??= this.#restore(this.#saved);
    try {
      return call(this.#raw);
    } catch (error) {
      if (typeof error === "string") throw said(error);
      this.#raw = undefined;
      throw new LeadgradeError("internal", "leadgrade failed inside; this is a bug in leadgrade, please report it", { cause: error });
    }
  }
}

if (typeof Symbol.dispose === "symbol") {
  Object.defineProperty(Form.prototype, Symbol.dispose, { value: Form.prototype.free, configurable: true, writable: true });
}

/** What the core throws about a form: a code and a message, on two lines. */
export function said(text) {
  const [code, message] = text.split("\n");
  return new LeadgradeError(code, message);
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
