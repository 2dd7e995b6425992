// Numbers, instants and names as people read them.

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const INSTANT = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

const INITIALS = /\b(crm|hql|id|mql|pql|roi|sal|sql|url)\b/g;

/** `companySize`, `sql-accepted` → "Company size", "SQL accepted". */
export function humanize(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[-_]+/g, " ").toLowerCase().trim();
  return capital(words.replace(INITIALS, (word) => word.toUpperCase()));
}

export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Points exactly as the evaluation has them, with a true minus sign. */
export function points(value) {
  return String(value).replace("-", "−");
}

export function signed(value) {
  return value > 0 ? `+${points(value)}` : points(value);
}

/** Whole points and the rest, which may be empty: `["+24", ".928"]`. */
export function split(text) {
  const [whole, rest] = text.split(".");
  return [whole, rest === undefined ? "" : `.${rest}`];
}

export function count(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

/** A span of time in its largest fitting unit. */
export function span(ms) {
  const size = Math.abs(ms);
  if (size < 60_000) return "less than a minute";
  if (size < HOUR) return count(Math.round(size / 60_000), "minute");
  if (size < 2 * DAY) return count(Math.round(size / HOUR), "hour");
  return count(Math.round(size / DAY), "day");
}

/** Where an instant lies, seen from now. */
export function distance(at, now) {
  if (Math.abs(at - now) < 60_000) return "just now";
  return at < now ? `${span(now - at)} ago` : `in ${span(at - now)}`;
}

export function instant(ms) {
  return INSTANT.format(ms);
}

/** ISO 8601 without empty milliseconds, as evaluations write it. */
export function iso(ms) {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

export function firstSentence(text) {
  return text.match(/^.*?[.!?](?=\s|$)/s)?.[0] ?? text;
}
