import type { Evaluation } from "./types.js";

/** Who reads an explanation. */
export type Audience =
  /** A rep: what to do, by when, and why; one screen. */
  | "sales"
  /**
   * The person concerned: which kinds of data were used, in which direction each worked, what would change the result,
   * and that people decide what is theirs to decide. No points, no ids, no talking points.
   */
  | "subject"
  /** The record: ids, hash, instant, outcome and codes of notices. Nothing that a lead said. */
  | "audit";

/**
 * An evaluation in words, as plain text of several lines. It takes nothing but the evaluation: no model, no clock.
 *
 * For `subject` it says the `because` of rules and signals, without numbers: write those so that anyone may read them. A
 * rule without one is called a detail or something done, as its id stays inside.
 *
 * @throws {@link LeadgradeError} (code `bad-audience`) for an audience that is none.
 */
export function explain(evaluation: Evaluation, audience: Audience): string;
