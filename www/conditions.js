// A model's condition as a person would say it.

import { count, humanize, points } from "./words.js";

const UNITS = { s: "second", m: "minute", h: "hour", d: "day", w: "week" };

const TESTS = {
  eq: (value) => `is ${value}`,
  ne: (value) => `is not ${value}`,
  in: (values) => `is ${either(values)}`,
  notIn: (values) => `is none of ${either(values)}`,
  lt: (value) => `is below ${value}`,
  lte: (value) => `is at most ${value}`,
  gt: (value) => `is above ${value}`,
  gte: (value) => `is at least ${value}`,
  between: ([low, high]) => `is from ${low} to ${high}`,
  contains: (values) => `contains ${either(values)}`,
  startsWith: (values) => `begins with ${either(values)}`,
  endsWith: (values) => `ends with ${either(values)}`,
  words: (values) => `says ${either(values)}`,
  inList: (name) => `is on the list “${humanize(name)}”`,
  anyOf: (values) => `has ${either(values)}`,
  allOf: (values) => `has ${list(values, "and")}`,
  noneOf: (values) => `has none of ${either(values)}`,
};

/** "Industry is Software, and number of employees is at least 50". */
export function conditionWords(condition, doc) {
  const parts = Object.entries(condition).map(([key, value]) => {
    if (key === "all") return list(value.map((each) => conditionWords(each, doc)), "and");
    if (key === "any") return either(value.map((each) => conditionWords(each, doc)));
    if (key === "not") return `not: ${conditionWords(value, doc)}`;
    return testWords(key, value, doc);
  });
  return parts.length === 0 ? "always" : parts.join(", and ");
}

export function durationWords(duration) {
  return count(Number.parseInt(duration, 10), UNITS[duration.at(-1)]);
}

function testWords(key, value, doc) {
  const fact = factNamed(key, doc);
  if (typeof value === "boolean" && fact.holds !== undefined) return value ? fact.holds : `not: ${fact.holds}`;
  const isSet = doc.fields[key]?.type === "set";
  const tests = plain(value) ? value : { [isSet ? "anyOf" : Array.isArray(value) ? "in" : "eq"]: isSet ? [value].flat() : value };
  return `${fact.name} ${list(Object.entries(tests).map(([test, constant]) => one(test, constant, fact)), "and")}`;
}

function one(test, constant, fact) {
  if (test === "known") return constant ? "is known" : "is not known";
  if (test === "within") return `is within the last ${durationWords(constant)}`;
  if (test === "olderThan") return `is more than ${durationWords(constant)} ago`;
  if (test === "inList") return TESTS.inList(constant);
  const named = (value) => fact.options.get(value) ?? (typeof value === "boolean" ? (value ? "yes" : "no") : typeof value === "number" ? points(value) : value);
  return TESTS[test](Array.isArray(constant) ? constant.map(named) : named(constant));
}

/** What a fact is called, what its options are called, and for a yes-or-no fact the words for yes. */
function factNamed(key, doc) {
  const field = doc.fields[key] ?? doc.derived?.[key];
  if (field !== undefined) return { name: field.label ?? humanize(key), options: labels(field.options), holds: undefined };
  const [first, ...rest] = key.split(".");
  const id = rest.join(".");
  const fact = (name, options, holds) => ({ name, options: labels(options), holds });
  const because = (items) => items?.find((each) => each.id === id)?.because?.replace(/[×\s]*\{\w+\}\s*/g, " ").trim() ?? humanize(id).toLowerCase();
  if (key === "fit.tier") return fact("tier", doc.fit?.tiers);
  if (key === "intent.band") return fact("intent band", doc.intent?.bands);
  if (key === "stage") return fact("stage", doc.stages);
  if (key === "disqualified") return fact("disqualified", [], "disqualified");
  if (first === "signal") return fact(`“${because(doc.intent?.signals)}”`, [], `“${because(doc.intent?.signals)}”`);
  if (first === "rule") return fact(`“${because(doc.fit?.rules)}”`, [], `“${because(doc.fit?.rules)}”`);
  if (first === "label") return fact(`“${because(doc.labels)}”`, [], `“${because(doc.labels)}”`);
  if (first === "days") return fact(`days since ${doc.fields[id]?.label ?? humanize(id)}`, []);
  if (doc.frameworks?.[first] !== undefined) {
    const framework = doc.frameworks[first].label ?? humanize(first);
    const words = { passed: `${framework} passed`, met: `criteria met of ${framework}` }[id] ?? `${framework}: ${doc.frameworks[first].criteria[id]?.label ?? humanize(id)}`;
    return fact(words, [], id === "met" ? undefined : words);
  }
  if (doc.fields[first] !== undefined) return fact(`${doc.fields[first].label ?? humanize(first)} (${id})`, []);
  return fact(humanize(key.replaceAll(".", " ")).toLowerCase(), []);
}

function labels(options = []) {
  return new Map(options.filter((option) => option.label !== undefined).map(({ id, label }) => [id, label]));
}

function either(values) {
  return list([values].flat(), "or");
}

function list(values, word) {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} ${word} ${values.at(-1)}`;
}

function plain(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
