// What the visitor has entered: per model a lead, who is in, and edits of the model, and one clock. It outlives a reload, not the tab.

import { HOUR, iso } from "./words.js";

const KEY = "leadgrade";
const MINUTE = 60_000;

export function restore(models) {
  const fresh = { model: models[0], anchor: thisMinute(), offset: 0, leads: {}, crews: {}, drafts: {} };
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY));
    if (!models.includes(saved?.model)) return fresh;
    const leads = Object.fromEntries(Object.entries(saved.leads ?? {}).map(([model, lead]) => [model, { ...emptyLead(), ...lead }]));
    return { ...fresh, ...saved, leads };
  } catch {
    return fresh;
  }
}

export function save(state) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Without storage the page works all the same, until it is reloaded.
  }
}

/** The current model's lead. `events` keep the order in which they were added, `asked` that of the form's questions. */
export function currentLead(state) {
  return (state.leads[state.model] ??= emptyLead());
}

export function emptyLead() {
  return { motion: "", stage: "", stageSince: "", disqualifiedAt: "", nurtureSince: "", profile: {}, events: [], asked: [], skipped: [], asking: null };
}

/** Who of the model's teams is away, how many leads each has, and whose turn it is. */
export function currentCrew(state) {
  return (state.crews[state.model] ??= { away: [], load: {}, turn: "" });
}

/** The context of an evaluation, or undefined when there is nothing to say. */
export function contextDocument(state) {
  const { away, load, turn } = currentCrew(state);
  const context = { ...(turn !== "" && { turn }), ...(Object.keys(load).length > 0 && { load }), ...(away.length > 0 && { away }) };
  return Object.keys(context).length > 0 ? context : undefined;
}

/** The clock in milliseconds: an anchor, which is the minute of the visit, and the hours moved from it. */
export function clock(state) {
  return state.anchor + state.offset * HOUR;
}

export function thisMinute() {
  return Math.floor(Date.now() / MINUTE) * MINUTE;
}

/** The lead as it goes to leadgrade, here and at the edge. */
export function leadDocument(state) {
  const { motion, stage, profile, events, ...dates } = currentLead(state);
  const remembered = ["stageSince", "disqualifiedAt", "nurtureSince"].filter((key) => dates[key] !== "").map((key) => [key, iso(dates[key])]);
  return {
    id: "lead-1",
    ...(motion && { motion }),
    profile,
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
    ...(stage && { stage }),
    ...Object.fromEntries(remembered),
  };
}
