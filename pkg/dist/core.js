// The public API on top of the raw interface. Every entry exports exactly this; index.d.ts documents it.
import { LeadgradeError, ModelError } from "./errors.js";
import { RawModel, RawPriors, check, parseInstant, publicDocument, tzdataVersion as builtInZones } from "./glue.js";
import { Form, said } from "./form-session.js";
import { documentText, textOf, zonesText } from "./input.js";
import { init, memory } from "./instance.js";

export { LeadgradeError, ModelError } from "./errors.js";
export { init, initSync } from "./instance.js";
export { explain } from "./explain.js";

export async function loadModel(document, options) {
  await init(options?.wasm);
  return new Model(documentText(document), zonesText(options?.tzdata));
}

export async function checkModel(document, options) {
  await init(options?.wasm);
  try {
    return JSON.parse(check(documentText(document), zonesText(options?.tzdata)));
  } catch (error) {
    if (error instanceof ModelError) return error.diagnostics;
    throw ours(error);
  }
}

export async function tzdataVersion(options) {
  await init(options?.wasm);
  return builtInZones();
}

class Model {
  #document;
  #zones;
  #raw;

  constructor(document, zones) {
    this.#document = document;
    this.#zones = zones;
    this.#raw = load(document, zones);
    // Of the model's own, so that they outlive its memory and show when it is printed.
    const { name, version = null, hash } = this.#raw;
    for (const [key, value] of Object.entries({ name, version, hash })) Object.defineProperty(this, key, { value, enumerable: true });
  }

  evaluate(lead, at) {
    return this.#run(lead, at, parsed);
  }

  evaluateBytes(lead, at) {
    return this.#run(lead, at, copied);
  }

  form(lead = {}, at) {
    const begun = this.#run(lead, at, identity, (raw, length, contextLength, now) => raw.form(length, contextLength, now));
    return new Form(begun, (saved) => this.#restored(saved, NaN));
  }

  restore(saved, at) {
    const now = instantOf(at, () => NaN);
    const text = savedText(saved, at?.context === undefined ? undefined : decoder.decode(bytesOf(textOf(at.context))));
    return new Form(this.#restored(text, now), (kept) => this.#restored(kept, NaN));
  }

  public() {
    this.#ready();
    try {
      return JSON.parse(publicDocument(this.#document, this.#zones));
    } catch (error) {
      throw internal(error);
    }
  }

  learnPriors(leads, at) {
    const priors = RawPriors.of(this.#ready(), instantOf(at));
    let isWhole = true;
    const inside = (call) => {
      try {
        return call();
      } catch (error) {
        isWhole = false;
        throw internal(error);
      }
    };
    try {
      for (const lead of leads) {
        const text = textOf(lead);
        inside(() => priors.count(write(priors, text)));
      }
      return JSON.parse(inside(() => priors.weights()));
    } finally {
      // After a trap it is locked for good.
      if (isWhole) priors.free();
    }
  }

  free() {
    this.#raw?.free();
    this.#raw = this.#document = undefined;
  }

  #restored(saved, now) {
    const raw = this.#ready();
    try {
      return raw.restore(write(raw, saved), now);
    } catch (error) {
      if (typeof error === "string") throw said(error);
      this.#raw = undefined;
      throw internal(error);
    }
  }

  #run(lead, at, finish, call = evaluate) {
    const now = instantOf(at);
    // Whatever may run the caller's code (getters, toJSON) comes before the core's memory is touched.
    const context = at?.context === undefined ? undefined : bytesOf(textOf(at.context));
    const text = textOf(lead);
    const raw = this.#ready();
    try {
      const length = write(raw, text, context);
      return finish(call(raw, length, context?.length ?? 0, now));
    } catch (error) {
      this.#raw = undefined;
      throw internal(error);
    }
  }

  // After a trap the old object is locked for good: the next lead gets a new one.
  #ready() {
    if (this.#document === undefined) throw new LeadgradeError("freed", "this model was freed; load it again to go on");
    return (this.#raw ??= load(this.#document, this.#zones));
  }
}

// Only where the runtime has it; the method is `using`'s name for free().
if (typeof Symbol.dispose === "symbol") {
  Object.defineProperty(Model.prototype, Symbol.dispose, { value: Model.prototype.free, configurable: true, writable: true });
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// Writes a text, and a context behind it, where the core reads them; gives the text's length there.
function write(raw, text, context) {
  const contextLength = context === undefined ? 0 : context.length;
  const room = (typeof text === "string" ? 3 * text.length : text.length) + contextLength;
  const address = raw.reserve(room);
  // A new view each time: memory that grew has a new buffer, and the old one is empty.
  const input = new Uint8Array(memory.buffer, address, room);
  let length = text.length;
  if (typeof text === "string") length = encoder.encodeInto(text, input).written;
  else input.set(text);
  if (contextLength > 0) input.set(context, length);
  return length;
}

// The evaluation's JSON where the core left it: valid until the next call.
function evaluate(raw, length, contextLength, now) {
  const written = raw.evaluate(length, contextLength, now);
  return new Uint8Array(memory.buffer, raw.output(), written);
}

function identity(value) {
  return value;
}

function parsed(output) {
  return JSON.parse(decoder.decode(output));
}

function copied(output) {
  return output.slice();
}

function load(document, zones) {
  try {
    return RawModel.load(document, zones);
  } catch (error) {
    // A list of diagnostics comes as JSON.
    throw typeof error === "string" && error.startsWith("[") ? new ModelError(JSON.parse(error)) : ours(error);
  }
}

// Any other text that the core throws is about what a caller handed over besides the model: the time zones.
function ours(error) {
  return typeof error === "string" ? new LeadgradeError("bad-tzdata", error) : internal(error);
}

// What was kept of a form as JSON text, with another context if one is given: of members given twice the last counts.
function savedText(saved, context) {
  let text;
  try {
    text = typeof saved === "string" ? saved : ArrayBuffer.isView(saved) || saved instanceof ArrayBuffer ? decoder.decode(saved) : JSON.stringify(saved);
  } catch (error) {
    throw new LeadgradeError("not-json", "this cannot be written as JSON", { cause: error });
  }
  if (context === undefined || text === undefined) return text ?? "";
  return `${text.trimEnd().replace(/\}$/, "")},"context":${context}}`;
}

// A context given as bytes or an object shares its buffer with the lead to come.
function bytesOf(text) {
  return typeof text === "string" ? encoder.encode(text) : text.slice();
}

const LAST_INSTANT = 253_402_300_799_999;

function instantOf(at, otherwise = Date.now) {
  if (at === undefined) return otherwise();
  if (typeof at !== "object" || at === null || isDate(at)) throw badInstant("pass the instant as `{ now }`");
  const { now } = at;
  if (now === undefined) return otherwise();
  const milliseconds = typeof now === "string" ? parsedInstant(now) : isDate(now) ? Number(now) : now;
  if (Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds <= LAST_INSTANT) return milliseconds;
  throw badInstant("`now` is no instant: give a Date, whole milliseconds since 1970 or RFC 3339 text, of the years 1970 to 9999");
}

function parsedInstant(text) {
  try {
    return parseInstant(text);
  } catch (error) {
    throw internal(error);
  }
}

function isDate(value) {
  return Object.prototype.toString.call(value) === "[object Date]";
}

function badInstant(message) {
  return new LeadgradeError("bad-instant", message);
}

function internal(error) {
  return new LeadgradeError("internal", "leadgrade failed inside; this is a bug in leadgrade, please report it", { cause: error });
}
