// The second view: the model as text, its faults, and what the lead comes to by it.

import { actionWords } from "./decision.js";
import { byId, h } from "./dom.js";
import { isEdited } from "./models.js";
import { shortName } from "./stages.js";
import { capital, count, points, signed, split } from "./words.js";

const CHECK_AFTER_MS = 100;
const MEBIBYTE = 1024 * 1024;
const SECTIONS = [
  ["fields", "field"], ["derived", "derived fact"], ["fit.rules", "fit rule"], ["intent.signals", "signal"], ["frameworks", "framework"], ["labels", "label"],
  ["disqualify", "disqualification"], ["stages", "stage"], ["routing", "route"],
];

/** `edited(entry, text)` is awaited after each edit. The editor itself is fetched when it is first looked at. */
export function showBench(root, { edited }) {
  const status = h("p", { class: "bench-status", role: "status" });
  const format = h("button", { type: "button", class: "chip small", onclick: () => editor?.format() }, "Format");
  const reset = h("button", { type: "button", class: "chip small", onclick: () => editor?.setText(entry.original.text) }, "Reset to the example");
  const host = h("div", { class: "editor-host" }, h("p", { class: "hint" }, "The editor is on its way …"));
  const here = h("p", { class: "here", id: "here" });
  const problems = h("ol", { class: "problems" });
  const none = h("p", { class: "hint" }, "None. Faults and unwise rules will be listed here as you type.");
  const lead = summary();
  const facts = modelFacts();
  root.replaceChildren(
    h("div", { class: "bench-main" },
      h("div", { class: "bench-head" }, status, h("div", { class: "chips" }, format, reset)),
      host, here,
      h("p", { class: "hint keys" }, h("kbd", {}, "Tab"), " leaves the editor. ", h("kbd", {}, "Ctrl Space"), " suggests what can stand here, ", h("kbd", {}, "F8"), " goes to the next problem, ", h("kbd", {}, "Ctrl F"), " searches, ", h("kbd", {}, "Ctrl Z"), " takes back, even a reset."),
      h("section", { "aria-labelledby": "problems-title" }, h("h2", { id: "problems-title" }, "Problems"), none, problems)),
    h("aside", { class: "bench-side", "aria-labelledby": "bench-lead-title" }, lead.element, facts.element));
  let entry;
  let editor;
  let opening;
  let timer;

  function changed(text) {
    const mine = entry;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await edited(mine, text);
      if (mine === entry && mine.text === text) tell();
    }, CHECK_AFTER_MS);
  }

  function tell() {
    const { diagnostics, good } = entry;
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    const warnings = diagnostics.length - errors;
    status.dataset.state = errors > 0 ? "faulty" : isEdited(entry) ? "edited" : "example";
    const told = [errors > 0 && count(errors, "error"), warnings > 0 && count(warnings, "warning")].filter(Boolean).join(" and ");
    status.replaceChildren(...statusWords(errors, told, isEdited(entry)));
    reset.disabled = !isEdited(entry);
    none.hidden = diagnostics.length > 0;
    problems.replaceChildren(...diagnostics.map((each) => h("li", { "data-severity": each.severity }, h("button", { type: "button", onclick: () => editor?.goTo(each) },
      h("span", { class: "where" }, `Line ${each.line}`), h("span", { class: "what" }, h("strong", {}, capital(each.severity)), " ", h("code", {}, each.code), ` ${each.message}`, each.help === null ? "" : h("small", {}, capital(each.help)))))));
    byId("tab-model").dataset.state = status.dataset.state;
    facts.update(entry, errors > 0);
    editor?.show(diagnostics, good.doc);
  }

  return {
    /** Called when the view comes into sight. */
    open() {
      opening ??= (async () => {
        const { createEditor } = await import("./built/editor.js");
        editor = createEditor(host, { text: entry?.text ?? "", changed, told: (words) => { here.textContent = words; } });
        if (entry) tell();
      })().catch((error) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    load(next) {
      entry = next;
      clearTimeout(timer);
      editor?.load(entry.text);
      tell();
    },
    answer(of, evaluation, original, now) {
      if (of === entry) lead.update(evaluation, isEdited(entry) ? original() : null, { doc: entry.good.doc, now, example: entry.original.doc });
    },
  };
}

function statusWords(errors, told, edited) {
  if (errors > 0) return [h("strong", {}, `${told}.`), " The answer still comes from the last good version."];
  const good = edited ? "Your version is in force." : "This is the example, unchanged.";
  return told === "" ? [h("strong", {}, "No problems."), ` ${good}`] : [h("strong", {}, `${told}.`), ` ${good}`];
}

/** What the lead of the first view comes to, and how that differs from the example's answer. */
function summary() {
  const score = h("p", { class: "number" });
  const place = h("p", { class: "bench-place" });
  const next = h("p", { class: "bench-next" });
  const title = h("h3", {});
  const differences = h("ul", { class: "differences" });
  const element = h("section", { class: "bench-lead" },
    h("h2", { id: "bench-lead-title" }, "Your lead, by this model"), score, place, next, title, differences, h("p", {}, h("a", { href: "#answer" }, "See the whole answer")));

  function update(evaluation, original, { doc, now, example }) {
    const { fit, intent, stage, action } = evaluation;
    const told = (each, model) => [
      ["Score", each.score, points(each.score)], ["Tier", each.fit.tier, each.fit.tier ?? "none"], ["Intent", each.intent.band, each.intent.band ?? "none"],
      ["Stage", each.stage, stageWords(each.stage, model)], ["Next", JSON.stringify([each.action.kind, each.action.team, each.action.owner, each.action.queue, each.action.track, each.action.partner]), actionWords(each.action, model, now)],
    ];
    const [whole, decimals] = split(points(evaluation.score));
    score.replaceChildren(whole, h("span", { class: "decimals" }, decimals));
    place.replaceChildren([fit.tier !== null && `Tier ${fit.tier}`, intent.band !== null && `intent ${intent.band}`, stageWords(stage, doc)].filter(Boolean).join(" · "));
    next.hidden = action.kind === "none";
    next.textContent = actionWords(action, doc, now);
    title.textContent = original === null ? "Compared with the example" : "What your edits change";
    const before = original === null ? [] : told(original, example);
    const changes = original === null ? [] : told(evaluation, doc).map(([name, key, words], index) => ({ name, key, words, before: before[index] })).filter(({ key, before: [, other] }) => key !== other);
    differences.replaceChildren(...(changes.length === 0
      ? [h("li", { class: "quiet" }, original === null ? "It is the example." : "Nothing, for this lead.")]
      : changes.map(({ name, words, key, before: [, was, wasWords] }) => h("li", {}, h("span", { class: "quiet" }, name), h("span", {}, h("s", {}, wasWords), " → ", h("strong", {}, words), name === "Score" ? h("span", { class: "quiet" }, ` (${signed(Math.round((key - was) * 1000) / 1000)})`) : "")))));
  }

  return { element, update };
}

function stageWords(id, doc) {
  return shortName(doc.stages?.find((stage) => stage.id === id) ?? { id: ` ${id}`, label: capital(id) });
}

/** Name, version, size and hash of what is in force. */
function modelFacts() {
  const list = h("dl", { class: "facts" });
  const element = h("section", { "aria-labelledby": "bench-facts-title" }, h("h2", { id: "bench-facts-title" }, "In force"), list);

  function update({ good }, isBehind) {
    const size = new TextEncoder().encode(good.text).length;
    const parts = SECTIONS.map(([path, noun]) => [path.split(".").reduce((value, key) => value?.[key], good.doc), noun])
      .map(([value, noun]) => [Object.keys(value ?? {}).length, noun]).filter(([n]) => n > 0).map(([n, noun]) => count(n, noun));
    const rows = [
      ["Model", `${good.model.name}${good.model.version === null ? "" : `, version ${good.model.version}`}`],
      ...(isBehind ? [["Note", "the last good version, not the text as it stands"]] : []),
      ["Holds", parts.join(", ")],
      ["Size", `${(size / 1024).toFixed(1)} KiB, ${((size / MEBIBYTE) * 100).toFixed(1)} % of the limit`],
      ["Hash", h("code", {}, good.model.hash)],
    ];
    list.replaceChildren(...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
  }

  return { element, update };
}
