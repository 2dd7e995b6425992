// An evaluation as an object. What is small is there at once; what is large is made when it is first asked for, of numbers or of its JSON,
// which most of it never is. It looks and behaves like the object that JSON.parse would give: own, enumerable members in the same order, so
// that spreading, comparing, cloning and JSON.stringify see no difference.
import { actionOf } from "./action.js";
import { wide } from "./instant.js";
import { ledgerAt, reasonsOf, summaryOf } from "./reasons.js";
import { integers } from "./supervisor.js";

const decoder = new TextDecoder();

const NAMES = ["frameworks", "labels", "disqualified", "action", "reasons", "summary", "layers", "handoff", "notices"];
const [FRAMEWORKS, LABELS, DISQUALIFIED, ACTION, REASONS, SUMMARY, , HANDOFF, NOTICES] = NAMES.keys();

// One of each for all evaluations, so that these are of one shape. To define one takes longer than all that is there at once: parts that
// are empty have none.
const MEMBERS = NAMES.map((name, part) => ({
  get() {
    return this[HIDDEN](part, PART);
  },
  set(value) {
    Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  },
  enumerable: true,
  configurable: true,
}));

// The one member that is not seen gives the parts and is what consoles call, which show accessors by name only. It is a member rather
// than a private field, because the receiver may be another object: a proxy of a framework's, or what inherits from an evaluation.
const HIDDEN = Symbol.for("nodejs.util.inspect.custom");
const PART = Symbol("part");

// Where the numbers of the reasons begin, with how many they are; behind them stands the action.
const LEDGER = 22;

const DIRECTIONS = ["up", "down", "out", "back"];

/**
 * The evaluation whose head the core left at an address. `names` are what it has indexes of. When a part is first read, `written` is
 * asked with `source` for the bytes of its JSON, the places of its parts behind them; or, if the numbers of the reasons came along, `words`
 * for what these mean.
 */
export function evaluationOf(address, { name, version, hash, names }, lead, now, written, source, words) {
  const head = integers();
  const at = address >> 2;
  const [fit, intent] = [wide(head, at), wide(head, at + 3)];
  const [stage, wouldBe, direction, from] = [head[at + 6], head[at + 7], head[at + 8], head[at + 9]];
  const evaluation = {
    model: { name, version, hash },
    lead,
    now,
    fit: { points: fit / 1000, tier: named(names.tiers, head[at + 2]) },
    intent: { points: intent / 1000, band: named(names.bands, head[at + 5]) },
    score: (fit + intent) / 1000,
    stage: stage < 0 ? "disqualified" : names.stages[stage],
    wouldBe: named(names.stages, wouldBe),
    change: direction < 0 ? null : { from: from < 0 ? "disqualified" : names.stages[from], direction: DIRECTIONS[direction] },
    awaiting: named(names.stages, head[at + 10]),
  };
  const [known, crm, human] = names.layers;
  const [yes, open, labels, rules] = [head[at + 16], head[at + 17], head[at + 18], head[at + 19]];
  if (yes < 0) define(evaluation, FRAMEWORKS);
  else evaluation.frameworks = frameworksOf(names.frameworks, yes, open);
  if (labels < 0) define(evaluation, LABELS);
  else evaluation.labels = those(names.labels, labels).map(labelOf);
  if (stage >= 0) evaluation.disqualified = null;
  else if (rules < 0) define(evaluation, DISQUALIFIED);
  else evaluation.disqualified = disqualifiedBy(those(names.rules, rules).map(ruleOf));
  const action = actionOf(names, head, at + LEDGER + 1 + head[at + LEDGER]);
  if (action === undefined) define(evaluation, ACTION);
  else evaluation.action = action;
  define(evaluation, REASONS);
  define(evaluation, SUMMARY);
  evaluation.layers = { static: [head[at + 12], known], intent: head[at + 13], crm: [head[at + 14], crm], human: [head[at + 15], human] };
  if (head[at + 20] === 0) define(evaluation, HANDOFF);
  else evaluation.handoff = null;
  if (head[at + 21] === 0) define(evaluation, NOTICES);
  else evaluation.notices = [];
  own.value = hidden(written, source, words, words === undefined ? undefined : ledgerAt(head, at + LEDGER), evaluation.fit.tier);
  Reflect.defineProperty(evaluation, HIDDEN, own);
  own.value = undefined;
  return evaluation;
}

