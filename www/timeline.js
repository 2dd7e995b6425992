// The lead's events, newest first; each can be moved in time or removed.

import { h } from "./dom.js";
import { count, distance, localText } from "./words.js";

/** Shows `lead.events` and edits them in place. Returns a function that brings their ages up to date. */
export function showTimeline(root, lead, labelOf, changed) {
  const title = h("h3", { id: "timeline-title", tabindex: "-1" });
  const list = h("ol", { "aria-labelledby": "timeline-title" });
  const clear = h("button", { type: "button", class: "plain", onclick: () => removeAll() }, "Clear all");
  const empty = h("p", { class: "hint" }, "Nothing yet. Each click above adds an event at the clock’s time.");
  let rows = [];
  let now = 0;
  root.replaceChildren(h("div", { class: "timeline-head" }, title, clear), empty, list);

  function draw() {
    rows = [...lead.events].sort((a, b) => b.at - a.at).map(row);
    list.replaceChildren(...rows.map(({ element }) => element));
    title.textContent = rows.length === 0 ? "Timeline" : `Timeline, ${count(rows.length, "event")}`;
    clear.hidden = rows.length === 0;
    empty.hidden = rows.length > 0;
    age(now);
  }

  function row(event) {
    const label = labelOf(event);
    const when = h("input", { type: "datetime-local", "aria-label": `When: ${label}`, onchange: () => move(event, when.value) });
    when.value = localText(event.at);
    const ago = h("span", { class: "ago" });
    const remove = h("button", { type: "button", class: "remove", "aria-label": `Remove: ${label}`, onclick: () => removeOne(event) }, "×");
    return { event, ago, remove, element: h("li", {}, h("span", { class: "deed" }, label), ago, when, remove) };
  }

  function move(event, text) {
    const at = new Date(text).getTime();
    if (!Number.isNaN(at)) event.at = at;
    draw();
    rows.find((each) => each.event === event).element.querySelector("input").focus();
    changed();
  }

  /** The keyboard stays where it was: on the next event's button, or on the heading when none is left. */
  function removeOne(event) {
    const place = rows.findIndex((each) => each.event === event);
    lead.events.splice(lead.events.indexOf(event), 1);
    draw();
    (rows[Math.min(place, rows.length - 1)]?.remove ?? title).focus();
    changed();
  }

  function removeAll() {
    lead.events.length = 0;
    draw();
    title.focus();
    changed();
  }

  function age(instant) {
    now = instant;
    for (const { event, ago, element } of rows) {
      ago.textContent = distance(event.at, now);
      element.classList.toggle("later", event.at > now);
    }
  }

  draw();
  return { draw, age };
}
