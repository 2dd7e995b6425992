// Numbers, instants and names as people read them.

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const INSTANT = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

const DAY_ONLY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const WITH_SECONDS = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

const INITIALS = /\b(bant|champ|crm|emea|hql|id|meddic|mql|pql|roi|sal|sdr|sla|sql|url)\b/g;

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
  return (ms % 60_000 === 0 ? INSTANT : WITH_SECONDS).format(ms);
}

export function date(ms) {
  return DAY_ONLY.format(ms);
}

/** "Sun 10:05" for what is near, the day for what is not. */
export function near(ms, now) {
  return Math.abs(ms - now) < 6 * DAY ? TIME.format(ms) : date(ms);
}

/** A span to the second where seconds count: "4 min 32 s", "3 h 05 min", "5 days". */
export function countdown(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (value) => String(value).padStart(2, "0");
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
  return count(Math.floor(seconds / 86_400), "day");
}

/** ISO 8601 without empty milliseconds, as evaluations write it. */
export function iso(ms) {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

export function list(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** What a model calls a thing of its own, or its id made readable. */
export function named(things, id) {
  return things?.[id]?.label ?? humanize(id);
}

export function firstSentence(text) {
  return text.match(/^.*?[.!?](?=\s|$)/s)?.[0] ?? text;
}

/** The visitor's own wall clock, in the form that the input wants. */
export function localText(ms) {
  const shifted = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
