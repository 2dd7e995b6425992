// Control characters of a file could steer the reader's terminal, so they are shown as a replacement character.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text from a file, safe to show in a terminal. */
export function printable(text) {
  return text.replace(CONTROLS, "\ufffd");
}

const NUMBERS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 12345.6 as "12,346", whatever the machine's locale. */
export function grouped(number) {
  return NUMBERS.format(number);
}

/** "1 row", "2 rows". */
export function counted(number, noun) {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** A part of a whole as "13.4 %". */
export function share(part, whole) {
  return `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(1)} %`;
}
