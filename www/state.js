// What the visitor has entered: one lead per model and a clock. It outlives a reload, not the tab.

import { HOUR, iso } from "./words.js";

const KEY = "leadgrade";
const MINUTE = 60_000;

export function restore(models) {
  const fresh = { model: models[0], anchor: thisMinute(), offset: 0, leads: {} };
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY));
    return models.includes(saved?.model) ? { ...fresh, ...saved } : fresh;
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

/** The current model's lead. `events` keep the order in which they were added. */
export function currentLead(state) {
  return (state.leads[state.model] ??= emptyLead());
}

export function emptyLead() {
  return { motion: "", stage: "", profile: {}, events: [] };
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
  const { motion, stage, profile, events } = currentLead(state);
  return {
    id: "lead-1",
    ...(motion && { motion }),
    profile,
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
    ...(stage && { stage }),
  };
}
