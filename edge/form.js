// A form as a browser submits it: its fields become a lead's profile, and the answer a page that a browser can show.

import { explain } from "leadgrade";
import { Problem } from "./problem.js";

const TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)$/i;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const STYLE = "body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1.5rem}:root{color-scheme:light dark}";
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  vary: "accept",
};

export function isForm(request) {
  return TYPES.test(mediaType(request));
}

/** Whoever submits a form without a script reads the answer; a script asks for JSON, or for anything. */
export function wantsPage(request) {
  return isForm(request) && /(^|,)\s*text\/html\s*(,|$|;(?!\s*q=0(\.0*)?\s*(,|$)))/i.test(request.headers.get("accept") ?? "");
}

/** The lead that a form's fields make: whatever the model's form asks, and nothing else that the body may hold. */
export async function leadOfForm(request, bytes, document, { now, asset }) {
  const form = await fieldsOf(request, bytes);
  const profile = {};
  for (const name of names(document)) {
    const texts = form.getAll(name).filter((value) => typeof value === "string" && value.trim() !== "");
    // Of several values of one field the last counts, as in leadgrade/form; a set has them all.
    if (texts.length > 0) profile[name] = document.fields[name].type === "set" && texts.length > 1 ? texts : texts.at(-1);
  }
  return { profile, events: asset === null ? [] : [{ type: "form", at: now, channel: "web", asset }] };
}

/** What a visitor sees: words for the person concerned, without scores, stages or names of rules. */
export function thanks(evaluation) {
  const [, ...sections] = explain(evaluation, "subject").split("\n\n").map((section) => section.split("\n"));
  const isResult = ([title]) => title === "What came out";
  const shown = ([title, ...lines]) => (lines.length === 0 ? `<p>${escape(title)}</p>` : `<h2>${escape(title)}</h2><ul>${lines.map((line) => `<li>${escape(line.replace(/^- /, ""))}</li>`).join("")}</ul>`);
  return page(200, "Thank you", `<p>We have your answers.</p>${sections.filter(isResult).map(shown).join("")}
<details><summary>How we arrived at it</summary>${sections.filter((section) => !isResult(section)).map(shown).join("")}</details>`);
}

/** A problem in the place of thanks. */
export function regrets(problem) {
  return page(problem.status, problem.title, `<p>${escape(problem.message)}</p>`, problem.headers);
}

// A form asks its questions; a model without one takes all its fields.
function names({ form, fields }) {
  return form?.questions === undefined ? Object.keys(fields) : form.questions.map(({ field }) => field);
}

async function fieldsOf(request, bytes) {
  try {
    return await new Response(bytes, { headers: { "content-type": request.headers.get("content-type") } }).formData();
  } catch {
    throw new Problem("bad-form", "the body is no form of the type that it is declared as");
  }
}

function page(status, title, body, headers = {}) {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(title)}</h1>${body}</main></body></html>
`;
  return new Response(html, { status, headers: { ...HEADERS, ...headers } });
}

function escape(text) {
  return text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char]);
}

function mediaType(request) {
  return (request.headers.get("content-type") ?? "").split(";")[0].trim();
}
