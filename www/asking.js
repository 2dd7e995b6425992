// The form that asks only what matters: the next question, what was answered so far, and beside them what is still possible.

import { h } from "./dom.js";
import { showOutcomes } from "./outcomes.js";
import { newQuestion, optionsOf } from "./question.js";
import { count, humanize, list } from "./words.js";

// A session over another lead takes a while to begin, so it waits until the visitor pauses.
const BEGIN_AFTER_MS = 60;
const MINUTE = 60_000;
const UNREAD = {
  number: "Please write a number, such as 250.", email: "Please write an e-mail address.", date: "Please choose a date.",
};

/**
 * Draws for a model and a lead, which is edited in place; `changed()` is called after each answer. `update` shows the lead as it is
 * by then, whoever changed it: `document` is what leadgrade takes, `score` what it comes to.
 */
export function showAsking(root, { doc, model }, lead, changed) {
  const fields = (doc.form?.questions ?? []).map(({ field }) => field);
  const section = root.closest("section");
  section.hidden = fields.length === 0;
  const step = h("p", { class: "ask-step" });
  const place = h("div", { class: "ask-place" });
  const next = h("button", { type: "submit", class: "primary" }, "Next");
  const back = h("button", { type: "button", class: "plain", onclick: goBack }, "Back");
  const skip = h("button", { type: "button", class: "plain", onclick: leaveOut }, "Prefer not to say");
  const card = h("form", { class: "ask-card", id: "ask-form", autocomplete: "off", novalidate: true, "aria-labelledby": "asking-title", onsubmit: (event) => {
    event.preventDefault();
    goOn();
  } }, step, place, h("div", { class: "ask-actions" }, next, skip, back));
  const answers = h("ul", { class: "said", "aria-labelledby": "said-title" });
  const said = h("div", { class: "said-place" }, h("h3", { id: "said-title", tabindex: "-1" }, "Answered so far"), answers);
  const possible = h("div", {});
  const counter = h("p", { class: "counter" });
  const title = h("h3", { id: "outcomes-title" });
  root.replaceChildren(
    h("div", { class: "ask-main" }, card, said),
    h("div", { class: "ask-beside" }, h("div", { role: "status" }, counter, title), possible));
  const showPossible = showOutcomes(possible, title, doc);
  let form = null;
  let basis;
  let begun = "";
  let timer;
  // What the session was told of each question, as JSON.
  const told = new Map();
  const faulty = new Set();
  const hushed = new Set();
  // Why each question was asked, when it was.
  const reasons = new Map();
  let shown = {};
  // The questions that the visitor is answering, and has gone back to.
  let answering;
  let changing;

  function update(next) {
    if (section.hidden) return;
    basis = next;
    if (form === null || basisKey() === begun) {
      flush();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(flush, BEGIN_AFTER_MS);
  }

  /** Brings the session up to date, and shows what it says. */
  function flush() {
    clearTimeout(timer);
    const key = basisKey();
    if (form === null || key !== begun) {
      close();
      form = model.form(base(basis.document, fields), { now: basis.now, context: basis.context });
      begun = key;
    }
    for (const field of hushed) form.answer(field, null);
    hushed.clear();
    fields.forEach(tell);
    if (form.next().length === 0 && !form.settled) hush();
    draw();
  }

  /** At the end nobody will ask what other answers have hidden, so it stays unknown. */
  function hush() {
    for (const { field, state, visible } of form.questions) {
      if (state !== "open" || visible) continue;
      form.skip(field);
      hushed.add(field);
    }
  }

  /** All that the session begins with. While the clock runs by itself, once in a minute is often enough. */
  function basisKey() {
    return JSON.stringify([base(basis.document, fields), Math.floor(basis.now / MINUTE), basis.context]);
  }

  function tell(field) {
    const value = lead.profile[field];
    if (value !== undefined) lead.skipped = lead.skipped.filter((each) => each !== field);
    const words = value !== undefined ? JSON.stringify(value) : lead.skipped.includes(field) ? "skipped" : "null";
    if (words === (told.get(field) ?? "null")) return;
    told.set(field, words);
    faulty.delete(field);
    if (words === "skipped") form.skip(field);
    else if (form.answer(field, value ?? null)?.code === "wrong-type") faulty.add(field);
  }

  // What the visitor does ------------------------------------------------------------------------------------------------

  function say(field, value) {
    if (value === undefined) delete lead.profile[field];
    else lead.profile[field] = value;
    answering = field;
    shown.question.blame("");
    changed();
  }

  function goOn() {
    const field = lead.asking;
    if (field === null) return;
    flush();
    const { type, required } = stateOf(field);
    const words = faulty.has(field) ? UNREAD[type] ?? "Please write it in another way." : required && !isSaid(field) ? "Please answer this question." : "";
    if (words !== "") {
      shown.question.blame(words);
      shown.question.focus();
      return;
    }
    if (!isSaid(field) && !lead.skipped.includes(field)) lead.skipped.push(field);
    leave(field);
  }

  function leaveOut() {
    const field = lead.asking;
    delete lead.profile[field];
    if (!lead.skipped.includes(field)) lead.skipped.push(field);
    leave(field);
  }

  function leave(field) {
    if (!lead.asked.includes(field)) lead.asked.push(field);
    lead.asking = changing = null;
    changed();
    flush();
    focus();
  }

  function goBack() {
    const at = lead.asked.indexOf(lead.asking);
    goTo(lead.asked.at(at < 0 ? -1 : at - 1));
  }

  function goTo(field) {
    lead.asking = changing = field;
    changed();
    flush();
    focus();
  }

  function focus() {
    if (lead.asking === null) place.firstElementChild.focus();
    else shown.question.focus();
    // Not below the edge of a small screen, where the outcomes would be all that is seen.
    card.scrollIntoView({ block: "nearest" });
  }

  // What is shown --------------------------------------------------------------------------------------------------------

  function draw() {
    const states = new Map(form.questions.map((question) => [question.field, question]));
    const open = form.next(fields.length);
    // A question that was begun, or gone back to, stays; another one gives way to a better one.
    if (lead.asking === answering && isSaid(answering) && !lead.asked.includes(answering)) lead.asked.push(answering);
    const stays = states.get(lead.asking)?.visible && (lead.asked.includes(lead.asking) || lead.asking === changing || (card.contains(document.activeElement) && open.some(({ field }) => field === lead.asking)));
    if (!stays) lead.asking = open[0]?.field ?? null;
    const isSettled = form.settled;
    const spared = [...states.values()].filter(({ field, state, visible, matters, required }) => state === "open" && visible && !matters && !required && field !== lead.asking && !lead.asked.includes(field));
    const ahead = [...states.values()].filter(({ field, state, matters, required, visible }) => state === "open" && (matters || (required && visible)) && field !== lead.asking && !lead.asked.includes(field));
    if (lead.asking === null) drawEnd(isSettled, spared);
    else drawQuestion(open.find(({ field }) => field === lead.asking) ?? states.get(lead.asking), ahead.length);
    back.hidden = lead.asked.length === 0 || lead.asked[0] === lead.asking;
    drawAnswers(states);
    const words = `${count(lead.asked.length, "question")} asked, ${spared.length} spared`;
    if (counter.textContent !== words) counter.textContent = words;
    showPossible(form.reachable, basis.score, isSettled);
  }

  function drawQuestion(question, ahead) {
    const { field, required } = question;
    const at = lead.asked.indexOf(field);
    const number = (at < 0 ? lead.asked.length : at) + 1;
    const isNewest = at < 0 || number === lead.asked.length;
    step.textContent = at < 0 && field === changing ? "An answer to change" : ahead === 0 && isNewest ? `Question ${number}, the last one` : `Question ${number} of at most ${lead.asked.length + (at < 0 ? 1 : 0) + ahead}`;
    next.hidden = false;
    skip.hidden = required;
    const key = JSON.stringify([field, question.ask, question.type, question.options]);
    if (shown.key !== key) {
      if (question.why !== undefined) reasons.set(field, question.why);
      const made = newQuestion({ ...question, why: reasons.get(field) }, (value) => say(field, value));
      shown = { key, question: made };
      place.replaceChildren(made.element);
    }
    shown.question.show(lead.profile[field]);
  }

  function drawEnd(isSettled, spared) {
    const names = spared.map(({ field }) => label(field));
    const key = JSON.stringify(["end", isSettled, names]);
    step.textContent = "Done";
    next.hidden = true;
    skip.hidden = true;
    if (shown.key === key) return;
    shown = { key };
    place.replaceChildren(
      h("h3", { class: "ask-words", tabindex: "-1" }, isSettled ? "That is all we need." : "Nothing is left to ask."),
      h("p", { class: "ask-why" }, isSettled && names.length > 0 ? "No answer that is left could change what happens with this lead." : "Every question that applies has been dealt with."),
      names.length > 0 && h("p", { class: "ask-why" }, `Not asked: ${names.join(" · ")}`));
  }

  /** Buttons stay in place as long as the answers are to the same questions; a keyboard that was on one of them is not lost. */
  function drawAnswers(states) {
    const others = fields.filter((field) => isSaid(field) && !lead.asked.includes(field));
    const isNewest = (field) => field === lead.asking && lead.asked.at(-1) === field;
    const rows = [...lead.asked, ...others].filter((field) => !isNewest(field) && (states.get(field)?.visible || isSaid(field)));
    said.hidden = rows.length === 0;
    const kept = new Map([...answers.children].map((row) => [row.dataset.field, row]));
    answers.replaceChildren(...rows.map((field) => {
      const row = kept.get(field) ?? h("li", { "data-field": field }, h("span", { class: "said-label" }, label(field)), h("span", { class: "said-value" }),
        h("button", { type: "button", class: "plain", "aria-label": `Change: ${label(field)}`, onclick: () => goTo(field) }, "Change"));
      row.querySelector(".said-value").textContent = isSaid(field) ? valueWords(states.get(field), lead.profile[field]) : "not said";
      row.toggleAttribute("data-open", field === lead.asking);
      return row;
    }));
  }

  function label(field) {
    return doc.fields[field].label ?? humanize(field);
  }

  function isSaid(field) {
    return Object.hasOwn(lead.profile, field) && !faulty.has(field);
  }

  function stateOf(field) {
    return form.questions.find((question) => question.field === field);
  }

  function close() {
    clearTimeout(timer);
    form?.free();
    form = null;
    for (const each of [told, faulty, hushed]) each.clear();
  }

  return { update, close };
}

/** A lead as it is before any question has been answered. */
function base(document, fields) {
  const profile = Object.fromEntries(Object.entries(document.profile).filter(([field]) => !fields.includes(field)));
  return { ...document, profile };
}

function valueWords(question, value) {
  const words = (each) => optionsOf(question).find((option) => option.value === each)?.label ?? String(each);
  return list([value].flat().map(words));
}
