// A lead taken apart: the values that the model reads, as numbers and short texts in the core's memory, where nothing is to be
// scanned any more. What is unusual (class instances, dates, values of values, a great deal of text) is left to snapshot.js. The core's
// side is src/lead/parts.rs.
import { bytes, integers } from "./supervisor.js";

// The kinds of a value, which takes three numbers: its kind and two more. What is not there has none.
const [, NULL, FALSE, TRUE, NUMBER, TEXT, OTHER, LIST, EMPTY, SOME] = Array(10).keys();
const VALUE = 3;

// So many numbers, of so many bytes, and so many bytes of text a lead may take.
const WORDS = 8_192;
const WORD = 4;
const TEXTS = 16_384;

// A text of so many units is no longer in UTF-8 than a lead's may be.
const LONG = 2_730;

// And so many units may be in what the core need not hear of. With the room above, JSON of that has less than the 256 KiB that a lead
// may have, whatever must be escaped.
const PASSED = 8_192;

// Up to this length a text is written sooner than handed to the encoder.
const SHORT = 32;

const SEMICOLON = 0x3b;

// From À on there is no white space up to that of Ogham.
const FIRST_LETTER = 0xc0;
const NEXT_SPACE = 0x1680;

const encoder = new TextEncoder();
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

const { getPrototypeOf, prototype } = Object;

/** What `parts` of the core says, for look-ups. */
export function planOf({ slots, members, facts, props, places }) {
  const profile = 2 + VALUE * members.length;
  return {
    size: profile + VALUE * slots,
    members: numbered(members, 2, VALUE),
    places: new Map(places.map(([name, slot, reading]) => [name, { at: profile + VALUE * slot, reading }])),
    lists: places.filter(([, , reading]) => reading === "list").map(([name]) => name),
    eventSize: VALUE * facts.length + 1,
    facts: numbered(facts, 0, VALUE),
    props: numbered(props, 0, 1),
  };
}

function numbered(names, from, step) {
  return new Map(names.map((name, index) => [name, from + step * index]));
}

/**
 * A copy of a lead that nobody else holds, down to where values belong. Each member was read once then, and whatever runs the
 * caller's code is over. What is no plain object stays as it is, and the lead must be written as JSON; `undefined` when it is none itself.
 */
export function copyOf(lead, { lists }) {
  // Each object is looked at and copied at a place of its own: engines remember the shapes that they met at a place.
  if (!isPlain(lead) || lead.toJSON !== undefined || !isUsual()) return undefined;
  const copy = { ...lead };
  try {
    isCopied = copyInside(copy, lists);
  } catch {
    isCopied = false;
  }
  return copy;
}

function copyInside(copy, lists) {
  const { profile, events } = copy;
  let isWhole = true;
  if (isPlain(profile) && profile.toJSON === undefined) {
    const members = (copy.profile = { ...profile });
    for (let index = 0; index < lists.length; index++) {
      const name = lists[index];
      const value = members[name];
      if (isList(value)) members[name] = value.slice();
      else if (isObject(value)) isWhole = false;
    }
  } else if (isThere(profile)) isWhole = false;
  if (isList(events)) {
    const list = (copy.events = events.slice());
    for (let index = 0; index < list.length; index++) {
      const event = list[index];
      if (isPlain(event) && event.toJSON === undefined) {
        const own = (list[index] = { ...event });
        const { props } = own;
        if (isPlain(props) && props.toJSON === undefined) own.props = { ...props };
        else if (isObject(props)) isWhole = false;
      } else isWhole = false;
    }
  } else if (isThere(events)) isWhole = false;
  return isWhole;
}

// Whether the last copy is one from end to end. Nothing of the caller's comes between this and its evaluation.
let isCopied = false;

