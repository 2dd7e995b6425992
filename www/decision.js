// What happens next: who gets the lead and why, by when, or why nobody does.

import { conditionWords, durationWords } from "./conditions.js";
import { h } from "./dom.js";
import { showPromises } from "./promises.js";
import { stageName } from "./stages.js";
import { date, distance, humanize, named } from "./words.js";

const PASSED_OVER = { away: "away today", capacity: "fully booked", closed: "outside working hours" };
const MODES = {
  sticky: "The same account always meets the same person, in proportion to their shares.",
  turns: "They take turns, in proportion to their shares.",
  balanced: "Whoever has the fewest open leads for their share takes it.",
};
const CODES = {
  "bad-fit": "not our kind of customer", "no-budget": "no budget", "wrong-persona": "the wrong person", competitor: "a competitor", timing: "the wrong time",
  unresponsive: "does not respond", duplicate: "a duplicate", geography: "a place we do not serve", spam: "spam", student: "a student",
};

/** `record()` lets the CRM remember the outcome, `add(type)` notes what a colleague did. Nothing shows for a model that decides nothing. */
export function showDecision(root, doc, { record, add }) {
  root.hidden = doc.routing === undefined && doc.disqualify === undefined;
  const headline = h("p", { class: "headline-action", id: "decision-headline", tabindex: "-1" });
  const out = h("div", { class: "out" });
  const how = h("p", { class: "how" });
  const promises = h("div", {});
  const touches = h("ol", { class: "touches", "aria-label": "Planned touches" });
  const why = h("details", { class: "more" }, h("summary", {}), h("div", { class: "more-body" }));
  const recorded = h("p", { class: "recorded" });
  const store = h("button", { type: "button", class: "chip small", onclick: () => {
    record();
    if (store.hidden) headline.focus();
  } }, "Record in the CRM");
  const updatePromises = showPromises(promises, doc, add);
  root.replaceChildren(
    h("h3", { class: "unseen" }, "What happens next"),
    headline, out, how, promises, touches, why,
    h("div", { class: "crm" }, recorded, store));

  return function update(evaluation, lead, now) {
    const { action, disqualified } = evaluation;
    headline.replaceChildren(...HEADLINES[action.kind](action, doc, now));
    out.hidden = disqualified === null;
    out.replaceChildren(...(disqualified === null ? [] : outWords(evaluation, doc)));
    how.replaceChildren(...protocolWords(action, doc));
    how.hidden = how.textContent === "";
    const isStored = (lead.stage || "lead") === evaluation.stage && lead.stageSince !== "";
    updatePromises(evaluation, { now, start: isStored ? lead.stageSince : null });
    touches.hidden = action.touches.length === 0;
    touches.replaceChildren(...action.touches.map((at) => h("li", {}, h("strong", {}, date(Date.parse(at))), h("span", { class: "quiet" }, distance(Date.parse(at), now)))));
    const reasons = whyWords(evaluation, doc);
    why.hidden = reasons.length === 0;
    why.firstElementChild.textContent = whyTitle(action);
    why.lastElementChild.replaceChildren(...reasons);
    recorded.textContent = isStored ? `In the CRM as ${stageName(doc, evaluation.stage)}, recorded ${distance(lead.stageSince, now)}.` : "Not in the CRM yet.";
    store.hidden = isStored;
  };
}

const strong = (text) => h("strong", {}, text);

const HEADLINES = {
  route: ({ team, owner, queue }, doc) => {
    if (queue !== null) return ["Waits in the queue ", strong(humanize(queue))];
    if (team === null) return ["Goes to ", strong(owner), ", who owns it"];
    return ["Goes to ", strong(memberName(doc, team, owner)), `, team ${named(doc.teams, team)}`];
  },
  nurture: ({ track }, doc) => ["Is kept warm: ", strong(named(doc.nurture, track))],
  partner: ({ partner }) => ["Goes to the partner ", strong(humanize(partner))],
  recycle: ({ at }, doc, now) => (at === null ? ["Comes back once its date is known"] : ["Comes back on ", strong(date(Date.parse(at))), `, ${distance(Date.parse(at), now)}`]),
  close: () => [strong("Closed"), ": nobody spends time on it"],
  none: () => ["No next step"],
};

