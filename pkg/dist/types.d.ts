/**
 * The documents leadgrade reads and the answers it gives.
 *
 * Write a model in TypeScript with `as const satisfies ModelDocument`, which also sees keys that do not exist: {@link LeadOf} and the
 * evaluations of the loaded model then know its fields and ids. TypeScript forgets the literals of an imported JSON file (`type: string`): hand its text to `loadModel` instead.
 *
 * @packageDocumentation
 */
import type { ModelIds } from "./literal.js";

// ---------------------------------------------------------------------------------------------------------------------
// Words used throughout
// ---------------------------------------------------------------------------------------------------------------------

/** A whole number and a unit: seconds, minutes, hours, days of 24 hours, weeks of 7 days; at most 36,500 days. `"30m"`, `"14d"`. */
export type Duration = `${number}${"s" | "m" | "h" | "d" | "w"}`;

/** A point in time: a `Date`, milliseconds since 1970, or text in RFC 3339 with an offset or a date (00:00 UTC); years 1970–9999. */
export type Instant = Date | number | string;

/** A constant in a test. Text has no white space at its ends and is compared folded: case, accents and runs of white space do not matter. */
export type Scalar = string | number | boolean;

/** Remarks for people, allowed on every object with fixed keys. They have no effect on any decision. */
export interface Annotations {
  /** What this is for. */
  readonly description?: string;
  /** Words for people. */
  readonly label?: string;
  /** Why it is so. */
  readonly note?: string;
}

// ---------------------------------------------------------------------------------------------------------------------
// The model document
// ---------------------------------------------------------------------------------------------------------------------

/** What a good lead is, as authored: at most 1 MiB of JSON and 2,000 rules. */
export interface ModelDocument extends Annotations {
  /** Where editors find the JSON Schema. */
  readonly $schema?: string;
  /** Version of the format. */
  readonly leadgrade: 1;
  /** The model's name, written into every evaluation. */
  readonly name: string;
  /** The model's version, written into every evaluation. */
  readonly version?: string;
  /** The attributes a lead may have, by name (`^[a-z][A-Za-z0-9_]{0,63}$`). */
  readonly fields: { readonly [name: string]: Field };
  /** Named lists for `inList`, at most 50,000 entries each. `disposableEmail` and `freeEmail` extend the built-in domains. */
  readonly lists?: { readonly [name: string]: readonly string[] };
  /** Choices worked out from other facts, by name. */
  readonly derived?: { readonly [name: string]: Derived };
  /** Who they are. */
  readonly fit?: Fit;
  /** What they did. */
  readonly intent?: Intent;
  /** Checklists such as BANT, by name. */
  readonly frameworks?: { readonly [name: string]: Framework };
  /** Named conditions: red flags, hand-raiser, … */
  readonly labels?: readonly Label[];
  /** When a lead is out, and what then. */
  readonly disqualify?: readonly DisqualifyRule[];
  /** From lowest to highest; below them stands the implicit stage `lead`. */
  readonly stages?: readonly Stage[];
  /** Where a lead goes; the last has no `when` and is a queue, nurture or partner. */
  readonly routing?: readonly Route[];
  /** People who share leads, by team id. */
  readonly teams?: { readonly [id: string]: Team };
  /** Ways of responding, by id. */
  readonly protocols?: { readonly [id: string]: Protocol };
  /** Planned series of touches, by track id. */
  readonly nurture?: { readonly [id: string]: NurtureTrack };
  /** Sets of response promises, by id. */
  readonly slas?: { readonly [id: string]: Sla };
  /** Working hours, by id; `always` is built in. */
  readonly calendars?: { readonly [id: string]: Calendar };
  /** What a form may ask. */
  readonly form?: FormSection;
  /** What the receiver of a routed lead is told. */
  readonly handoff?: HandoffSection;
}

/** The kinds of fields. */
export type FieldType = "text" | "choice" | "set" | "number" | "boolean" | "date" | "email";

/** A declared attribute of a lead. */
export type Field = PlainField | ChoiceField | SetField | NumberField;

/** What every field may have. */
export interface FieldBase extends Annotations {
  /**
   * Other names of the field in a lead's profile, tried in order after its own. One that begins with `/` is a JSON Pointer
   * into the profile.
   */
  readonly aliases?: readonly string[];
  /** Which kind of evidence it is: who they are (default), what we remember, what someone confirmed. */
  readonly layer?: "static" | "crm" | "human";
  /** Whether a page may be told this field's value of a returning visitor; else only whether it is known. Default false. */
  readonly public?: boolean;
  /** Texts that mean "unknown", such as `Select`. Compared folded. */
  readonly blank?: readonly string[];
}

/** Text, a yes or no, a date, or an e-mail address (with the facts `<field>.domain` and `<field>.kind`). */
export interface PlainField extends FieldBase {
  /** What a lead may say here. */
  readonly type: "text" | "boolean" | "date" | "email";
}

/** One of several options. */
export interface ChoiceField extends FieldBase {
  /** What a lead may say here. */
  readonly type: "choice";
  /** The values, ordered from low to high for `lt lte gt gte between`. */
  readonly options: readonly (string | Option)[];
}

/** Several texts at once. */
export interface SetField extends FieldBase {
  /** What a lead may say here: an array of strings, or one string with `;` between. */
  readonly type: "set";
  /** The values; without them any text will do. */
  readonly options?: readonly (string | Option)[];
}

