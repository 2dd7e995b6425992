// Instants as evaluations write them.

// Those of a batch are mostly of the same few days, and many are the same: now, and so many minutes or days after it.
const PLACES = 127;
const instants = new Float64Array(PLACES).fill(NaN);
const texts = new Array(PLACES).fill("");
const days = new Float64Array(PLACES).fill(NaN);
const dates = new Array(PLACES).fill("");

const DAY = 86_400_000;
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
const BEFORE_COLON = TWO.map((number) => `${number}:`);

/** RFC 3339 text of milliseconds since 1970, with a fraction only where there is one. */
export function instantText(milliseconds) {
  const place = ((milliseconds / 1000) >>> 0) % PLACES;
  if (instants[place] !== milliseconds) {
    texts[place] = written(milliseconds);
    instants[place] = milliseconds;
  }
  return texts[place];
}

// What a Date writes takes many times as long.
function written(milliseconds) {
  const day = Math.floor(milliseconds / DAY);
  const time = milliseconds - day * DAY;
  const seconds = Math.trunc(time / 1000);
  const fraction = time - seconds * 1000;
  const end = fraction === 0 ? "Z" : `.${String(fraction).padStart(3, "0")}Z`;
  return dateOf(day) + BEFORE_COLON[Math.trunc(seconds / 3600)] + BEFORE_COLON[Math.trunc(seconds / 60) % 60] + TWO[seconds % 60] + end;
}

function dateOf(day) {
  const place = day % PLACES;
  if (days[place] !== day) {
    dates[place] = new Date(day * DAY).toISOString().slice(0, "2026-11-22T".length);
    days[place] = day;
  }
  return dates[place];
}

/** A whole number in two of four bytes each, the lower ones first. */
export function wide(numbers, at) {
  return numbers[at + 1] * 4_294_967_296 + (numbers[at] >>> 0);
}

/** The text of an instant in such numbers; no instant is negative. */
export function instantAt(numbers, at) {
  return numbers[at + 1] < 0 ? null : instantText(wide(numbers, at));
}