/** What a disqualification's code stands for: "a competitor". */
export function codeWords(code) {
  return CODES[code] ?? humanize(code).toLowerCase();
}

/** The next step on one line, for where there is no room for more. */
export function actionWords(action, doc, now) {
  return HEADLINES[action.kind](action, doc, now).map((part) => part.textContent ?? part).join("");
}

export function memberName(doc, team, member) {
  return doc.teams?.[team]?.members.find(({ id }) => id === member)?.label ?? humanize(member);
}

function protocolWords({ protocol }, doc) {
  const declared = doc.protocols?.[protocol];
  if (declared === undefined) return [];
  return [strong(named(doc.protocols, protocol)), declared.action === undefined ? "" : ` by ${humanize(declared.action).toLowerCase()}`, ". ", declared.note ?? declared.description ?? ""];
}

/** Which reasons put it out, and what would bring it back. */
function outWords({ disqualified, wouldBe }, doc) {
  const rules = disqualified.all.map(({ rule }) => doc.disqualify.find(({ id }) => id === rule));
  const back = rules.filter(({ unless }) => unless !== undefined).map(({ unless }) => conditionWords(unless, doc));
  const after = rules[0].then?.recycle?.after;
  return [
    h("p", {}, h("span", { class: "tag" }, "Disqualified"), " ", strong(disqualified.all.map(({ code }) => codeWords(code)).join("; ")), "."),
    h("ul", { class: "codes" }, disqualified.all.map(({ rule, code }, index) => h("li", {}, h("code", {}, code), ` ${rules[index].description ?? rules[index].label ?? `because ${conditionWords(rules[index].when, doc)}`}`))),
    h("p", {}, `Without that it would be ${stageName(doc, wouldBe)}.`,
      back.length > 0 ? ` It comes back at once if ${back.join(", or ")}.` : "",
      after === undefined ? "" : ` It comes back by itself ${durationWords(after)} after it was put out.`),
  ];
}

function whyTitle({ team, owner, considered }) {
  const skipped = considered.length === 0 ? "" : `, and why not ${considered.length === 1 ? "another" : `${considered.length} others`}`;
  return team !== null && owner !== null ? `Why this person${skipped}` : `Why${skipped}`;
}

function whyWords({ action, disqualified }, doc) {
  const words = [];
  const route = disqualified === null ? doc.routing?.find(({ id }) => id === action.rule) : undefined;
  if (route !== undefined) {
    const reason = route.description ?? route.note ?? (route.when === undefined ? "No other rule applies." : `${conditionWords(route.when, doc)}.`);
    words.push(h("p", {}, "By rule ", h("code", {}, route.id), ": ", reason));
  } else if (disqualified !== null) {
    words.push(h("p", {}, "By rule ", h("code", {}, disqualified.rule), ", the first that applies."));
  }
  if (action.team !== null && action.owner !== null) words.push(h("p", {}, MODES[doc.teams[action.team].mode]));
  if (action.considered.length > 0) {
    words.push(h("ul", { class: "skipped" }, action.considered.map(({ team, member, why }) => h("li", {}, strong(memberName(doc, team, member)), `: ${passedOver(doc, team, member, why)}`, team === action.team ? "" : ` (team ${named(doc.teams, team)})`))));
  }
  const track = doc.nurture?.[action.track];
  if (track?.pauseOn !== undefined) words.push(h("p", {}, `It pauses for ${durationWords(track.pause)} when ${conditionWords(track.pauseOn, { fields: {} })}.`));
  if (track?.breakout !== undefined) words.push(h("p", {}, `It ends early when ${conditionWords(track.breakout, doc)}.`));
  return words;
}

function passedOver(doc, team, member, why) {
  if (why !== "condition") return PASSED_OVER[why];
  const { when } = doc.teams[team].members.find(({ id }) => id === member);
  return `takes only leads where ${conditionWords(when, doc)}`;
}

