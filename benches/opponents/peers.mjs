// The same model for three rule engines. They know no windows, caps, decay, folding or e-mail domains: all of that is worked
// out for them by hand (`facts`), and what they give is what they can: the scores, tier, band and stage.
import zen, { Variable } from "@gorules/zen-engine-wasm/dist/zen_engine_wasm.js";
import { LogicEngine } from "json-logic-engine";
import { Engine } from "json-rules-engine";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BUDGETS, COUNTRIES, INDUSTRIES, RIVALS, STAGES, STAGE_NAMES, TIMELINES, behaviour } from "./hard.mjs";
import { DAY, fold, kindOf, under, words } from "./shared.mjs";

const SIGNALS = ["pricing", "pricing-burst", "demo-page", "roi", "case-study", "blog", "careers", "form", "download", "webinar", "email-open", "email-click", "reply", "unsubscribe", "meeting", "big-deal",
  "visits", "active-days", "channels", "pricing-then-form", "quiet"];
const sig = (id) => `sig_${id.replaceAll("-", "_")}`;
const NOTHING = Object.fromEntries(SIGNALS.map((id) => [sig(id), 0]));
const NAMES = new Map(SIGNALS.map((id) => [id, sig(id)]));

function facts(lead, now, domains) {
  const p = lead.profile ?? {};
  const found = { ...NOTHING };
  const domain = typeof p.email === "string" ? p.email.slice(p.email.indexOf("@") + 1).toLowerCase() : "";
  found.kind = domain === "" ? -1 : kindOf(domain, domains);
  found.rival = under(domain, RIVALS);
  found.size = p.companySize ?? -1;
  found.revenue = p.annualRevenue ?? -1;
  found.industry = INDUSTRIES.get(fold(p.industry ?? "")) ?? -1;
  found.country = COUNTRIES.get(fold(p.country ?? "")) ?? -1;
  found.timeline = TIMELINES.get(p.timeline ?? "") ?? -1;
  found.budget = BUDGETS.get(p.budget ?? "") ?? -1;
  found.authority = p.authority === true;
  found.need = p.need !== null && p.need !== undefined;
  const title = fold(p.jobTitle ?? "");
  const spaced = words(title);
  found.executive = [" vp ", " chief ", " ceo ", " head of ", " geschaftsfuhrer "].some((word) => spaced.includes(word));
  found.learner = spaced.includes(" student ") || spaced.includes(" intern ");
  found.manager = title.includes("manager");
  const tools = (p.techStack ?? []).map(fold);
  found.crm = tools.includes("salesforce") || tools.includes("hubspot");
  found.rivalTool = tools.includes("scorely");
  const age = p.fundedAt ? now - Date.parse(p.fundedAt) : -1;
  found.funded = age >= 0 && age < 365 * DAY;
  found.reachable = p.optedOut === false;
  const { accepted } = behaviour(lead, now, (rule, points) => {
    found[NAMES.get(rule)] = points;
  });
  found.accepted = accepted;
  found.had = lead.stage === undefined ? -1 : STAGES.get(fold(lead.stage)) ?? -1;
  return found;
}

// Rules of fit as data: the group, the points in thousandths, and a condition of [fact, operator, constant].
const RULES = [
  ["firm", 20000, [["industry", "in", [0, 1]]]], ["firm", 8000, [["industry", "in", [2, 3]]]], ["firm", 15000, [["size", ">=", 50], ["size", "<", 1000]]], ["firm", 10000, [["size", ">=", 1000]]],
  ["firm", -10000, [["size", ">=", 0], ["size", "<", 10]]], ["firm", 4000, [["revenue", ">=", 1e6], ["revenue", "<", 5e6]]], ["firm", 8500, [["revenue", ">=", 5e6], ["revenue", "<", 2e7]]],
  ["firm", 12000, [["revenue", ">=", 2e7]]], ["free", 5000, [["kind", "==", 3]]], ["free", -5000, [["kind", "==", 1]]], ["free", -20000, [["kind", "==", 0]]], ["person", 15000, [["executive", "==", true]]],
  ["person", 8000, [["manager", "==", true]]], ["person", -15000, [["learner", "==", true]]], ["free", 10000, [["country", "in", [0, 1, 2]]]], ["free", 5000, [["country", "in", [3, 4]]]],
  ["free", 8000, [["crm", "==", true]]], ["free", -4000, [["rivalTool", "==", true]]], ["free", 6000, [["funded", "==", true]]], ["free", 1000, [["reachable", "==", true]]],
  ["free", 3500, [["industry", "==", 0]], [["size", ">=", 200], ["revenue", ">", 1e7]]],
  ...SIGNALS.map((id) => ["intent", sig(id), [[sig(id), "!=", 0]]]),
  ["met", 1, [["budget", ">=", 1]]], ["met", 1, [], [["authority", "==", true], ["executive", "==", true]]], ["met", 1, [["need", "==", true]]], ["met", 1, [["timeline", ">=", 2]]],
  ["out", 1, [], [["rival", "==", true], ["kind", "==", 0]]],
];
const GROUPS = ["firm", "person", "free", "intent", "met", "out"];

