// The public API on top of the raw interface. Every entry exports exactly this; index.d.ts documents it.
import { LeadgradeError, ModelError } from "./errors.js";
import { evaluationOf, leadIn, withParts } from "./evaluation.js";
import { Form } from "./form-session.js";
import { bytesIn, documentText, textOf, zonesText } from "./input.js";
import { instantText } from "./instant.js";
import { Blocks } from "./lines.js";
import { takeOut, takeText, write, writeAll } from "./memory.js";
import { init } from "./module.js";
import { copyOf, evaluateParts, planOf } from "./parts.js";
import { wordsOf } from "./reasons.js";
import { Resident, disposable, inside } from "./supervisor.js";

export { LeadgradeError, ModelError } from "./errors.js";
export { init, initSync } from "./module.js";
export { explain } from "./explain.js";

export async function loadModel(document, options) {
  await init(options?.wasm);
  return new Model(documentText(document), zonesText(options?.tzdata));
}

export async function checkModel(document, options) {
  await init(options?.wasm);
  try {
    const [text, zones] = [documentText(document), zonesText(options?.tzdata)];
    return inside(({ check }) => JSON.parse(check(text, zones)));
  } catch (error) {
    if (error instanceof ModelError) return error.diagnostics;
    throw error;
  }
}

export async function tzdataVersion(options) {
  await init(options?.wasm);
  return inside((glue) => glue.tzdataVersion());
}

class Model {
  #document;
  #zones;
  #raw;
  // What evaluations and forms of it need to know; `fields` are the indexes of those that were asked for.
  #known;
  // How leads are taken apart for it, and how many of the next evaluations are made whole all the same.
  #plan;
  #whole = 0;

  constructor(document, zones) {
    this.#document = document;
    this.#zones = zones;
    this.#raw = new Resident(({ RawModel }) => RawModel.load(document, zones), "this model was freed; load it again to go on");
    // Of the model's own, so that they outlive its memory and show when it is printed.
    const own = this.#raw.use(({ name, version = null, hash }) => ({ name, version, hash }));
    this.#known = { ...own, names: this.#raw.use(({ names }) => JSON.parse(names)), fields: new Map() };
    this.#plan = planOf(this.#raw.use(({ parts }) => JSON.parse(parts)));
    for (const [key, value] of Object.entries(own)) Object.defineProperty(this, key, { value, enumerable: true });
  }

  evaluate(lead, at) {
    const now = instantOf(at);
    const context = contextOf(at);
    if (this.#whole > 0) this.#whole--;
    else if (context === undefined && typeof lead === "object") {
      const copy = this.#copyOf(lead);
      if (copy !== undefined) {
        const head = this.#raw.use((raw) => evaluateParts(raw, copy, this.#plan, now));
        if (head !== undefined) {
          const id = typeof copy.id === "string" ? copy.id : null;
          return evaluationOf(head, this.#known, id, instantText(now), this.#late, { copy, now }, this.#words);
        }
        lead = copy;
      }
      this.#prefer(LOSS);
    }
    return this.#run(lead, context, (raw, length, contextLength) => {
      const bytes = whole(raw, length, contextLength, now);
      return evaluationOf(raw.head(), this.#known, leadIn(bytes), instantText(now), this.#kept, bytes, this.#words);
    });
  }

  // Whatever fights back is written as JSON.
  #copyOf(lead) {
    try {
      return copyOf(lead, this.#plan);
    } catch {
      return undefined;
    }
  }

  // The large members of an evaluation by parts, made of the copy when somebody asks for one that its numbers do not say.
  #late = ({ copy, now }) => {
    const call = (raw, length, contextLength) => whole(raw, length, contextLength, now);
    const bytes = this.#alive((model) => model.#run(copy, undefined, call));
    this.#prefer(LOSS);
    return bytes;
  };

