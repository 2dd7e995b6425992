// Payloads come from elsewhere and may be anything. Only own members are read, and nothing that a getter or a proxy
// does gets out: what cannot be read is as if it were not there.

// A lead may nest sixteen deep; what an adapter nests itself needs some of it.
const DEEPEST = 12;

/** The value's own member of that name, `undefined` where there is none to be had. */
export function member(value, name) {
  try {
    return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
  } catch {
    return undefined;
  }
}

/** The names of the value's own members. */
export function names(value) {
  try {
    return typeof value === "object" && value !== null ? Object.keys(value) : [];
  } catch {
    return [];
  }
}

export function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** Whether the value is an object with members, and neither an array nor a date. */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !isArray(value) && dateOf(value) === undefined;
}

/** An array's elements, holes left out; nothing for anything else. */
export function items(value) {
  return isArray(value) ? names(value).filter((name) => /^\d+$/.test(name)).map((name) => member(value, name)) : [];
}

/** A text that is not blank, as it was written. */
export function text(value) {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** An id: a text, or a number as text. */
export function id(value) {
  return Number.isSafeInteger(value) ? String(value) : text(value);
}

/** A finite number, given as a number or as a text that is one by the JSON grammar. */
export function number(value) {
  const given = typeof value === "string" && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof given === "number" && Number.isFinite(given) ? given : undefined;
}

/** A date's milliseconds, `undefined` for what is no valid date. */
export function dateOf(value) {
  try {
    if (Object.prototype.toString.call(value) !== "[object Date]") return undefined;
    const milliseconds = Date.prototype.getTime.call(value);
    return Number.isNaN(milliseconds) ? undefined : milliseconds;
  } catch {
    return undefined;
  }
}

/** What a condition on events can ask about: a text, a number, a yes or no, or several texts. */
export function scalar(value) {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return text(value);
  const texts = items(value);
  return texts.length > 0 && texts.every((element) => typeof element === "string") ? texts : undefined;
}

/**
 * A copy of what a profile may hold. Blank texts and `null` are left out, so that they do not hide what another source
 * knows. An object met twice comes from memory, as JSON has trees only; its first place keeps it.
 */
export function copy(value, depth = 0, seen = new Set()) {
  if (typeof value !== "object") return scalar(value);
  if (value === null || depth === DEEPEST || seen.has(value)) return undefined;
  seen.add(value);
  const date = dateOf(value);
  if (date !== undefined) return new Date(date).toISOString();
  if (isArray(value)) return items(value).map((element) => copy(element, depth + 1, seen)).filter((element) => element !== undefined);
  return record(names(value).map((name) => [name, copy(member(value, name), depth + 1, seen)]));
}

/**
 * An object of those entries whose name and value are known, or `undefined` when none is. `__proto__` is no name:
 * assigned, it would be an order.
 */
export function record(entries) {
  const known = {};
  for (const [name, value] of entries) if (name !== undefined && name !== "__proto__" && value !== undefined) known[name] = value;
  return names(known).length > 0 ? known : undefined;
}
