import assert from "node:assert/strict";
import { test } from "node:test";
import { styleFor } from "../../pkg/src/cli/style.js";
import { closingTable } from "../../pkg/src/cli/table.js";
import { Tally } from "../../pkg/src/cli/tally.js";

const PLAIN = styleFor({ isTTY: false }, {});
const RUN = { model: { name: "small", version: "2026-11" }, now: "2026-11-22T10:00:00Z", seconds: 0.5, skipped: 0 };

function tallyOf(model, rows) {
  const tally = new Tally(model);
  for (const [times, stage, tier, band, codes = []] of rows) {
    for (let i = 0; i < times; i++) tally.add({ stage, tier, band, codes: new Set(codes) });
  }
  return tally;
}

const MODEL = {
  fit: { tiers: [{ id: "A", at: 60 }, { id: "B", at: 20 }] },
  intent: { bands: [{ id: "high", at: 50 }, { id: "low" }] },
  stages: [{ id: "mql" }, { id: "sql" }],
};

test("the closing table counts stages, tiers × bands and notices", () => {
  const tally = tallyOf(MODEL, [
    [1200, "lead", null, "low", ["single-layer"]],
    [30, "lead", "B", "low", ["wrong-type", "single-layer"]],
    [4, "mql", "A", "high"],
    [1, "disqualified", "A", "low"],
  ]);
  const run = { ...RUN, skipped: 2, unused: ["Lead Number", "bad\u001bname"], mapped: true, identified: false };
  assert.equal(closingTable(tally, run, PLAIN), `small 2026-11 at 2026-11-22T10:00:00Z
1,235 leads in 0.50 s, 2,470 leads/s; 2 rows skipped

stage         leads   share
lead          1,230  99.6 %
mql               4   0.3 %
sql               0   0.0 %
disqualified      1   0.1 %

tier     high           low            all
A           4  0.3 %      1   0.1 %      5    0.4 %
B           0  0.0 %     30   2.4 %     30    2.4 %
no tier     0  0.0 %  1,200  97.2 %  1,200   97.2 %
all         4  0.3 %  1,231  99.7 %  1,235  100.0 %

notice        leads
single-layer  1,230
wrong-type       30

columns the model does not use: Lead Number, bad\ufffdname
no column identifies the leads; name one with --id COLUMN
`);
});

test("a model without tiers, bands and stages has only leads", () => {
  const tally = tallyOf({}, [[1, "lead", null, null]]);
  assert.equal(closingTable(tally, { ...RUN, model: { name: "bare", version: null }, seconds: 0 }, PLAIN), `bare at 2026-11-22T10:00:00Z
1 lead in 0.00 s

stage         leads    share
lead              1  100.0 %
disqualified      0    0.0 %
`);
});

test("a model with tiers alone, or bands alone, has no other axis", () => {
  const tiers = closingTable(tallyOf({ fit: MODEL.fit }, [[3, "lead", "A", null], [1, "lead", "B", null]]), RUN, PLAIN);
  assert.ok(tiers.endsWith("\ntier  all\nA       3   75.0 %\nB       1   25.0 %\nall     4  100.0 %\n"));
  const bands = closingTable(tallyOf({ intent: MODEL.intent }, [[1, "lead", null, "high"], [3, "lead", null, "low"]]), RUN, PLAIN);
  assert.ok(bands.endsWith("\n     high          low          all\nall     1  25.0 %    3  75.0 %    4  100.0 %\n"));
});

test("cautions about the input are said", () => {
  const text = closingTable(tallyOf({}, [[1, "lead", null, null]]), { ...RUN, mapped: false, foreignBytes: true }, PLAIN);
  assert.ok(text.endsWith(`
no column is called like a field of the model: every lead was evaluated without a profile
the input is not all UTF-8: what is not reads as \ufffd; save it as UTF-8
`));
});

test("color goes to terminals only, and not with NO_COLOR", () => {
  const bold = (stream, env) => styleFor(stream, env).bold("x");
  assert.equal(bold({ isTTY: true }, {}), "\u001b[1mx\u001b[22m");
  assert.equal(bold({ isTTY: true }, { NO_COLOR: "" }), "\u001b[1mx\u001b[22m");
  assert.equal(bold({ isTTY: true }, { NO_COLOR: "1" }), "x");
  assert.equal(bold({ isTTY: true }, { TERM: "dumb" }), "x");
  assert.equal(bold({}, {}), "x");
});
