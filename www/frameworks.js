// BANT and its kin as checklists: what is met, what is not, and what to find out.

import { conditionWords } from "./conditions.js";
import { h } from "./dom.js";
import { humanize, list, named } from "./words.js";

const VERDICTS = new Map([[true, "Passed"], [false, "Not passed"], [null, "Open"]]);
const STATES = { met: ["✓", "met"], unmet: ["✕", "not met"], unknown: ["?", "not known"] };

export function showFrameworks(root, doc) {
  const declared = Object.entries(doc.frameworks ?? {});
  root.hidden = declared.length === 0;
  const parts = declared.map(([name, framework]) => checklist(name, framework, doc));
  root.replaceChildren(h("h3", {}, "What sales would ask"), ...parts.map(({ element }) => element));
  return function update({ frameworks }) {
    for (const { name, update: show } of parts) show(frameworks[name]);
  };
}

function checklist(name, framework, doc) {
  const verdict = h("span", { class: "verdict-tag" });
  const items = Object.entries(framework.criteria).map(([id, criterion]) => {
    const mark = h("span", { class: "mark", "aria-hidden": "true" });
    const state = h("small", {});
    return { id, mark, state, element: h("li", { title: conditionWords(criterion.met, doc) }, mark, h("span", {}, named(framework.criteria, id)), state) };
  });
  const title = named({ [name]: framework }, name);
  const element = h("div", { class: "framework" },
    h("div", { class: "framework-head" }, h("h4", {}, title), verdict, h("small", {}, passWords(framework))),
    h("ul", { class: "criteria", "aria-label": title }, items.map((item) => item.element)));

  function update({ passed, met, unmet }) {
    verdict.textContent = VERDICTS.get(passed);
    verdict.dataset.passed = passed;
    for (const { id, mark, state, element: row } of items) {
      row.dataset.state = met.includes(id) ? "met" : unmet.includes(id) ? "unmet" : "unknown";
      [mark.textContent, state.textContent] = STATES[row.dataset.state];
    }
  }

  return { name, element, update };
}

/** "3 of 4, need among them" */
function passWords({ criteria, passes }) {
  const total = Object.keys(criteria).length;
  if (passes === undefined || (passes.atLeast === undefined && passes.must === undefined)) return `passes with all ${total}`;
  const must = (passes.must ?? []).map((id) => (criteria[id]?.label ?? humanize(id)).toLowerCase());
  if (passes.atLeast === undefined) return `passes with ${list(must)}`;
  return `passes with ${passes.atLeast} of ${total}${must.length > 0 ? `, ${list(must)} among them` : ""}`;
}
