// The outcomes still possible, each with its chance; one that has gone stays for a moment, struck through. And how far the score can go.

import { codeWords } from "./decision.js";
import { h, vary } from "./dom.js";
import { shortName } from "./stages.js";
import { capital, count, humanize, named, points } from "./words.js";

const STAYS_MS = 1500;
const LEAVES_MS = 250;

/** Draws for a model and a lead, under a title; returns a function that shows what a form session says is reachable. */
export function showOutcomes(root, title, doc) {
  const list = h("ol", { class: "outcomes", "aria-labelledby": "outcomes-title" });
  const doubt = h("p", { class: "hint", hidden: true }, "Perhaps fewer: there is too much open to tell exactly.");
  const words = h("p", { class: "range-words" });
  const range = h("span", { class: "range", "aria-hidden": "true" });
  root.replaceChildren(list, doubt, h("div", { class: "bounds" }, words, range));
  const rows = new Map();
  let most = 0;
  let scale = [0, 0];

  return function update({ outcomes, exact, score }, now, isSettled) {
    const told = isSettled ? "Decided" : `${count(outcomes.length, "outcome")} possible`;
    if (title.textContent !== told) title.textContent = told;
    doubt.hidden = exact;
    const possible = new Map(outcomes.map((outcome) => [keyOf(outcome), outcome]));
    const old = [...rows.keys()];
    for (const [key, row] of rows) if (!possible.has(key)) strike(key, row);
    for (const [key, outcome] of possible) {
      if (!rows.has(key)) rows.set(key, newRow(outcome, doc));
      rows.get(key).show(outcome.chance);
    }
    arrange([...possible.keys()], old);
    most = Math.max(most, outcomes.length);
    vary(list, "--rows", most);
    showBounds(score, now);
  };

  function strike(key, row) {
    if (row.timer !== undefined) return;
    row.element.className = "gone";
    row.element.setAttribute("aria-hidden", "true");
    row.timer = setTimeout(() => {
      row.element.classList.add("leaving");
      row.timer = setTimeout(() => {
        row.element.remove();
        rows.delete(key);
      }, LEAVES_MS);
    }, STAYS_MS);
  }

  /** What is possible stands in the order of the model; what has gone keeps its place while it is there. */
  function arrange(order, old) {
    for (const [place, key] of old.entries()) if (!order.includes(key)) order.splice(order.indexOf(old[place - 1]) + 1, 0, key);
    order.map((key) => rows.get(key).element).forEach((element, place) => {
      if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
    });
  }

  function showBounds({ min, max }, now) {
    scale = [Math.min(scale[0], min, now), Math.max(scale[1], max, now, scale[0] + 1)];
    const part = (value) => (value - scale[0]) / (scale[1] - scale[0]);
    words.replaceChildren(...(min === max
      ? ["Score stays at ", h("strong", {}, points(min))]
      : ["Score from ", h("strong", {}, points(min)), " to ", h("strong", {}, points(max))]));
    for (const [name, value] of [["--from", min], ["--to", max], ["--now", now]]) vary(range, name, part(value));
  }
}

/** What an outcome is called, and what happens to the lead then. */
export function outcomeWords({ stage, code, kind, team, queue, track, partner, owner, protocol }, doc) {
  const place = doc.stages?.find(({ id }) => id === stage) ?? { id: stage, label: humanize(stage) };
  const name = code === null ? shortName(place) : capital(codeWords(code));
  const ways = {
    route: () => (team !== null ? `team ${named(doc.teams, team)}` : queue !== null ? `queue ${humanize(queue)}` : `whoever is its ${named(doc.fields, owner).toLowerCase()}`),
    nurture: () => `kept warm: ${named(doc.nurture, track)}`,
    partner: () => `partner ${humanize(partner)}`,
    recycle: () => "comes back later",
    close: () => "closed",
    none: () => "no next step",
  };
  return { name, way: [ways[kind](), protocol === null ? "" : named(doc.protocols, protocol)].filter(Boolean).join(" · ") };
}

function newRow(outcome, doc) {
  const { name, way } = outcomeWords(outcome, doc);
  const chance = h("span", { class: "chance" });
  const bar = h("span", { class: "chance-bar", "aria-hidden": "true" });
  const out = outcome.code === null ? [] : [h("span", { "aria-hidden": "true" }, "✕ "), h("span", { class: "unseen" }, "Out: ")];
  const element = h("li", {}, h("span", { class: "outcome-name", title: name }, out, name), chance, h("span", { class: "outcome-way", title: way }, way), bar);
  if (outcome.code !== null) element.dataset.out = "";
  const row = {
    element,
    show(value) {
      clearTimeout(row.timer);
      row.timer = undefined;
      element.className = "";
      element.removeAttribute("aria-hidden");
      chance.textContent = percent(value);
      vary(bar, "--part", value);
    },
  };
  return row;
}

function percent(chance) {
  if (chance < 0.005) return "under 1 %";
  if (chance < 1 && chance >= 0.995) return "over 99 %";
  return `${Math.round(chance * 100)} %`;
}

function keyOf({ chance, ...outcome }) {
  return JSON.stringify(outcome);
}