/** A number, or a string that is one by the JSON grammar. */
export interface NumberField extends FieldBase {
  /** What a lead may say here. */
  readonly type: "number";
  /** Only whole numbers are expected. Default false. Others give the notice `out-of-range` and are kept. */
  readonly integer?: boolean;
  /** Least number expected; below it the notice `out-of-range`, the value is kept. */
  readonly min?: number;
  /** Greatest number expected; above it the notice `out-of-range`, the value is kept. */
  readonly max?: number;
}

/** A value of a choice or set. Id, label and aliases are matched folded and may not fold alike within a field. */
export interface Option extends Annotations {
  /** The value as conditions and evaluations name it (`^[a-z][a-z0-9-]{0,63}$`). */
  readonly id: string;
  /** Other spellings accepted from a lead. */
  readonly aliases?: readonly string[];
}

/** A choice worked out from other facts: the first case that holds gives it; an unknown earlier case makes it unknown. */
export interface Derived extends Annotations {
  /** Tried in order. */
  readonly cases?: readonly DerivedCase[];
  /** The value when no case holds; without it the fact is then unknown. */
  readonly otherwise?: string;
}

/** One value of a derived fact, and when it applies. */
export interface DerivedCase extends Annotations {
  /** Uses fields, `<field>.domain`, `<field>.kind`, `days.<field>`, `motion`, and derived facts declared above. */
  readonly when: Condition;
  /** The value. */
  readonly is: string;
}

// Conditions ----------------------------------------------------------------------------------------------------------

/**
 * Every key must hold. A condition is true, false or unknown, and holds only when true; `{}` holds.
 *
 * Keys are facts: fields, `<email>.domain`, `<email>.kind`, `days.<date>`, `motion`, derived facts, `rule.<id>`,
 * `fit.group.<id>`, `fit.points`, `fit.tier`, `signal.<id>`, `signal.<id>.count`, `intent.group.<id>`, `intent.points`,
 * `intent.band`, `score`, `<framework>.passed`, `<framework>.<criterion>`, `<framework>.met`, `label.<id>`,
 * `disqualified`, `stage`; each usable only by what is decided after it.
 */
export type Condition = FactCondition | AnyCondition | AllCondition | NotCondition;

/** Tests by fact. */
export interface FactCondition {
  /** The tests on one fact. */
  readonly [fact: string]: Test;
}

/** A condition with `any`, beside which facts, `all` and `not` may stand. */
export interface AnyCondition {
  /** At least one of these holds. */
  readonly any: readonly Condition[];
  /** All of these hold. */
  readonly all?: readonly Condition[];
  /** This does not hold; unknown stays unknown. */
  readonly not?: Condition;
  /** The tests on one fact. */
  readonly [fact: string]: Test | Condition | readonly Condition[] | undefined;
}

/** A condition with `all`, beside which facts, `any` and `not` may stand. */
export interface AllCondition {
  /** All of these hold. */
  readonly all: readonly Condition[];
  /** At least one of these holds. */
  readonly any?: readonly Condition[];
  /** This does not hold; unknown stays unknown. */
  readonly not?: Condition;
  /** The tests on one fact. */
  readonly [fact: string]: Test | Condition | readonly Condition[] | undefined;
}

/** A condition with `not`, beside which facts, `any` and `all` may stand. */
export interface NotCondition {
  /** This does not hold; unknown stays unknown. */
  readonly not: Condition;
  /** At least one of these holds. */
  readonly any?: readonly Condition[];
  /** All of these hold. */
  readonly all?: readonly Condition[];
  /** The tests on one fact. */
  readonly [fact: string]: Test | Condition | readonly Condition[] | undefined;
}

/** A bare value means `eq`, a bare array `in`; on a set both mean `anyOf`. */
export type Test = Scalar | readonly Scalar[] | Tests;

/** Tests on one value that events and leads have in common; all of them must hold. */
export interface ValueTests {
  /** Equal. */
  readonly eq?: Scalar;
  /** Not equal; unknown when the fact is unknown. */
  readonly ne?: Scalar;
  /** Equal to one of these. */
  readonly in?: readonly Scalar[];
  /** Equal to none of these; unknown when the fact is unknown. */
  readonly notIn?: readonly Scalar[];
  /** Less, earlier, or a lower option. */
  readonly lt?: number | string;
  /** At most. */
  readonly lte?: number | string;
  /** More, later, or a higher option. */
  readonly gt?: number | string;
  /** At least. */
  readonly gte?: number | string;
  /** From the first to the second, both included. */
  readonly between?: readonly [low: number | string, high: number | string];
  /** The text contains this, or one of these. */
  readonly contains?: string | readonly string[];
  /** The text begins with this, or one of these. */
  readonly startsWith?: string | readonly string[];
  /** The text ends with this, or one of these. */
  readonly endsWith?: string | readonly string[];
  /** Phrases of which one occurs as consecutive whole words. */
  readonly words?: string | readonly string[];
  /** Name of a list in `lists`. A domain matches by labels from the right, a set when any element does. */
  readonly inList?: string;
  /** The set has at least one of these. */
  readonly anyOf?: string | readonly string[];
  /** The set has all of these. */
  readonly allOf?: string | readonly string[];
  /** The set has none of these; unknown when the set is unknown. */
  readonly noneOf?: string | readonly string[];
  /** Whether the fact is known. The only test that is never unknown. */
  readonly known?: boolean;
}

