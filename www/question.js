// One question of the form: its words, why it is asked, and the controls that take the answer.

import { h } from "./dom.js";
import { list } from "./words.js";

const MOST_SIDE_BY_SIDE = 6;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const YES_OR_NO = [{ label: "Yes", value: true }, { label: "No", value: false }];

/** `{ element, show, focus }` of a question; `say(value)` is called with each answer, undefined for none. */
export function newQuestion(question, say) {
  const { field, ask, why } = question;
  const id = `ask-${field}`;
  const reason = h("p", { class: "ask-why", id: `${id}-why` }, whyWords(why));
  const fault = h("p", { class: "ask-fault", id: `${id}-fault`, role: "alert" });
  const common = { name: id, "aria-describedby": reason.id };
  const { group, element: control, show, focus } = controls(question, id, common, say);
  const element = group
    ? h("fieldset", { class: "ask", "aria-describedby": reason.id }, h("legend", { class: "ask-words" }, ask), reason, control, fault)
    : h("div", { class: "ask" }, h("label", { class: "ask-words", for: id }, ask), reason, control, fault);
  return {
    element,
    show,
    focus,
    blame(words) {
      fault.textContent = words;
      const first = element.querySelector("input, select");
      first.toggleAttribute("aria-invalid", words !== "");
      if (words !== "") first.setAttribute("aria-invalid", "true");
    },
  };
}

/** The options of a question, those of yes or no among them. */
export function optionsOf({ type, options }) {
  return type === "boolean" && options.length === 0 ? YES_OR_NO : options;
}

function controls(question, id, common, say) {
  const options = optionsOf(question);
  if (options.length === 0) return input(question, id, common, say);
  if (question.type === "set") return choices("checkbox", options, id, common, say);
  return options.length <= MOST_SIDE_BY_SIDE ? choices("radio", options, id, common, say) : select(options, id, common, say);
}

function input({ type }, id, common, say) {
  const read = (text) => (text.trim() === "" ? undefined : type === "number" && JSON_NUMBER.test(text) ? Number(text) : text);
  const kind = type === "email" || type === "date" ? type : "text";
  const element = h("input", { id, ...common, type: kind, autocomplete: "off", inputmode: type === "number" ? "decimal" : undefined, spellcheck: "false", oninput: () => say(read(element.value)) });
  return {
    element,
    show(value) {
      const text = value === undefined ? "" : [value].flat().join("; ");
      // What is being typed is not written over with what it means.
      if (document.activeElement !== element || text === "") element.value = text;
    },
    focus: () => element.focus(),
  };
}

function select(options, id, common, say) {
  const element = h("select", { id, ...common, autocomplete: "off", onchange: () => say(options[element.value]?.value) },
    h("option", { value: "" }, "Please choose"), options.map(({ label }, index) => h("option", { value: index }, label)));
  return {
    element,
    show(value) {
      const index = options.findIndex((option) => option.value === value);
      element.value = index < 0 ? "" : index;
    },
    focus: () => element.focus(),
  };
}

/** Options side by side: one of them, or for a set any of them. */
function choices(type, options, id, { name }, say) {
  const inputs = options.map((_, index) => h("input", { type, name, id: `${id}-${index}`, autocomplete: "off", onchange: () => {
    const chosen = options.filter((__, place) => inputs[place].checked).map(({ value }) => value);
    say(type === "radio" ? options[index].value : chosen.length > 0 ? chosen : undefined);
  } }));
  return {
    group: true,
    element: h("div", { class: "choices" }, options.map(({ label }, index) => h("label", { class: "choice" }, inputs[index], h("span", {}, label)))),
    show(value) {
      const values = [value].flat();
      options.forEach((option, index) => { inputs[index].checked = values.includes(option.value); });
    },
    focus: () => (inputs.find(({ checked }) => checked) ?? inputs[0]).focus(),
  };
}

/** The outcomes stand beside the form, so they are not named again. */
function whyWords(why) {
  if (why === undefined) return "";
  const parts = why.split("; ").map((part) => part.replace(/ \(.*\)$/, ""));
  return why.startsWith("the form wants") ? "Asked because the form wants it; it changes nothing else." : `Asked because it ${list(parts)}.`;
}
