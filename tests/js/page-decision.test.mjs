// What happens next, on the page in headless chromium: the route, the promise, the way out, the checklist, the packet.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explain, loadModel } from "leadgrade";
import { DAY, HOUR, NOW, PHONE, button, iso, rawPair, visit, withModel } from "./support/page.mjs";

/** One of each section, small enough to know its answers by heart. */
const MODEL = {
  leadgrade: 1,
  name: "small",
  fields: {
    email: { type: "email", label: "Address" },
    size: { type: "number", label: "People" },
    budget: { type: "choice", label: "Budget", layer: "human", options: [{ id: "none", label: "None" }, { id: "identified", label: "Set aside" }, { id: "approved", label: "Approved" }] },
  },
  fit: { rules: [{ id: "large", when: { size: { gte: 50 } }, points: 50, because: "large enough" }], tiers: [{ id: "A", at: 40 }, { id: "B" }] },
  intent: { signals: [{ id: "demo", on: { type: "form", asset: "demo" }, points: 30, because: "asked for a demo" }], bands: [{ id: "high", at: 20 }, { id: "low" }] },
  frameworks: {
    bant: {
      label: "BANT",
      criteria: { budget: { label: "Money is set aside", met: { budget: { gte: "identified" } } }, need: { label: "They need it", met: { "signal.demo": true } }, authority: { met: { size: { lt: 10 } } } },
      passes: { atLeast: 2, must: ["need"] },
    },
  },
  disqualify: [
    { id: "rival", code: "competitor", when: { "email.domain": "rival.example" } },
    { id: "learner", code: "student", when: { "email.kind": "education" }, unless: { "signal.demo": true }, then: { recycle: { after: "90d" } } },
    { id: "tiny", code: "too-small", when: { size: { lt: 2 } }, then: { partner: "reseller" }, description: "One person alone is better served by a reseller." },
  ],
  stages: [
    { id: "mql", label: "Marketing qualified", when: { "fit.tier": "A" } },
    { id: "pql", label: "Product qualified", when: { motion: "product" } },
    { id: "hql", label: "Highly qualified", requires: ["mql"], when: { "intent.band": "high" } },
    { id: "sal", label: "Sales accepted", requires: ["hql"], gate: { accept: ["sales-accepted"] } },
  ],
  routing: [{ id: "hot", when: { stage: { gte: "hql" } }, to: { team: "emea" }, protocol: "call" }, { id: "rest", to: { nurture: "slow" } }],
  teams: {
    emea: { label: "Europe", mode: "turns", members: [{ id: "ana", label: "Ana Costa", capacity: 2 }, { id: "bo", when: { size: { gte: 1000 } } }, { id: "cy" }] },
  },
  protocols: { call: { label: "Call at once", action: "phone", sla: "hot", note: "Open with the demo." } },
  slas: { hot: { promises: { firstTouch: { in: "5m", by: ["call", "email-sent"] } }, escalate: { queue: "managers" } } },
  nurture: { slow: { touches: ["0s", "7d", "14d"], pauseOn: { type: "email-reply" }, pause: "3d" } },
  handoff: { talkingPoints: [{ when: { "signal.demo": true }, say: "Show the demo first." }, { when: { size: { lt: 10 } }, say: "Ask who signs." }], include: ["size", "budget", "email.domain"] },
};
const { routing, teams, protocols, slas, nurture, disqualify, frameworks, handoff, ...PLAIN } = MODEL;

const headline = (page) => page.locator("#decision-headline").textContent();
const promise = (page) => page.locator(".promise-state").textContent();
const skipped = (page) => page.locator(".skipped li").allTextContents();
const small = (act, more) => visit(act, { prepare: withModel(MODEL), ...more });

async function hot(page) {
  await page.getByLabel("People", { exact: true }).fill("100");
  await button(page, "Asked for a demo").click();
}

