// The lead and its evaluation as they are, for those who read JSON.

import { h } from "./dom.js";

export function showRaw(details) {
  const lead = pane("The lead");
  const evaluation = pane("Its evaluation");
  details.querySelector(".raw-pair").replaceChildren(lead.element, evaluation.element);
  let latest = ["", ""];

  function write() {
    if (!details.open) return;
    lead.write(latest[0]);
    evaluation.write(latest[1]);
  }

  details.addEventListener("toggle", write);
  return function update(leadValue, evaluationValue) {
    latest = [leadValue, evaluationValue];
    write();
  };
}

function pane(title) {
  const text = h("pre", { tabindex: "0", role: "region", "aria-label": title });
  const copied = h("span", { class: "quiet", role: "status" });
  const copy = h("button", { type: "button", class: "plain", "aria-label": `Copy: ${title}`, onclick: async () => {
    await navigator.clipboard.writeText(text.textContent);
    copied.textContent = "Copied";
  } }, "Copy");
  return {
    element: h("div", {}, h("div", { class: "raw-head" }, h("h3", {}, title), copied, copy), text),
    write: (value) => {
      text.textContent = JSON.stringify(value, null, 2);
      copied.textContent = "";
    },
  };
}
