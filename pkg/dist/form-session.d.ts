// The types of form sessions, part of the main entry.
import type { Context, Evaluation, FieldType, Lead, LeadEvent, Notice } from "./types.js";
import type { ModelIds } from "./literal.js";

/**
 * A lead that grows answer by answer, and knows what is still open: which answer could change what happens to it, which to ask
 * for next, and when none can any more. `model.form()` begins one, `model.restore()` goes on with one. docs/forms.md tells the whole.
 *
 * It stands at one instant, {@link FormMethods.at}, and holds memory of the WebAssembly until {@link FormMethods.free} or, some time
 * after it was dropped, garbage collection. It may outlive its model. Whatever it gives is a copy that is the caller's.
 *
 * All of it throws a {@link LeadgradeError} with code `freed` after {@link FormMethods.free}, and with code `internal` for a bug in
 * leadgrade; the form then stands as it did before that call.
 */
export type Form<Ids extends ModelIds = ModelIds> = FormMethods<Ids> & DisposeMethod;

// As a model's: only where the program's library has the symbol.
type DisposeMethod = typeof Symbol extends { readonly dispose: infer Dispose extends symbol } ? { [method in Dispose]: () => void } : unknown;

/** What a {@link Form} has and does. */
export interface FormMethods<Ids extends ModelIds = ModelIds> {
  /**
   * Takes an answer, as a lead's profile would have it: an option's id or label, a number or its text, `true`, an array for a set. It goes
   * before what the lead said of the field, and before earlier answers to it. `null`, `undefined` and blank text take an earlier answer
   * back; the field is then what the lead that the form began with says.
   *
   * @returns `null` when the value was taken as it is, else the notice about it: `wrong-type` or `string-too-long` (the field stays unknown),
   * `unlisted-option` or `out-of-range` (the value is kept). A value too large for any lead counts as one of a wrong type.
   * @throws {@link LeadgradeError} with code `unknown-field` for what is no field's name.
   */
  answer(field: string, value: unknown): Notice | null;

  /**
   * The visitor will not say: an earlier answer is taken back, the field counts as unknown for good and is not asked for again. That narrows
   * what is reachable just as an answer does. A later {@link FormMethods.answer} goes before it; a field that the lead itself has stays known.
   *
   * @throws {@link LeadgradeError} with code `unknown-field`.
   */
  skip(field: string): void;

  /** Adds an event, as a lead has it. What is none is dropped, with the notice `bad-event` in {@link FormMethods.evaluation}. */
  addEvent(event: LeadEvent): void;

  /** Takes back the last answer, skip or event since the form began; `false` when there is none left. */
  undo(): boolean;

  /**
   * What to ask next, best first: the visible open questions whose answers can change the outcome, by their value per friction; then
   * those whose answers decide whether such a question is shown; then those that the model requires all the same, in declared order.
   * Empty when nothing is left to ask.
   *
   * @param n How many at most. Default 1; fractions are cut off, less than 1 gives none, `Infinity` all.
   */
  next(n?: number): NextQuestion[];

  /**
   * Whether no answer still missing can change the outcome, at this instant and with these events. Once true, answers keep it true; an
   * event, or time, may not. Required questions may still be open.
   */
  readonly settled: boolean;

  /**
   * Whether `reachable` is known exactly. If not (more than 65,536 states would have to be kept apart), it may list outcomes that cannot
   * come about, and `settled` may be `false` too often. `settled` is never `true` wrongly.
   */
  readonly exact: boolean;

  /** The outcomes that answers can still lead to, with bounds of the scores. */
  readonly reachable: Reachable;

  /**
   * The open fields whose answers can change the outcome, in the order of the model's fields. Some may have no visible question at present.
   */
  readonly missing: string[];

  /** Every question of the model and how it stands, in declared order; empty for a model without a form. */
  readonly questions: QuestionState[];

  /** What `model.evaluate` gives for {@link FormMethods.lead} at {@link FormMethods.at}, in the context that the form began in. */
  readonly evaluation: Evaluation<Ids>;