function isThere(value) {
  return value !== undefined && value !== null;
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

function isPlain(value) {
  return typeof value === "object" && value !== null && getPrototypeOf(value) === prototype;
}

function isList(value) {
  return Array.isArray(value) && getPrototypeOf(value) === Array.prototype && value.toJSON === undefined;
}

// Whether objects inherit nothing that could be taken for a lead's.
function isUsual() {
  for (const name in prototype) return name === undefined;
  return !("toJSON" in prototype);
}

const NO_WORDS = new Int32Array(0);
const NO_OCTETS = new Uint8Array(0);

// Where the walk under way writes, and how many units it has passed.
let words = NO_WORDS;
let octets = NO_OCTETS;
let word;
let wordEnd;
let text;
let textStart;
let textEnd;
let passed;

/** Evaluates such a copy. Gives the address of the evaluation's head, or `undefined` when the lead must be written as JSON. */
export function evaluateParts(raw, copy, plan, now) {
  if (!isCopied) return undefined;
  textStart = text = raw.reserve(TEXTS + WORD * (WORDS + 1));
  textEnd = text + TEXTS;
  // The numbers stand behind the texts.
  const first = (word = Math.ceil(textEnd / WORD));
  wordEnd = word + WORDS;
  words = integers();
  octets = bytes();
  passed = 0;
  const isTaken = takeLead(copy, plan);
  if (!isTaken) {
    // The core has the numbers zero before and after each call, and nothing of a lead stays behind.
    words.fill(0, first, word);
    octets.fill(0, textStart, text);
  }
  // Views that were kept would keep the memory of an instance that is none any more.
  words = NO_WORDS;
  octets = NO_OCTETS;
  return isTaken ? raw.evaluateParts(text - textStart, WORD * first - textStart, WORD * (word - first), now) : undefined;
}

function takeLead(copy, plan) {
  const first = word;
  if (first + plan.size > wordEnd) return false;
  word += plan.size;
  for (const key in copy) {
    const value = copy[key];
    if (key === "profile") {
      if (!takeProfile(value, plan, first)) return false;
    } else if (key === "events") {
      if (!takeEvents(value, plan, first + 1)) return false;
    } else {
      const member = plan.members.get(key);
      if (member === undefined ? !pass(key, value) : !take(value, first + member)) return false;
      // The id is told as it stands here, where the core would have replaced halves of characters.
      if (key === "id" && typeof value === "string" && hasSurrogates(value)) return false;
    }
  }
  return true;
}

function takeProfile(copy, plan, first) {
  for (const key in copy) {
    const value = copy[key];
    const place = plan.places.get(key);
    if (place === undefined) {
      // Such names are counted, and two of them may be one when they are written.
      if (hasSurrogates(key) || !pass(key, value)) return false;
      if (value !== undefined) words[first]++;
    } else if (place.reading === "known" && isVisible(value)) {
      if (!pass("", value)) return false;
      words[first + place.at] = SOME;
    } else if (place.reading === "list" && typeof value === "object" && value !== null) {
      if (!takeList(value, first + place.at)) return false;
    } else if (place.reading === "deep" || !take(value, first + place.at)) return false;
  }
  return true;
}

function takeEvents(list, plan, count) {
  if (list === undefined || list === null) return true;
  words[count] = list.length;
  for (let index = 0; index < list.length; index++) {
    const event = list[index];
    const first = word;
    if (first + plan.eventSize > wordEnd) return false;
    word += plan.eventSize;
    for (const key in event) {
      const value = event[key];
      const fact = plan.facts.get(key);
      if (fact !== undefined) {
        if (!take(value, first + fact)) return false;
      } else if (key === "props" && typeof value === "object") {
        if (!takeProps(value, plan, first + plan.eventSize - 1)) return false;
      } else if (!pass(key, value)) return false;
    }
  }
  return true;
}

function takeProps(copy, plan, count) {
  for (const key in copy) {
    const value = copy[key];
    const prop = plan.props.get(key);
    if (prop === undefined) {
      if (!pass(key, value)) return false;
    } else if (value !== undefined) {
      const at = word;
      if (at + 1 + VALUE > wordEnd) return false;
      word += 1 + VALUE;
      words[at] = prop;
      words[count]++;
      if (!pass(key, null) || !take(value, at + 1)) return false;
    }
  }
  return true;
}

// Writes a value at a place of its own, in the kind that it has in JSON.
function take(value, at) {
  switch (typeof value) {
    case "string":
      return takeText(value, at);
    case "number":
      if (value - value !== 0) words[at] = OTHER;
      else {
        double[0] = value;
        words[at] = NUMBER;
        words[at + 1] = halves[0];
        words[at + 2] = halves[1];
      }
      return true;
    case "boolean":
      words[at] = value ? TRUE : FALSE;
      return true;
    case "undefined":
      return true;
    case "object":
      words[at] = NULL;
      return value === null;
    default:
      return false;
  }
}

// The texts of a list with semicolons between them, as a set may also be given.
function takeList(list, at) {
  const from = text;
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (typeof value !== "string" || value.includes(";")) return false;
    if (index > 0) octets[text++] = SEMICOLON;
    if (!write(value)) return false;
  }
  return told(list.length > 0 ? LIST : EMPTY, from, at);
}

function takeText(value, at) {
  const from = text;
  return write(value) && told(TEXT, from, at);
}

function told(kind, from, at) {
  words[at] = kind;
  words[at + 1] = from - textStart;
  words[at + 2] = text - textStart;
  return true;
}

// Writes a text, and leaves room for a semicolon.
function write(value) {
  const { length } = value;
  if (length > LONG || text + 3 * length >= textEnd) return false;
  if (!wrote(value, length)) text += encoder.encodeInto(value, octets.subarray(text, textEnd)).written;
  return true;
}

function wrote(value, length) {
  if (length > SHORT) return false;
  const into = octets;
  let at = text;
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit < 0x80) into[at++] = unit;
    else {
      if ((unit & 0xf800) === 0xd800) return false;
      if (unit < 0x800) into[at++] = 0xc0 | (unit >> 6);
      else {
        into[at++] = 0xe0 | (unit >> 12);
        into[at++] = 0x80 | ((unit >> 6) & 0x3f);
      }
      into[at++] = 0x80 | (unit & 0x3f);
    }
  }
  text = at;
  return true;
}

function hasSurrogates(text) {
  for (let index = 0; index < text.length; index++) {
    if ((text.charCodeAt(index) & 0xf800) === 0xd800) return true;
  }
  return false;
}

// Whether a value is a text that is no blank one, as is quickly seen.
function isVisible(value) {
  if (typeof value !== "string") return false;
  const first = value.charCodeAt(0);
  return (first > 0x20 && first < 0x7f) || (first >= FIRST_LETTER && first < NEXT_SPACE);
}

// Whether the core need not hear of a member that nothing reads.
function pass(key, value) {
  passed += key.length;
  switch (typeof value) {
    case "string":
      passed += value.length;
      return value.length <= LONG && passed <= PASSED;
    case "object":
      return value === null && passed <= PASSED;
    case "number":
    case "boolean":
    case "undefined":
      passed += 24;
      return passed <= PASSED;
    default:
      return false;
  }
}
