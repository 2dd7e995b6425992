const OUTCOME =
  /"fit":\{"points":[^,]+,"tier":(?:null|"([^"]*)")\},"intent":\{"points":[^,]+,"band":(?:null|"([^"]*)")\},"score":[^,]+,"stage":"([^"]*)"/;
const NOTICES = ',"notices":[';
const REMEMBERED = 1_000;

/**
 * Gives a function that reads off an evaluation's JSON what is counted of it: { stage, tier, band, codes }.
 *
 * Parsing all of it would take longer than evaluating the lead did. The keys come in a fixed order, and in no string do
 * they stand like this, because quotes in strings are escaped. Few lists of notices are new, so they are remembered.
 */
export function digester() {
  const remembered = new Map();
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).latin1Slice();
    const [, tier = null, band = null, stage] = OUTCOME.exec(text);
    const notices = text.slice(text.lastIndexOf(NOTICES) + NOTICES.length - 1, -1);
    let codes = remembered.get(notices);
    if (codes === undefined) {
      codes = new Set(JSON.parse(notices).map(({ code }) => code));
      if (remembered.size === REMEMBERED) remembered.clear();
      remembered.set(notices, codes);
    }
    return { stage, tier, band, codes };
  };
}