/** Tests on one fact; all of them must hold. */
export interface Tests extends ValueTests {
  /** The date is at most this long ago, and not in the future. */
  readonly within?: Duration;
  /** The date is this long ago or longer. */
  readonly olderThan?: Duration;
}

/**
 * A condition on one event: `type`, `channel`, `asset`, `name` (text), `value` (number), `day` (its UTC date as text), and
 * by any other key its `props`. Every key must hold; `{}` matches every event.
 */
export type EventMatch = EventFactMatch | AnyEventMatch | AllEventMatch | NotEventMatch;

/** A bare value means `eq`, a bare array `in`; on a set both mean `anyOf`. */
export type EventTest = Scalar | readonly Scalar[] | ValueTests;

/** Tests by the event's members and props. */
export interface EventFactMatch {
  /** The tests on one value. */
  readonly [fact: string]: EventTest;
}

/** A match with `any`, beside which facts, `all` and `not` may stand. */
export interface AnyEventMatch {
  /** At least one of these matches. */
  readonly any: readonly EventMatch[];
  /** All of these match. */
  readonly all?: readonly EventMatch[];
  /** This does not match; unknown stays unknown. */
  readonly not?: EventMatch;
  /** The tests on one value. */
  readonly [fact: string]: EventTest | EventMatch | readonly EventMatch[] | undefined;
}

/** A match with `all`, beside which facts, `any` and `not` may stand. */
export interface AllEventMatch {
  /** All of these match. */
  readonly all: readonly EventMatch[];
  /** At least one of these matches. */
  readonly any?: readonly EventMatch[];
  /** This does not match; unknown stays unknown. */
  readonly not?: EventMatch;
  /** The tests on one value. */
  readonly [fact: string]: EventTest | EventMatch | readonly EventMatch[] | undefined;
}

/** A match with `not`, beside which facts, `any` and `all` may stand. */
export interface NotEventMatch {
  /** This does not match; unknown stays unknown. */
  readonly not: EventMatch;
  /** At least one of these matches. */
  readonly any?: readonly EventMatch[];
  /** All of these match. */
  readonly all?: readonly EventMatch[];
  /** The tests on one value. */
  readonly [fact: string]: EventTest | EventMatch | readonly EventMatch[] | undefined;
}

// Fit -----------------------------------------------------------------------------------------------------------------

/** Who they are: points for firmographics and demographics, and a tier. Points are within ±1,000,000, with at most three decimals. */
export interface Fit extends Annotations {
  /** The rules, in the order reasons are listed. */
  readonly rules?: readonly FitRule[];
  /** Limits of the sums of groups, by group id. */
  readonly groups?: { readonly [id: string]: Clamp };
  /** From highest to lowest; a lead has the first whose `at` it reaches. */
  readonly tiers?: readonly Level[];
  /** Groups whose sum decides the tier, instead of all of fit. */
  readonly tiersOf?: readonly string[];
  /** Fit is at least so many points. */
  readonly min?: number;
  /** Fit is at most so many points. */
  readonly max?: number;
}

/** Limits of a sum, in points. */
export interface Clamp extends Annotations {
  /** The sum is at least this. */
  readonly min?: number;
  /** The sum is at most this. */
  readonly max?: number;
}

/** A tier or band. */
export interface Level extends Annotations {
  /** Its id (`^[A-Za-z][A-Za-z0-9-]{0,63}$`). */
  readonly id: string;
  /** Least points for it. Only the last may lack it, and then takes the rest. */
  readonly at?: number;
}

/** Points for who the lead is: all or nothing, or graded by a number. */
export type FitRule = PlainFitRule | GradedFitRule;

/** What every fit rule has. */
export interface FitRuleBase extends Annotations {
  /** Its id. */
  readonly id: string;
  /** A group in `fit.groups`. */
  readonly group?: string;
  /** The reason in words; default the id. May use `{points}`, in graded rules `{value}`. */
  readonly because?: string;
}

/** A rule that gives its points when its condition holds. */
export interface PlainFitRule extends FitRuleBase {
  /** When it gives its points. */
  readonly when: Condition;
  /** Points, within ±1,000,000, at most three decimals. */
  readonly points: number;
}

/** A rule that gives points by how close a number is. */
export interface GradedFitRule extends FitRuleBase {
  /** Must hold too. */
  readonly when?: Condition;
  /** Points by a number. */
  readonly points: GradedPoints;
}

/** Points of the last step whose start is at most the value; below the first step, or unknown: 0. */
export interface GradedPoints extends Annotations {
  /** A number field, or `days.<date field>` (whole days since that date). */
  readonly by: string;
  /** `[start, points]`, starts rising. */
  readonly steps: readonly (readonly [start: number, points: number])[];
}

// Intent --------------------------------------------------------------------------------------------------------------

/** What they did: points for events, fading with time, and a band. Points are within ±1,000,000, with at most three decimals. */
export interface Intent extends Annotations {
  /** How points fade unless a signal says otherwise. Default `"none"`. */
  readonly decay?: Decay;
  /** The signals, in the order reasons are listed. */
  readonly signals?: readonly Signal[];
  /** Limits of the sums of groups, by group id. */
  readonly groups?: { readonly [id: string]: Clamp };
  /** From highest to lowest; a lead has the first whose `at` it reaches. */
  readonly bands?: readonly Level[];
  /** Groups whose sum decides the band, instead of all of intent. */
  readonly bandsOf?: readonly string[];
  /** Intent is at least so many points. */
  readonly min?: number;
  /** Intent is at most so many points. */
  readonly max?: number;
}

