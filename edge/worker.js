// The edge function: POST /api/evaluate takes a lead, an envelope `{ lead, model?, now?, context? }` or a submitted form,
// and answers with its evaluation. One module for Cloudflare Workers, workerd and, by vercel.js, for Vercel.

import { loadModel } from "leadgrade";
import b2bSaas from "../examples/models/b2b-saas.json";
import bant from "../examples/models/bant.json";
import champ from "../examples/models/champ.json";
import education from "../examples/models/education.json";
import hvac from "../examples/models/hvac.json";
import meddic from "../examples/models/meddic.json";
import { LEAD_LIMIT, list, openEnvelope, readBody, tooLarge } from "./body.js";
import { isForm, leadOfForm, regrets, thanks, wantsPage } from "./form.js";
import { Problem } from "./problem.js";

const DOCUMENTS = new Map(Object.entries({ "b2b-saas": b2bSaas, hvac, education, bant, champ, meddic }));
const HEADERS = { "access-control-allow-origin": "*", "cache-control": "no-store", "x-content-type-options": "nosniff" };
const PREFLIGHT = { "access-control-allow-methods": "POST", "access-control-allow-headers": "content-type", "access-control-max-age": "86400" };

const ACCEPTED = "application/json, application/x-www-form-urlencoded, multipart/form-data";

const loaded = new Map();

export default {
  async fetch(request) {
    const response = await answer(request).catch((error) => {
      const problem = explain(error);
      return wantsPage(request) ? regrets(problem) : problem.toResponse();
    });
    for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
    return response;
  },
};

async function answer(request) {
  const url = new URL(request.url);
  if (url.pathname !== "/api/evaluate") throw new Problem("not-found", "the function answers at `/api/evaluate`");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
  if (request.method !== "POST") {
    throw new Problem("method-not-allowed", "send the lead with `POST`", { headers: { allow: "POST, OPTIONS" } });
  }
  if (isForm(request)) return evaluateForm(request, url);
  if (!isJson(request.headers.get("content-type"))) {
    throw new Problem("unsupported-media-type", "send the lead as `application/json`, or a form", { headers: { "accept-post": ACCEPTED } });
  }
  const bytes = await readBody(request);
  const envelope = openEnvelope(bytes);
  const evaluation = envelope === null ? await evaluateLead(bytes, url) : await evaluateEnvelope(envelope, url);
  return new Response(evaluation, { headers: { "content-type": "application/json" } });
}

/** The usual case: the body's bytes go to WebAssembly as they came, and the answer's bytes come back. */
async function evaluateLead(bytes, url) {
  if (bytes.length > LEAD_LIMIT) throw tooLarge("lead", LEAD_LIMIT);
  const model = await namedModel(url);
  return accept(model.evaluateBytes(bytes, { now: instant(url) }));
}

async function evaluateEnvelope({ lead, model: document, now, context }, url) {
  const bytes = new TextEncoder().encode(JSON.stringify(lead));
  const at = { now: now ?? instant(url), context };
  if (document === undefined) return accept((await namedModel(url)).evaluateBytes(bytes, at));
  const model = await loadModel(JSON.stringify(document));
  try {
    return accept(model.evaluateBytes(bytes, at));
  } finally {
    model.free();
  }
}

/** Whatever the browser believed about the answers, it is decided here. */
async function evaluateForm(request, url) {
  const bytes = await readBody(request);
  if (bytes.length > LEAD_LIMIT) throw tooLarge("form", LEAD_LIMIT);
  const now = instant(url) ?? Date.now();
  const lead = await leadOfForm(request, bytes, documentOf(url), { now, asset: url.searchParams.get("asset") });
  const evaluation = accept((await namedModel(url)).evaluateBytes(JSON.stringify(lead), { now }));
  if (wantsPage(request)) return thanks(JSON.parse(new TextDecoder().decode(evaluation)));
  return new Response(evaluation, { headers: { "content-type": "application/json", vary: "accept" } });
}

/** A built-in model, compiled at its first use and kept. */
function namedModel(url) {
  const document = documentOf(url);
  if (!loaded.has(document)) loaded.set(document, loadModel(document));
  return loaded.get(document);
}

function documentOf(url) {
  const name = url.searchParams.get("model") ?? "b2b-saas";
  const document = DOCUMENTS.get(name);
  if (document === undefined) throw new Problem("unknown-model", `there is no model \`${name}\`, only ${list([...DOCUMENTS.keys()])}`);
  return document;
}

/** The query's instant; digits alone are milliseconds since 1970. Without one the wrapper takes the clock. */
function instant(url) {
  const text = url.searchParams.get("now") ?? undefined;
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

/**
 * A lead never fails to be evaluated: what could not be read at all is told by a notice. An answer about
 * an empty lead would mislead the caller of this function, so those notices become problems here.
 */
function accept(evaluation) {
  const decoder = new TextDecoder();
  if (decoder.decode(evaluation.subarray(-13)) === '"notices":[]}') return evaluation;
  const codes = JSON.parse(decoder.decode(evaluation)).notices.map((notice) => notice.code);
  if (codes.includes("lead-too-large")) throw tooLarge("lead", LEAD_LIMIT);
  if (codes.includes("not-json")) throw new Problem("not-json", "the body cannot be read as JSON in UTF-8");
  if (codes.includes("not-an-object")) throw new Problem("not-an-object", "a lead is a JSON object");
  return evaluation;
}

function isJson(type) {
  return /^application\/(json|[\w.-]+\+json)$/i.test((type ?? "").split(";")[0].trim());
}

function explain(error) {
  if (error instanceof Problem) return error;
  if (error.code === "bad-instant") return new Problem("bad-instant", "`now` is neither RFC 3339 with an offset, nor a date, nor milliseconds");
  if (error.code === "bad-model") return new Problem("bad-model", "nothing was evaluated; see `diagnostics`", { diagnostics: error.diagnostics.map(withoutPosition) });
  console.error(error);
  return new Problem("internal", "the cause is in the function's log");
}

/** Lines and columns are those of a text that the caller has never seen; the pointer holds in any text. */
function withoutPosition({ code, severity, path, message, help }) {
  return { code, severity, path, message, help };
}
