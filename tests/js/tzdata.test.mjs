// Time zones: which are built in, and how a model is loaded with others.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LeadgradeError, checkModel, loadModel, tzdataVersion } from "leadgrade";

const table = readFileSync(new URL("../../src/calendar/zones.txt", import.meta.url), "utf8");
const model = JSON.stringify({
  leadgrade: 1, name: "zones", fields: {},
  routing: [{ id: "all", to: { queue: "sales" }, protocol: "call" }],
  protocols: { call: { sla: "fast" } },
  slas: { fast: { calendar: "office", promises: { firstTouch: { in: "1h", by: ["call"] } } } },
  calendars: { office: { timezone: "Europe/Berlin", hours: { "mon-sun": ["09:00-17:00"] } } },
});
const now = "2026-11-22T20:00:00Z";

function due(loaded) {
  return loaded.evaluate({}, { now }).action.due.firstTouch.by;
}

test("the version is that of the table in the sources", async () => {
  assert.equal(`tzdata ${await tzdataVersion()}`, table.split("\n", 1)[0]);
});

test("a model may bring another table, for itself alone", async () => {
  // Berlin as if it had gone over to the clocks of New York.
  const lines = table.split("\n").map((line) => line.split(" "));
  const [newYork] = lines.find((words) => words.some((word) => /^America\/(.*,)?New_York/.test(word)));
  const other = ["tzdata 2027a", `${newYork} Europe/Berlin`, ""].join("\n");
  assert.equal(due(await loadModel(model)), "2026-11-23T09:00:00Z");
  assert.equal(due(await loadModel(model, { tzdata: other })), "2026-11-22T21:00:00Z");
  assert.equal(due(await loadModel(model, { tzdata: new TextEncoder().encode(other) })), "2026-11-22T21:00:00Z");
  assert.equal(due(await loadModel(model)), "2026-11-23T09:00:00Z");
  const faults = await checkModel(model.replace("Europe/Berlin", "Europe/Paris"), { tzdata: other });
  assert.deepEqual(faults.map(({ code, path }) => [code, path]), [["unknown-zone", "/calendars/office/timezone"]]);
});

test("a table that is none is an error of its own", async () => {
  const expected = { name: "LeadgradeError", code: "bad-tzdata", message: "line 1 of the time zone table is not `tzdata` and a release" };
  for (const call of [loadModel, checkModel]) {
    await assert.rejects(call(model, { tzdata: "nonsense" }), (error) => {
      assert.ok(error instanceof LeadgradeError);
      assert.deepEqual({ name: error.name, code: error.code, message: error.message }, expected);
      return true;
    });
  }
});
