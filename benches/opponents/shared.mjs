// What both JavaScript opponents share: texts compared as the specification says, decay, and instants.

export const DAY = 86_400_000;
const UNIT = { s: 1000, m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY };
export const duration = (text) => Number(text.slice(0, -1)) * UNIT[text.at(-1)];

const BASES = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ł: "l", ŧ: "t" };
const PLAIN = /^[!-@[-~]+(?: [!-@[-~]+)*$/;

/** One form for texts that mean the same. Most are plain already, and then this is one test. */
export function fold(text) {
  if (PLAIN.test(text)) return text;
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[ßæœøđðþħıłŧ]/g, (letter) => BASES[letter]).replace(/\s+/g, " ").trim();
}

/** The words of a folded text between single spaces: a phrase occurs where its own such form is a part of this one. */
export const words = (folded) => ` ${folded.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

/** Milli-points faded by half-lives, half away from zero. */
export const halved = (points, age, half) => (points < 0 ? -Math.round(-points * 2 ** (-age / half)) : Math.round(points * 2 ** (-age / half)));

export const linear = (points, age, over) => (age >= over ? 0 : Math.sign(points) * Math.floor((2 * Math.abs(points) * (over - age) + over) / (2 * over)));

/** An instant as evaluations have it. */
export function instantText(milliseconds) {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, 19)}Z` : text;
}

/** As above, when the instant was read from a text that has this form already. */
export const sameText = (text, milliseconds) => (text.length === 24 && text[23] === "Z" && !text.endsWith(".000Z") ? text : instantText(milliseconds));

/** Whether a domain or one above it is in a set. */
export function under(domain, set) {
  for (let at = 0; at >= 0;) {
    if (set.has(at === 0 ? domain : domain.slice(at))) return true;
    const dot = domain.indexOf(".", at);
    at = dot < 0 ? -1 : dot + 1;
  }
  return false;
}

const EDUCATION = /\.edu$|.\.(?:ac|edu)\.[a-z]{2}$/;
export const KINDS = ["disposable", "free", "education", "work"];
export function kindOf(domain, { free, disposable }) {
  return under(domain, disposable) ? 0 : under(domain, free) ? 1 : EDUCATION.test(domain) ? 2 : 3;
}

/** The words of the three largest positive reasons; those before `clamps` are of rules and signals. */
export function summaryOf(tier, reasons, clamps) {
  let [a, b, c] = [-1, -1, -1];
  for (let i = 0; i < clamps; i++) {
    const points = reasons[i].points;
    if (points <= 0) continue;
    if (a < 0 || points > reasons[a].points) [a, b, c] = [i, a, b];
    else if (b < 0 || points > reasons[b].points) [b, c] = [i, b];
    else if (c < 0 || points > reasons[c].points) c = i;
  }
  let text = tier === null ? "" : `Tier ${tier}`;
  for (const index of [a, b, c]) if (index >= 0) text += (text === "" ? "" : " + ") + reasons[index].because;
  return text;
}