describe("the route", () => {
  test("names who gets the lead, why, and why not the others", () => small(async (page) => {
    await hot(page);
    assert.equal(await headline(page), "Goes to Ana Costa, team Europe");
    assert.equal(await page.locator(".how").textContent(), "Call at once by phone. Open with the demo.");
    const why = page.locator(".more > summary");
    assert.equal(await why.textContent(), "Why this person, and why not another");
    await why.press("Enter");
    assert.equal(await page.locator(".more-body p").first().textContent(), "By rule hot: stage is at least Highly qualified.");
    assert.deepEqual(await skipped(page), ["Bo: takes only leads where People is at least 1000"]);

    await page.getByText("Your colleagues today").click();
    await page.getByLabel("Leads given out before this one").fill("1");
    assert.equal(await headline(page), "Goes to Cy, team Europe", "it is the other's turn");
    await page.getByLabel("Leads given out before this one").fill("");
    await page.getByLabel("Open leads of Ana Costa").fill("2");
    assert.equal(await headline(page), "Goes to Cy, team Europe");
    await page.getByLabel("Cy is away").check();
    // With nobody left the rule falls through, and those who were tried are still told.
    assert.equal(await headline(page), "Is kept warm: Slow");
    assert.deepEqual(await skipped(page), [
      "Ana Costa: fully booked (team Europe)", "Bo: takes only leads where People is at least 1000 (team Europe)", "Cy: away today (team Europe)",
    ]);
    const [lead, evaluation] = await rawPair(page);
    const model = await loadModel(MODEL);
    assert.deepEqual(evaluation, model.evaluate(lead, { now: NOW, context: { load: { ana: 2 }, away: ["cy"] } }));
  }));

  test("lists the planned touches as dates, which pass as time does", () => small(async (page) => {
    const touches = page.locator(".touches li strong");
    assert.deepEqual(await touches.allTextContents(), ["Sun, 22 Nov 2026", "Sun, 29 Nov 2026", "Sun, 6 Dec 2026"]);
    await button(page, "Record in the CRM").press("Enter");
    await button(page, "+1 day").click();
    assert.deepEqual(await touches.allTextContents(), ["Sun, 29 Nov 2026", "Sun, 6 Dec 2026"]);
    const [lead] = await rawPair(page);
    assert.equal(lead.nurtureSince, iso(NOW));
  }));

  test("shows nothing for a model that has no such sections", () => visit(async (page) => {
    await hot(page);
    for (const id of ["decision", "frameworks", "handoff"]) assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
    assert.equal(await page.getByText("Your colleagues today").count(), 0);
    assert.equal(await page.locator(".path [aria-current]").textContent(), "HQL");
  }, { prepare: withModel(PLAIN) }));
});

describe("the promise", () => {
  test("counts down from when the CRM knows the stage, is broken, and is escalated", () => small(async (page) => {
    await hot(page);
    assert.equal(await promise(page), "5 min 00 s left");
    assert.equal(await page.locator("#decision .hint").textContent(), "The promise begins to count when the CRM records this stage.");
    await button(page, "+1 hour").click();
    assert.equal(await promise(page), "5 min 00 s left", "nothing counts yet");
    await button(page, "−1 hour").click();

    await button(page, "Record in the CRM").press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "decision-headline", "the keyboard is not lost");
    assert.equal(await page.locator("#decision .hint").isVisible(), false);
    assert.equal(await page.locator(".recorded").textContent(), "In the CRM as HQL, highly qualified, recorded just now.");
    await button(page, "+1 hour").click();
    assert.equal(await promise(page), "Broken, 55 min 00 s over");
    assert.equal(await page.locator(".escalation").textContent(), "A promise is broken: tell the queue Managers.");
    await page.locator(".deeds").getByRole("button", { name: "Call" }).press("Enter");
    assert.equal(await promise(page), "Done, too late");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Call", "the button stays under the keyboard");
    assert.equal(await page.locator(".escalation").isVisible(), false);
    assert.deepEqual((await rawPair(page))[1].action.due, { firstTouch: { by: iso(NOW + 5 * 60_000), state: "late" } });
  }));

  test("is kept by a deed in time", () => small(async (page) => {
    await hot(page);
    await button(page, "Record in the CRM").click();
    await button(page, "Email sent").click();
    assert.equal(await promise(page), "✓ Kept");
  }));

  test("runs with the clock, second by second, until that is stopped", () => small(async (page) => {
    await hot(page);
    await button(page, "Record in the CRM").click();
    const run = button(page, "Let it run");
    await run.press("Space");
    assert.equal(await run.getAttribute("aria-pressed"), "true");
    await page.waitForFunction(() => /^4 min 5[0-8] s left$/.test(document.querySelector(".promise-state").textContent));
    await run.press("Space");
    const stopped = await promise(page);
    await page.waitForTimeout(1300);
    assert.equal(await promise(page), stopped);
    assert.equal(await run.getAttribute("aria-pressed"), "false");
  }));
});

