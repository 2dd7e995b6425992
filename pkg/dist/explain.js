// An evaluation in words, for three kinds of readers. Everything comes from the evaluation itself, and no host's locale
// or clock takes part: the same evaluation reads the same everywhere.
import { LeadgradeError } from "./errors.js";

const AUDIENCES = { sales, subject, audit };

export function explain(evaluation, audience) {
  if (!Object.hasOwn(AUDIENCES, audience)) throw new LeadgradeError("bad-audience", "the audience is none: give `sales`, `subject` or `audit`");
  return AUDIENCES[audience](evaluation);
}

// ---------------------------------------------------------------------------------------------------------------------
// For a rep: one screen, what to do first
// ---------------------------------------------------------------------------------------------------------------------

function sales(evaluation) {
  const { lead, fit, intent, labels, now, handoff } = evaluation;
  const who = [
    lead === null ? "Lead without an id" : `Lead ${line(lead)}`,
    `${fit.tier === null ? "no tier" : `tier ${fit.tier}`} × ${intent.band === null ? "no intent band" : `intent ${intent.band}`}`,
    standing(evaluation),
  ];
  const worded = (severity) => labels.filter((label) => label.severity === severity).map(({ because }) => line(because));
  const fields = Object.entries(handoff?.fields ?? {});
  const unknown = fields.filter(([, value]) => value === null).map(([name]) => words(name));
  return [
    who.join(" · "),
    ...section("Next step", nextStep(evaluation)),
    ...section("Why", reasons(evaluation)),
    ...section("Red flags", most(worded("flag").map((text) => `! ${text}`), 3)),
    ...section("Good to know", most(worded("info"), 3)),
    ...section("Frameworks", most(Object.entries(evaluation.frameworks).map(framework), 4)),
    ...section("Contact", [
      ...most(fields.filter(([, value]) => value !== null).map(([name, value]) => `${capitalized(words(name))}: ${shown(value)}`), 8),
      ...(unknown.length > 0 ? [`Not known: ${unknown.join(", ")}`] : []),
    ]),
    ...section("Talking points", most((handoff?.talkingPoints ?? []).map((say) => `- ${line(say)}`), 4)),
    ...section("What they did", engagement(handoff?.engagement ?? [], now)),
    "",
    evidence(evaluation),
  ].join("\n");
}

function standing({ stage, wouldBe, change, disqualified }) {
  if (disqualified !== null) {
    const codes = [...new Set([disqualified, ...disqualified.all].map(({ code }) => words(code)))];
    const aside = [change !== null && `was ${stageName(change.from)}`, wouldBe !== null && `otherwise ${stageName(wouldBe)}`].filter(Boolean);
    return `disqualified: ${codes.join(", ")}${aside.length > 0 ? ` (${aside.join(", ")})` : ""}`;
  }
  const moved = { up: "up from", down: "down from", back: "back from" }[change?.direction];
  return `stage ${stageName(stage)}${moved === undefined ? "" : ` (${moved} ${stageName(change.from)})`}`;
}

function nextStep({ action, awaiting, now }) {
  return [
    ACTIONS[action.kind](action, now) + (action.protocol === null ? "" : ` Protocol: ${words(action.protocol)}.`),
    ...most(Object.entries(action.due).map(([promise, due]) => promised(capitalized(words(promise)), due, now)), 5),
    ...(action.escalate === null ? [] : [`A promise is broken: tell queue ${action.escalate.queue}.`]),
    ...(awaiting === null ? [] : [`A person decides whether it becomes ${stageName(awaiting)}: accept or reject it.`]),
    ...(action.considered.length === 0 ? [] : [`Not available: ${most(action.considered.map(({ member, why }) => `${member} (${UNAVAILABLE[why]})`), 5).join(", ")}.`]),
  ];
}

const ACTIONS = {
  route: ({ owner, team, queue }) =>
    owner === null ? `It is in queue ${queue}.` : `${line(owner)}${team === null ? "" : `, team ${team},`} has it.`,
  nurture: ({ track, touches }) =>
    `Nurture track ${track}; ${touches.length === 0 ? "no touch is left" : `next ${touches.length === 1 ? "touch" : "touches"} ${most(touches.map(day), 3).join(", ")}`}.`,
  partner: ({ partner }) => `It goes to partner ${partner}.`,
  recycle: ({ at }, now) => (at === null ? "It comes back once its date is known." : `It comes back on ${day(at)}, ${distance(now, at)}.`),
  close: () => "Nothing: it is closed.",
  none: () => "Nothing is planned.",
};