// One object for all: to make another takes as long as to define what it describes.
const own = { value: undefined };

/** Whether the lead of an evaluation whose head is there has an id. */
export function hasLead(address) {
  return integers()[(address >> 2) + 11] !== 0;
}

function define(evaluation, part) {
  Reflect.defineProperty(evaluation, NAMES[part], MEMBERS[part]);
}

function hidden(written, source, words, ledger, tier) {
  let bytes;
  let made;
  return function (part, isPart) {
    if (isPart !== PART) return { ...this };
    made ??= [];
    if (ledger !== undefined) {
      if (part === REASONS) return (made[part] ??= reasonsOf(words(), ledger));
      if (part === SUMMARY) return (made[part] ??= summaryOf(words(), ledger, tier));
    }
    return (made[part] ??= partOf((bytes ??= written(source)), part));
  };
}

// What the core says of frameworks is a bit for each, whether it is passed, and one for each of its criteria behind it.
function frameworksOf(names, yes, open) {
  const frameworks = {};
  let at = 0;
  for (const { name, criteria } of names) {
    const all = (1 << criteria.length) - 1;
    const [met, unknown] = [(yes >> (at + 1)) & all, (open >> (at + 1)) & all];
    const passed = (open >> at) & 1 ? null : ((yes >> at) & 1) === 1;
    frameworks[name] = { passed, met: those(criteria, met), unmet: those(criteria, all & ~(met | unknown)), unknown: those(criteria, unknown) };
    at += 1 + criteria.length;
  }
  return frameworks;
}

function labelOf({ id, severity, because }) {
  return { id, severity, because };
}

function ruleOf({ rule, code }) {
  return { rule, code };
}

function disqualifiedBy(all) {
  const [{ rule, code }] = all;
  return { rule, code, all };
}

// Those whose bits are set. A list that grows takes longer to make than it takes to count.
function those(names, set) {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  const some = count === 0 ? [] : new Array(count);
  let at = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) some[at++] = names[31 - Math.clz32(rest & -rest)];
  return some;
}

function named(names, index) {
  return index < 0 ? null : names[index];
}

// Where each part of the JSON begins stands behind it, in four bytes: the members from `lead` to `awaiting` first, then each of the others.
const ENTRY = 4;
const INDEX = ENTRY * (1 + NAMES.length);

const HEAD = -1;

/** How long the bytes of an evaluation are whose JSON is so long. */
export function withParts(length) {
  return length + INDEX;
}

/** The lead's id in such bytes. */
export function leadIn(bytes) {
  let at = placeOf(bytes, HEAD) + '"lead":'.length;
  if (bytes[at] === LETTER_N) return null;
  let id = "";
  for (at++; bytes[at] !== QUOTE; at++) {
    if (bytes[at] === BACKSLASH || bytes[at] > 0x7f) return JSON.parse(`{${textOf(bytes, HEAD)}}`).lead;
    id += String.fromCharCode(bytes[at]);
  }
  return id;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;

function partOf(bytes, part) {
  return JSON.parse(textOf(bytes, part));
}

function textOf(bytes, part) {
  return decoder.decode(bytes.subarray(placeOf(bytes, part), endOf(bytes, part)));
}

function placeOf(bytes, part) {
  const at = bytes.length - INDEX + ENTRY * (part + 1);
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

// What lies between two parts is `,"name":`, and behind the last a brace.
function endOf(bytes, part) {
  const next = part + 1;
  return next < NAMES.length ? placeOf(bytes, next) - NAMES[next].length - 4 : bytes.length - INDEX - 1;
}
