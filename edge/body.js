// A request's body: read within a limit, and told apart, a lead or an envelope.

import { Problem } from "./problem.js";

export const LEAD_LIMIT = 256 * 1024;
export const ENVELOPE_LIMIT = 1280 * 1024;

const MEMBERS = ["lead", "model", "now", "context"];
const QUOTE = 0x22;
const LEAD_KEY = new TextEncoder().encode('"lead"');

/** All bytes of the body. It counts while it reads, because a declared length may be missing or wrong. */
export async function readBody(request) {
  if (Number(request.headers.get("content-length")) > ENVELOPE_LIMIT) throw tooLarge("body", ENVELOPE_LIMIT);
  const chunks = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part; reader && !(part = await reader.read()).done; ) {
    chunks.push(part.value);
    length += part.value.length;
    if (length > ENVELOPE_LIMIT) {
      await reader.cancel();
      throw tooLarge("body", ENVELOPE_LIMIT);
    }
  }
  if (chunks.length === 1) return chunks[0];
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * The envelope, or null when the bytes are a lead. Leads are the rule, so the text is parsed only
 * when the key `"lead"` is somewhere in it; whatever is no JSON object here is left to the reader of leads.
 */
export function openEnvelope(bytes) {
  const envelope = mentionsLead(bytes) ? parse(bytes) : null;
  if (envelope === null || typeof envelope !== "object" || !Object.hasOwn(envelope, "lead")) return null;
  const unknown = Object.keys(envelope).find((key) => !MEMBERS.includes(key));
  if (unknown !== undefined) throw new Problem("bad-envelope", `an envelope has the members ${list(MEMBERS)}, not \`${unknown}\``);
  const { context } = envelope;
  if (context !== undefined && (context === null || typeof context !== "object" || Array.isArray(context))) {
    throw new Problem("bad-envelope", "`context` is not an object");
  }
  return envelope;
}

export function tooLarge(what, limit) {
  return new Problem("too-large", `the ${what} has more than ${limit.toLocaleString("en")} bytes`);
}

export function list(names) {
  return names.map((name) => `\`${name}\``).join(", ");
}

function mentionsLead(bytes) {
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    if (LEAD_KEY.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}