/** How points fade with an event's age: a half-life, not at all, evenly, or in steps; 1 h to 36,500 d. */
export type Decay = Duration | "none" | LinearDecay | SteppedDecay;

/** Falls evenly to nothing. */
export interface LinearDecay extends Annotations {
  /** Nothing is left at this age. */
  readonly linear: Duration;
}

/** Keeps a percentage after every step. */
export interface SteppedDecay extends Annotations {
  /** Length of a step. */
  readonly step: Duration;
  /** Percent kept per step, an integer 0–99. */
  readonly keep: number;
}

/** Points for what the lead did. At most one of `count burst distinct sessions then idle` says what pattern it looks for. */
export type Signal = PlainSignal | CountSignal | BurstSignal | BreadthSignal | SessionsSignal | SequenceSignal | IdleSignal;

/** What every signal may have. */
export interface SignalBase extends Annotations {
  /** Its id. */
  readonly id: string;
  /** Points of a match, or of the whole pattern, within ±1,000,000, at most three decimals. */
  readonly points: number;
  /** Which events; absent = every event. */
  readonly on?: EventMatch;
  /** Facts known before intent; when it does not hold, it is as if there were no events. */
  readonly when?: Condition;
  /** How its points fade; default the axis's. */
  readonly decay?: Decay;
  /** Its own sum is clamped to ± so many points. */
  readonly cap?: number;
  /** A group in `intent.groups`. */
  readonly group?: string;
  /** The reason in words; default the id. May use `{points}` and `{count}`. */
  readonly because?: string;
}

/** Points for each match. */
export interface PlainSignal extends SignalBase {
  /** Only events younger than this. */
  readonly within?: Duration;
  /** Each match (default), only the newest, or the newest of each distinct value. */
  readonly repeat?: "each" | "once" | RepeatPer;
  /** Only the newest so many matches count; at least 1. */
  readonly atMost?: number;
  /** Not in a plain signal. */
  readonly count?: never;
  /** Not in a plain signal. */
  readonly burst?: never;
  /** Not in a plain signal. */
  readonly distinct?: never;
  /** Not in a plain signal. */
  readonly sessions?: never;
  /** Not in a plain signal. */
  readonly then?: never;
  /** Not in a plain signal. */
  readonly idle?: never;
}

/** The newest match of each distinct value. */
export interface RepeatPer extends Annotations {
  /** `type`, `channel`, `asset`, `name`, `value`, `day`, or a prop. */
  readonly per: string;
}

/** What a signal that looks for a pattern may have, and what it may not. */
export interface PatternSignalBase extends SignalBase {
  /** Only in plain signals. */
  readonly repeat?: never;
  /** Only in plain signals. */
  readonly atMost?: never;
}

/** Points once if there are enough matches. */
export interface CountSignal extends PatternSignalBase {
  /** Only events younger than this. */
  readonly within?: Duration;
  /** Matches needed, at least 1. */
  readonly count: number;
  /** One pattern per signal. */
  readonly burst?: never;
  /** One pattern per signal. */
  readonly distinct?: never;
  /** One pattern per signal. */
  readonly sessions?: never;
  /** One pattern per signal. */
  readonly then?: never;
  /** One pattern per signal. */
  readonly idle?: never;
}

/** Points once if enough matches fall into a short time. */
export interface BurstSignal extends PatternSignalBase {
  /** Only events younger than this. */
  readonly within?: Duration;
  /** The pattern. */
  readonly burst: Burst;
  /** One pattern per signal. */
  readonly count?: never;
  /** One pattern per signal. */
  readonly distinct?: never;
  /** One pattern per signal. */
  readonly sessions?: never;
  /** One pattern per signal. */
  readonly then?: never;
  /** One pattern per signal. */
  readonly idle?: never;
}

/** So many consecutive matches within so short a time. */
export interface Burst extends Annotations {
  /** Matches in a row, at least 1. */
  readonly count: number;
  /** They span at most this. */
  readonly in: Duration;
}

/** Points once if a prop has enough distinct values: several channels, several assets, several days. */
export interface BreadthSignal extends PatternSignalBase {
  /** Only events younger than this. */
  readonly within?: Duration;
  /** The pattern. */
  readonly distinct: Distinct;
  /** One pattern per signal. */
  readonly count?: never;
  /** One pattern per signal. */
  readonly burst?: never;
  /** One pattern per signal. */
  readonly sessions?: never;
  /** One pattern per signal. */
  readonly then?: never;
  /** One pattern per signal. */
  readonly idle?: never;
}

/** So many distinct values of a prop. */
export interface Distinct extends Annotations {
  /** The prop, or several, one of which must reach the count; `"day"` counts active days. */
  readonly by: string | readonly string[];
  /** Distinct values needed, at least 1. */
  readonly count: number;
}

/** Points once if there are enough sessions. */
export interface SessionsSignal extends PatternSignalBase {
  /** Only events younger than this. */
  readonly within?: Duration;
  /** The pattern. */
  readonly sessions: Sessions;
  /** One pattern per signal. */
  readonly count?: never;
  /** One pattern per signal. */
  readonly burst?: never;
  /** One pattern per signal. */
  readonly distinct?: never;
  /** One pattern per signal. */
  readonly then?: never;
  /** One pattern per signal. */
  readonly idle?: never;
}

/** So many visits. */
export interface Sessions extends Annotations {
  /** Sessions needed, at least 1. */
  readonly count: number;
  /** A longer silence than this starts a new session. */
  readonly gap: Duration;
}

