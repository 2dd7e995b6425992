/**
 * leadgrade decides what to do with a B2B lead: one JSON model, one lead, one instant in, one evaluation out. The same
 * bytes in a browser, at the edge and in Node.
 *
 * ```js
 * import { loadModel } from "leadgrade";
 *
 * const model = await loadModel(await readFile("model.json"));
 * const { stage, fit, intent, score, action, reasons } = model.evaluate(lead);
 * ```
 *
 * @packageDocumentation
 */
import type { Form, SavedForm } from "./form-session.js";
import type { IdsOf, ModelIds } from "./literal.js";
import type { Strict } from "./members.js";
import type { Context, Diagnostic, Evaluation, Instant, Lead, ModelDocument } from "./types.js";

export * from "./types.js";
export * from "./form-session.js";
export type { EvaluationOf, IdsOf, LeadOf, ModelIds, ProfileOf } from "./literal.js";
export { explain } from "./explain.js";
export type { Audience } from "./explain.js";

/**
 * Compiles a model given as an object. One that is written in the call, or `as const`, gives evaluations that know its ids.
 *
 * @throws {@link ModelError} and {@link LeadgradeError}, as for a model given in another way.
 */
export function loadModel<const M extends ModelDocument>(document: M & Strict<M>, options?: LoadOptions): Promise<Model<LoadedIds<M>>>;
/**
 * Compiles a model. The WebAssembly is loaded with the first call, once for all models.
 *
 * @param document The model as JSON text, as JSON text in UTF-8, or as an object. At most 1 MiB of text.
 * @param options Where to load the WebAssembly from, for runtimes that cannot find it by themselves.
 * @throws {@link ModelError} (code `bad-model`) with all faults of the model at once.
 * @throws {@link LeadgradeError} (code `load-failed`) when the WebAssembly could not be loaded; the next call tries again.
 */
export function loadModel(document: string | Uint8Array | ArrayBuffer | ModelDocument, options?: LoadOptions): Promise<Model>;

// Of `any`, as `JSON.parse` gives it, nothing is known.
type LoadedIds<M extends ModelDocument> = 0 extends 1 & M ? ModelIds : IdsOf<M>;

/**
 * All faults of a model, at most 100: errors, with which it does not load, and warnings, with which it does. Empty for a
 * good model. Never rejects because of the model, whatever is handed over.
 *
 * @throws {@link LeadgradeError} (code `load-failed`) when the WebAssembly could not be loaded.
 */
export function checkModel(document: string | Uint8Array | ArrayBuffer | ModelDocument, options?: LoadOptions): Promise<Diagnostic[]>;

/**
 * Loads the WebAssembly ahead of the first model, or from a place of your own. Does nothing once it is loaded; after a
 * failure it can be called again.
 *
 * @throws {@link LeadgradeError} (code `load-failed`).
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void>;

/**
 * {@link init} without waiting, for a module (or its bytes) already at hand. Browsers may refuse to compile bytes this way
 * on a page's main thread.
 *
 * @throws {@link LeadgradeError} (code `load-failed`).
 */
export function initSync(module: WasmModule | Uint8Array | ArrayBuffer): void;

/**
 * The release of the IANA time zone database that is built in, such as `2026f`. {@link LoadOptions.tzdata} replaces it.
 *
 * @throws {@link LeadgradeError} (code `load-failed`) when the WebAssembly could not be loaded.
 */
export function tzdataVersion(options?: LoadOptions): Promise<string>;

/** Options of {@link loadModel} and {@link checkModel}. */
export interface LoadOptions {
  /** Where the WebAssembly comes from, for the call that loads it: see {@link init}. */
  wasm?: WasmSource | Promise<WasmSource>;
  /**
   * A table of time zones in the place of the built-in one, as `scripts/tzdata.py` of the project writes it: for the day a
   * government changes its clocks before the package is published anew. It holds for this model alone.
   */
  tzdata?: string | Uint8Array | ArrayBuffer;
}

/**
 * A place to load `leadgrade.wasm` from: a compiled module, its bytes, a URL, a `Response`, or what importing the file gives.
 * For subresource integrity: `fetch(url, { integrity })`.
 */
export type WasmSource = WasmModule | Uint8Array | ArrayBuffer | string | Global<"URL"> | Global<"Response"> | { readonly default: WasmModule };