// What an engine's sums come to; none of them has bounds or tiers.
function conclude([firm, person, free, intent, met, out], found) {
  const fit = Math.min(Math.max(firm, -10000), 40000) + Math.min(person, 15000) + free;
  const tier = fit >= 50000 ? "A" : fit >= 30000 ? "B" : fit >= 10000 ? "C" : "D";
  const score = fit + intent;
  const mql = score >= 50000 && tier !== "D";
  let stage = mql && found.accepted ? (score >= 80000 && met >= 2 ? 3 : 2) : mql ? 1 : 0;
  if (found.had === 1 && stage === 0) stage = 1;
  return {
    fit: fit / 1000, tier, intent: intent / 1000, band: intent >= 30000 ? "high" : intent >= 12000 ? "medium" : "low", score: score / 1000,
    stage: out > 0 || (found.learner && fit < 10000) ? "disqualified" : STAGE_NAMES[stage],
  };
}

/** Each peer's `evaluate(lead, now)`; a promise where it has only that. */
export async function peers(domains) {
  const require = createRequire(import.meta.url);
  await zen({ module_or_path: readFileSync(require.resolve("@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm")) });
  return { "json-logic-engine": jsonLogic(domains), "zen-engine-wasm": zenEngine(domains), "json-rules-engine": rulesEngine(domains) };
}

function jsonLogic(domains) {
  const test = ([fact, operator, constant]) => ({ [operator === "==" ? "===" : operator === "!=" ? "!==" : operator]: [{ var: fact }, constant] });
  const when = ([, , all, any]) => ({ and: [...all.map(test), ...(any ? [{ or: any.map(test) }] : [])] });
  const sum = (group) => ({ "+": RULES.filter((rule) => rule[0] === group).map((rule) => ({ if: [when(rule), typeof rule[1] === "string" ? { var: rule[1] } : rule[1], 0] })) });
  const engine = new LogicEngine();
  const sums = GROUPS.map((group) => engine.build(sum(group)));
  return (lead, now) => {
    const found = facts(lead, now, domains);
    return conclude(sums.map((sum) => sum(found)), found);
  };
}

function zenEngine(domains) {
  const test = ([fact, operator, constant]) => (operator === "in" ? `${fact} in [${constant}]` : `${fact} ${operator} ${constant}`);
  const when = ([, , all, any]) => [...all.map(test), ...(any ? [`(${any.map(test).join(" or ")})`] : [])].join(" and ");
  const sums = GROUPS.map((group) => RULES.filter((rule) => rule[0] === group).map((rule) => `(${when(rule)} ? ${rule[1]} : 0)`).join(" + "));
  return (lead, now) => {
    const found = facts(lead, now, domains);
    const variable = new Variable(found);
    const results = sums.map((sum) => variable.evaluateExpression(sum));
    variable.free();
    return conclude(results, found);
  };
}

function rulesEngine(domains) {
  const operators = { "==": "equal", "!=": "notEqual", in: "in", ">=": "greaterThanInclusive", ">": "greaterThan", "<": "lessThan" };
  const test = ([fact, operator, value]) => ({ fact, operator: operators[operator], value });
  const rules = RULES.map(([group, points, all, any]) => ({
    conditions: { all: [...all.map(test), ...(any ? [{ any: any.map(test) }] : [])] }, event: { type: group, params: { points } },
  }));
  const engine = new Engine(rules);
  return async (lead, now) => {
    const found = facts(lead, now, domains);
    const sums = [0, 0, 0, 0, 0, 0];
    const { events } = await engine.run(found);
    for (const { type, params } of events) sums[GROUPS.indexOf(type)] += typeof params.points === "string" ? found[params.points] : params.points;
    return conclude(sums, found);
  };
}
