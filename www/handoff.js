// What the person who gets the lead is told, as they would see it; copied as plain text for mail or CRM.

import { explain } from "./leadgrade/web.js";
import { h } from "./dom.js";
import { date, distance, humanize, points } from "./words.js";

export function showHandoff(root, doc) {
  const summary = h("p", { class: "handoff-summary" });
  const talking = h("ul", { class: "talking" });
  const fields = h("dl", { class: "facts" });
  const engagement = h("tbody", {});
  const table = h("table", { class: "engagement" },
    h("caption", {}, "What they did"),
    h("thead", {}, h("tr", {}, ["What", "Times", "Last"].map((title) => h("th", { scope: "col" }, title)))),
    engagement);
  const copied = h("span", { class: "quiet", role: "status" });
  const copy = h("button", { type: "button", class: "chip small", onclick: async () => {
    await navigator.clipboard.writeText(explain(current, "sales"));
    copied.textContent = "Copied as text.";
  } }, "Copy as text");
  const details = h("details", { class: "packet" },
    h("summary", {}, "Handoff packet", h("small", {}, "what the receiver is told")),
    h("div", { class: "packet-body" }, summary, talking, fields, table, h("div", { class: "copy" }, copy, copied)));
  root.replaceChildren(details);
  let current;

  return function update(evaluation, now) {
    const { handoff } = evaluation;
    current = evaluation;
    copied.textContent = "";
    root.hidden = handoff === null;
    if (handoff === null) return;
    summary.textContent = handoff.summary;
    talking.hidden = handoff.talkingPoints.length === 0;
    talking.replaceChildren(...handoff.talkingPoints.map((say) => h("li", {}, say)));
    const known = Object.entries(handoff.fields);
    fields.hidden = known.length === 0;
    fields.replaceChildren(...known.map(([name, value]) => h("div", {}, h("dt", {}, factName(name, doc)), h("dd", { class: value === null ? "quiet" : null }, value === null ? "not known" : valueWords(name, value, doc)))));
    table.hidden = handoff.engagement.length === 0;
    engagement.replaceChildren(...handoff.engagement.map(({ type, asset, count, first, last }) => h("tr", {},
      h("th", { scope: "row" }, humanize(type), asset === null ? "" : h("small", {}, humanize(asset))),
      h("td", {}, String(count)),
      h("td", {}, distance(Date.parse(last), now), count > 1 ? h("small", {}, `first ${date(Date.parse(first))}`) : ""))));
  };
}

function factName(name, doc) {
  const [base, part] = name.split(".");
  const label = (doc.fields[base] ?? doc.derived?.[base])?.label ?? humanize(base);
  return part === undefined ? label : `${label}: ${part}`;
}

function valueWords(name, value, doc) {
  const { type, options = [] } = doc.fields[name] ?? {};
  const label = (id) => options.find((option) => option.id === id)?.label ?? id;
  if (Array.isArray(value)) return value.map(label).join(", ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return type === "number" ? points(value.toLocaleString("en")) : String(value);
  if (type === "date") return date(Date.parse(value));
  return doc.derived?.[name] === undefined ? label(value) : humanize(value);
}
