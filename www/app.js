// The page: one state, one evaluation after each change, and the parts that show it.

import { showAsking } from "./asking.js";
import { showBench } from "./bench.js";
import { showClock } from "./clock.js";
import { actionWords, showDecision } from "./decision.js";
import { byId, h } from "./dom.js";
import { showEdge } from "./edge.js";
import { catalog, eventLabel, showButtons } from "./events.js";
import { radios, showForm } from "./form.js";
import { showFrameworks } from "./frameworks.js";
import { showHandoff } from "./handoff.js";
import { showLedger } from "./ledger.js";
import { showMatrix } from "./matrix.js";
import { edit, isEdited, open } from "./models.js";
import { showNotices } from "./notices.js";
import { showRaw } from "./raw.js";
import { SCENARIOS, profileAt } from "./scenarios.js";
import { showScore } from "./score.js";
import { showStages, stageName } from "./stages.js";
import { clock, contextDocument, currentCrew, currentLead, emptyLead, leadDocument, restore, save, thisMinute } from "./state.js";
import { showTabs } from "./tabs.js";
import { showTimeline } from "./timeline.js";
import { HOUR, firstSentence, iso, points } from "./words.js";

const ANNOUNCE_AFTER_MS = 700;
const MEASURE_AFTER_MS = 1500;
const TICK_MS = 1000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const state = restore(Object.keys(SCENARIOS));
const shown = {
  ledger: showLedger(byId("ledger")),
  raw: showRaw(byId("raw")),
  clock: showClock(byId("clock"), { move: moveClock, reset: resetClock, run: runClock }),
  edge: showEdge(byId("proof"), snapshot),
  bench: showBench(byId("bench"), { edited }),
};
let chosen;
let current;
let announced = "";
let announceTimer;
let measureTimer;
let ticker;

byId("model-choice").append(radios({ id: "model", name: "model" }, Object.entries(SCENARIOS).map(([value, { title }]) => ({ value, label: title })), state.model, (name) => choose(name).catch(fail)));
byId("profile").addEventListener("submit", (event) => event.preventDefault());
showTabs(byId("tabs"), (view) => {
  document.title = view === "model" ? "leadgrade: the model" : "leadgrade: what to do with a lead, and why";
  if (view === "model") shown.bench.open().catch((error) => fail(error, "The editor did not come"));
});
choose(state.model).catch(fail);

/** Shows a model and the lead that was last entered for it. Of quick choices the last one counts. */
async function choose(name) {
  chosen = name;
  const entry = await open(name, state.drafts[name]);
  if (chosen !== name) return;
  state.model = name;
  byId("about").textContent = firstSentence(entry.good.doc.description ?? "");
  byId("preset-note").textContent = "";
  current = { name, entry };
  byId("presets").replaceChildren(...SCENARIOS[name].presets.map((preset) => h("button", { type: "button", class: "chip", onclick: () => load(preset) }, preset.label)));
  shown.bench.load(entry);
  showModel();
  document.body.classList.remove("starting");
}

/** Draws all that depends on the model, which is the last good one. */
function showModel() {
  const { model, doc } = current.entry.good;
  Object.assign(current, { model, doc, groups: catalog(doc, SCENARIOS[current.name]) });
  Object.assign(shown, {
    decision: showDecision(byId("decision"), doc, { record, add: (type) => addEvent({ type }) }),
    matrix: showMatrix(byId("matrix"), doc),
    stages: showStages(byId("stages"), doc, (type) => addEvent({ type })),
    frameworks: showFrameworks(byId("frameworks"), doc),
    handoff: showHandoff(byId("handoff"), doc),
    notices: showNotices(byId("notices"), doc),
  });
  showButtons(byId("buttons"), current.groups, addEvent);
  byId("colophon").textContent = `Model ${model.name}${model.version === null ? "" : `, version ${model.version}`}${isEdited(current.entry) ? ", edited here" : ""}, ${model.hash}`;
  showLead();
}

/** Draws the inputs anew, for another lead. */
function showLead() {
  const lead = currentLead(state);
  shown.score = showScore(byId("score"), current.doc);
  shown.asking?.close();
  shown.asking = showAsking(byId("asking"), current, lead, answered);
  showProfile();
  shown.timeline = showTimeline(byId("timeline"), lead, (event) => eventLabel(event, current.groups), changed);
  changed();
}

function showProfile() {
  shown.tally = showForm(byId("profile"), current.doc, currentLead(state), currentCrew(state), changed);
}

/** The form that asks has taken an answer, which the fields below show as well. */
function answered() {
  showProfile();
  changed();
}

/** The editor's text has changed: a sound model takes over at once, a faulty one only tells its faults. */
async function edited(entry, text) {
  const replaced = await edit(entry, text);
  if (replaced === null) return;
  if (isEdited(entry)) state.drafts[entry.name] = { text: entry.text, good: entry.good.text === entry.text ? null : entry.good.text };
  else delete state.drafts[entry.name];
  if (entry !== current?.entry) return;
  if (entry.good === replaced.by) showModel();
  else changed();
  replaced.free();
}