const UNAVAILABLE = { condition: "not for this lead", away: "away", capacity: "fully booked", closed: "outside working hours" };

function promised(name, { by, state }, now) {
  if (by === null) return `${name}: no working hours for 400 days.`;
  if (state === "met") return `${name}: done in time.`;
  if (state === "late") return `${name}: done, but late; it was due by ${moment(by)}.`;
  return state === "breached" ? `${name}: OVERDUE, it was due by ${moment(by)}, ${distance(now, by)}.` : `${name}: due by ${moment(by)}, ${distance(now, by)}.`;
}

// The weightiest first; ties stay in the model's order.
function reasons({ reasons, now }) {
  const found = reasons.filter(({ rule }) => rule !== null);
  const side = (sign, mark) => found.filter(({ points }) => points * sign > 0).sort((one, other) => sign * (other.points - one.points)).map((reason) => `${mark} ${worded(reason, now)}`);
  const lines = [...most(side(1, "+"), 5), ...most(side(-1, "-"), 3)];
  return lines.length > 0 ? lines : ["Nothing is known yet that counts."];
}

function worded({ because, count, last }, now) {
  const text = line(because);
  const said = text.split(/[^0-9]+/).includes(String(count));
  const facts = [count !== null && count > 1 && !said && `${count}×`, last !== null && `last ${day(last)}, ${distance(now, last)}`].filter(Boolean);
  return facts.length > 0 ? `${text} (${facts.join(", ")})` : text;
}

function framework([name, { passed, met, unmet, unknown }]) {
  const lists = [["met", met], ["not met", unmet], ["find out", unknown]].filter(([, criteria]) => criteria.length > 0);
  const state = passed === null ? "open" : passed ? "passed" : "not passed";
  return `${frameworkName(name)} ${state}${lists.map(([what, criteria]) => `; ${what}: ${criteria.map(words).join(", ")}`).join("")}`;
}

// The newest matter most to whoever calls now.
function engagement(entries, now) {
  const newest = [...entries].sort((one, other) => Date.parse(other.last) - Date.parse(one.last));
  return most(newest.map(({ type, asset, count, last }) => {
    const what = asset === null ? line(type) : `${line(type)} ${line(asset)}`;
    return `${what}, ${count}×, last ${day(last)}, ${distance(now, last)}`;
  }), 4);
}

function evidence({ layers, notices }) {
  const [known, declared] = [layers.static, layers.crm, layers.human].reduce(([a, b], [one, other]) => [a + one, b + other], [0, 0]);
  const oneKind = notices.some(({ code }) => code === "single-layer") ? " All of it is of one kind: be careful." : "";
  const faults = notices.filter(({ code }) => code !== "single-layer" && code !== "unused-keys").length;
  const faulty = faults === 0 ? "" : ` Some of the data could not be used as given: see the ${faults === 1 ? "notice" : `${faults} notices`}.`;
  return `Based on ${known} of ${declared} details and ${layers.intent} ${layers.intent === 1 ? "event" : "events"}.${oneKind}${faulty}`;
}

// ---------------------------------------------------------------------------------------------------------------------
// For the person concerned: which data, in which direction, what would change it. No digits, no ids, and nothing that
// shows a weight: the order is the model's, not that of the points.
// ---------------------------------------------------------------------------------------------------------------------

