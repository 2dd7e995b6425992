import { firstInstant } from "./instant.js";
import { event, parts } from "./parts.js";
import { isRecord, items, member, names, number, record, scalar, text } from "./read.js";

/** A Typeform response: a webhook's body, its `form_response`, or one of the Responses API's items. */
export function fromTypeform(payload, options) {
  const within = member(payload, "form_response");
  const response = isRecord(within) ? within : payload;
  const definition = member(response, "definition");
  const references = new Map(items(member(definition, "fields")).map((field) => [member(field, "id"), text(member(field, "ref"))]));
  const hidden = member(response, "hidden");
  const hiddenFields = names(hidden).map((name) => [name, scalar(member(hidden, name))]);
  const score = number(member(member(response, "calculated"), "score"));
  const answers = items(member(response, "answers"));
  const email = answers.map((answer) => text(member(answer, "email"))).find((found) => found !== undefined);
  const submitted = event({
    type: isRecord(response) ? "form" : undefined,
    at: firstInstant(member(response, "submitted_at")),
    channel: "web",
    asset: text(member(options, "asset")) ?? text(member(response, "form_id")) ?? text(member(definition, "id")),
    name: text(member(definition, "title")),
    value: score,
    props: record(hiddenFields.filter(([name]) => name.startsWith("utm_"))),
  });
  const profile = record([
    ...hiddenFields,
    ["email", email],
    ["calculated", record([["score", score]])],
    ["variables", record(items(member(response, "variables")).map(variable))],
    ...answers.map((answer) => [keyOf(member(answer, "field"), references), answerOf(answer)]),
  ]);
  return parts(undefined, profile, submitted && [submitted]);
}

function variable(entry) {
  return [text(member(entry, "key")), scalar(member(entry, text(member(entry, "type"))))];
}

// The reference is the one name its author can choose. Some answers name only the id, which leads to it.
function keyOf(field, references) {
  const known = text(member(field, "id"));
  return text(member(field, "ref")) ?? references.get(known) ?? known;
}

// Of a payment only the amount: who paid with which card decides nothing.
function answerOf(answer) {
  const type = text(member(answer, "type"));
  const value = member(answer, type);
  if (type === "choice") return text(member(value, "label")) ?? text(member(value, "other"));
  if (type === "choices") {
    const labels = [...items(member(value, "labels")), member(value, "other")].filter((label) => text(label) !== undefined);
    return labels.length > 0 ? labels : undefined;
  }
  if (type === "payment") return scalar(member(value, "amount"));
  return scalar(value);
}
