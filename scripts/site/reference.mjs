// The model reference: a page for each section of a model, from pkg/schema.json and the examples in www/docs/reference/.
import { NOW, exampleHtml } from "./example.mjs";
import { escape, heading } from "./html.mjs";
import { renderProse } from "./markdown.mjs";
import { at, resolve } from "./schema.mjs";

const REMARKS = ["description", "label", "note"];

/** The pages in order: the objects on each, by the name they have in addresses, and where the schema has them; `more` is a heading of docs/model.md. */
export const SECTIONS = [
  { id: "document", title: "The document", more: "the-document", objects: { model: "" } },
  { id: "values", title: "Kinds of values", more: "names-and-units", objects: {}, values: ["id", "levelId", "name", "factName", "criterionId", "text", "scalar", "ordered", "points", "duration", "eventType"] },
  { id: "fields", title: "Fields", more: "fields", objects: { field: "$defs/field", option: "$defs/option/anyOf/1" } },
  { id: "derived", title: "Derived facts", more: "derived-facts", objects: { derived: "$defs/derived", case: "$defs/derived/properties/cases/items" } },
  { id: "conditions", title: "Conditions and tests", more: "conditions", objects: { condition: "$defs/condition", test: "$defs/tests" } },
  { id: "fit", title: "Fit", more: "fit", objects: { fit: "$defs/fit", fitRule: "$defs/fitRule", graded: "$defs/graded", group: "$defs/groups/additionalProperties", tier: "$defs/fit/properties/tiers/items" } },
  {
    id: "intent", title: "Intent", more: "intent", objects: {
      intent: "$defs/intent", signal: "$defs/signal", repeat: "$defs/signal/properties/repeat/anyOf/1", burst: "$defs/signal/properties/burst", distinct: "$defs/signal/properties/distinct",
      sessions: "$defs/signal/properties/sessions", then: "$defs/signal/properties/then", linear: "$defs/decay/anyOf/2", step: "$defs/decay/anyOf/3", band: "$defs/intent/properties/bands/items",
    },
  },
  { id: "events", title: "Event matches", more: "event-matches", objects: { match: "$defs/match", eventTest: "$defs/eventTests" } },
  { id: "frameworks", title: "Frameworks", more: "frameworks", objects: { framework: "$defs/framework", criterion: "$defs/framework/properties/criteria/additionalProperties", passes: "$defs/framework/properties/passes" } },
  { id: "labels", title: "Labels", more: "labels", objects: { label: "$defs/label" } },
  {
    id: "disqualify", title: "Disqualification", more: "disqualification-and-recycling", objects: {
      disqualify: "$defs/disqualifyRule", thenNurture: "$defs/afterwards/anyOf/1", thenRecycle: "$defs/afterwards/anyOf/2", recycleAfter: "$defs/afterwards/anyOf/2/properties/recycle/anyOf/0",
      recycleOn: "$defs/afterwards/anyOf/2/properties/recycle/anyOf/1", thenPartner: "$defs/afterwards/anyOf/3",
    },
  },
  { id: "stages", title: "Stages and gates", more: "stages-and-gates", objects: { stage: "$defs/stage", gate: "$defs/stage/properties/gate" } },
  {
    id: "routing", title: "Routing", more: "routing", objects: {
      route: "$defs/route", toOwner: "$defs/target/anyOf/0", toTeam: "$defs/target/anyOf/1", toQueue: "$defs/target/anyOf/2", toNurture: "$defs/target/anyOf/3", toPartner: "$defs/target/anyOf/4",
    },
  },
  { id: "teams", title: "Teams", more: "teams", objects: { team: "$defs/team", member: "$defs/member" } },
  { id: "responses", title: "Protocols and nurture", more: "nurture", objects: { protocol: "$defs/protocol", track: "$defs/track" } },
  { id: "promises", title: "Promises and calendars", more: "promises", objects: { sla: "$defs/sla", promise: "$defs/sla/properties/promises/additionalProperties", escalate: "$defs/sla/properties/escalate", calendar: "$defs/calendar" } },
  { id: "form", title: "Form", more: "form", objects: { form: "$defs/form", question: "$defs/question", answer: "$defs/question/properties/options/items" } },
  { id: "handoff", title: "Handoff", more: "handoff", objects: { handoff: "$defs/handoff", point: "$defs/handoff/properties/talkingPoints/items" } },
];

