// What leadgrade could not read, or wants to warn about, in plain words.

import { h } from "./dom.js";
import { count, humanize } from "./words.js";

const KINDS = {
  number: "a number", boolean: "yes or no", date: "a date", email: "an e-mail address", text: "text", choice: "one of the options", set: "a list",
};

export function showNotices(root, doc) {
  const list = h("ul", {});
  root.replaceChildren(h("h3", {}, "Cautions"), list);

  return function update({ notices }) {
    root.hidden = notices.length === 0;
    list.replaceChildren(...notices.map((notice) => h("li", {}, explain(notice, doc))));
  };
}

function explain({ code, path, count: times }, doc) {
  const name = path?.split("/").at(-1) ?? "";
  const field = doc.fields[name];
  const label = field?.label ?? humanize(name);
  switch (code) {
    case "wrong-type":
      return `${label} should be ${KINDS[field?.type] ?? "of another kind"}, so it counts as not known.`;
    case "out-of-range":
      return `${label} lies outside of what is plausible (${range(field)}); it is used all the same.`;
    case "unlisted-option":
      return `${label} has a value that the model does not list, so no rule about it applies.`;
    case "unused-keys":
      return `${count(times, "entry").replace("entrys", "entries")} of the profile mean nothing to this model.`;
    case "future-event":
      return `${count(times, "event")} ${times === 1 ? "lies" : "lie"} after the clock, and will count only when it gets there.`;
    case "bad-event":
      return `${count(times, "event")} ${times === 1 ? "has" : "have"} no type or no readable date, and ${times === 1 ? "is" : "are"} left out.`;
    case "unknown-stage":
      return "The CRM’s stage is not one of this model’s, so it is ignored.";
    case "single-layer":
      return "All that is known is of one kind. An answer that rests on one kind of evidence is a guess: add what they did, or what the CRM or a conversation says.";
    case "too-many-events":
      return `Only the first 2,000 events are read; ${count(times, "event")} ${times === 1 ? "was" : "were"} left out.`;
    case "string-too-long":
      return `${count(times, "text")} ${times === 1 ? "is" : "are"} longer than 8 KiB, and ${times === 1 ? "counts" : "count"} as not known.`;
    case "lead-too-large":
      return "The lead is larger than 256 KiB, so none of it was read.";
    default:
      return `${humanize(code)}${path ? ` (${path})` : ""}.`;
  }
}

function range({ min, max }) {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
