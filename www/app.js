// The page: one state, one evaluation after each change, and the parts that show it.

import { loadModel } from "./leadgrade/web.js";
import { showClock } from "./clock.js";
import { byId, h } from "./dom.js";
import { showEdge } from "./edge.js";
import { catalog, eventLabel, showButtons } from "./events.js";
import { radios, showForm } from "./form.js";
import { showLedger } from "./ledger.js";
import { showMatrix } from "./matrix.js";
import { showNotices } from "./notices.js";
import { showRaw } from "./raw.js";
import { SCENARIOS } from "./scenarios.js";
import { showScore } from "./score.js";
import { showStages, stageName } from "./stages.js";
import { clock, currentLead, emptyLead, leadDocument, restore, save, thisMinute } from "./state.js";
import { showTimeline } from "./timeline.js";
import { HOUR, firstSentence, iso, points } from "./words.js";

const ANNOUNCE_AFTER_MS = 700;
const MEASURE_AFTER_MS = 1500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const state = restore(Object.keys(SCENARIOS));
const opened = new Map();
const shown = {
  ledger: showLedger(byId("ledger")),
  raw: showRaw(byId("raw")),
  clock: showClock(byId("clock"), { move: moveClock, reset: resetClock }),
  edge: showEdge(byId("proof"), snapshot),
};
let chosen;
let current;
let announced = "";
let announceTimer;
let measureTimer;

byId("model").append(radios({ id: "model", name: "model" }, Object.entries(SCENARIOS).map(([value, { title }]) => ({ value, label: title })), state.model, (name) => choose(name).catch(fail)));
byId("profile").addEventListener("submit", (event) => event.preventDefault());
choose(state.model).catch(fail);

/** Shows a model and the lead that was last entered for it. Of quick choices the last one counts. */
async function choose(name) {
  chosen = name;
  const { model, doc } = await open(name);
  if (chosen !== name) return;
  state.model = name;
  byId("about").textContent = firstSentence(doc.description ?? "");
  byId("preset-note").textContent = "";
  current = { name, model, doc, groups: catalog(doc, SCENARIOS[name]) };
  byId("presets").replaceChildren(...SCENARIOS[name].presets.map((preset) => h("button", { type: "button", class: "chip", onclick: () => load(preset) }, preset.label)));
  Object.assign(shown, {
    matrix: showMatrix(byId("matrix"), doc),
    stages: showStages(byId("stages"), doc, (type) => addEvent({ type })),
    notices: showNotices(byId("notices"), doc),
  });
  showButtons(byId("buttons"), current.groups, addEvent);
  byId("colophon").textContent = `Model ${model.name}${model.version === null ? "" : `, version ${model.version}`}, ${model.hash}`;
  showLead();
  document.body.classList.remove("starting");
}

async function open(name) {
  if (!opened.has(name)) {
    const response = await fetch(`models/${name}.json`);
    if (!response.ok) throw new Error(`the model ${name} did not come, status ${response.status}`);
    const text = await response.text();
    opened.set(name, { model: await loadModel(text), doc: JSON.parse(text) });
  }
  return opened.get(name);
}

/** Draws the inputs anew, for another lead. */
function showLead() {
  const lead = currentLead(state);
  shown.score = showScore(byId("score"), current.doc);
  shown.tally = showForm(byId("profile"), current.doc, lead, changed);
  shown.timeline = showTimeline(byId("timeline"), lead, (event) => eventLabel(event, current.groups), changed);
  changed();
}

function load({ note, profile, events = [], motion = "", stage = "" }) {
  byId("preset-note").textContent = note;
  const now = clock(state);
  state.leads[state.model] = {
    ...emptyLead(), motion, stage, profile: structuredClone(profile),
    events: events.map(([event, hoursAgo]) => ({ ...structuredClone(event), at: now - hoursAgo * HOUR })),
  };
  showLead();
}

function addEvent(event) {
  currentLead(state).events.push({ ...event, at: clock(state) });
  shown.timeline.draw();
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

/** After every change: remember, evaluate, show. */
function changed() {
  save(state);
  const now = clock(state);
  const lead = leadDocument(state);
  const bytes = encoder.encode(JSON.stringify(lead));
  const at = (instant) => JSON.parse(decoder.decode(current.model.evaluateBytes(bytes, { now: instant })));
  const evaluation = at(now);
  current.bytes = bytes;
  shown.score(evaluation);
  shown.matrix(evaluation);
  shown.stages(evaluation);
  shown.ledger(evaluation, now);
  shown.notices(evaluation);
  shown.raw(lead, evaluation);
  shown.tally();
  shown.timeline.age(now);
  shown.clock({ anchor: state.anchor, offset: state.offset, events: currentLead(state).events, evaluateAt: at });
  byId("summary").textContent = evaluation.summary;
  byId("labels").replaceChildren(...evaluation.labels.map(({ severity, because }) => h("li", { class: severity }, because)));
  shown.edge.outdated();
  later(evaluation);
}

/** Speech and timing wait until the visitor pauses. */
function later(evaluation) {
  clearTimeout(announceTimer);
  clearTimeout(measureTimer);
  announceTimer = setTimeout(() => announce(evaluation), ANNOUNCE_AFTER_MS);
  measureTimer = setTimeout(shown.edge.time, MEASURE_AFTER_MS);
}

function announce({ score, fit, intent, stage, awaiting }) {
  const words = [
    `Score ${points(score)}`,
    fit.tier === null ? "no tier" : `tier ${fit.tier}`,
    intent.band === null ? "no intent band" : `intent ${intent.band}`,
    `stage ${stageName(current.doc, stage)}`,
    ...(awaiting === null ? [] : [`waiting for a decision on ${stageName(current.doc, awaiting)}`]),
  ].join(", ");
  if (words !== announced) byId("live").textContent = words;
  announced = words;
}

function snapshot() {
  return { model: current.model, name: current.name, lead: current.bytes, now: iso(clock(state)) };
}

function fail(error) {
  byId("failure").textContent = `leadgrade could not start: ${error.message}`;
  byId("failure").hidden = false;
}
