// Tier × band: who they are against what they want, never one number alone.

import { h, vary } from "./dom.js";
import { humanize, points } from "./words.js";

const NONE = "none";

/** Draws the model's tiers and bands; returns a function that lights the lead's cell. */
export function showMatrix(root, doc) {
  const tiers = steps(doc.fit?.tiers);
  const bands = steps(doc.intent?.bands).reverse();
  const cells = new Map();
  const cell = (tier, row, band, column) => {
    const strength = (tiers.length - row + column + 1) / (tiers.length + bands.length);
    const element = vary(h("td", {}), "--strength", strength);
    cells.set(key(tier.id, band.id), element);
    return element;
  };
  root.replaceChildren(h("table", { class: "matrix" },
    h("caption", { class: "unseen" }, "Fit tier by intent band"),
    h("thead", {},
      h("tr", { class: "axes" }, h("th", { class: "fit", scope: "col", rowspan: 2 }, "Fit"), h("th", { class: "intent", scope: "colgroup", colspan: bands.length }, "Intent")),
      h("tr", {}, bands.map((band) => header("col", band)))),
    h("tbody", {}, tiers.map((tier, row) => h("tr", {}, header("row", tier), bands.map((band, column) => cell(tier, row, band, column)))))));
  let lit;

  return function update({ fit, intent }) {
    lit?.removeAttribute("aria-current");
    lit?.replaceChildren();
    lit = cells.get(key(fit.tier, intent.band));
    lit?.setAttribute("aria-current", "true");
    lit?.replaceChildren(h("span", { class: "unseen" }, "this lead"));
  };
}

/** The declared steps, highest first, and below them the lack of one where points can be too few for all. */
function steps(declared = []) {
  const open = declared.length === 0 || declared.at(-1).at !== undefined;
  return open ? [...declared, { id: NONE }] : [...declared];
}

function header(scope, step) {
  const threshold = step.at === undefined ? "" : `from ${points(step.at)}`;
  return h("th", { scope, title: step.label }, step.id === NONE ? "–" : humanize(step.id), h("small", {}, threshold));
}

function key(tier, band) {
  return `${tier ?? NONE}\n${band ?? NONE}`;
}
