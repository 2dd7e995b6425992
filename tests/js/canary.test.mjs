// Nothing of a lead stays behind: after each call the whole memory of the WebAssembly is searched for texts that stood in the lead.
import assert from "node:assert/strict";
import test from "node:test";
import { loadModel } from "leadgrade";
import { inside, memory } from "../../pkg/dist/supervisor.js";
import { MODEL, NOW } from "./support/packed.mjs";

let made = 0;

// Longer than what is saved of a register.
const BEGINNING = "Canary-in-the-coal-mine-";
const END = "-enim-laoc-eht-ni-yranaC";

/** A text that stands nowhere else, and is known by its beginning and by its end: memory that is used again is overwritten from either side. */
function canary() {
  made += 1;
  return `${BEGINNING}${made.toString(36)}${END}`;
}

/** A lead with canaries wherever a lead has texts, in names, too; and a context with some. */
function planted() {
  const canaries = [];
  const plant = (text = canary()) => (canaries.push(text), text);
  const lead = {
    id: plant(), motion: plant(), stage: plant(), stageSince: plant(),
    profile: {
      email: `${plant()}@${plant()}.example`, jobTitle: `VP of ${plant()}`, industry: plant(), country: plant(), companySize: plant(), problem: [plant(), plant()],
      timeline: plant(), notes: `\u00c9t\u00e9 \\ "${plant()}" \u{1f600}`, website: `https://${plant()}.example/`, [plant()]: plant(), nested: { [plant()]: [plant()] },
    },
    events: Array.from({ length: 5 }, (_, k) => ({
      type: k === 0 ? plant() : "page", at: k === 1 ? plant() : `2026-11-${10 + k}T09:30:00Z`, channel: plant(), asset: k === 2 ? "pricing" : plant(), name: plant(),
      props: { path: `/${plant()}`, [plant()]: plant(), list: [plant(), plant()] }, [plant()]: plant(),
    })),
    [plant()]: { [plant()]: plant() },
  };
  return { lead, context: { salt: plant(), away: [plant(), plant()], load: { [plant()]: 3 }, turn: { [plant()]: 2 } }, canaries };
}

/** What of canaries is in memory: as it is, in lower case as folding makes it, or with spaces for what is no letter or digit. */
function found() {
  const bytes = inside(() => Buffer.from(memory.buffer));
  const places = [];
  for (const part of [BEGINNING, END].flatMap((text) => [text, text.toLowerCase(), text.toLowerCase().replaceAll("-", " ")])) {
    for (let at = bytes.indexOf(part); at >= 0; at = bytes.indexOf(part, at + 1)) places.push(bytes.toString("latin1", at - 20, at + 40));
  }
  return places;
}

function nothingIsLeft(after) {
  assert.deepEqual(found(), [], after);
}

const model = await loadModel(MODEL);

test("the search finds what is there", () => {
  const { lead } = planted();
  const form = model.form(lead, { now: NOW });
  assert.ok(found().length > 20);
  form.free();
  nothingIsLeft("a form that was freed");
});

test("after an evaluation, of a lead in any form", () => {
  const encoder = new TextEncoder();
  for (const written of [(lead) => lead, JSON.stringify, (lead) => encoder.encode(JSON.stringify(lead)), (lead) => JSON.stringify(lead).replaceAll("Canary", "\\u0043anary")]) {
    for (const evaluate of ["evaluate", "evaluateBytes", "evaluateText"]) {
      const { lead, context } = planted();
      model[evaluate](written(lead), { now: NOW, context });
      nothingIsLeft(`${evaluate}, ${written}`);
    }
  }
});

test("after a stream of leads", async () => {
  const { context } = planted();
  const lines = Array.from({ length: 300 }, () => JSON.stringify(planted().lead)).join("\n");
  const { readable, writable } = model.stream({ now: NOW, context });
  const writer = writable.getWriter();
  const written = (async () => {
    for (let at = 0; at < lines.length; at += 70_001) await writer.write(new TextEncoder().encode(lines.slice(at, at + 70_001)));
    await writer.close();
  })();
  let size = 0;
  for await (const chunk of readable) size += chunk.length;
  await written;
  assert.ok(size > 300_000);
  nothingIsLeft("the stream");
});