/** Points once if one event is followed by another. */
export interface SequenceSignal extends PatternSignalBase {
  /** Only events younger than this. */
  readonly within?: Duration;
  /** The event that follows a match of `on`. */
  readonly then: Then;
  /** One pattern per signal. */
  readonly count?: never;
  /** One pattern per signal. */
  readonly burst?: never;
  /** One pattern per signal. */
  readonly distinct?: never;
  /** One pattern per signal. */
  readonly sessions?: never;
  /** One pattern per signal. */
  readonly idle?: never;
}

/** The second event of a sequence. */
export interface Then extends Annotations {
  /** The event that follows. */
  readonly on: EventMatch;
  /** It follows within this time. */
  readonly in: Duration;
}

/** Points once if the newest match is old enough. Never decays. */
export interface IdleSignal extends PatternSignalBase {
  /** Least age of the newest match. */
  readonly idle: Duration;
  /** Not in an idle signal. */
  readonly within?: never;
  /** One pattern per signal. */
  readonly count?: never;
  /** One pattern per signal. */
  readonly burst?: never;
  /** One pattern per signal. */
  readonly distinct?: never;
  /** One pattern per signal. */
  readonly sessions?: never;
  /** One pattern per signal. */
  readonly then?: never;
}

// Frameworks, labels, disqualification, stages --------------------------------------------------------------------------

/** A checklist such as BANT: criteria that are met, unmet or unknown. */
export interface Framework extends Annotations {
  /** The criteria by id; `passed` and `met` are taken. */
  readonly criteria: { readonly [id: string]: Criterion };
  /** When it is passed; default: all criteria met. */
  readonly passes?: Passes;
}

/** One letter of a framework. */
export interface Criterion extends Annotations {
  /** Met, unmet or unknown as this is true, false or unknown. */
  readonly met: Condition;
}

/** What it takes to pass a framework. */
export interface Passes extends Annotations {
  /** So many criteria must be met, at least 1. */
  readonly atLeast?: number;
  /** These criteria must be met. */
  readonly must?: readonly string[];
}

/** A named condition, listed in the evaluation when it holds. */
export interface Label extends Annotations {
  /** Its id. */
  readonly id: string;
  /** When it holds. May use labels declared above it. */
  readonly when: Condition;
  /** The reason in words; default the id. */
  readonly because?: string;
  /** `"flag"` is a red flag; default `"info"`. */
  readonly severity?: "info" | "flag";
}

/** Out, with a reason code and a next action. */
export interface DisqualifyRule extends Annotations {
  /** Its id. */
  readonly id: string;
  /** Stable reason code: `bad-fit no-budget wrong-persona competitor timing unresponsive duplicate geography spam student`, or your own. */
  readonly code: string;
  /** When it matches. */
  readonly when: Condition;
  /** It does not match when this holds. */
  readonly unless?: Condition;
  /** What happens next; default `"close"`. */
  readonly then?: "close" | ThenNurture | ThenRecycle | ThenPartner;
}

/** Into a nurture track. */
export interface ThenNurture extends Annotations {
  /** A track in `nurture`. */
  readonly nurture: string;
}

/** Back to marketing at a date. */
export interface ThenRecycle extends Annotations {
  /** When. */
  readonly recycle: RecycleAfter | RecycleOn;
}

/** A time after the disqualification. */
export interface RecycleAfter extends Annotations {
  /** Counted from `lead.disqualifiedAt`, else from now. */
  readonly after: Duration;
}

/** On a date the lead named. */
export interface RecycleOn extends Annotations {
  /** A date field. */
  readonly on: string;
}

/** To a partner. */
export interface ThenPartner extends Annotations {
  /** The partner. */
  readonly partner: string;
}

/** A step of the way. It holds when its condition holds, its gate is accepted and the stages it requires hold. */
export interface Stage extends Annotations {
  /** Its id; `lead` and `disqualified` are taken. */
  readonly id: string;
  /** Absent = true. */
  readonly when?: Condition;
  /** Stages declared above it that must hold. */
  readonly requires?: readonly string[];
  /** A person's decision. */
  readonly gate?: Gate;
  /** A lead that has reached it keeps it, until its gate rejects or `exit` holds. Default false. */
  readonly sticky?: boolean;
  /** A sticky stage is left when this holds. */
  readonly exit?: Condition;
  /** Who decides about this stage, for people. */
  readonly owner?: string;
}

/** A person's decision, read from the lead's events: the newest of these event types decides. */
export interface Gate extends Annotations {
  /** Event types that accept. */
  readonly accept: readonly string[];
  /** Event types that reject. */
  readonly reject?: readonly string[];
}

// Action --------------------------------------------------------------------------------------------------------------

/** Where a lead goes. The first whose condition holds wins. */
export interface Route extends Annotations {
  /** Its id. */
  readonly id: string;
  /** Absent = always. */
  readonly when?: Condition;
  /** Who or what gets the lead. */
  readonly to: ToOwner | ToTeam | ToQueue | ToNurture | ToPartner;
  /** A protocol in `protocols`. */
  readonly protocol?: string;
}

/** To the person named by a field; when it is unknown the next rule is tried. */
export interface ToOwner extends Annotations {
  /** The field. */
  readonly owner: string;
}

/** To a member of a team; when nobody is eligible the next rule is tried. */
export interface ToTeam extends Annotations {
  /** A team in `teams`. */
  readonly team: string;
}

