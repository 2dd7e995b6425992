// The usual slips: each line after a @ts-expect-error must not compile.
import type { Condition, Context, Evaluation, EventMatch, Instant, Lead, LeadEvent, ModelDocument, Notice } from "../../../pkg/src/types.js";

const model = { leadgrade: 1, name: "m", fields: {} } as const;

// @ts-expect-error a model has fields
export const noFields: ModelDocument = { leadgrade: 1, name: "m" };
// @ts-expect-error another format version
export const version: ModelDocument = { ...model, leadgrade: 2 };
// @ts-expect-error the section is called stages
export const section: ModelDocument = { ...model, stage: [] };
// @ts-expect-error no such type of field
export const fieldType: ModelDocument = { ...model, fields: { email: { type: "mail" } } };
// @ts-expect-error a choice has options
export const noOptions: ModelDocument = { ...model, fields: { industry: { type: "choice" } } };
// @ts-expect-error a text has none
export const textOptions: ModelDocument = { ...model, fields: { title: { type: "text", options: ["ceo"] } } };
// @ts-expect-error only numbers have limits
export const textLimits: ModelDocument = { ...model, fields: { title: { type: "text", min: 1 } } };
// @ts-expect-error no such layer
export const layer: ModelDocument = { ...model, fields: { title: { type: "text", layer: "sales" } } };
// @ts-expect-error a case says what the fact is
export const derived: ModelDocument = { ...model, derived: { persona: { cases: [{ when: {} }] } } };
// @ts-expect-error a rule of plain points has a condition
export const noWhen: ModelDocument = { ...model, fit: { rules: [{ id: "icp", points: 5 }] } };
// @ts-expect-error points are a number
export const points: ModelDocument = { ...model, fit: { rules: [{ id: "icp", when: {}, points: "5" }] } };
// @ts-expect-error a step is a pair
export const steps: ModelDocument = { ...model, fit: { rules: [{ id: "size", points: { by: "size", steps: [[1, 2, 3]] } }] } };
// @ts-expect-error a tier has an id
export const tier: ModelDocument = { ...model, fit: { tiers: [{ at: 60 }] } };
// @ts-expect-error no such unit
export const decay: ModelDocument = { ...model, intent: { decay: "2months" } };
// @ts-expect-error a stepped decay says what it keeps
export const keep: ModelDocument = { ...model, intent: { decay: { step: "30d" } } };
// @ts-expect-error one pattern per signal
export const patterns: ModelDocument = { ...model, intent: { signals: [{ id: "s", points: 1, count: 3, burst: { count: 3, in: "1d" } }] } };
// @ts-expect-error repeat is for plain signals
export const repeat: ModelDocument = { ...model, intent: { signals: [{ id: "s", points: 1, sessions: { count: 3, gap: "30m" }, repeat: "once" }] } };
// @ts-expect-error an idle signal has no window
export const idle: ModelDocument = { ...model, intent: { signals: [{ id: "s", points: 1, idle: "30d", within: "90d" }] } };
// @ts-expect-error a burst has a time
export const burst: ModelDocument = { ...model, intent: { signals: [{ id: "s", points: 1, burst: { count: 3 } }] } };
// @ts-expect-error no such severity
export const severity: ModelDocument = { ...model, labels: [{ id: "l", when: {}, severity: "warning" }] };
// @ts-expect-error a disqualification has a code
export const code: ModelDocument = { ...model, disqualify: [{ id: "d", when: {} }] };
// @ts-expect-error a gate says what accepts
export const gate: ModelDocument = { ...model, stages: [{ id: "sql", gate: { reject: ["no"] } }] };
// @ts-expect-error a route goes somewhere
export const route: ModelDocument = { ...model, routing: [{ id: "r", to: {} }] };
// @ts-expect-error no such mode
export const mode: ModelDocument = { ...model, teams: { emea: { members: [], mode: "random" } } };
// @ts-expect-error a question has words
export const question: ModelDocument = { ...model, form: { questions: [{ field: "size" }] } };

// @ts-expect-error no such test
export const test: Condition = { size: { atLeast: 50 } };
// @ts-expect-error no such test, deeper
export const deeper: Condition = { any: [{ all: [{ size: { atLeast: 50 } }] }] };
// @ts-expect-error null is no constant
export const nothing: Condition = { size: null };
// @ts-expect-error any is a list
export const any: Condition = { any: { size: 5 } };
// @ts-expect-error a range has two ends
export const between: Condition = { size: { between: [5] } };
// @ts-expect-error events have no age
export const age: EventMatch = { day: { within: "1d" } };

// @ts-expect-error profile values go into the profile
export const lead: Lead = { id: "l-1", email: "ada@acme.example" };
// @ts-expect-error an event has an instant
export const event: LeadEvent = { type: "page" };
// @ts-expect-error a salt is text
export const context: Context = { salt: 7 };
// @ts-expect-error true is no instant
export const instant: Instant = true;

export function read(evaluation: Evaluation, notice: Notice): unknown[] {
  return [
    // @ts-expect-error a tier may be null
    evaluation.fit.tier.length,
    // @ts-expect-error a lead need not be disqualified
    evaluation.disqualified.code,
    // @ts-expect-error a framework the model lacks is not there
    evaluation.frameworks["bant"].met,
    // @ts-expect-error answers are not to be changed
    (evaluation.score = 100),
    // @ts-expect-error no such notice
    notice.code === "bad-lead",
    // @ts-expect-error no such action
    evaluation.action.kind === "reject",
  ];
}