  /** The lead with all answers in its profile and all events behind its own. */
  readonly lead: Lead;

  /** The instant of the form, in milliseconds since 1970. */
  readonly at: number;

  /** What is kept of the form between two visits, for `model.restore`. It holds the lead: keep it where the lead may be. */
  toJSON(): SavedForm;

  /**
   * What would differ if fields had other values; `null` takes one back, as {@link FormMethods.answer} has it. The form stays as it is.
   *
   * @throws {@link LeadgradeError} with code `unknown-field`, or `not-json` for what is no object of values (of at most 256 KiB).
   */
  whatIf(changes: { readonly [field: string]: unknown }): WhatIf<Ids>;

  /**
   * What it would take to bring the lead to a stage, or to one above it: the fewest answers, or one event; or a proof that no answer does.
   *
   * @throws {@link LeadgradeError} with code `unknown-stage` for what is no stage of the model.
   */
  wouldTake(stage: string): WouldTake;

  /**
   * The first instant after {@link FormMethods.at} at which time alone changes the outcome, or the state of a promise: by decay, the end of
   * a window, a date, opening hours, a deadline. RFC 3339 in UTC, exact to the millisecond; `null` when that never happens. Where too much
   * would have to be tried (opening hours are followed for 60 days), an earlier instant: up to it nothing changes.
   */
  readonly validUntil: string | null;

  /**
   * Whether values for these fields, asked or bought, could change the outcome. Fields that are known already, or that nothing depends on,
   * are worth nothing; where it would take too long to tell, they are.
   *
   * @throws {@link LeadgradeError} with code `unknown-field`.
   */
  worthEnriching(fields: Iterable<string>): boolean;

  /**
   * Gives the form's memory back; a second call throws, as everything else then does. `using form = model.form()` frees it at the end of the
   * block, unless it was freed before.
   */
  free(): void;
}

/** An answer to pick. */
export interface OfferedAnswer {
  /** The words shown. */
  readonly label: string;
  /** A value of the field's type; of a set, one of its elements. */
  readonly value: string | number | boolean;
}

/** A question that {@link FormMethods.next} gives. */
export interface NextQuestion {
  /** The field that it fills. */
  readonly field: string;
  /** The question, as a person reads it. */
  readonly ask: string;
  /** The type of the field. */
  readonly type: FieldType;
  /** The answers to pick from; empty for free input of the type. */
  readonly options: readonly OfferedAnswer[];
  /** Whether the form wants an answer even if it cannot change the outcome. */
  readonly required: boolean;
  /** What it costs to answer, relative to the others: 0.1–100. */
  readonly friction: number;
  /**
   * What the answer is worth: the drop of the variance of the outcome that is expected of it, 0–1 (the variance of an outcome with
   * chance p is p·(1 − p), summed over the outcomes). 0 for one that cannot change the outcome, or only by an answer that the model's
   * priors give no weight, or only through a question that is shown after it.
   */
  readonly value: number;
  /** The outcomes that it, or a question shown after it, may decide between; empty for one that is asked because it is required. */
  readonly could: readonly Outcome[];
  /** What it could change, in words. */
  readonly why: string;
}

/** A question of the model and how it stands. */
export interface QuestionState {
  /** The field that it fills. */
  readonly field: string;
  /** The question, as a person reads it. */
  readonly ask: string;
  /** The type of the field. */
  readonly type: FieldType;
  /** The answers to pick from; empty for free input of the type. */
  readonly options: readonly OfferedAnswer[];
  /** Whether the form wants an answer even if it cannot change the outcome. */
  readonly required: boolean;
  /** Whether its condition `when` holds; only then is it asked. */
  readonly visible: boolean;
  /** Whether its field is unknown, has a value, or is one that the visitor would not fill. */
  readonly state: "open" | "known" | "skipped";
  /**
   * Whether an answer can change the outcome, or decides whether a question is shown whose answer can. Always `false` once it is known
   * or skipped.
   */
  readonly matters: boolean;
}