test("after a lead that is not even JSON", () => {
  for (const spoil of [(text) => text.slice(0, -1), (text) => `${text}x`, (text) => `[${text}]`, (text) => text.replace('"events"', '"events":7,"events"'), (text) => `"${text.replaceAll(/["\\]/g, "")}"`,
    (text) => text.padEnd(300_000, " "), (text) => new Uint8Array([...new TextEncoder().encode(text), 0xff])]) {
    const { lead, context } = planted();
    const codes = model.evaluate(spoil(JSON.stringify(lead)), { now: NOW, context }).notices.map(({ code }) => code);
    assert.ok(codes.length > 0);
    nothingIsLeft(`${spoil}`);
  }
  const { context } = planted();
  model.evaluate({}, { now: NOW, context: JSON.stringify(context).slice(1) });
  nothingIsLeft("a context that is no JSON");
});

test("after leads of all sizes, one after the other", () => {
  for (const count of [1, 1900, 3, 400, 0]) {
    const { lead, context } = planted();
    const text = canary();
    lead.events = Array.from({ length: count }, (_, k) => ({ type: "page", at: "2026-11-10", asset: `${text}-${k}` }));
    lead.profile.jobTitle = text.repeat(100);
    lead.profile[`\n${text.repeat(200)}`] = 7;
    model.evaluateBytes(lead, { now: NOW, context });
    nothingIsLeft(`${count} events`);
  }
});

test("after a form, whatever was done with it", async () => {
  const own = await loadModel(MODEL);
  for (const end of [(form) => form.free(), (form) => (own.free(), form.free())]) {
    const { lead, context } = planted();
    const [answer, asked, event, kept] = [canary(), canary(), canary(), canary()];
    const form = own.form(lead, { now: NOW, context });
    form.answer("jobTitle", answer);
    assert.throws(() => form.answer(canary(), answer), { code: "unknown-field" });
    form.skip("companySize");
    form.addEvent({ type: "page", asset: event, at: NOW });
    form.whatIf({ jobTitle: asked });
    for (const look of ["settled", "exact", "reachable", "missing", "questions", "evaluation", "lead", "validUntil"]) void form[look];
    form.next(5);
    form.undo();
    const again = own.restore({ ...form.toJSON(), kept });
    again.free();
    end(form);
    nothingIsLeft(`${end}`);
  }
});

test("after learning priors, and after the model itself", async () => {
  const own = await loadModel(MODEL);
  const many = Array.from({ length: 50 }, planted);
  own.learnPriors(many.map(({ lead }) => lead), { now: NOW });
  nothingIsLeft("learnPriors");
  const { lead, context } = planted();
  own.evaluate(lead, { now: NOW, context });
  own.free();
  nothingIsLeft("free");
});

test("no error holds any of it", async () => {
  const { lead, context, canaries } = planted();
  const form = model.form(lead, { now: NOW, context });
  const own = await loadModel(MODEL);
  own.free();
  const saved = JSON.stringify(form.toJSON());
  const failures = [
    () => model.evaluate(lead, { now: canary(), context }), () => own.evaluate(lead, { now: NOW, context }), () => model.restore(saved.slice(0, -9)), () => model.restore(`[${saved}]`),
    () => form.addEvent({ type: 7, asset: canaries[0] }), () => form.wouldTake("nothing"), () => form.answer("nothing", canaries[0]), () => form.worthEnriching(["nothing"]),
    () => inside(() => JSON.parse(JSON.stringify(lead).slice(0, -1))), () => inside(() => { throw new WebAssembly.RuntimeError("unreachable"); }),
  ];
  let thrown = 0;
  for (const fail of failures) {
    try {
      fail();
    } catch (error) {
      thrown += 1;
      for (let each = error; each !== undefined; each = each.cause) {
        const said = `${each.name} ${each.code} ${each.message} ${each.stack} ${JSON.stringify(each)}`;
        assert.deepEqual([...canaries, BEGINNING].filter((text) => said.includes(text)), [], `${fail}`);
      }
    }
  }
  assert.ok(thrown >= 8, `${thrown}`);
  form.free();
});