function subject(evaluation) {
  const { layers, action, awaiting, disqualified, frameworks } = evaluation;
  const counted = evaluation.reasons.filter(({ rule }) => rule !== null);
  const isCapped = counted.length < evaluation.reasons.length;
  const internal = evaluation.reasons.flatMap(({ rule, group }) => [rule, group]).filter((id) => id !== null);
  const directed = (sign) => [...new Set(counted.filter(({ points }) => points * sign > 0).map((reason) => publicWords(reason, internal)))];
  const [favorable, unfavorable] = [directed(1), directed(-1)];
  const used = [
    [layers.static[0], "details about you and your company"],
    [layers.crm[0], "what our own records say about you and your company"],
    [layers.human[0], "what was said or confirmed in conversation"],
    [layers.intent, "what you did with us: visits, messages, forms and the like"],
  ].filter(([amount]) => amount > 0).map(([, kind]) => kind);
  const isIncomplete = [layers.static, layers.crm, layers.human].some(([known, declared]) => known < declared);
  const hasOpenQuestions = Object.values(frameworks).some(({ unknown }) => unknown.length > 0);
  return [
    "How we arrived at our response to you",
    "",
    "We compare what we know about you and your company, and what you did with us, with rules that people wrote beforehand. What comes out decides how we respond, and how soon.",
    ...bullets("Data we used", used.length > 0 ? used : ["none: we know nothing yet that these rules ask about"]),
    ...bullets("What spoke for a personal response", favorable),
    ...bullets("What spoke against it", unfavorable),
    ...bullets("What came out", [RESULTS[action.kind], ...(disqualified === null ? [] : publicCodes(disqualified))]),
    ...bullets("What would change it", [
      ...(favorable.length > 0 ? ["if something that spoke for it were wrong or no longer so, the result could become less favorable"] : []),
      ...(unfavorable.length > 0 ? ["if something that spoke against it were wrong or no longer so, the result could become more favorable"] : []),
      ...(disqualified === null ? [] : ["if the reason named above does not apply, we assess you anew"]),
      ...(action.kind === "recycle" ? ["time: we look at it again later, without anything to do for you"] : []),
      ...(isIncomplete ? ["details that we do not have yet could change it in either direction"] : []),
      ...(hasOpenQuestions ? ["answers to questions that are still open could change it as well"] : []),
      "what you do with us from now on counts as well; what you did before can count less as time passes",
      ...(isCapped ? ["some of these only count up to a limit, so that one change alone may make no difference"] : []),
    ]),
    ...bullets("What people decide", [
      awaiting === null
        ? "where our rules ask for a person's decision, a person takes it, and no program in their place"
        : "the next step waits for a person's decision, and no program takes it in their place",
      "you can have your details corrected, ask that a person review the result, and object to it",
    ]),
  ].join("\n");
}

const RESULTS = {
  route: "a colleague of ours gets in touch with you or takes care of your request",
  nurture: "for now we keep you informed from time to time",
  partner: "we hand your request over to a partner of ours",
  recycle: "for now we do not follow it up",
  close: "we do not follow it up",
  none: "no step of ours follows from it by itself",
};

const CODES = new Map([
  ["bad-fit", "what we offer does not seem to suit your company"],
  ["no-budget", "there seems to be no budget for it"],
  ["wrong-persona", "someone else at your company seems to be the right person to talk to"],
  ["competitor", "your company seems to compete with us"],
  ["timing", "this does not seem to be the right time"],
  ["unresponsive", "we could not reach you"],
  ["duplicate", "we seem to have your request already"],
  ["geography", "we do not serve the place where you or your company are"],
  ["spam", "your message looked like spam"],
  ["student", "your request seems to be for your studies rather than for a company"],
]);

// A code of the model's own is an internal id.
function publicCodes({ code, all }) {
  const named = [...new Set([code, ...all.map((each) => each.code)].map((each) => CODES.get(each) ?? "another rule of ours excludes it; ask us which"))];
  return named.map((text) => `the reason: ${text}`);
}

const COUNT = /^\p{Nd}+(?:[.,]\p{Nd}+)*$/u;

// What an author wrote for readers, without its numbers; not where it is an id, or has one in it that is more than a word.
function publicWords({ because, axis, points }, internal) {
  const tokens = line(because).split(" ").filter((token) => !/\p{N}/u.test(token) || COUNT.test(token));
  while (COUNT.test(tokens.at(-1) ?? "") || tokens.at(-1) === "×") tokens.pop();
  const text = tokens.map((token) => (COUNT.test(token) ? "a number of" : token)).join(" ");
  const folded = text.toLowerCase();
  const isInternal = internal.some((id) => folded === id || (id.includes("-") && folded.includes(id)));
  if (/\p{L}/u.test(text) && !isInternal) return text;
  if (axis === "fit") return "a detail about you or your company";
  return points > 0 ? "something you did" : "something you did or did not do";
}