/** What a decision comes to, as far as people would act on it. What does not apply is `null`. */
export interface Outcome {
  /** The stage; `disqualified` when the lead is out. */
  readonly stage: string;
  /** Why it is out. */
  readonly code: string | null;
  /** The kind of action. */
  readonly kind: "route" | "nurture" | "partner" | "recycle" | "close" | "none";
  /** The team that gets it. */
  readonly team: string | null;
  /** The queue that gets it. */
  readonly queue: string | null;
  /** The nurture track that it goes into. */
  readonly track: string | null;
  /** The partner who gets it. */
  readonly partner: string | null;
  /** The name of the field that names its owner. */
  readonly owner: string | null;
  /** How they respond. */
  readonly protocol: string | null;
}

/** An outcome that answers can still lead to. */
export interface ReachableOutcome extends Outcome {
  /**
   * How likely it is, 0–1, by the weights of the questions' options (`priors`), fields independent. They sum to 1; 0 for one that no
   * weighted option leads to.
   */
  readonly chance: number;
}

/** What answers can still lead to. */
export interface Reachable {
  /** Whether all of these outcomes can come about: see {@link FormMethods.exact}. */
  readonly exact: boolean;
  /** All that can come about; one when the form is settled. */
  readonly outcomes: readonly ReachableOutcome[];
  /** The points of fit. */
  readonly fit: Bounds;
  /** The points of intent. */
  readonly intent: Bounds;
  /** The score. */
  readonly score: Bounds;
}

/** Bounds in points, at most three decimals. They are never too narrow, and may be wider than what answers reach. */
export interface Bounds {
  /** The least. */
  readonly min: number;
  /** The greatest. */
  readonly max: number;
}

/** What is kept of a form. */
export interface SavedForm {
  /** The format's version. */
  readonly leadgrade: 1;
  /** The hash of the model that it was made with. Another one may restore it. */
  readonly model: string;
  /** The instant of the form, RFC 3339 in UTC. */
  readonly at: string;
  /** The lead that the form began with; `null` when it was no JSON. */
  readonly lead: Lead | null;
  /** The context that it began in. */
  readonly context: Context | null;
  /** What was done since, in order. */
  readonly steps: readonly SavedStep[];
}

/** A step of a form: an answer (`null` takes one back), a skip, or an event. */
export type SavedStep = { readonly answer: string; readonly value: unknown } | { readonly skip: string } | { readonly event: unknown };

/** What would differ. */
export interface WhatIf<Ids extends ModelIds = ModelIds> {
  /** What would be another than it is, in the order of the evaluation. */
  readonly changes: readonly Difference[];
  /** The outcome as it would be. */
  readonly outcome: Outcome;
  /** The evaluation as it would be. */
  readonly evaluation: Evaluation<Ids>;
}

/** Something that would be another. */
export interface Difference {
  /** Its place in the evaluation. */
  readonly what:
    | "fit.points" | "fit.tier" | "intent.points" | "intent.band" | "score" | "stage" | "wouldBe" | "awaiting" | "disqualified.code"
    | "action.kind" | "action.rule" | "action.team" | "action.owner" | "action.queue" | "action.track" | "action.partner" | "action.protocol"
    | "action.at";
  /** What it is. */
  readonly from: string | number | null;
  /** What it would be. */
  readonly to: string | number | null;
}

/** What it would take to reach a stage. */
export interface WouldTake {
  /** Whether the lead is there, or one of `ways` leads there. */
  readonly reachable: boolean;
  /** Whether it is certain that no other answers do, nor fewer. Of events some are tried, made up to fit what the model asks of events. */
  readonly exact: boolean;
  /** Up to three ways by answers, the fewest first, then up to three by one event each; empty when the lead is there, or nothing was found. */
  readonly ways: readonly Way[];
  /** The same in words. */
  readonly why: string;
}

/** A way to reach a stage: answers by field, or an event at the instant of the form. */
export type Way =
  | { readonly answers: { readonly [field: string]: unknown }; readonly event?: undefined }
  | { readonly event: LeadEvent; readonly answers?: undefined };
