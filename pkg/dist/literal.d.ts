// What a model that is written as a literal says about its leads and evaluations. Of a plain `ModelDocument` all of these are `string`.
import type { AllKeys, Each, Member, Text } from "./members.js";
import type { Evaluation, Instant, Lead, ModelDocument } from "./types.js";

/**
 * A lead of one model, for leads that a program writes itself: a field, option or stage that the model does not have is seen by the
 * compiler. Models are written `as const` for that.
 *
 * ```ts
 * const document = { leadgrade: 1, name: "demo", fields: { size: { type: "number" } } } as const satisfies ModelDocument;
 * const lead: LeadOf<typeof document> = { profile: { size: 240 } };
 * ```
 *
 * Leads from elsewhere are a plain {@link Lead}: `evaluate` takes any, whatever is wrong with it.
 */
export interface LeadOf<M extends ModelDocument> extends Omit<Lead, "profile" | "stage"> {
  /** What is known about them, by field name or alias. */
  readonly profile?: ProfileOf<M> | null;
  /** The stage the CRM has, by id or label. */
  readonly stage?: Id<Stages<M>> | Text<Member<Stages<M>, "label">> | "lead" | "disqualified" | null;
}

/** The profile of a {@link LeadOf}: each field with what its type takes, options by id, label or alias. Of an alias that is a JSON Pointer only the first member is known. */
export type ProfileOf<M extends ModelDocument> = string extends keyof M["fields"] ? NonNullable<Lead["profile"]> : Values<M["fields"]> & Branches<M["fields"]>;

/** Which ids a model has, each kind as a union; of no model in particular they are `string`. */
export interface ModelIds {
  /** Of tiers. */
  readonly tier: string;
  /** Of bands. */
  readonly band: string;
  /** Of stages, without `lead` and `disqualified`. */
  readonly stage: string;
  /** Of labels. */
  readonly label: string;
  /** Of fit rules and signals. */
  readonly rule: string;
  /** Of criteria, by framework. */
  readonly criteria: { readonly [framework: string]: string };
  /** Of rules that disqualify. */
  readonly disqualify: string;
  /** The reason codes of rules that disqualify. */
  readonly code: string;
  /** Of routing rules. */
  readonly route: string;
  /** Of teams that leads go to. */
  readonly team: string;
  /** Of queues that leads go to. */
  readonly queue: string;
  /** Of nurture tracks that leads go into. */
  readonly track: string;
  /** Of partners that leads go to. */
  readonly partner: string;
  /** Of protocols. */
  readonly protocol: string;
}

/** The ids of a model: `IdsOf<typeof document>["stage"]`. */
export interface IdsOf<M extends ModelDocument> {
  readonly tier: Id<Each<Member<Member<M, "fit">, "tiers">>>;
  readonly band: Id<Each<Member<Member<M, "intent">, "bands">>>;
  readonly stage: Id<Stages<M>>;
  readonly label: Id<Each<Member<M, "labels">>>;
  readonly rule: Id<Each<Member<Member<M, "fit">, "rules">> | Each<Member<Member<M, "intent">, "signals">>>;
  readonly criteria: { readonly [Framework in AllKeys<Member<M, "frameworks">> & string]: AllKeys<Member<Member<Member<M, "frameworks">, Framework>, "criteria">> & string };
  readonly disqualify: Id<Disqualifying<M>>;
  readonly code: Text<Member<Disqualifying<M>, "code">>;
  readonly route: Id<Routes<M>>;
  readonly team: Target<M, "team">;
  readonly queue: Target<M, "queue">;
  readonly track: Target<M, "nurture">;
  readonly partner: Target<M, "partner">;
  readonly protocol: Text<Member<Routes<M>, "protocol">>;
}

/** The evaluations of one model, with the ids that it has. */
export type EvaluationOf<M extends ModelDocument> = Evaluation<IdsOf<M>>;

type Stages<M> = Each<Member<M, "stages">>;
type Disqualifying<M> = Each<Member<M, "disqualify">>;
type Routes<M> = Each<Member<M, "routing">>;
type Target<M, Kind extends string> = Text<Member<Member<Routes<M>, "to"> | Member<Disqualifying<M>, "then">, Kind>>;

type Values<Fields> = { readonly [Name in keyof Fields as Name | Exclude<Aliases<Fields[Name]>, `/${string}`>]?: ValueOf<Fields[Name]> | null };
type Branches<Fields> = { readonly [Name in keyof Fields as FirstMember<Aliases<Fields[Name]>>]?: unknown };
type Aliases<Field> = Text<Each<Member<Field, "aliases">>>;
type FirstMember<Alias> = Alias extends `/${infer First}/${string}` ? First : Alias extends `/${infer Only}` ? Only : never;

type ValueOf<Field> = Text<Each<Member<Field, "blank">>> | (
  Field extends { readonly type: "number" } ? number | `${number}`
  : Field extends { readonly type: "boolean" } ? boolean | 0 | 1 | "true" | "false" | "yes" | "no" | "on" | "off" | "1" | "0"
  : Field extends { readonly type: "date" } ? Instant
  : Field extends { readonly type: "choice" } ? Options<Field>
  : Field extends { readonly type: "set" } ? SetOf<"options" extends keyof Field ? Options<Field> : string>
  : string);
type SetOf<Element extends string> = readonly Element[] | Element | `${Element};${string}`;
type Options<Field> = OptionText<Each<Member<Field, "options">>>;
type OptionText<Option> = Text<Option | Member<Option, "id" | "label"> | Each<Member<Option, "aliases">>>;
type Id<T> = Text<Member<T, "id">>;
