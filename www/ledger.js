// Every reason with its points; they sum to the score, exactly.

import { h, vary } from "./dom.js";
import { capital, distance, humanize, points, signed, split } from "./words.js";

const AXES = [["fit", "Fit", "tier"], ["intent", "Intent", "band"]];

export function showLedger(root) {
  const body = h("div", { class: "ledger-body" });
  root.replaceChildren(h("h3", {}, "Why"), h("p", { class: "hint" }, "Each line gives or takes points; their sum is the score."), body);

  return function update(evaluation, now) {
    const { reasons, score } = evaluation;
    if (reasons.length === 0) {
      body.replaceChildren(h("p", { class: "hint" }, "No line yet: nothing that is known so far counts."));
      return;
    }
    const scale = Math.max(...reasons.map((reason) => Math.abs(reason.points)));
    const parts = AXES.map(([axis, title, step]) => ({ title, axis, evaluation: evaluation[axis], step, own: reasons.filter((reason) => reason.axis === axis) }));
    body.replaceChildren(h("table", { class: "ledger" },
      h("thead", {}, h("tr", {}, ["Reason", "Share", "Points"].map((title) => h("th", { scope: "col" }, h("span", { class: "unseen" }, title))))),
      parts.filter(({ own }) => own.length > 0).map((part) => axisRows(part, scale, now)),
      h("tfoot", {}, h("tr", {}, h("th", { scope: "row", colspan: 2 }, "Score, the sum of all reasons"), amount(points(sum(reasons)))))));
    body.dataset.adds = sum(reasons) === score;
  };
}

function axisRows({ title, axis, evaluation, step, own }, scale, now) {
  const place = evaluation[step] === null ? "" : `${step} ${evaluation[step]}`;
  return h("tbody", { class: axis },
    h("tr", { class: "axis" }, h("th", { scope: "rowgroup", colspan: 2 }, title, h("span", { class: "quiet" }, place)), amount(points(evaluation.points))),
    own.map((reason) => h("tr", { class: reason.rule === null ? "clamp" : null },
      h("th", { scope: "row" }, because(reason), h("small", {}, detail(reason, now))),
      h("td", { class: "share", "aria-hidden": "true" }, vary(h("span", { class: reason.points < 0 ? "bar negative" : "bar" }), "--part", Math.abs(reason.points) / scale)),
      amount(signed(reason.points)))));
}

/** Points under points: the decimals have a column of their own. */
function amount(text) {
  const [whole, decimals] = split(text);
  return h("td", { class: "points" }, whole, h("span", { class: "decimals" }, decimals));
}

function because({ rule, group, axis, because: words }) {
  if (rule !== null) return capital(words);
  return `${group === null ? `All of ${axis}` : humanize(group)}, held at its limit`;
}

function detail({ group, rule, last }, now) {
  return [rule !== null && group !== null && humanize(group), last !== null && distance(Date.parse(last), now)].filter(Boolean).join(" · ");
}

/** Thousandths are whole numbers here, so that the sum is as exact as leadgrade's own. */
function sum(reasons) {
  return reasons.reduce((total, reason) => total + Math.round(reason.points * 1000), 0) / 1000;
}