/** A `WebAssembly.Module`. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;

// The global class's instances, where the program's libraries declare it.
type Global<Name extends string> = typeof globalThis extends { [name in Name]: { prototype: infer Instance } } ? Instance : never;

/** A compiled model. It holds memory of the WebAssembly until {@link ModelMethods.free} or, some time after it was dropped, garbage collection. */
export type Model<Ids extends ModelIds = ModelIds> = ModelMethods<Ids> & DisposeMethod;

/** What a {@link Model} has and does. */
export interface ModelMethods<Ids extends ModelIds = ModelIds> {
  /** The model's name. */
  readonly name: string;
  /** The version its author gave it, `null` without one. */
  readonly version: string | null;
  /** `sha256:` and 64 hexadecimal digits, over the model's compact JSON; white space does not change it. */
  readonly hash: string;

  /**
   * Evaluates a lead. Total: whatever is wrong with the lead becomes a notice in the evaluation, at most 256 KiB of it are read.
   *
   * A string or bytes are the lead's JSON text. An object is read once (where a getter throws, those of the same object may be asked
   * again), own enumerable members only, as `JSON.stringify` would write it (`Date` as its instant, `toJSON` honored); what JSON cannot
   * say, such as `NaN`, a `bigint` beyond 2^53 or a getter that throws, counts as a value of a wrong type, with a notice.
   *
   * The evaluation is a plain object. Its large members (`reasons`, `summary`, `handoff`, `notices`) are own accessors that make their part
   * of the answer when they are first asked for, of the lead as it was: until then the evaluation may hold a copy of it.
   *
   * @throws {@link LeadgradeError}: `bad-instant` for a bad `now`, `freed` after {@link ModelMethods.free}, `internal` for a bug in leadgrade.
   */
  evaluate(lead: Lead | string | Uint8Array | ArrayBuffer, at?: EvaluateOptions): Evaluation<Ids>;

  /**
   * The same as {@link ModelMethods.evaluate}, with the evaluation as JSON text in UTF-8, in memory of its own: the fast way where the lead
   * is bytes and the answer goes out as bytes. The same model, lead, `now` and context give the same bytes in every runtime.
   */
  evaluateBytes(lead: Lead | string | Uint8Array | ArrayBuffer, at?: EvaluateOptions): Bytes;

  /**
   * The same as {@link ModelMethods.evaluateBytes}, as a string: for where the answer goes on as text, into a column of a database or a
   * message.
   */
  evaluateText(lead: Lead | string | Uint8Array | ArrayBuffer, at?: EvaluateOptions): string;

  /**
   * The way for many leads: NDJSON in, NDJSON out. Each line is a lead's JSON text as {@link ModelMethods.evaluateBytes} takes it, and gives
   * one line, in the order they come in, with the same bytes; a line that is no JSON gives an evaluation, too, with a notice. Only
   * blank lines give none. Memory stays the same however many leads there are.
   *
   * ```js
   * await file.stream().pipeThrough(model.stream()).pipeTo(destination);
   * ```
   *
   * @param at One instant and one context for all. Without `now` the host's clock says, now.
   * @throws {@link LeadgradeError}: `bad-instant` for a bad `now`, `freed` after {@link ModelMethods.free}. Later the stream fails with `freed`,
   * with `internal` for a bug in leadgrade, or with a `TypeError` for a piece that is no bytes.
   */
  stream(at?: EvaluateOptions): LeadStream;

  /**
   * Begins a form: a lead that grows answer by answer, and knows which answer could still change what happens to it. It stands at the
   * instant `now`, whatever the clock does.
   *
   * @param lead What is known already, as {@link ModelMethods.evaluate} takes it. Default `{}`.
   * @throws {@link LeadgradeError}: `bad-instant` for a bad `now`, `freed` after {@link ModelMethods.free}, `internal` for a bug in leadgrade.
   */
  form(lead?: Lead | string | Uint8Array | ArrayBuffer, at?: EvaluateOptions): Form<Ids>;

  /**
   * A form again from what its `toJSON` gave, or the JSON text of that, or from another form. Another version of the model may do it: what was said about
   * fields that it does not have is left out.
   *
   * @param at Another instant or context; each that is not given is the one that the form had.
   * @throws {@link LeadgradeError}: `not-json` for what is not a saved form, and as {@link ModelMethods.form}.
   */
  restore(saved: SavedForm | Pick<Form, "toJSON"> | string | Uint8Array | ArrayBuffer, at?: EvaluateOptions): Form<Ids>;

