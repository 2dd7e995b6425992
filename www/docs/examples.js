// Examples that run: what is written into model and lead is decided in the page, by the package's own WebAssembly.
import { decide } from "./decide.js";
import { h } from "./dom.js";
import { tokens } from "./highlight.js";
import { pretty } from "./pretty.js";

const WIDTH = 64;
const PAUSE_MS = 120;

let leadgrade;

export function setUpExamples() {
  for (const example of document.querySelectorAll(".example")) {
    if (example.open) setUp(example);
    else example.addEventListener("toggle", () => setUp(example), { once: true });
  }
}

function setUp(example) {
  const { now, context, kind, shape } = JSON.parse(example.dataset.setting);
  const texts = [...example.querySelectorAll("textarea")];
  const written = texts.map(({ value }) => value);
  const answer = example.querySelector(".answer");
  const shown = answer.textContent;
  const state = example.querySelector(".example-state");
  const reset = h("button", { type: "button", class: "example-reset" }, "Start again");
  let asked = 0;
  let timer;

  for (const text of texts) {
    // What a browser put back into the texts after a reload is none of the example's.
    text.value = text.defaultValue;
    const code = text.parentElement.querySelector("code");
    text.addEventListener("input", () => {
      paint(code, `${text.value}\n`);
      answer.classList.add("stale");
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE_MS);
    });
    text.addEventListener("keydown", (event) => indent(event, text));
    // The first letter should not wait for the WebAssembly.
    text.addEventListener("focus", load, { once: true });
  }
  reset.addEventListener("click", () => {
    texts.forEach((text, index) => {
      text.value = written[index];
      paint(text.parentElement.querySelector("code"), text.value);
    });
    run();
    texts[0].focus();
  });

  async function run() {
    asked += 1;
    const turn = asked;
    const [model, lead] = ["model", "lead"].map((name) => texts.find((text) => text.name === name)?.value);
    const isAsWritten = texts.every(({ value }, index) => value === written[index]);
    let result;
    try {
      const api = await load();
      result = await decide(api, { model, lead, now, context, kind, shape });
    } catch (error) {
      result = { failure: error.message };
    }
    // Of two answers under way the later one counts.
    if (turn !== asked) return;
    answer.classList.remove("stale");
    answer.classList.toggle("faulty", result.answer === undefined);
    if (result.failure !== undefined) answer.firstElementChild.textContent = result.failure;
    else if (result.faults !== undefined) answer.firstElementChild.textContent = result.faults.map(inWords).join("\n\n");
    else paint(answer.firstElementChild, pretty(result.answer, WIDTH), shown.split("\n"));
    const words = result.answer === undefined ? "The model does not load." : isAsWritten ? "" : answer.textContent === shown ? "The decision is the same." : "The decision has changed.";
    const hadFocus = document.activeElement === reset;
    state.replaceChildren(...(isAsWritten ? [] : [h("span", {}, words), reset]));
    if (hadFocus && !isAsWritten) reset.focus();
  }
}

/** The package, once for all examples. After a failure the next one tries again. */
function load() {
  leadgrade ??= import("/leadgrade/web.js").catch((error) => {
    leadgrade = undefined;
    throw error;
  });
  return leadgrade;
}

function inWords({ line, column, message, help }) {
  return `${line}:${column}  ${message}${help ? `\n      ${help}` : ""}`;
}

// Lines that were not there before are marked.
function paint(code, text, before) {
  const known = before === undefined ? undefined : new Set(before.map((line) => line.replace(/,$/, "")));
  code.replaceChildren(...text.split("\n").flatMap((line, index, lines) => {
    const pieces = tokens(line, "json").map(([kind, piece]) => (kind === "" ? piece : h("span", { class: kind }, piece)));
    const isNew = known !== undefined && line.trim() !== "" && !known.has(line.replace(/,$/, ""));
    const end = index === lines.length - 1 ? [] : ["\n"];
    return isNew ? [/^ */.exec(line)[0], h("mark", {}, ...tokens(line.trimStart(), "json").map(([kind, piece]) => (kind === "" ? piece : h("span", { class: kind }, piece)))), ...end] : [...pieces, ...end];
  }));
}

// A new line begins where the one before did. Tab leaves the text, so that the keyboard gets out of it.
function indent(event, text) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const { value, selectionStart } = text;
  const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const more = /[[{]\s*$/.test(line) ? "  " : "";
  text.setRangeText(`\n${/^ */.exec(line)[0]}${more}`, selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input"));
}
