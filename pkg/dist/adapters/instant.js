// Points in time as other systems write them. Never by the host's own parser, which reads a time without an offset in
// the host's zone: the same payload must give the same lead everywhere.
import { dateOf } from "./read.js";

const LAST = 253_402_300_799_999;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):?(\d\d))?$/;

/** Milliseconds since 1970 of a date, a whole number or an ISO 8601 text; `undefined` outside the years 1970 to 9999. */
export function milliseconds(value) {
  const found = typeof value === "string" ? parsed(value.trim()) : dateOf(value) ?? value;
  return Number.isSafeInteger(found) && found >= 0 && found <= LAST ? found : undefined;
}

/** RFC 3339 in UTC, as evaluations write it. */
export function instant(found) {
  return found === undefined ? undefined : new Date(found).toISOString().replace(".000Z", "Z");
}

/** The first of the values that is a point in time, in RFC 3339. */
export function firstInstant(...values) {
  return instant(values.map(milliseconds).find((found) => found !== undefined));
}

/** A text that is a point in time in the ISO form `+0000`, which RFC 3339 does not know, in the form that it knows. */
export function withColon(value) {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d[Tt ][\d:.]{8,18}[+-]\d{4}$/.test(value) ? firstInstant(value) ?? value : value;
}

// A time without an offset is in UTC: all sources here say so of theirs.
function parsed(text) {
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = "", sign, hours = 0, minutes = 0] = DATE.exec(text) ?? TIME.exec(text) ?? [];
  if (year === undefined || year < 1000 || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59) return undefined;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== Number(day)) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  return midnight.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3)) - offset;
}