// Objects that no name in the schema tells apart enough.
const TITLES = {
  model: "A model", field: "A field", derived: "A derived fact", condition: "A condition", fit: "The section `fit`", fitRule: "A fit rule", group: "A group", intent: "The section `intent`", signal: "A signal",
  match: "An event match", framework: "A framework", label: "A label", protocol: "A protocol", track: "A nurture track", sla: "An SLA", calendar: "A calendar", form: "The section `form`", question: "A question", handoff: "The section `handoff`",
  case: "A case", tier: "A tier", band: "A band", criterion: "A criterion", passes: "What it takes to pass", test: "Tests", eventTest: "Tests on events", repeat: "Once per value", option: "An option",
  thenNurture: "Out, into nurture", thenRecycle: "Out, and back later", recycleAfter: "Back after a time", recycleOn: "Back on a date", thenPartner: "Out, to a partner", gate: "A gate",
  toOwner: "To an owner", toTeam: "To a team", toQueue: "To a queue", toNurture: "To a nurture track", toPartner: "To a partner",
  promise: "A promise", escalate: "Escalation", answer: "An answer", point: "A talking point", stage: "A stage", route: "A route", team: "A team", member: "A member", disqualify: "A disqualification rule",
};

// Of numbers that are no points: what they count.
const UNITS = {
  "step.keep": "percent", "signal.atMost": "events", "signal.count": "events", "burst.count": "events", "distinct.count": "values", "sessions.count": "sessions", "passes.atLeast": "criteria",
  "member.weight": "shares of the leads", "member.capacity": "open leads", "question.friction": "relative to the other questions", "question.priors": "relative to the other answers",
  "field.min": "in the field's unit", "field.max": "in the field's unit", "signal.cap": "points", "model.leadgrade": "version of the format",
};

// What holds without the key, where the schema cannot say it as a value.
const DEFAULTS = {
  "model.version": "`null`", "field.min": "no limit", "field.max": "no limit", "derived.otherwise": "the fact is unknown",
  "fitRule.because": "the id", "signal.because": "the id", "label.because": "the id", "fit.min": "no limit", "fit.max": "no limit", "group.min": "no limit", "group.max": "no limit",
  "intent.min": "no limit", "intent.max": "no limit", "fit.tiersOf": "all of fit", "intent.bandsOf": "all of intent", "tier.at": "of the last one, all the rest", "band.at": "of the last one, all the rest",
  "signal.on": "every event", "signal.when": "always", "signal.within": "any age", "signal.decay": "that of `intent`", "signal.cap": "no limit", "signal.atMost": "all matches",
  "framework.passes": "all criteria are met", "disqualify.unless": "nobody", "stage.when": "always", "stage.exit": "never", "gate.reject": "nothing rejects",
  "route.when": "every lead", "route.protocol": "none", "team.key": "the lead’s id", "member.when": "all leads", "member.capacity": "no limit", "member.calendar": "`always`",
  "track.breakout": "never", "sla.calendar": "`always`", "sla.escalate": "nobody hears of it", "protocol.sla": "no promise", "calendar.holidays": "none",
  "question.options": "the field’s options", "question.priors": "all alike", "question.when": "always", "answer.label": "the value", "point.when": "always",
};

/** All keys of the reference, such as `signal.count`; remarks stand once, on the model. */
export function referenceKeys(schema) {
  return SECTIONS.flatMap(({ objects }) => Object.entries(objects).flatMap(([object, pointer]) => keysOf(schema, object, pointer).map((key) => `${object}.${key}`)));
}

function keysOf(schema, object, pointer) {
  return Object.keys(at(schema, pointer).properties).filter((key) => object === "model" || !isRemark(at(schema, pointer), key));
}

function isRemark(node, key) {
  return REMARKS.includes(key) && node.properties[key].$ref === "#/$defs/annotation";
}