/** To a queue. */
export interface ToQueue extends Annotations {
  /** The queue. */
  readonly queue: string;
}

/** Into a nurture track. */
export interface ToNurture extends Annotations {
  /** A track in `nurture`. */
  readonly nurture: string;
}

/** To a partner. */
export interface ToPartner extends Annotations {
  /** The partner. */
  readonly partner: string;
}

/** People who share leads. */
export interface Team extends Annotations {
  /** The members; their order breaks ties of `turns`. */
  readonly members: readonly Member[];
  /** The same key always meets the same member; weighted round robin by the context's `turn`; or least load for their weight. */
  readonly mode: "sticky" | "turns" | "balanced";
  /** Facts whose first known one is the key of `sticky`; without any the lead's id. */
  readonly key?: readonly string[];
  /** Only members whose calendar is open now. Default false. */
  readonly onlyOpen?: boolean;
}

/** A person of a team. */
export interface Member extends Annotations {
  /** Their id. */
  readonly id: string;
  /** Share of leads relative to the others, an integer 1–1,000. Default 1. */
  readonly weight?: number;
  /** Takes only leads for which this holds. */
  readonly when?: Condition;
  /** Takes no more when the load in the context has reached this. */
  readonly capacity?: number;
  /** A calendar in `calendars`, or `always`. */
  readonly calendar?: string;
}

/** How the receiver responds. */
export interface Protocol extends Annotations {
  /** What to do, such as `phone`. */
  readonly action?: string;
  /** An SLA in `slas`. */
  readonly sla?: string;
}

/** A planned series of touches. */
export interface NurtureTrack extends Annotations {
  /** Times of the touches, counted from `lead.nurtureSince`, else from now; `"0s"` is at once. */
  readonly touches: readonly Duration[];
  /** Events after which the touches pause; needs `pause`. */
  readonly pauseOn?: EventMatch;
  /** How long they pause. */
  readonly pause?: Duration;
  /** When this holds, routing does not use the track, except in its last rule. */
  readonly breakout?: Condition;
}

/** A set of response promises. */
export interface Sla extends Annotations {
  /** A calendar in `calendars`, or `always`. */
  readonly calendar?: string;
  /** Promises by name. */
  readonly promises: { readonly [name: string]: ResponsePromise };
  /** Who hears of a broken promise. */
  readonly escalate?: Escalation;
}

/** Something that must have happened in time. */
export interface ResponsePromise extends Annotations {
  /** Counted in the calendar's open time; days and weeks only with `always`. */
  readonly in: Duration;
  /** Event types that keep the promise. */
  readonly by: readonly string[];
}

/** Who hears of a broken promise. */
export interface Escalation extends Annotations {
  /** The queue. */
  readonly queue: string;
}

/** Working hours. */
export interface Calendar extends Annotations {
  /** An IANA time zone, such as `Europe/Berlin`. */
  readonly timezone: string;
  /** Windows such as `09:00-17:30`, by day, range of days or list of them: `mon-fri`, `sat,sun`. */
  readonly hours: { readonly [days: string]: readonly string[] };
  /** Dates (`2026-12-25`) whose windows do not open. */
  readonly holidays?: readonly string[];
}

/** What a form may ask. */
export interface FormSection extends Annotations {
  /** The questions; their order breaks ties. */
  readonly questions?: readonly Question[];
  /** Whether browsers may have what decides (`model.public()`), so that they can tell when nothing is left to ask. Default false. */
  readonly public?: boolean;
}

/** Something a form may ask. */
export interface Question extends Annotations {
  /** The field it fills; one question per field. */
  readonly field: string;
  /** The question, as a person reads it. */
  readonly ask: string;
  /** What it costs the person to answer, relative to the others, 0.1–100. Default 1. */
  readonly friction?: number;
  /** Answers offered; of a choice, or a set that has options, by default these. */
  readonly options?: readonly Answer[];
  /** How likely each answer is, relative to the others. */
  readonly priors?: readonly number[];
  /** Asked only when this holds; facts before stages. */
  readonly when?: Condition;
  /** Wanted even if it cannot change the outcome, such as a name. Default false. */
  readonly required?: boolean;
}

/** An answer a question offers. */
export interface Answer extends Annotations {
  /** A value of the field's type. */
  readonly value: Scalar;
}

/** What the receiver of a routed lead is told. */
export interface HandoffSection extends Annotations {
  /** Sentences, each when its condition holds. */
  readonly talkingPoints?: readonly TalkingPoint[];
  /** Fields, derived facts and `<field>.domain` to hand over. */
  readonly include?: readonly string[];
}

/** A sentence for the first conversation. */
export interface TalkingPoint extends Annotations {
  /** Absent = always. */
  readonly when?: Condition;
  /** The sentence. */
  readonly say: string;
}

// ---------------------------------------------------------------------------------------------------------------------
// The lead
// ---------------------------------------------------------------------------------------------------------------------

/** Profile, events, and what the CRM remembers: at most 256 KiB of JSON. Faults in it become notices, never errors. */
export interface Lead {
  /** Its id, written into the evaluation. */
  readonly id?: string | null;
  /** How it came to us. Default `"inbound"`; matched folded. */
  readonly motion?: "inbound" | "outbound" | "product" | (string & {}) | null;
  /** What is known about them, by field name or alias. */
  readonly profile?: { readonly [name: string]: unknown } | null;
  /** What they, or a colleague of ours, did; at most 2,000. */
  readonly events?: readonly LeadEvent[] | null;
  /** The stage the CRM has, by id or label, folded. */
  readonly stage?: string | null;
  /** Since when it has that stage. */
  readonly stageSince?: Instant | null;
  /** When it was disqualified last. */
  readonly disqualifiedAt?: Instant | null;
  /** Since when it is nurtured. */
  readonly nurtureSince?: Instant | null;
}

