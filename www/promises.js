// Response promises as countdowns against the page's clock, and what would keep them.

import { h, vary } from "./dom.js";
import { countdown, humanize, named, near } from "./words.js";

/** `add(type)` records the deed that keeps a promise. Returns a function that shows an evaluation's promises. */
export function showPromises(root, doc, add) {
  const list = h("ul", { class: "promises" });
  const note = h("p", { class: "hint" });
  const escalation = h("p", { class: "escalation" });
  root.replaceChildren(list, note, escalation);
  let rows = new Map();
  let drawn = "";

  return function update({ action }, { now, start }) {
    const sla = doc.slas?.[doc.protocols?.[action.protocol]?.sla];
    const names = Object.keys(action.due);
    root.hidden = names.length === 0;
    // Rows stay as long as the promises do, so that a keyboard on one of their buttons is not lost.
    const wanted = `${action.protocol} ${names.join(" ")}`;
    if (wanted !== drawn) {
      rows = new Map(names.map((name) => [name, row(name, sla, add)]));
      list.replaceChildren(...[...rows.values()].map(({ element }) => element));
      drawn = wanted;
    }
    for (const name of names) rows.get(name).update(action.due[name], now, start);
    note.hidden = start !== null;
    note.textContent = "The promise begins to count when the CRM records this stage.";
    escalation.hidden = action.escalate === null;
    escalation.textContent = action.escalate === null ? "" : `A promise is broken: tell the queue ${humanize(action.escalate.queue)}.`;
  };
}

function row(name, sla, add) {
  const promise = sla.promises[name];
  const state = h("strong", { class: "promise-state" });
  const by = h("span", { class: "quiet" });
  const left = h("span", { class: "left", "aria-hidden": "true" });
  const title = named(sla.promises, name);
  const deeds = h("span", { class: "deeds", role: "group", "aria-label": `Keep the promise: ${title}` },
    promise.by.map((type) => h("button", { type: "button", class: "chip small", onclick: () => add(type) }, humanize(type))));
  const element = h("li", {}, h("span", { class: "promise-name" }, title), state, by, deeds, left);

  function update(due, now, start) {
    const at = due.by === null ? null : Date.parse(due.by);
    element.dataset.state = due.state;
    state.textContent = STATES[due.state](at, now);
    by.textContent = at === null ? "No working hours for 400 days" : `by ${near(at, now)}${sla.calendar === undefined || sla.calendar === "always" ? "" : `, in working hours (${humanize(sla.calendar)})`}`;
    left.hidden = at === null || due.state !== "due" || start === null;
    if (!left.hidden) vary(left, "--part", Math.max(0, Math.min(1, (at - now) / (at - start))));
  }

  return { element, update };
}

const STATES = {
  due: (at, now) => (at === null ? "open" : `${countdown(at - now)} left`),
  met: () => "✓ Kept",
  late: () => "Done, too late",
  breached: (at, now) => `Broken, ${countdown(now - at)} over`,
};
