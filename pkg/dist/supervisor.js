// The one WebAssembly instance, and what lives in it. Whatever the core throws on purpose is text. Anything else (a panic, a
// full stack, no memory left) leaves an instance that nobody can rely on: it is dropped, a fresh one takes over at the next
// call, and what lived in the old one is made again when it is used.
import { LeadgradeError, internal, said } from "./errors.js";
import { instantiate } from "./glue.js";

let module;
let live;
let lives = 0;

/** The instance's memory, during a call. Its buffer is another one after each growth. */
export let memory;

const NO_BYTES = new Uint8Array(0);
const NO_INTEGERS = new Int32Array(0);

// Asking for a memory's buffer takes longer than most of what is done with it. Of one that is not any more its views are empty.
let octets = NO_BYTES;
let numbers = NO_INTEGERS;

/** The instance's memory as bytes, during a call. */
export function bytes() {
  if (octets.length === 0) octets = new Uint8Array(memory.buffer);
  return octets;
}

/** The instance's memory as whole numbers of four bytes, during a call. */
export function integers() {
  if (numbers.length === 0) numbers = new Int32Array(memory.buffer);
  return numbers;
}

export function isStarted() {
  return module !== undefined;
}

export function start(compiled) {
  live = instance(compiled);
  module = compiled;
}

function instance(compiled) {
  // The glue's own finalizers are off: what they throw would be nobody's to catch.
  const glue = instantiate(compiled, undefined);
  const born = { glue, life: ++lives, raws: [], vacant: [], finalizer: undefined };
  if (typeof FinalizationRegistry === "function") born.finalizer = new FinalizationRegistry((place) => born === live && bury(place));
  // Not by destructuring: Turbopack takes a binding that is set like that for one that never changes, and exports `undefined`.
  memory = glue.memory;
  [octets, numbers] = [NO_BYTES, NO_INTEGERS];
  return born;
}

/** Calls into the instance by way of its glue. */
export function inside(call) {
  try {
    live ??= instance(module);
    return call(live.glue);
  } catch (error) {
    throw outcome(error);
  }
}

// What callers hear of an error.
function outcome(error) {
  if (error instanceof LeadgradeError) return error;
  if (typeof error === "string") return said(error);
  // No call comes before this: after a full stack the next one may fail, too.
  live = memory = undefined;
  [octets, numbers] = [NO_BYTES, NO_INTEGERS];
  return internal(error);
}

/** Something that lives inside: a model, a form. */
export class Resident {
  #make;
  #farewell;
  // In which instance it has what, and where. Only the instance holds that, so that nobody who is not used any more keeps a dead one's memory.
  #life = 0;
  #place = 0;

  /** `make` makes it by way of the glue, whenever an instance has none, or `raw` is the first. `farewell` is said to who uses it after its end. */
  constructor(make, farewell, raw) {
    this.#make = make;
    this.#farewell = farewell;
    if (raw !== undefined) this.#settle(raw);
  }

  // As `inside`, which would take a function more to make for each call.
  use(call) {
    try {
      live ??= instance(module);
      this.#requireLife();
      return call(this.#life === live.life ? live.raws[this.#place] : this.#settle(this.#make(live.glue)), live.glue);
    } catch (error) {
      throw outcome(error);
    }
  }

  get isFreed() {
    return this.#make === undefined;
  }

  free() {
    this.#requireLife();
    this.#make = undefined;
    if (this.#life !== live?.life) return;
    live.finalizer?.unregister(this);
    inside(() => vacate(this.#place).free());
  }

  #settle(raw) {
    this.#life = live.life;
    this.#place = live.vacant.pop() ?? live.raws.length;
    live.raws[this.#place] = raw;
    live.finalizer?.register(this, this.#place, this);
    return raw;
  }

  #requireLife() {
    if (this.isFreed) throw new LeadgradeError("freed", this.#farewell);
  }
}

/** Gives a class `using`'s name for its free(), where the runtime has it. A second time does nothing, as the language wants it. */
export function disposable({ prototype }) {
  if (typeof Symbol.dispose !== "symbol") return;
  const value = function dispose() {
    try {
      this.free();
    } catch (error) {
      if (error?.code !== "freed") throw error;
    }
  };
  Object.defineProperty(prototype, Symbol.dispose, { value, configurable: true, writable: true });
}

function vacate(place) {
  const raw = live.raws[place];
  live.raws[place] = undefined;
  live.vacant.push(place);
  return raw;
}

// Frees what nobody holds any more. Should it fail, there is nobody to tell.
function bury(place) {
  try {
    inside(() => vacate(place).free());
  } catch {
    // The instance is dropped by now.
  }
}
