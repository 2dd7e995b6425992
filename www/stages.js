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
  const title = h("h3", { id: "path-title", tabindex: "-1" }, "Stage");
  root.replaceChildren(
    title,
    h("ol", { class: "path", "aria-labelledby": "path-title" }, places),
    told,
    h("div", { class: "gate" }, question, verdict));

  return function update({ stage, wouldBe, awaiting, change }) {
    const current = stages.findIndex(({ id }) => id === stage);
    places.forEach((place, index) => {
      // A stage below the current one need not hold, so only what the evaluation says is marked.
      place.dataset.state = index === current ? "here" : stages[index].id === awaiting ? "awaiting" : "other";
      if (index === current) place.setAttribute("aria-current", "step");
      else place.removeAttribute("aria-current");
    });
    told.replaceChildren(...(wouldBe === null ? standing(stages[current], stages, change) : out(stages.find(({ id }) => id === wouldBe))));
    const gate = stages.find(({ id }) => id === awaiting);
    question.textContent = gate ? `${shortName(gate)} needs a person:` : "No decision is waiting for a person.";
    ask(gate ? [...gate.gate.accept, ...(gate.gate.reject ?? [])] : []);
  };

  /** Buttons stay in place as long as the question is the same; a keyboard that was on one of them is not lost. */
  function ask(types) {
    if (types.join() === [...verdict.children].map((button) => button.dataset.type).join()) return;
    const focused = verdict.contains(document.activeElement);
    verdict.replaceChildren(...types.map((type) => h("button", { type: "button", class: "chip", "data-type": type, onclick: () => add(type) }, humanize(type))));
    if (focused) (verdict.firstElementChild ?? title).focus();
  }
}

function standing(stage, stages, change) {
  return [h("strong", {}, `${longName(stage)}.`), ` ${stage.description ?? ""}`, moved(change, stages)];
}

function out(wouldBe) {
  return [h("strong", {}, "Disqualified."), ` Otherwise: ${longName(wouldBe)}.`];
}

export function stageName(doc, id) {
  if (id === LEAD.id) return "a lead, not qualified yet";
  if (id === "disqualified") return id;
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
