// A clock that can be moved, under the curve that the score draws over the same days.

import { h, svg, vary } from "./dom.js";
import { HOUR, distance, instant } from "./words.js";

const FIRST = -30 * 24;
const LAST = 60 * 24;
const SAMPLES = 90;
const WIDTH = 600;
const HEIGHT = 96;
const STEPS = [["−1 day", -24], ["−1 hour", -1], ["Now", 0], ["+1 hour", 1], ["+1 day", 24], ["+1 week", 168]];

/** `move(hours)` sets the offset from the anchor, `reset()` goes back to the true present, `run(on)` lets time pass. */
export function showClock(root, { move, reset, run }) {
  const reading = h("output", { for: "clock-slider", class: "reading" });
  const slider = h("input", { type: "range", id: "clock-slider", min: FIRST, max: LAST, step: 1, oninput: () => move(slider.valueAsNumber) });
  const fitArea = svg("path", { class: "area fit" });
  const intentArea = svg("path", { class: "area intent" });
  const line = svg("path", { class: "line" });
  const marks = svg("g", { class: "marks" });
  const hand = svg("line", { class: "hand", y1: 0, y2: HEIGHT });
  const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, fitArea, intentArea, line, marks, hand);
  const steps = STEPS.map(([label, hours]) => h("button", { type: "button", class: "chip small", onclick: () => (hours === 0 ? reset() : move(clamp(slider.valueAsNumber + hours))) }, label));

  const running = h("button", { type: "button", class: "chip small", "aria-pressed": "false", onclick: () => run(running.getAttribute("aria-pressed") === "false") }, "Let it run");

  root.replaceChildren(
    h("div", { class: "clock-head" }, h("label", { for: "clock-slider" }, "The clock says"), reading),
    h("div", { class: "strip" }, chart, slider,
      h("div", { class: "scale", "aria-hidden": "true" }, h("span", {}, "30 days ago"), vary(h("span", { class: "mid" }, "today"), "--at", 1 / 3), h("span", {}, "in 60 days"))),
    h("div", { class: "chips", role: "group", "aria-label": "Move the clock" }, steps, running));

  /** `evaluateAt(ms)` is asked once per sample: a whole evaluation each, which takes microseconds. */
  return function update({ anchor, offset, events, evaluateAt, isRunning }) {
    running.setAttribute("aria-pressed", isRunning);
    const now = anchor + offset * HOUR;
    slider.value = offset;
    slider.setAttribute("aria-valuetext", `${instant(now)}, ${offset === 0 ? "now" : distance(now, anchor)}`);
    reading.replaceChildren(instant(now), h("span", { class: "quiet" }, offset === 0 ? ", now" : `, ${distance(now, anchor)}`));
    const samples = Array.from({ length: SAMPLES + 1 }, (_, index) => evaluateAt(anchor + (FIRST + ((LAST - FIRST) * index) / SAMPLES) * HOUR));
    const fits = samples.map(({ fit }) => fit.points);
    const scores = samples.map(({ score }) => score);
    const top = Math.max(40, ...fits, ...scores);
    const bottom = Math.min(0, ...fits, ...scores);
    const y = (value) => round(4 + ((top - value) / (top - bottom)) * (HEIGHT - 4));
    const trace = (values) => values.map((value, index) => `${round((index * WIDTH) / SAMPLES)} ${y(value)}`);
    line.setAttribute("d", `M${trace(scores).join("L")}`);
    fitArea.setAttribute("d", `M${trace(fits).join("L")}L${WIDTH} ${y(0)}L0 ${y(0)}Z`);
    intentArea.setAttribute("d", `M${trace(scores).join("L")}L${trace(fits).reverse().join("L")}Z`);
    for (const side of ["x1", "x2"]) hand.setAttribute(side, x(offset));
    marks.replaceChildren(...events.map(({ at }) => (at - anchor) / HOUR).filter((hours) => hours >= FIRST && hours <= LAST)
      .map((hours) => svg("line", { x1: x(hours), x2: x(hours), y1: HEIGHT - 8, y2: HEIGHT })));
  };
}

function x(hours) {
  return round(((hours - FIRST) / (LAST - FIRST)) * WIDTH);
}

function clamp(hours) {
  return Math.min(LAST, Math.max(FIRST, hours));
}

function round(value) {
  return Math.round(value * 10) / 10;
}
