// The ledger, made of numbers: a model knows the words of each reason, and only what they say of the lead comes with an evaluation.
import { instantAt, wide } from "./instant.js";

/** The words of all reasons that a model can give, as the core writes them; those that say no number become one text. */
export function wordsOf(text) {
  return JSON.parse(text).map(({ axis, rule, group, because }) => ({
    axis,
    rule,
    group,
    because: because.length === 1 ? because[0] : because,
    kind: rule === null ? CLAMP : axis === "fit" ? RULE : SIGNAL,
  }));
}

const RULE = 0;
const SIGNAL = 1;
const CLAMP = 2;

/** The numbers of the reasons at a place, for when somebody asks. */
export function ledgerAt(numbers, at) {
  const count = numbers[at];
  const ledger = new Array(count);
  for (let index = 0; index < count; index++) ledger[index] = numbers[at + 1 + index];
  return ledger;
}

/** The reasons; `words` are those of all that the model can give. */
export function reasonsOf(words, ledger) {
  const reasons = [];
  for (let at = 0; at < ledger.length;) {
    const { axis, rule, group, because, kind } = words[ledger[at]];
    const points = (kind === RULE ? ledger[at + 1] : wide(ledger, at + 1)) / 1000;
    at += kind === RULE ? 2 : 3;
    let count = null;
    let last = null;
    if (kind === SIGNAL) {
      count = ledger[at];
      last = instantAt(ledger, at + 1);
      at += 3;
    }
    let said = because;
    if (typeof because !== "string") {
      const value = because.includes(VALUE) ? numberIn(ledger, (at += 2) - 2) : "";
      said = because.map((part) => (typeof part === "string" ? part : [points, count, value][part])).join("");
    }
    reasons.push({ axis, rule, group, points, because: said, count, last });
  }
  return reasons;
}

/** The sentence for a person in a hurry: the tier and the three greatest reasons; of equal ones the first stands first. */
export function summaryOf(words, ledger, tier) {
  const greatest = reasonsOf(words, ledger).filter(({ rule, points }) => rule !== null && points > 0);
  greatest.sort((one, other) => other.points - one.points);
  const said = greatest.slice(0, 3).map(({ because }) => because);
  return (tier === null ? said : [`Tier ${tier}`, ...said]).join(" + ");
}

// The place of the number that a graded rule looked at, among what words can say.
const VALUE = 2;

const double = new DataView(new ArrayBuffer(8));

// The text of a double; of one that is not there its bits are no number's.
function numberIn(ledger, at) {
  double.setInt32(0, ledger[at], true);
  double.setInt32(4, ledger[at + 1], true);
  const number = double.getFloat64(0, true);
  return Number.isNaN(number) ? "" : String(number);
}
