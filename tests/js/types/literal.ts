// What the compiler knows of a model that is written as a literal: what it must take, and the slips that it must see.
import { explain, loadModel } from "../../../pkg/src/index.js";
import type { Evaluation, EvaluationOf, Form, IdsOf, Lead, LeadOf, Model, ModelDocument, ProfileOf } from "../../../pkg/src/index.js";

const document = {
  leadgrade: 1,
  name: "literal",
  fields: {
    email: { type: "email", aliases: ["Email", "/contact/email"] },
    size: { type: "number", aliases: ["numberofemployees"] },
    industry: { type: "choice", options: ["other", { id: "saas", label: "Software", aliases: ["IT"] }], blank: ["Select"] },
    tools: { type: "set", options: ["crm", "mail"] },
    interests: { type: "set" },
    customer: { type: "boolean" },
    backOn: { type: "date" },
  },
  fit: { rules: [{ id: "icp", when: { industry: "saas", any: [{ size: { gte: 50 } }, {}] }, points: 20 }], tiers: [{ id: "A", at: 20 }, { id: "B" }] },
  intent: { signals: [{ id: "pricing", points: 10 }], bands: [{ id: "high", at: 40 }, { id: "low" }] },
  frameworks: { bant: { criteria: { need: { met: {} }, budget: { met: {} } } } },
  labels: [{ id: "hand-raiser", when: {} }, { id: "far-away", when: {}, severity: "flag" }],
  disqualify: [{ id: "rival", code: "competitor", when: {} }, { id: "tiny", code: "no-budget", when: {}, then: { nurture: "slow" } }],
  stages: [{ id: "mql", label: "Qualified by marketing" }, { id: "sql", requires: ["mql"], gate: { accept: ["yes"] } }],
  routing: [{ id: "owned", to: { owner: "email" } }, { id: "hot", to: { team: "emea" }, protocol: "call" }, { id: "rest", to: { queue: "inbox" } }],
  teams: { emea: { members: [{ id: "ana" }], mode: "turns" } },
  protocols: { call: {} },
  nurture: { slow: { touches: ["0s"] } },
} as const satisfies ModelDocument;

// Exactly the type, no wider and no narrower.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(yes: Same<A, B>): void;

export const leads: LeadOf<typeof document>[] = [
  {},
  { id: "l-1", profile: null, stage: "mql" },
  { profile: { email: "ada@acme.example", size: 240, industry: "Software", tools: ["crm"], interests: ["scoring"], customer: "yes", backOn: new Date(0) }, stage: "disqualified" },
  { profile: { Email: "ada@acme.example", contact: { email: "ada@acme.example" }, numberofemployees: "240", industry: "Select", tools: "crm;mail", interests: "any;thing", customer: 1, backOn: null } },
  { stage: "Qualified by marketing", events: [{ type: "page", at: 0 }] },
];
export const plain: Lead[] = leads;

export const slips: LeadOf<typeof document>[] = [
  // @ts-expect-error no such field
  { profile: { companySize: 240 } },
  // @ts-expect-error no number
  { profile: { size: "many" } },
  // @ts-expect-error no such option
  { profile: { industry: "retail" } },
  // @ts-expect-error no such element
  { profile: { tools: ["crm", "erp"] } },
  // @ts-expect-error neither yes nor no
  { profile: { customer: "maybe" } },
  // @ts-expect-error no address
  { profile: { email: 5 } },
  // @ts-expect-error no such stage
  { stage: "hql" },
  // @ts-expect-error profile values go into the profile
  { size: 240 },
];

export async function use(): Promise<void> {
  const model = await loadModel(document);
  const evaluation: EvaluationOf<typeof document> = model.evaluate({ profile: { anything: "goes" } });
  same<typeof evaluation.fit.tier, "A" | "B" | null>(true);
  same<typeof evaluation.intent.band, "high" | "low" | null>(true);
  same<typeof evaluation.stage, "mql" | "sql" | "lead" | "disqualified">(true);
  same<typeof evaluation.wouldBe, "mql" | "sql" | "lead" | null>(true);
  same<typeof evaluation.awaiting, "mql" | "sql" | null>(true);
  same<(typeof evaluation.labels)[number]["id"], "hand-raiser" | "far-away">(true);
  same<NonNullable<typeof evaluation.disqualified>["code"], "competitor" | "no-budget">(true);
  same<NonNullable<typeof evaluation.disqualified>["rule"], "rival" | "tiny">(true);
  same<(typeof evaluation.reasons)[number]["rule"], "icp" | "pricing" | null>(true);
  const { rule, team, queue, track, partner, protocol } = evaluation.action;
  same<typeof rule, "owned" | "hot" | "rest" | "rival" | "tiny" | null>(true);
  same<[typeof team, typeof queue, typeof track, typeof partner, typeof protocol], ["emea" | null, "inbox" | null, "slow" | null, null, "call" | null]>(true);
  // A framework that the model has is there, without a question mark.
  same<(typeof evaluation.frameworks.bant.met)[number], "need" | "budget">(true);
  // @ts-expect-error no such tier
  if (evaluation.fit.tier === "C") return;
  // @ts-expect-error no such framework
  void evaluation.frameworks.champ;

  // A switch over all stages ends without a default.
  const words = (stage: IdsOf<typeof document>["stage"]): string => {
    switch (stage) {
      case "mql": return "marketing";
      case "sql": return "sales";
    }
  };
  void words;

  // Everywhere where plain ones are wanted they will do.
  const plainModel: Model = model;
  const form = model.form();
  const plainForm: Form = form;
  const plainEvaluation: Evaluation = form.evaluation;
  same<typeof form.evaluation.stage, typeof evaluation.stage>(true);
  explain(evaluation, "sales");
  void [plainModel, plainForm, plainEvaluation, form.whatIf({}).evaluation.stage];
}

export async function inTheCall(text: string, given: ModelDocument, either: string | ModelDocument): Promise<void> {
  const model = await loadModel({ leadgrade: 1, name: "m", fields: { size: { type: "number" } }, stages: [{ id: "mql", when: { size: { gte: 50 } } }] });
  const { stage, fit } = model.evaluate({ profile: { size: "240" } });
  same<typeof stage, "mql" | "lead" | "disqualified">(true);
  same<typeof fit.tier, null>(true);
  // Of other models nothing is known but that there are ids.
  for (const plain of [await loadModel(text), await loadModel(given), await loadModel(either), await loadModel(JSON.parse(text))]) {
    same<typeof plain, Model>(true);
    same<Evaluation["stage"], string>(true);
    void plain.evaluate({}).frameworks["bant"]?.passed;
  }
  // @ts-expect-error the section is called fit
  void loadModel({ leadgrade: 1, name: "m", fields: {}, fitt: {} });
  // @ts-expect-error fields have aliases
  void loadModel({ leadgrade: 1, name: "m", fields: { size: { type: "number", alias: ["n"] } } });
  // @ts-expect-error signals have points
  void loadModel({ leadgrade: 1, name: "m", fields: {}, intent: { signals: [{ id: "s", point: 5 }] } });
  // @ts-expect-error a test is called gte
  void loadModel({ leadgrade: 1, name: "m", fields: {}, labels: [{ id: "l", when: { any: [{ size: { atLeast: 5 } }] } }] });
}

// A profile of no literal model is any profile.
export const open: ProfileOf<ModelDocument> = { anything: 1 };
