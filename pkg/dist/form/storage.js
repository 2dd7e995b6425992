// What outlives the page: the answers, in the tab's session storage. Where storage is denied or full, nothing does.

/** `storage` is a Storage, null for none, or undefined for the tab's own. */
export function memory(storage, key) {
  const place = () => (storage === undefined ? globalThis.sessionStorage : storage);
  return {
    /** What was saved, as far as it is what this module saves. */
    load() {
      let saved = null;
      try {
        saved = JSON.parse(place().getItem(key));
      } catch {
        // Nothing to go on from.
      }
      const { answers, skipped, asked, at } = saved?.version === 1 ? saved : {};
      return {
        answers: Object.fromEntries(Object.entries(answers ?? {}).filter(([, value]) => [value].flat().every((text) => typeof text === "string"))),
        skipped: Array.isArray(skipped) ? skipped : [],
        asked: Array.isArray(asked) ? asked.filter(Array.isArray) : [],
        at: Number.isInteger(at) && at >= 0 ? at : 0,
      };
    },
    save(state) {
      try {
        place().setItem(key, JSON.stringify({ version: 1, ...state }));
      } catch {
        // The visitor can go on; only a reload would begin anew.
      }
    },
    forget() {
      try {
        place().removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
