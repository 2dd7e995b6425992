// Instants as evaluations write them.

let lastInstant;
let lastText;

/** RFC 3339 text of milliseconds since 1970, with a fraction only where there is one. Whole batches are of one instant. */
export function instantText(milliseconds) {
  if (milliseconds !== lastInstant) {
    lastText = new Date(milliseconds).toISOString().replace(".000Z", "Z");
    lastInstant = milliseconds;
  }
  return lastText;
}