  #kept = (bytes) => {
    this.#prefer(1);
    return bytes;
  };

  // What the numbers of reasons mean, which only those need to know who read some.
  #words = () => (this.#known.words ??= this.#alive((model) => model.#raw.use(({ reasonWords }) => wordsOf(reasonWords))));

  // Calls with this model, or if that was freed, with one that is like it.
  #alive(call) {
    if (!this.#raw.isFreed) return call(this);
    const model = new Model(this.#document, this.#zones);
    const result = call(model);
    model.free();
    return result;
  }

  // Makes more of the next evaluations whole. What one whole evaluation takes off is given back when it was worth it.
  #prefer(count) {
    this.#whole = Math.min(this.#whole + count, MOST_WHOLE);
  }

  evaluateBytes(lead, at) {
    const now = instantOf(at);
    return this.#run(lead, contextOf(at), (raw, length, contextLength) => {
      const written = raw.evaluate(length, contextLength, now);
      return takeOut(raw.output(), written);
    });
  }

  evaluateText(lead, at) {
    const now = instantOf(at);
    return this.#run(lead, contextOf(at), (raw, length, contextLength) => {
      const written = raw.evaluate(length, contextLength, now);
      return takeText(raw.output(), written);
    });
  }

  stream(at) {
    const now = instantOf(at);
    const context = contextOf(at) ?? EMPTY;
    this.#raw.use(() => {});
    const blocks = new Blocks();
    const evaluate = (blocks, controller) => {
      for (const block of blocks) {
        for (let from = 0, to = Infinity; from < to;) {
          // Nothing else comes between two of these calls, so that the lines still are where the first wrote them.
          const evaluations = this.#raw.use((raw) => {
            if (from === 0) to = writeAll(raw, [...block, context]) - context.length;
            from = raw.evaluateLines(from, to, context.length, now);
            return takeOut(raw.output(), raw.written);
          });
          if (evaluations.length > 0) controller.enqueue(evaluations);
        }
      }
    };
    return new TransformStream({
      transform: (chunk, controller) => evaluate(blocks.push(bytesIn(chunk)), controller),
      flush: (controller) => evaluate(blocks.end(), controller),
    });
  }

  form(lead = {}, at) {
    const now = instantOf(at);
    const begun = this.#run(lead, contextOf(at), (raw, length, contextLength) => raw.form(length, contextLength, now));
    return new Form(begun, this.#known, (saved) => this.#again(saved));
  }

  restore(saved, at) {
    const now = instantOf(at, () => NaN);
    const text = savedText(saved, at?.context === undefined ? undefined : decoder.decode(bytesOf(textOf(at.context))));
    return new Form(this.#restored(text, now), this.#known, (kept) => this.#again(kept));
  }

  public() {
    return this.#raw.use((_, { publicDocument }) => JSON.parse(publicDocument(this.#document, this.#zones)));
  }

  learnPriors(leads, at) {
    const now = instantOf(at);
    const counts = {};
    const count = (texts) => {
      const weights = this.#raw.use((raw, { RawPriors }) => {
        const priors = RawPriors.of(raw, now);
        for (const text of texts) priors.count(write(priors, text));
        const written = priors.weights();
        priors.free();
        return JSON.parse(written);
      });
      // A weight is twice the count and one more.
      for (const [field, list] of Object.entries(weights)) counts[field] = list.map((weight, index) => weight + (counts[field]?.[index] ?? 1) - 1);
    };
    // The caller's code runs between the leads, and the core must not be in the midst of something then.
    let texts = [];
    let size = 0;
    for (const lead of leads) {
      const text = textOf(lead);
      texts.push(typeof text === "string" ? text : text.slice());
      size += text.length;
      if (size < ENOUGH_LEADS) continue;
      count(texts);
      [texts, size] = [[], 0];
    }
    count(texts);
    return counts;
  }

  free() {
    this.#raw.free();
  }

  // A form of this model once more, of what was kept of it. A form outlives its model.
  #again(saved) {
    return this.#alive((model) => model.#restored(saved, NaN));
  }

  #restored(saved, now) {
    return this.#raw.use((raw) => raw.restore(write(raw, saved), now));
  }

  #run(lead, context, call) {
    // Whatever may run the caller's code (getters, toJSON) comes before the core's memory is touched.
    const text = textOf(lead);
    return this.#raw.use((raw) => call(raw, write(raw, text, context), context?.length ?? 0));
  }
}

disposable(Model);

// About so many evaluations in parts gain what is lost when one of them must be made whole after all.
const LOSS = 4;
const MOST_WHOLE = 10_000;

// The bytes of an evaluation's JSON, and where its parts begin.
function whole(raw, length, contextLength, now) {
  const written = withParts(raw.evaluate(length, contextLength, now));
  return takeOut(raw.output(), written);
}

// About how many bytes of leads are counted at once.
const ENOUGH_LEADS = 1_048_576;

const EMPTY = new Uint8Array(0);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// What was kept of a form as JSON text, with another context if one is given: of members given twice the last counts.
function savedText(saved, context) {
  let text;
  try {
    text = typeof saved === "string" ? saved : ArrayBuffer.isView(saved) || saved instanceof ArrayBuffer ? decoder.decode(saved) : JSON.stringify(saved);
  } catch (error) {
    // A form's own toJSON throws such.
    if (error instanceof LeadgradeError) throw error;
    throw new LeadgradeError("not-json", "this cannot be written as JSON", { cause: error });
  }
  if (context === undefined || text === undefined) return text ?? "";
  return `${text.trimEnd().replace(/\}$/, "")},"context":${context}}`;
}

function contextOf(at) {
  return at?.context === undefined ? undefined : bytesOf(textOf(at.context));
}

// A context given as bytes or an object shares its buffer with the lead to come.
function bytesOf(text) {
  return typeof text === "string" ? encoder.encode(text) : text.slice();
}

const LAST_INSTANT = 253_402_300_799_999;

function instantOf(at, otherwise = Date.now) {
  if (at === undefined) return otherwise();
  if (typeof at !== "object" || at === null || timeOf(at) !== undefined) throw badInstant("pass the instant as `{ now }`");
  const now = nowOf(at);
  if (now === undefined) return otherwise();
  const milliseconds = typeof now === "string" ? inside(({ parseInstant }) => parseInstant(now)) : (timeOf(now) ?? now);
  if (Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds <= LAST_INSTANT) return milliseconds;
  throw badInstant("`now` is no instant: give a Date, whole milliseconds since 1970 or RFC 3339 text, of the years 1970 to 9999");
}

// What throws when it is looked at is no instant.
function nowOf(at) {
  try {
    return at.now;
  } catch {
    return null;
  }
}

// The milliseconds of a date, of whichever realm; undefined for all else.
function timeOf(value) {
  if (typeof value !== "object") return undefined;
  try {
    // What it is not costs an exception to find out, more than an evaluation: most are plain objects.
    if (Object.getPrototypeOf(value) === Object.prototype) return undefined;
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}

function badInstant(message) {
  return new LeadgradeError("bad-instant", message);
}