function load(preset) {
  const { note, events = [], motion = "", stage = "", since } = preset;
  byId("preset-note").textContent = note;
  const now = clock(state);
  state.leads[state.model] = {
    ...emptyLead(), motion, stage, stageSince: since === undefined ? "" : now - since * HOUR, profile: profileAt(preset, now),
    events: events.map(([event, hoursAgo]) => ({ ...structuredClone(event), at: now - hoursAgo * HOUR })),
  };
  showLead();
}

function addEvent(event) {
  currentLead(state).events.push({ ...event, at: clock(state) });
  shown.timeline.draw();
  changed();
}

/** What a CRM keeps of an outcome. Dates are renewed only when what they date is new. */
function record() {
  const lead = currentLead(state);
  const now = clock(state);
  const { stage, action } = current.evaluation;
  if (lead.stage !== stage || lead.stageSince === "") lead.stageSince = now;
  if (stage === "disqualified" && lead.stage !== stage) lead.disqualifiedAt = now;
  if (action.kind !== "nurture") lead.nurtureSince = "";
  else if (lead.nurtureSince === "") lead.nurtureSince = now;
  lead.stage = stage;
  showProfile();
  changed();
}

function moveClock(hours) {
  state.offset = hours;
  changed();
}

function resetClock() {
  state.anchor = thisMinute();
  moveClock(0);
}

/** Lets the page's clock go on, second by second, until it is stopped. */
function runClock(on) {
  clearInterval(ticker);
  ticker = undefined;
  if (on) {
    let last = performance.now();
    ticker = setInterval(() => {
      const seconds = Math.floor((performance.now() - last) / TICK_MS);
      last += seconds * TICK_MS;
      state.anchor += seconds * TICK_MS;
      changed();
    }, TICK_MS);
  }
  changed();
}

/** After every change: remember, evaluate, show. */
function changed() {
  const now = clock(state);
  const lead = leadDocument(state);
  const context = contextDocument(state);
  const bytes = encoder.encode(JSON.stringify(lead));
  const by = (model, instant) => JSON.parse(decoder.decode(model.evaluateBytes(bytes, { now: instant, context })));
  const at = (instant) => by(current.model, instant);
  const evaluation = at(now);
  Object.assign(current, { bytes, context, evaluation });
  shown.decision(evaluation, currentLead(state), now);
  shown.score(evaluation);
  shown.matrix(evaluation);
  shown.stages(evaluation);
  shown.frameworks(evaluation);
  shown.handoff(evaluation, now);
  shown.ledger(evaluation, now);
  shown.notices(evaluation);
  shown.raw(lead, evaluation);
  shown.tally();
  shown.asking.update({ document: lead, now, context, score: evaluation.score });
  shown.timeline.age(now);
  shown.clock({ anchor: state.anchor, offset: state.offset, events: currentLead(state).events, evaluateAt: at, isRunning: ticker !== undefined });
  byId("summary").textContent = evaluation.summary;
  byId("labels").replaceChildren(...evaluation.labels.map(({ severity, because }) => h("li", { class: severity }, because)));
  shown.edge.outdated();
  shown.bench.answer(current.entry, evaluation, () => by(current.entry.original.model, now), now);
  save(state);
  later(evaluation);
}

/** Speech and timing wait until the visitor pauses. */
function later(evaluation) {
  clearTimeout(announceTimer);
  clearTimeout(measureTimer);
  announceTimer = setTimeout(() => announce(evaluation), ANNOUNCE_AFTER_MS);
  measureTimer = setTimeout(shown.edge.time, MEASURE_AFTER_MS);
}

function announce({ score, fit, intent, stage, wouldBe, awaiting, action }) {
  const words = [
    ...(action.kind === "none" ? [] : [actionWords(action, current.doc, clock(state))]),
    `Score ${points(score)}`,
    fit.tier === null ? "no tier" : `tier ${fit.tier}`,
    intent.band === null ? "no intent band" : `intent ${intent.band}`,
    wouldBe === null ? `stage ${stageName(current.doc, stage)}` : "disqualified",
    ...(awaiting === null ? [] : [`waiting for a decision on ${stageName(current.doc, awaiting)}`]),
  ].join(", ");
  if (words !== announced) byId("live").textContent = words;
  announced = words;
}

function snapshot() {
  const { model, name, bytes, context, entry, doc } = current;
  return { model, name, lead: bytes, now: iso(clock(state)), context, document: isEdited(entry) ? doc : undefined };
}

function fail(error, what = "leadgrade could not start") {
  byId("failure").textContent = `${what}: ${error.message}`;
  byId("failure").hidden = false;
}