/** A dated thing the lead, or a colleague of ours, did. */
export interface LeadEvent {
  /** What happened, such as `page`, `form` or `sales-accepted`. Compared folded. */
  readonly type: string;
  /** When: RFC 3339, a date, or milliseconds since 1970. */
  readonly at: Instant;
  /** Where, such as `web`. */
  readonly channel?: string | null;
  /** About what, such as `pricing`. */
  readonly asset?: string | null;
  /** The event's name. */
  readonly name?: string | null;
  /** The event's number. */
  readonly value?: number | null;
  /** Anything else: texts, numbers, booleans, arrays of strings. */
  readonly props?: { readonly [name: string]: unknown } | null;
}

/** What is true of us rather than of the lead, for routing. */
export interface Context {
  /** Whose turn it is: a number, or one per team. Default 0. */
  readonly turn?: number | { readonly [team: string]: number } | null;
  /** Open leads per member. */
  readonly load?: { readonly [member: string]: number } | null;
  /** Members who are away. */
  readonly away?: readonly string[] | null;
  /** Changes who gets which lead in `sticky` teams. Default empty. */
  readonly salt?: string | null;
}

// ---------------------------------------------------------------------------------------------------------------------
// The evaluation
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The answer for one lead at one instant. Every member is always there; what does not apply is `null`. Instants are RFC 3339 in UTC.
 * `Ids` are those of the model, where its document is written as a literal.
 */
export interface Evaluation<Ids extends ModelIds = ModelIds> {
  /** Which model answered. */
  readonly model: {
    /** Its name. */
    readonly name: string;
    /** Its version. */
    readonly version: string | null;
    /** `sha256:` and the hash of the document. */
    readonly hash: string;
  };
  /** The lead's id. */
  readonly lead: string | null;
  /** The instant it was evaluated at. */
  readonly now: string;
  /** Who they are. */
  readonly fit: {
    /** Points, at most three decimals. */
    readonly points: number;
    /** Id of the tier. */
    readonly tier: Ids["tier"] | null;
  };
  /** How much they want to buy. */
  readonly intent: {
    /** Points, at most three decimals. */
    readonly points: number;
    /** Id of the band. */
    readonly band: Ids["band"] | null;
  };
  /** `fit.points` + `intent.points`: exactly the sum of `reasons`. */
  readonly score: number;
  /** Id of the stage, `lead` or `disqualified`. */
  readonly stage: Ids["stage"] | "lead" | "disqualified";
  /** The stage a disqualified lead would have. */
  readonly wouldBe: Ids["stage"] | "lead" | null;
  /** How the stage differs from the one the CRM has. */
  readonly change: Change<Ids["stage"]> | null;
  /** The lowest stage above that waits only for a person's decision. */
  readonly awaiting: Ids["stage"] | null;
  /** The state of each framework, by name. */
  readonly frameworks: { readonly [Name in keyof Ids["criteria"]]: FrameworkState<Ids["criteria"][Name]> };
  /** The labels that hold, in model order. */
  readonly labels: readonly LabelState<Ids["label"]>[];
  /** Why the lead is out. */
  readonly disqualified: Disqualified<Ids["disqualify"], Ids["code"]> | null;
  /** What happens next. */
  readonly action: Action<Ids>;
  /** Every contribution to the score, fit first, in model order; clamps last. */
  readonly reasons: readonly Reason<Ids["rule"]>[];
  /** The tier and the three largest positive reasons, in words. */
  readonly summary: string;
  /** How much evidence there is, by kind. */
  readonly layers: {
    /** Known and declared fields about who they are. */
    readonly static: readonly [known: number, declared: number];
    /** Usable events. */
    readonly intent: number;
    /** Known and declared fields the CRM remembers. */
    readonly crm: readonly [known: number, declared: number];
    /** Known and declared fields someone confirmed. */
    readonly human: readonly [known: number, declared: number];
  };
  /** What the receiver is told, when the lead is routed to one. */
  readonly handoff: Handoff | null;
  /** Faults found in the lead or context, and cautions about the answer. */
  readonly notices: readonly Notice[];
}

/** A change of stage. */
export interface Change<Stage extends string = string> {
  /** The stage the CRM has. */
  readonly from: Stage | "lead" | "disqualified";
  /** `out`: to disqualified; `back`: from it. */
  readonly direction: "up" | "down" | "out" | "back";
}

/** The state of a framework. */
export interface FrameworkState<Criterion extends string = string> {
  /** Passed, not passed, or not known yet. */
  readonly passed: boolean | null;
  /** Criteria that are met. */
  readonly met: readonly Criterion[];
  /** Criteria that are not. */
  readonly unmet: readonly Criterion[];
  /** Criteria of which nothing is known. */
  readonly unknown: readonly Criterion[];
}

/** A label that holds. */
export interface LabelState<Id extends string = string> {
  /** Its id. */
  readonly id: Id;
  /** `flag` is a red flag. */
  readonly severity: "info" | "flag";
  /** The reason in words. */
  readonly because: string;
}

