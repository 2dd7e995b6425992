// The proof that the edge function gives the same bytes, and how long one evaluation takes here.

import { h } from "./dom.js";

const NOTHING = "–";
const BATCH_MS = 8;
const BATCHES = 15;
const WARM_UP = 5;

/** `snapshot()` gives `{ model, name, lead, now, context, document }`: what the page shows at that moment; a document when the model was edited. */
export function showEdge(root, snapshot) {
  const cells = Object.fromEntries(["hereHash", "edgeHash", "hereSize", "edgeSize", "hereTime", "edgeTime"].map((name) => [name, h("td", {}, NOTHING)]));
  let generation = 0;
  const verdict = h("p", { class: "verdict", role: "status" });
  const send = h("button", { type: "button", class: "primary", onclick: () => compare() }, "Send to the edge");
  root.append(
    h("div", { class: "proof-action" }, send, verdict),
    h("table", { class: "comparison" },
      h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, "This page"), h("th", { scope: "col" }, "The edge"))),
      h("tbody", {},
        h("tr", {}, h("th", { scope: "row" }, "SHA-256"), cells.hereHash, cells.edgeHash),
        h("tr", {}, h("th", { scope: "row" }, "Bytes"), cells.hereSize, cells.edgeSize),
        h("tr", {}, h("th", { scope: "row" }, "Time"), cells.hereTime, cells.edgeTime))));

  async function compare() {
    const { model, name, lead, now, context, document } = snapshot();
    const isPlain = context === undefined && document === undefined;
    const body = isPlain ? lead : JSON.stringify({ lead: JSON.parse(new TextDecoder().decode(lead)), model: document, now, context });
    const query = isPlain ? { model: name, now } : { model: name };
    send.disabled = true;
    say("", "Asking the edge …");
    try {
      const here = model.evaluateBytes(lead, { now, context });
      const begun = performance.now();
      const response = await fetch(`api/evaluate?${new URLSearchParams(query)}`, { method: "POST", headers: { "content-type": "application/json" }, body });
      const there = new Uint8Array(await response.arrayBuffer());
      const took = performance.now() - begun;
      if (!response.ok) throw new Error(`the edge answered ${response.status}`);
      cells.hereHash.textContent = await sha256(here);
      cells.edgeHash.textContent = await sha256(there);
      cells.hereSize.textContent = here.length.toLocaleString("en");
      cells.edgeSize.textContent = there.length.toLocaleString("en");
      cells.edgeTime.textContent = `${took.toFixed(1)} ms there and back`;
      if (equal(here, there)) say("equal", "Equal, byte for byte.");
      else say("different", "Not equal: the edge runs another version.");
    } catch (error) {
      say("different", `The edge could not be asked: ${error.message}.`);
    }
    send.disabled = false;
  }

  function say(state, words) {
    verdict.dataset.state = state;
    verdict.textContent = words;
  }

  /** What was compared, or is being measured, is no longer what is shown. */
  function outdated() {
    generation += 1;
    if (verdict.textContent === "") return;
    say("", "The lead has changed since; send it again.");
    for (const name of ["hereHash", "edgeHash", "hereSize", "edgeSize", "edgeTime"]) cells[name].textContent = NOTHING;
  }

  async function time() {
    const { model, lead, now, context } = snapshot();
    const mine = generation;
    const measured = await measure(() => model.evaluateBytes(lead, { now, context }), () => mine === generation);
    if (measured !== null) cells.hereTime.textContent = `${measured.microseconds.toFixed(1)} µs (median, ${measured.runs.toLocaleString("en")} runs)`;
  }

  return { outdated, time };
}

/**
 * The browser's timer is coarse, so runs are timed in batches, and the median batch is told. Between
 * batches the page gets its turn; the first ones only let the compiler warm up. Null when no longer wanted.
 */
async function measure(run, wanted) {
  const times = [];
  let runs = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    if (!wanted()) return null;
    const begun = performance.now();
    let size = 0;
    let took = 0;
    for (; took < BATCH_MS; took = performance.now() - begun) {
      for (let left = 10; left > 0; left -= 1) run();
      size += 10;
    }
    if (batch < WARM_UP) continue;
    times.push((took * 1000) / size);
    runs += size;
  }
  return { microseconds: times.sort((a, b) => a - b)[times.length >> 1], runs };
}

function equal(a, b) {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

async function sha256(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
