// Buttons that add an event at the clock's instant: the scenario's, and each gate's yes and no.

import { h } from "./dom.js";
import { humanize } from "./words.js";

/** All events a visitor can add, in titled groups: `{ title, items: [{ label, event }] }`. */
export function catalog(doc, scenario) {
  const groups = [...scenario.events];
  const verdicts = verdictTypes(doc);
  if (verdicts.length > 0) groups.push({ title: "What your colleagues decided", items: verdicts.map((type) => ({ label: humanize(type), event: { type } })) });
  return groups;
}

export function showButtons(root, groups, add) {
  root.replaceChildren(...groups.map(({ title, items }, index) => h("div", { class: "button-group" },
    h("h3", { id: `buttons-${index}` }, title),
    h("div", { class: "chips", role: "group", "aria-labelledby": `buttons-${index}` },
      items.map(({ label, event }) => h("button", { type: "button", class: "chip", onclick: () => add(event) }, label))))));
}

/** The label of the button that adds such an event, or words made of its parts. */
export function eventLabel(event, groups) {
  const items = groups.flatMap((group) => group.items);
  const known = items.find((item) => sameDeed(item.event, event));
  return known?.label ?? [humanize(event.type), event.asset].filter(Boolean).join(": ");
}

function sameDeed(a, b) {
  const deed = ({ at, ...rest }) => JSON.stringify(Object.entries(rest).sort());
  return deed(a) === deed(b);
}

function verdictTypes(doc) {
  const types = (doc.stages ?? []).flatMap(({ gate }) => (gate ? [...gate.accept, ...(gate.reject ?? [])] : []));
  return [...new Set(types)];
}