/** Why a lead is out. */
export interface Disqualified<Rule extends string = string, Code extends string = string> {
  /** The first rule that matched. */
  readonly rule: Rule;
  /** Its reason code. */
  readonly code: Code;
  /** All rules that matched, in model order. */
  readonly all: readonly {
    /** The rule. */
    readonly rule: Rule;
    /** Its reason code. */
    readonly code: Code;
  }[];
}

/** What happens next. */
export interface Action<Ids extends ModelIds = ModelIds> {
  /** `route` to an owner, team or queue; `none` when the model has no routing. */
  readonly kind: "route" | "nurture" | "partner" | "recycle" | "close" | "none";
  /** The routing or disqualify rule that decided. */
  readonly rule: Ids["route"] | Ids["disqualify"] | null;
  /** The team. */
  readonly team: Ids["team"] | null;
  /** The person. */
  readonly owner: string | null;
  /** The queue. */
  readonly queue: Ids["queue"] | null;
  /** The nurture track. */
  readonly track: Ids["track"] | null;
  /** The partner. */
  readonly partner: Ids["partner"] | null;
  /** How to respond. */
  readonly protocol: Ids["protocol"] | null;
  /** Members who could not take it, in the order tried. */
  readonly considered: readonly {
    /** The team. */
    readonly team: string;
    /** The member. */
    readonly member: string;
    /** Why not. */
    readonly why: "condition" | "away" | "capacity" | "closed";
  }[];
  /** When a recycled lead comes back. */
  readonly at: string | null;
  /** The touches still to come. */
  readonly touches: readonly string[];
  /** The promises by name. */
  readonly due: {
    /** One promise. */
    readonly [promise: string]: {
      /** The deadline; `null` when nothing is open for 400 days. */
      readonly by: string | null;
      /** Kept in time, kept late, broken, or still open. */
      readonly state: "met" | "late" | "breached" | "due";
    };
  };
  /** Who hears of a broken promise. */
  readonly escalate: {
    /** The queue. */
    readonly queue: string;
  } | null;
}

/** One contribution to the score. */
export interface Reason<Rule extends string = string> {
  /** Which sum it belongs to. */
  readonly axis: "fit" | "intent";
  /** The rule or signal; `null` for a clamp. */
  readonly rule: Rule | null;
  /** Its group; for a clamp the group that was clamped, `null` for the whole axis. */
  readonly group: string | null;
  /** Points, at most three decimals, never 0. */
  readonly points: number;
  /** The reason in words. */
  readonly because: string;
  /** How many events, for signals. */
  readonly count: number | null;
  /** The newest event that takes part, for signals. */
  readonly last: string | null;
}

/** What the receiver of a lead is told. */
export interface Handoff {
  /** The evaluation's summary. */
  readonly summary: string;
  /** The sentences whose conditions hold. */
  readonly talkingPoints: readonly string[];
  /** The values handed over, by name. */
  readonly fields: { readonly [name: string]: string | number | boolean | readonly string[] | null };
  /** What they did: one entry per type and asset, by first event. */
  readonly engagement: readonly {
    /** The events' type. */
    readonly type: string;
    /** The events' asset. */
    readonly asset: string | null;
    /** How many. */
    readonly count: number;
    /** The oldest. */
    readonly first: string;
    /** The newest. */
    readonly last: string;
  }[];
}

/** A fault found in a lead or context, or a caution about the answer. Never holds a lead's values. */
export interface Notice {
  /** What it is. */
  readonly code: NoticeCode;
  /** JSON Pointer into the lead (or, for `bad-context`, the context). */
  readonly path: string | null;
  /** How many; 1 for kinds that are not counted. */
  readonly count: number;
}

/** The kinds of notices. */
export type NoticeCode =
  /** A value that names none of its field's options. */
  | "unlisted-option"
  /** A number outside its field's `min`, `max` or not `integer`; it is kept. */
  | "out-of-range"
  /** A value of the wrong type; it counts as absent. */
  | "wrong-type"
  /** Members of the profile that no field names. */
  | "unused-keys"
  /** Events without a type or an instant; they are dropped. */
  | "bad-event"
  /** Events more than five minutes after now; they are ignored. */
  | "future-event"
  /** A stage the model does not know. */
  | "unknown-stage"
  /** A member of the context with something wrong in it; it is ignored whole. */
  | "bad-context"
  /** The lead is not JSON; it counts as `{}`. */
  | "not-json"
  /** The lead is not an object; it counts as `{}`. */
  | "not-an-object"
  /** The lead is larger than 256 KiB; it counts as `{}`. */
  | "lead-too-large"
  /** Values nested deeper than 16; they count as absent. */
  | "too-deep"
  /** Strings longer than 8 KiB; they count as absent. */
  | "string-too-long"
  /** Events after the first 2,000; they are left out. */
  | "too-many-events"
  /** All evidence is of one of the four kinds of `layers`. */
  | "single-layer";

// ---------------------------------------------------------------------------------------------------------------------
// Diagnostics
// ---------------------------------------------------------------------------------------------------------------------

/** A kebab-case code that is never reused, such as `unknown-field`. */
export type DiagnosticCode = string;

/** A fault found in a model. All of them are found at once, at most 100. */
export interface Diagnostic {
  /** What is wrong. */
  readonly code: DiagnosticCode;
  /** An `error` keeps the model from loading, a `warning` does not. */
  readonly severity: "error" | "warning";
  /** JSON Pointer into the model document. */
  readonly path: string;
  /** One lower-case sentence without a period. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string | null;
  /** Line in the text, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
}
