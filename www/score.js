// The score, its two halves, what the last change did to it, and the short form that stays in view on a phone.

import { byId, h, vary } from "./dom.js";
import { shortName } from "./stages.js";
import { capital, points, signed, split } from "./words.js";

/** Draws for a model; returns a function that shows an evaluation, with the change since the last one. */
export function showScore(root, doc) {
  const number = h("p", { class: "number" });
  const change = h("p", { class: "delta" });
  const fit = half("fit", "Fit", (id) => place("Tier", doc.fit?.tiers, id));
  const intent = half("intent", "Intent", (id) => place("Band", doc.intent?.bands, id));
  root.replaceChildren(h("div", { class: "headline" }, number, change), h("div", { class: "halves" }, fit.element, intent.element));
  let last;

  return function update(evaluation) {
    const [whole, decimals] = split(points(evaluation.score));
    number.replaceChildren(whole, h("span", { class: "decimals" }, decimals));
    const difference = last === undefined ? 0 : Math.round((evaluation.score - last) * 1000) / 1000;
    if (difference !== 0) {
      change.textContent = `${signed(difference)} by the last change`;
      change.dataset.direction = difference > 0 ? "up" : "down";
    }
    last = evaluation.score;
    const scale = Math.max(50, Math.abs(evaluation.fit.points), Math.abs(evaluation.intent.points));
    fit.update(evaluation.fit.points, evaluation.fit.tier, scale);
    intent.update(evaluation.intent.points, evaluation.intent.band, scale);
    glance(evaluation, doc);
  };
}

function half(axis, title, meaning) {
  const value = h("span", { class: "half-value" });
  const bar = h("span", { class: "half-bar", "aria-hidden": "true" });
  const hint = h("small", {});
  const element = h("div", { class: `half ${axis}` }, h("span", { class: "half-title" }, title), value, bar, hint);
  const update = (amount, step, scale) => {
    value.textContent = points(amount);
    hint.textContent = meaning(step);
    bar.classList.toggle("negative", amount < 0);
    vary(bar, "--part", Math.abs(amount) / scale);
  };
  return { element, update };
}

/** "Tier A, ideal customer" */
function place(word, steps, id) {
  if (id === null) return `No ${word.toLowerCase()} yet`;
  const label = steps?.find((step) => step.id === id)?.label;
  return label === undefined ? `${word} ${id}` : `${word} ${id}: ${label.toLowerCase()}`;
}

function glance({ score, fit, intent, stage }, doc) {
  const [number, cell, way] = byId("glance").querySelectorAll("span[class^=glance]");
  number.textContent = points(score);
  cell.textContent = [fit.tier, intent.band].filter((part) => part !== null).map(capital).join(" · ");
  way.textContent = shortName(doc.stages?.find(({ id }) => id === stage) ?? { id: stage });
}