/** The page of a section as `{ title, html, lead }`; `examples` are those of its file. */
export function referencePage(schema, section, examples) {
  const kinds = kindsOf(schema);
  const objects = Object.entries(section.objects).map(([object, pointer]) => objectHtml(schema, kinds, object, pointer, examples)).join("\n");
  const values = (section.values ?? []).map((name) => valueHtml(schema, name)).join("\n");
  return { title: section.title, html: `<p class="more">Examples run in the page, at ${NOW}. <a href="/docs/model#${section.more}">Models</a> tells how it all fits together.</p>${values}${objects}` };
}

function objectHtml(schema, kinds, object, pointer, examples) {
  const node = at(schema, pointer);
  const title = TITLES[object] ?? node.title;
  const keys = keysOf(schema, object, pointer);
  const remarks = Object.keys(node.properties).filter((key) => isRemark(node, key));
  const takesRemarks = remarks.length > 0 && object !== "model";
  const own = ordered(keys, object, examples);
  const required = node.required ?? [];
  const list = keys.map((key) => `<a href="#${object}.${key}"><code>${escape(key)}</code></a>`).join(" ");
  return `<section class="object">
${heading(2, object, renderProse(title, { inline: true }))}
${node.description ? renderProse(node.description) : ""}
<p class="keys"><span class="quiet">Keys</span> ${list}${takesRemarks ? ` <span class="quiet">and for people</span> ${remarks.map((key) => `<a href="/docs/reference/document#model.${key}"><code>${key}</code></a>`).join(" ")}` : ""}</p>
${own.map(({ keys: together, example }) => `${together.map((key) => keyHtml(schema, kinds, object, key, node.properties[key], required.includes(key))).join("\n")}
${example ? exampleHtml({ ...example, about: renderProse(example.about, { inline: true }) }) : ""}`).join("\n")}
</section>`;
}

// Keys that one example shows stand together, in the place of the first of them.
function ordered(keys, object, examples) {
  const rest = new Set(keys);
  const groups = [];
  for (const key of keys) {
    if (!rest.has(key)) continue;
    const example = examples.find((each) => each.keys.includes(`${object}.${key}`));
    const together = example === undefined ? [key] : example.keys.filter((name) => name.startsWith(`${object}.`)).map((name) => name.slice(object.length + 1));
    together.forEach((each) => rest.delete(each));
    groups.push({ keys: together, example: example?.keys.find((name) => name.startsWith(`${object}.`)) === `${object}.${together[0]}` ? example : undefined });
  }
  return groups;
}

function keyHtml(schema, kinds, object, key, node, isRequired) {
  const name = `${object}.${key}`;
  const { description = "", ...value } = resolve(schema, node);
  const facts = [
    ["Value", typeHtml(schema, kinds, node)],
    ["Needed", isRequired ? "yes" : "no"],
    ["Default", renderProse(value.default === undefined ? DEFAULTS[name] ?? "" : `\`${JSON.stringify(value.default)}\``, { inline: true })],
    ["Unit", UNITS[name] ?? unitOf(schema, node)],
    ["Limits", limits(schema, node).map(escape).join(", ")],
  ].filter(([, fact]) => fact);
  return `<div class="key">
${heading(3, name, `<code>${escape(key)}</code>`)}
<dl class="facts">${facts.map(([term, fact]) => `<div><dt>${term}</dt><dd>${fact}</dd></div>`).join("")}</dl>
${renderProse(description)}
</div>`;
}

function valueHtml(schema, name) {
  const node = schema.$defs[name];
  const facts = [["Written as", typeHtml(schema, new Map(), node)], ["Limits", limits(schema, node).map(escape).join(", ")], ["Examples", (node.examples ?? []).map((each) => `<code>${escape(JSON.stringify(each))}</code>`).join(" ")]].filter(([, fact]) => fact);
  return `<section class="object">${heading(2, name, escape(node.title))}
<dl class="facts">${facts.map(([term, fact]) => `<div><dt>${term}</dt><dd>${fact}</dd></div>`).join("")}</dl>
${renderProse(node.description)}</section>`;
}

