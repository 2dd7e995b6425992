// The way from lead to customer: where the lead stands, and which person has to say yes next.

import { h } from "./dom.js";
import { humanize } from "./words.js";

const LEAD = { id: "lead", description: "Known, not qualified yet." };

/** Draws the model's stages; `add(type)` records a colleague's decision at the clock's time. */
export function showStages(root, doc, add) {
  const stages = [LEAD, ...(doc.stages ?? [])];
  const places = stages.map((stage) => h("li", {}, h("span", { class: "dot", "aria-hidden": "true" }), shortName(stage)));
  const told = h("p", { class: "told" });
  const question = h("span", {});
  const verdict = h("div", { class: "verdict-buttons" });
  root.replaceChildren(
    h("h3", { id: "path-title" }, "Stage"),
    h("ol", { class: "path", "aria-labelledby": "path-title" }, places),
    told,
    h("div", { class: "gate" }, question, verdict));

  return function update({ stage, awaiting, change }) {
    const current = stages.findIndex(({ id }) => id === stage);
    places.forEach((place, index) => {
      place.dataset.state = index < current ? "passed" : index === current ? "here" : stages[index].id === awaiting ? "awaiting" : "ahead";
      if (index === current) place.setAttribute("aria-current", "step");
      else place.removeAttribute("aria-current");
    });
    told.replaceChildren(h("strong", {}, `${longName(stages[current])}.`), ` ${stages[current].description ?? ""}`, moved(change, stages));
    const gate = stages.find(({ id }) => id === awaiting);
    question.textContent = gate ? `${shortName(gate)} needs a person:` : "No decision is waiting for a person.";
    const types = gate ? [...gate.gate.accept, ...(gate.gate.reject ?? [])] : [];
    if (types.join() !== [...verdict.children].map((button) => button.dataset.type).join()) {
      verdict.replaceChildren(...types.map((type) => h("button", { type: "button", class: "chip", "data-type": type, onclick: () => add(type) }, humanize(type))));
    }
  };
}

export function stageName(doc, id) {
  return longName((doc.stages ?? []).find((stage) => stage.id === id) ?? { id });
}

/** Abbreviations that the field knows stay short on the path. */
export function shortName({ id, label }) {
  return id.length <= 3 ? id.toUpperCase() : label ?? humanize(id);
}

function longName(stage) {
  const short = shortName(stage);
  return stage.label === undefined || stage.label === short ? short : `${short}, ${stage.label.toLowerCase()}`;
}

function moved(change, stages) {
  if (change === null) return "";
  const from = stages.find(({ id }) => id === change.from) ?? { id: change.from };
  return ` Moved ${change.direction} from ${shortName(from)}.`;
}
