// An example that runs in the page: a model and a lead to edit, and what comes of them.
import { pretty, shapeOf } from "../../www/docs/pretty.js";
import { highlighted } from "./code.mjs";
import { escape } from "./html.mjs";

export const NOW = "2026-11-23T10:00:00Z";

const ANSWERS = { evaluation: "Decision", form: "Form session", public: "What a browser gets", faults: "What is wrong" };
const WIDTH = 64;

let count = 0;

/**
 * `about` are the words it is called by, `expect` the answer, of which the page shows the same members whatever the reader
 * makes of model and lead.
 */
export function exampleHtml({ about, model, lead = {}, now = NOW, context, kind = "evaluation", expect, isOpen = false }) {
  count += 1;
  const setting = { now, kind, shape: shapeOf(expect), ...(context && { context }) };
  const asksLead = kind === "evaluation" || kind === "form";
  const at = `<p class="example-at">${[asksLead && now !== NOW ? `at <time>${escape(now)}</time>` : "", context ? `context <code>${escape(JSON.stringify(context))}</code>` : ""].filter(Boolean).join(", ")}</p>`;
  return `<details class="example"${isOpen ? " open" : ""} data-setting="${escape(JSON.stringify(setting))}">
<summary><span class="example-word">Try it</span> <span>${about}</span></summary>
<div class="example-body">
${editor("Model", "model", pretty(model, WIDTH))}
${asksLead ? editor("Lead", "lead", pretty(lead, WIDTH)) : ""}
<div class="pane"><p class="code-label" id="answer-${count}">${ANSWERS[kind]}</p><pre class="answer" tabindex="0" role="group" aria-labelledby="answer-${count}"><code>${highlighted(pretty(expect, WIDTH), "json")}</code></pre></div>
${asksLead && (now !== NOW || context) ? at : ""}<p class="example-state" role="status"></p>
</div>
</details>`;
}

// Without a script the text can be read and copied; with one it lies over its colored likeness.
function editor(label, name, text) {
  return `<div class="pane"><label class="code-label" for="${name}-${count}">${label}</label><div class="editor"><pre aria-hidden="true"><code>${highlighted(text, "json")}</code></pre><textarea rows="1" id="${name}-${count}" name="${name}" spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off">${escape(text)}</textarea></div></div>`;
}