// ---------------------------------------------------------------------------------------------------------------------
// For the record: what was decided by which model, and nothing that a lead said
// ---------------------------------------------------------------------------------------------------------------------

function audit({ model, lead, now, fit, intent, stage, wouldBe, change, awaiting, disqualified, action, reasons, labels, notices }) {
  const list = (ids) => (ids.length > 0 ? [...new Set(ids)].join(", ") : "-");
  return [
    ["Model", line(model.name)],
    ["Version", model.version === null ? "-" : line(model.version)],
    ["Hash", model.hash],
    ["Lead", lead === null ? "-" : line(lead)],
    ["Instant", now],
    ["Stage", change === null ? stage : `${stage} (${change.direction} from ${change.from})`],
    ["Would be", wouldBe ?? "-"],
    ["Awaiting", awaiting ?? "-"],
    ["Tier", fit.tier ?? "-"],
    ["Band", intent.band ?? "-"],
    ["Disqualified", disqualified === null ? "-" : list([disqualified, ...disqualified.all].map(({ rule, code }) => `${code} by ${rule}`))],
    ["Action", action.rule === null ? action.kind : `${action.kind} by ${action.rule}`],
    ["Target", target(action)],
    ["Protocol", action.protocol ?? "-"],
    ["Rules", list(reasons.map(({ rule }) => rule).filter((rule) => rule !== null))],
    ["Labels", list(labels.map(({ id }) => id))],
    ["Notices", list(notices.map(({ code }) => code))],
  ].map(([name, value]) => `${name}: ${value}`).join("\n");
}

// A member of a team is named by the model. An owner without a team is what a field of the lead said.
function target({ team, owner, queue, track, partner }) {
  if (team !== null) return `team ${team}, member ${owner}`;
  if (owner !== null) return "owner named by the lead";
  if (queue !== null) return `queue ${queue}`;
  if (track !== null) return `track ${track}`;
  return partner === null ? "-" : `partner ${partner}`;
}

// ---------------------------------------------------------------------------------------------------------------------
// Words
// ---------------------------------------------------------------------------------------------------------------------

const LONGEST = 120;

// What leads and authors wrote stays on its line, and cannot turn the direction of what follows.
function line(text) {
  const clean = text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+/gu, " ").trim();
  const characters = [...clean];
  return characters.length <= LONGEST ? clean : `${characters.slice(0, LONGEST - 1).join("")}…`;
}

function section(title, lines) {
  return lines.length > 0 ? ["", title, ...lines.map((text) => `  ${text}`)] : [];
}

function bullets(title, texts) {
  return texts.length > 0 ? ["", title, ...texts.map((text) => `- ${text}`)] : [];
}

function most(texts, count) {
  return texts.length <= count ? texts : [...texts.slice(0, count), `and ${texts.length - count} more`];
}

function shown(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return line(Array.isArray(value) ? value.join(", ") : String(value));
}

// `call-today`, `firstTouch` and `email.domain` as people write them.
function words(id) {
  return id.replaceAll(/[-_.]+/g, " ").replaceAll(/[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, "$& ").toLowerCase();
}

function capitalized(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function stageName(id) {
  return ["mql", "hql", "sal", "sql", "pql"].includes(id) ? id.toUpperCase() : words(id);
}

function frameworkName(name) {
  return ["bant", "champ", "meddic"].includes(name) ? name.toUpperCase() : capitalized(words(name));
}

function day(instant) {
  return instant.slice(0, 10);
}

function moment(instant) {
  return `${day(instant)} ${instant.slice(11, 16)} UTC`;
}

const UNITS = [["day", 86_400_000, 2], ["hour", 3_600_000, 1], ["minute", 60_000, 1]];

function distance(from, to) {
  const span = Date.parse(to) - Date.parse(from);
  const [unit, length] = UNITS.find(([, size, least]) => Math.abs(span) >= least * size) ?? [];
  if (unit === undefined) return span < 0 ? "just now" : "now";
  const count = Math.floor(Math.abs(span) / length);
  const amount = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return span < 0 ? `${amount} ago` : `in ${amount}`;
}
