// Blocks of code.
import { tokens } from "../../www/docs/highlight.js";
import { escape } from "./html.mjs";

export function highlighted(text, language) {
  return tokens(text, language).map(([kind, piece]) => (kind === "" ? escape(piece) : `<span class="${kind}">${escape(piece)}</span>`)).join("");
}

/** A block of code; `label` says what it is, `part` which kind of it. */
export function codeBlock(text, language, label = "") {
  const caption = label === "" ? "" : `<p class="code-label">${escape(label)}</p>`;
  return `<div class="code">${caption}<pre tabindex="0"${label === "" ? "" : ` aria-label="${escape(label)}"`}><code>${highlighted(text.replace(/\n$/, ""), language)}</code></pre></div>`;
}
