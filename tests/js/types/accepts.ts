// What a user would write, and the compiler must take.
import type {
  Condition, Context, Diagnostic, Duration, Evaluation, EventMatch, Field, Instant, Lead, LeadEvent, ModelDocument, Notice, NoticeCode, Reason, Signal, Stage,
} from "../../../pkg/src/types.js";

export const literal = {
  leadgrade: 1,
  name: "literal",
  fields: { email: { type: "email" }, size: { type: "number", min: 1 } },
  fit: { rules: [{ id: "icp", when: { size: { gte: 50 }, not: { "email.kind": "free" } }, points: 20 }], tiers: [{ id: "A", at: 20 }, { id: "B" }] },
  intent: { decay: "14d", signals: [{ id: "burst", points: 5, burst: { count: 3, in: "1d" } }] },
} satisfies ModelDocument;

export const frozen = {
  leadgrade: 1,
  name: "frozen",
  fields: { industry: { type: "choice", options: ["saas", { id: "retail", aliases: ["shop"] }] } },
  derived: { group: { cases: [{ when: { industry: ["saas"] }, is: "ours" }], otherwise: "theirs" } },
  stages: [{ id: "mql", when: { any: [{ group: "ours" }, { score: { gte: 40 } }] }, gate: { accept: ["yes"] } }],
} as const satisfies ModelDocument;

// A model that is put together keeps its parts' types.
const fields: Record<string, Field> = { title: { type: "text", blank: ["-"] } };
const signals: Signal[] = ["pricing", "demo"].map((asset) => ({ id: asset, on: { type: "page", asset }, points: 5, repeat: { per: "day" } }));
const stages: Stage[] = [{ id: "mql", sticky: true }];
export const assembled: ModelDocument = { leadgrade: 1, name: "assembled", fields, intent: { signals }, stages };

export const conditions: readonly Condition[] = [
  {},
  { industry: "saas", size: { gte: 50, lt: 1000 }, tools: ["a", "b"], active: true, "fit.tier": { in: ["A"] } },
  { any: [{ all: [{ not: { a: 1 } }] }], size: { between: [1, 9] } },
  { not: { any: [{ a: { known: false } }, {}] }, title: { words: ["cto", "vp sales"] }, on: { within: "30d" } },
  { all: [{ email: { endsWith: ".example" } }, { "email.domain": { inList: "competitors" } }], b: { ne: 2 } },
];
export const matches: readonly EventMatch[] = [
  {},
  { type: ["page", "screen"], path: { startsWith: "/pricing" }, value: { gt: 3 } },
  { any: [{ asset: "demo" }, { not: { day: "2026-11-20" } }], channel: "web" },
];
export const durations: readonly Duration[] = ["30m", "14d", `${7 * 2}d`];
export const instants: readonly Instant[] = [new Date(), 1_700_000_000_000, "2026-11-22T10:00:00Z"];

const event: LeadEvent = { type: "page", at: "2026-11-20T09:30:00Z", channel: "web", asset: "pricing", props: { path: "/pricing", tags: ["a"] } };
export const leads: readonly Lead[] = [
  {},
  { id: "l-1", motion: "inbound", profile: { email: "ada@acme.example", size: 240 }, events: [event, { type: "form", at: 0 }], stage: "mql", stageSince: "2026-11-01" },
  { id: null, motion: "Product", profile: null, events: null, stage: null },
];
export const contexts: readonly Context[] = [{}, { turn: 7 }, { turn: { emea: 3 }, load: { ana: 12 }, away: ["bo"], salt: "s" }];

// What comes back is read without a cast.
export function words(evaluation: Evaluation): string[] {
  const { fit, intent, score, change, disqualified, action, layers, handoff, frameworks } = evaluation;
  const bant = frameworks["bant"];
  return [
    `${fit.tier ?? "no tier"} ${intent.band ?? "no band"} ${(fit.points + intent.points - score).toFixed(3)}`,
    change === null ? "as before" : { up: "▲", down: "▼", out: "✕", back: "↩" }[change.direction],
    disqualified?.all.map(({ code }) => code).join() ?? "in",
    action.kind === "route" ? action.owner ?? action.team ?? action.queue ?? "" : action.touches.join(),
    Object.entries(action.due).map(([promise, { by, state }]) => `${promise} ${by ?? "never"} ${state}`).join(),
    `${layers.static[0]} of ${layers.static[1]}, ${layers.intent} events`,
    bant?.passed === null ? "not known" : `${bant?.met.length ?? 0} met`,
    handoff?.engagement.map(({ type, asset, count }) => `${count} × ${type} ${asset ?? ""}`).join() ?? "",
    ...evaluation.labels.filter(({ severity }) => severity === "flag").map(({ because }) => because),
    ...evaluation.reasons.map(reason),
    ...evaluation.notices.map(notice),
  ];
}

function reason({ axis, rule, group, points, because, count, last }: Reason): string {
  return `${axis} ${rule ?? group ?? "axis"} ${points} ${because}${count === null ? "" : ` ×${count}, last ${last ?? ""}`}`;
}

function notice({ code, path, count }: Notice): string {
  return `${advice(code)} at ${path ?? "nowhere"} ×${count}`;
}

// A switch over all codes ends without a default.
function advice(code: NoticeCode): string {
  switch (code) {
    case "unlisted-option": return "add an alias";
    case "out-of-range":
    case "wrong-type": return "mend the import";
    case "unused-keys": return "declare or drop";
    case "bad-event":
    case "future-event": return "look at the tracker";
    case "unknown-stage": return "map the stage";
    case "bad-context": return "mend the context";
    case "not-json":
    case "not-an-object":
    case "lead-too-large":
    case "too-deep":
    case "string-too-long":
    case "too-many-events": return "send less";
    case "single-layer": return "ask more";
  }
}

export function line({ code, severity, path, message, help, line: at, column }: Diagnostic): string {
  return `${at}:${column} ${severity} ${code} ${path}: ${message}${help === null ? "" : ` (${help})`}`;
}