// Definitions that have a place of their own in the reference, by their name in the schema.
function kindsOf(schema) {
  const kinds = new Map();
  for (const { id, objects, values = [] } of SECTIONS) {
    for (const [object, pointer] of Object.entries(objects)) kinds.set(pointer, [`/docs/reference/${id}#${object}`, (TITLES[object] ?? at(schema, pointer).title).replace(/^An? |`/g, "").replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())]);
    for (const name of values) kinds.set(`$defs/${name}`, [`/docs/reference/${id}#${name}`, schema.$defs[name].title.replace(/^[A-Z]/, (first) => first.toLowerCase())]);
  }
  return kinds;
}

const SCALARS = { string: ["a text", "texts"], integer: ["a whole number", "whole numbers"], number: ["a number", "numbers"], boolean: ["<code>true</code> or <code>false</code>", "booleans"] };

function typeHtml(schema, kinds, node, plural = false) {
  if (node.$ref !== undefined) {
    const pointer = node.$ref.slice(2);
    if (kinds.has(pointer)) return link(kinds.get(pointer), plural);
    return typeHtml(schema, kinds, at(schema, pointer), plural);
  }
  if (node.const !== undefined) return `<code>${escape(JSON.stringify(node.const))}</code>`;
  if (node.enum !== undefined) return either(node.enum.map((each) => `<code>${escape(JSON.stringify(each))}</code>`));
  if (node.anyOf !== undefined) return either(node.anyOf.map((each) => typeHtml(schema, kinds, each, plural)));
  if (node.prefixItems !== undefined) return `[${node.prefixItems.map((each) => typeHtml(schema, kinds, each)).join(", ")}]`;
  if (node.type === "array") return `a list of ${typeHtml(schema, kinds, node.items, true)}`;
  if (node.type === "object") {
    if (node.properties !== undefined) return [...kinds].filter(([pointer]) => at(schema, pointer) === node).map(([, kind]) => link(kind, plural))[0] ?? "an object";
    return `an object: by ${node.propertyNames?.$ref ? typeHtml(schema, kinds, node.propertyNames) : "day"}, ${typeHtml(schema, kinds, node.additionalProperties)}`;
  }
  const words = [node.type].flat().map((type) => SCALARS[type]);
  return either(words.map(([one, many]) => (plural ? many : one)));
}

function either(words) {
  return words.length < 3 ? words.join(" or ") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function link([href, words], plural) {
  return `<a href="${href}">${escape(plural ? manyOf(words) : words)}</a>`;
}

function manyOf(words) {
  return { criterion: "criteria", "event match": "event matches", "constant with an order": "constants with an order" }[words] ?? words.replace(/(?<!s)$/, "s");
}

function unitOf(schema, node) {
  const { $ref } = node;
  if ($ref === "#/$defs/points") return "points";
  if ($ref === "#/$defs/duration") return "s, m, h, d or w";
  return "";
}

const NUMBER = new Intl.NumberFormat("en");
const number = (value) => NUMBER.format(value).replace("-", "−");

function limits(schema, node) {
  const { minimum, maximum, exclusiveMinimum, minItems, maxItems, minLength, maxLength, uniqueItems, items, propertyNames, additionalProperties } = resolve(schema, node);
  const words = [];
  if (minimum !== undefined && maximum !== undefined) words.push(`${number(minimum)} to ${number(maximum)}`);
  else if (minimum !== undefined) words.push(`at least ${number(minimum)}`);
  else if (maximum !== undefined) words.push(`at most ${number(maximum)}`);
  if (exclusiveMinimum !== undefined) words.push(`more than ${number(exclusiveMinimum)}`);
  if (minItems !== undefined && minItems === maxItems) words.push(`${minItems} elements`);
  else {
    if (minItems !== undefined) words.push(`at least ${minItems} element${minItems === 1 ? "" : "s"}`);
    if (maxItems !== undefined) words.push(`at most ${number(maxItems)} elements`);
  }
  if (minLength === 1) words.push("not empty");
  if (maxLength !== undefined) words.push(`at most ${number(maxLength)} characters`);
  if (uniqueItems) words.push("no element twice");
  if (propertyNames && additionalProperties?.maxItems !== undefined) words.push(`at most ${number(additionalProperties.maxItems)} elements each`);
  if (items !== undefined && node.type === "array" && !items.$ref && !items.prefixItems) for (const word of limits(schema, items)) words.push(`each ${word}`);
  return words;
}
