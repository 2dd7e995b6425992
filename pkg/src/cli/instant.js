import { Failure } from "./failure.js";

/**
 * The instant to evaluate at, in milliseconds since 1970 and as evaluations write it. The model itself reads the text:
 * an evaluation of nothing says what it made of it.
 */
export function readInstant(text, model, clock) {
  const now = text === undefined ? clock() : /^-?\d+$/.test(text) ? Number(text) : text;
  try {
    const written = model.evaluate({}, { now }).now;
    return { ms: Date.parse(written), written };
  } catch (error) {
    if (error.code !== "bad-instant") throw error;
    throw new Failure(`\`--now ${text}\` is no instant`, { help: "write it as 2026-11-22T10:00:00Z or 2026-11-22" });
  }
}