describe("out", () => {
  test("is told with code, reason, and what would bring the lead back", () => small(async (page) => {
    await page.getByLabel("People", { exact: true }).fill("100");
    await page.getByLabel("Address").fill("kim@state.edu");
    assert.equal(await headline(page), "Comes back on Sat, 20 Feb 2027, in 90 days");
    assert.deepEqual(await page.locator(".out p").allTextContents(), [
      "Disqualified a student.", "Without that it would be MQL, marketing qualified. It comes back at once if “asked for a demo”. It comes back by itself 90 days after it was put out.",
    ]);
    assert.deepEqual(await page.locator(".codes li").allTextContents(), ["student because Address (kind) is education"]);
    assert.equal(await page.locator(".path [aria-current]").count(), 0);

    await button(page, "Record in the CRM").click();
    const [lead] = await rawPair(page);
    assert.deepEqual([lead.stage, lead.disqualifiedAt], ["disqualified", iso(NOW)]);
    await button(page, "Asked for a demo").click();
    assert.equal(await headline(page), "Goes to Ana Costa, team Europe");
    assert.equal(await page.locator(".out").isVisible(), false);
    assert.equal((await rawPair(page))[1].change.direction, "back");
  }));

  test("tells all reasons, the first one's action, and the model's own words", () => small(async (page) => {
    await page.getByLabel("Address").fill("x@rival.example");
    await page.getByLabel("People", { exact: true }).fill("1");
    assert.equal(await headline(page), "Closed: nobody spends time on it");
    assert.deepEqual(await page.locator(".codes li").allTextContents(), [
      "competitor because Address (domain) is rival.example", "too-small One person alone is better served by a reseller.",
    ]);
    await page.getByLabel("Address").fill("");
    assert.equal(await headline(page), "Goes to the partner Reseller");
  }));

  test("comes back by itself when its date has passed", () => small(async (page) => {
    await page.getByLabel("Address").fill("kim@state.edu");
    await button(page, "Record in the CRM").click();
    const [lead] = await rawPair(page);
    await page.getByText("What your CRM remembers").click();
    await page.getByLabel("In that stage since").fill("2026-08-01T12:00");
    await page.getByLabel("In that stage since").blur();
    assert.equal((await rawPair(page))[0].stageSince, "2026-08-01T10:00:00Z");
    for (let week = 0; week < 8; week += 1) await button(page, "+1 week").click();
    assert.match(await headline(page), /^Comes back on Sat, 20 Feb 2027/);
    const model = await loadModel(MODEL);
    assert.equal(model.evaluate(lead, { now: NOW + 91 * DAY }).disqualified, null);
  }));
});

test("a framework is a checklist of what is met, what is not, and what is unknown", () => small(async (page) => {
  const rows = page.locator(".criteria li");
  assert.deepEqual(await rows.evaluateAll((all) => all.map(({ dataset }) => dataset.state)), ["unknown", "unmet", "unknown"]);
  assert.equal(await page.locator(".framework-head").textContent(), "BANTNot passedpasses with 2 of 3, they need it among them");
  await hot(page);
  await page.getByText("What a conversation told you").click();
  assert.deepEqual(await rows.allTextContents(), ["?Money is set asidenot known", "✓They need itmet", "✕Authoritynot met"]);
  assert.equal(await page.locator(".verdict-tag").textContent(), "Open");
  await page.getByRole("group", { name: "Budget" }).getByRole("radio", { name: "Set aside" }).check();
  assert.equal(await page.locator(".verdict-tag").textContent(), "Passed");
}));

test("the handoff packet is what the receiver sees, and can be copied as text", () => small(async (page) => {
  assert.equal(await page.locator("#handoff").isVisible(), false, "a lead that is kept warm goes to nobody");
  await hot(page);
  await page.getByText("Handoff packet").press("Enter");
  const [, evaluation] = await rawPair(page);
  assert.equal(await page.locator(".handoff-summary").textContent(), evaluation.handoff.summary);
  assert.deepEqual(await page.locator(".talking li").allTextContents(), ["Show the demo first."]);
  assert.deepEqual(await page.locator("#handoff .facts div").allTextContents(), ["People100", "Budgetnot known", "Address: domainnot known"]);
  assert.deepEqual(await page.locator(".engagement tbody tr").allTextContents(), ["FormDemo1just now"]);
  await button(page, "Copy as text").press("Enter");
  await page.getByText("Copied as text.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), explain(evaluation, "sales"));
}, { options: { permissions: ["clipboard-read", "clipboard-write"] } }));

test("the stage path claims nothing about the stages below the current one", () => small(async (page) => {
  await hot(page);
  const states = await page.locator(".path li").evaluateAll((all) => all.map((each) => [each.textContent, each.dataset.state]));
  assert.deepEqual(states, [["Lead", "other"], ["MQL", "other"], ["PQL", "other"], ["HQL", "here"], ["SAL", "awaiting"]]);
}));

test("the edge gives the same bytes when colleagues are away", () => visit(async (page) => {
  await button(page, "Hot lead").click();
  await page.getByText("Your colleagues today").click();
  await page.getByRole("checkbox", { name: /is away$/ }).first().check();
  await button(page, "Send to the edge").click();
  await page.getByText("Equal, byte for byte.").waitFor();
}));

test("on a phone the decision comes first in the answer, and all of it fits", () => small(async (page) => {
  await hot(page);
  await page.getByText("Your colleagues today").tap();
  const order = await page.locator("#answer > div:visible").evaluateAll((all) => all.map(({ id, className }) => id || className));
  assert.equal(order[0], "decision");
  await page.locator("#glance").tap();
  const box = await page.locator("#decision").boundingBox();
  assert.ok(box.y >= 0 && box.y < PHONE.height / 2, "the way to the answer leads to the decision");
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width);
}, { options: { viewport: PHONE, hasTouch: true, isMobile: true } }));
