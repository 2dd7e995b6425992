// A button on each block of code.
import { h } from "./dom.js";

const SAID_MS = 1500;

export function setUpCopying() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll(".code")) {
    const button = h("button", { type: "button", class: "copy" }, "Copy");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent).then(() => say("Copied"), () => say("Not allowed"));
    });
    const say = (words) => {
      button.textContent = words;
      setTimeout(() => { button.textContent = "Copy"; }, SAID_MS);
    };
    block.append(button);
  }
}