  /**
   * Counts, over leads, how often each option of the form's questions is given, for the document's `priors`: by field, one weight for each
   * option, twice the count and one more (Jeffreys' prior: half a count for what was never seen). A number counts for the option in whose
   * class it is, that is, the one that the model's conditions cannot tell it from. Questions without options are left out.
   *
   * @param at `now` says how old dates are. Default: the host's clock.
   * @throws {@link LeadgradeError}: as {@link ModelMethods.form}.
   */
  learnPriors(leads: Iterable<Lead | string | Uint8Array | ArrayBuffer>, at?: Pick<EvaluateOptions, "now">): { [field: string]: number[] };

  /**
   * The part of the model's document that a browser may hold: name and version, the form's questions, and the fields that
   * they ask for or that are `public`. Where the document says `"form": { "public": true }`, also what decides: derived
   * facts, fit, intent, frameworks, labels, disqualification and stages. Never lists, routing, teams, or remarks such as
   * `because`. What asks about something that is left out is left out, too. It is a model document itself; load it in the page.
   *
   * @throws {@link LeadgradeError}: `freed` after {@link ModelMethods.free}, `internal` for a bug in leadgrade.
   */
  public(): ModelDocument;

  /**
   * Gives the model's memory back. Forms that were begun go on. A model that nobody frees gives it back some time after it was dropped, by
   * garbage collection. `using model = await loadModel(…)` frees it at the end of the block, where the runtime knows `Symbol.dispose`, unless
   * it was freed before.
   *
   * @throws {@link LeadgradeError}: `freed` the second time, as everything else does afterwards.
   */
  free(): void;
}

/** A `TransformStream<Uint8Array, Uint8Array>`, where the program's libraries declare that class. */
export type LeadStream = typeof globalThis extends { TransformStream: { prototype: infer Stream extends Pair } } ? Stream : Pair;

interface Pair {
  readonly readable: object;
  readonly writable: object;
}

// A Uint8Array over an ArrayBuffer of its own, in the words of every TypeScript version.
type Bytes = ReturnType<Uint8Array["slice"]>;

type DisposeMethod = typeof Symbol extends { readonly dispose: infer Dispose extends symbol } ? { [method in Dispose]: () => void } : unknown;

/** When a lead is evaluated, and what else the world knows. */
export interface EvaluateOptions {
  /**
   * The instant of the evaluation: a `Date`, whole milliseconds since 1970, or RFC 3339 text with an offset, of the years 1970 to 9999.
   * Without it the host's clock says.
   */
  now?: Instant;
  /** Whose turn it is, who is away, who has how much to do. */
  context?: Context | string | Uint8Array | ArrayBuffer;
}

/** The codes of {@link LeadgradeError}: stable, never reused. */
export type ErrorCode =
  /** The model has errors; the error is a {@link ModelError}. */
  | "bad-model"
  /** The WebAssembly could not be loaded; the message says from where, and `cause` why. */
  | "load-failed"
  /** `now` is no instant. */
  | "bad-instant"
  /** The `tzdata` of {@link LoadOptions} is no table of time zones. */
  | "bad-tzdata"
  /** The audience of an explanation is none. */
  | "bad-audience"
  /** The model, or the form, was freed. */
  | "freed"
  /** What a form was asked about is no field of the model. The message names the nearest. */
  | "unknown-field"
  /** What a form was asked about is no stage of the model. */
  | "unknown-stage"
  /** What a form was given is not JSON, or is no saved form. */
  | "not-json"
  /**
   * A bug in leadgrade, `cause` has the details. Only this call is lost: the WebAssembly starts afresh, every model goes on with the next
   * lead, and every form with the next call, as it stood.
   */
  | "internal";

/** Everything leadgrade throws. Messages never contain a lead's values. */
export class LeadgradeError extends Error {
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown });
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
}

/** A model that does not load. The message lists its first errors with their places. */
export class ModelError extends LeadgradeError {
  constructor(diagnostics: Diagnostic[]);
  readonly code: "bad-model";
  /** All faults of the model, at most 100, in the order of the text; warnings among them. */
  readonly diagnostics: Diagnostic[];
}
