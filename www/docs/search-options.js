// How the index is made, and read: both sides need the same.

// Names such as `talkingPoints`, `email.domain` and `bad-fit` are found whole and by their words.
const WORD = /[\p{L}\p{N}]+/gu;

function tokenize(text) {
  return [...text.matchAll(WORD)].flatMap(([word]) => {
    const parts = word.split(/(?<=[a-z])(?=[A-Z])/);
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}

// Who looks for a key or a word wants it explained; types and tables of the project come after that.
const WEIGHTS = [["/docs/reference/", 1.5], ["/docs/api/model", 0.5], ["/docs/api/evaluation", 0.5], ["/docs/coverage", 0.3], ["/docs/changelog", 0.3], ["/docs/performance", 0.5], ["/docs/architecture", 0.3], ["/docs/contributing", 0.3]];

export const SEARCH = {
  fields: ["title", "page", "text"],
  storeFields: ["title", "page", "text"],
  tokenize,
  searchOptions: { boost: { title: 6, page: 2 }, prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), combineWith: "AND", boostDocument: (id) => WEIGHTS.find(([start]) => id.startsWith(start))?.[1] ?? 1 },
};
