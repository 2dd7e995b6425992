/** The number of single-character edits, a swap of neighbors counting as one, that turn `a` into `b`. */
function distance(a, b) {
  let before = [];
  let last = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.length];
}

/** The known word nearest to a mistyped one, or null when none is near enough to be meant. */
export function nearest(word, known) {
  const typed = word.toLowerCase();
  let best = null;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(typed, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** "did you mean `x`?", or null. */
export function didYouMean(word, known, prefix = "") {
  const candidate = nearest(word, known);
  return candidate === null ? null : `did you mean \`${prefix}${candidate}\`?`;
}
