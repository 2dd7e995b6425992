// The page in headless chromium: what a visitor does, and what they then read.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { SCENARIOS, profileAt } from "../../www/scenarios.js";
import { DAY, DESKTOP, HOUR, NOW, PHONE, assertAccessible, assertNoSidewaysScroll, button, field, iso, openAll, openFields, packageModel, rawPair, visit } from "./support/page.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const number = async (locator) => Number((await locator.textContent()).replace("−", "-"));
const score = (page) => number(page.locator("#score .number"));
describe("scoring", () => {
  test("what is typed and clicked gives the package's evaluation, on every part of the page", () => visit(async (page) => {
    const model = await packageModel("b2b-saas");
    await openFields(page);
    await field(page, "Work e-mail").pressSequentially("ada@acme.example");
    await field(page, "Job title").fill("VP Sales");
    await field(page, "Number of employees").fill("240");
    await field(page, "Industry").selectOption({ label: "Software and internet" });
    await field(page, "Country").fill("Österreich");
    for (const name of ["Viewed pricing", "Viewed pricing", "Viewed pricing", "Asked for a demo"]) await button(page, name).click();

    const at = iso(NOW);
    const pricing = { type: "page", channel: "web", asset: "pricing", at };
    const lead = {
      id: "lead-1",
      profile: { email: "ada@acme.example", jobTitle: "VP Sales", companySize: 240, industry: "saas", country: "Österreich" },
      events: [pricing, pricing, pricing, { type: "form", channel: "web", asset: "demo", at }],
    };
    const expected = model.evaluate(lead, { now: NOW });
    assert.ok(expected.score > 0 && expected.reasons.length >= 8, "the lead has something to show");

    assert.equal(await score(page), expected.score);
    assert.equal(await page.locator("#summary").textContent(), expected.summary);
    assert.deepEqual(await page.locator("#labels li").allTextContents(), expected.labels.map(({ because }) => because));
    assert.equal(await page.locator(".half.fit .half-value").textContent(), String(expected.fit.points));
    assert.equal(await page.locator(".half.intent .half-value").textContent(), String(expected.intent.points));
    const ledger = await page.locator(".ledger tbody tr:not(.axis) .points").allTextContents();
    assert.deepEqual(ledger.map((text) => Number(text.replace("−", "-"))), expected.reasons.map(({ points }) => points));
    assert.equal(await number(page.locator(".ledger tfoot .points")), expected.score);
    const [shownLead, shownEvaluation] = await rawPair(page);
    assert.deepEqual(shownLead, lead);
    assert.deepEqual(shownEvaluation, expected);
  }));

  test("the score follows each key, and says by how much", () => visit(async (page) => {
    const model = await packageModel("b2b-saas");
    await openFields(page);
    const size = field(page, "Number of employees");
    const scores = [];
    for (const key of "240") {
      await size.press(key);
      scores.push(await score(page));
    }
    const expected = [2, 24, 240].map((companySize) => model.evaluate({ profile: { companySize } }, { now: NOW }).score);
    assert.deepEqual(scores, expected);
    assert.equal(await page.locator(".delta").textContent(), `+${expected[2] - expected[1]} by the last change`);
  }));

  test("the lit cell is the lead's tier and band", () => visit(async (page) => {
    await button(page, "Quiet perfect fit").click();
    const [, { fit, intent }] = await rawPair(page);
    assert.deepEqual([fit.tier, intent.band], ["A", "low"]);
    const lit = page.locator(".matrix td[aria-current]");
    assert.equal(await lit.count(), 1);
    const place = await lit.evaluate((cell) => [cell.parentElement.rowIndex, cell.cellIndex]);
    assert.deepEqual(place, [2, 1], "first tier, first band");
    assert.equal(await lit.textContent(), "this lead");
  }));

  test("a gate waits for a person, and their yes moves the stage", () => visit(async (page) => {
    await button(page, "Hot lead").click();
    const here = page.locator('.path [aria-current="step"]');
    assert.equal(await here.textContent(), "HQL");
    const gate = page.locator(".gate");
    assert.match(await gate.textContent(), /^SAL needs a person:/);
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await gate.getByRole("button", { name: "Sales accepted" }).press("Enter");
    assert.equal(await here.textContent(), "SAL");
    assert.equal(await focused(), "SQL accepted", "the keyboard goes on to the next question");
    await gate.getByRole("button", { name: "SQL rejected" }).press("Enter");
    assert.equal(await here.textContent(), "SAL");
    assert.equal(await gate.textContent(), "No decision is waiting for a person.");
    assert.equal(await focused(), "Stage");
  }));

  test("a disqualified lead stands nowhere on the path", () => visit(async (page) => {
    const shown = await page.evaluate(async () => {
      const { showStages } = await import("/stages.js");
      const root = document.createElement("div");
      showStages(root, { stages: [{ id: "mql", label: "Marketing qualified" }] })({ stage: "disqualified", wouldBe: "mql", awaiting: null, change: null });
      return { told: root.querySelector(".told").textContent, here: root.querySelectorAll("[aria-current]").length };
    });
    assert.deepEqual(shown, { told: "Disqualified. Otherwise: MQL, marketing qualified.", here: 0 });
  }));

  test("the CRM's stage is kept, or left with a word about it", () => visit(async (page) => {
    await button(page, "Gone cold").click();
    const [lead, evaluation] = await rawPair(page);
    assert.equal(lead.stage, "hql");
    assert.equal(evaluation.change.direction, "down");
    assert.match(await page.locator(".told").textContent(), /Moved down from HQL\.$/);
  }));

  test("faults of the lead are told in plain words", () => visit(async (page) => {
    await openFields(page);
    await field(page, "Number of employees").fill("many");
    assert.match(await page.locator("#notices").textContent(), /Number of employees should be a number, so it counts as not known\./);
    await field(page, "Number of employees").fill("");
    await button(page, "Viewed pricing").click();
    await button(page, "−1 day").click();
    assert.match(await page.locator("#notices").textContent(), /1 event lies after the clock, and will count only when it gets there\./);
  }));
});

describe("the clock and the timeline", () => {
  test("points fade as the clock is moved, and come back with it", () => visit(async (page) => {
    const model = await packageModel("b2b-saas");
    await button(page, "Asked for a demo").click();
    const [lead] = await rawPair(page);
    const at = (ms) => model.evaluate(lead, { now: ms }).score;
    assert.equal(await score(page), at(NOW));
    await button(page, "+1 week").click();
    assert.equal(await score(page), at(NOW + 7 * DAY));
    assert.ok(at(NOW + 7 * DAY) < at(NOW));
    await page.getByRole("slider").press("ArrowRight");
    assert.equal(await score(page), at(NOW + 7 * DAY + HOUR));
    assert.match(await page.locator(".reading").textContent(), /^Sun, 29 Nov 2026, 12:00, in 7 days$/);
    await button(page, "Now").click();
    assert.equal(await score(page), at(NOW));
  }));

  test("events are added at the clock's time, newest first, moved and removed", () => visit(async (page) => {
    await button(page, "Viewed pricing").click();
    await button(page, "+1 day").click();
    await button(page, "Called us").click();
    const rows = page.locator(".timeline li");
    assert.deepEqual(await rows.locator(".deed").allTextContents(), ["Called us", "Viewed pricing"]);
    assert.deepEqual(await rows.locator(".ago").allTextContents(), ["just now", "24 hours ago"]);

    await page.getByLabel("When: Viewed pricing").fill("2026-11-23T12:30");
    await page.getByLabel("When: Viewed pricing").blur();
    assert.deepEqual(await rows.locator(".deed").allTextContents(), ["Viewed pricing", "Called us"]);
    const [lead] = await rawPair(page);
    assert.deepEqual(lead.events, [
      { type: "page", channel: "web", asset: "pricing", at: "2026-11-23T11:30:00Z" },
      { type: "call", channel: "phone", props: { direction: "inbound" }, at: "2026-11-23T10:00:00Z" },
    ]);

    await page.getByRole("button", { name: "Remove: Viewed pricing" }).click();
    assert.deepEqual(await rows.locator(".deed").allTextContents(), ["Called us"]);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Remove: Called us");
    await button(page, "Clear all").click();
    assert.equal(await rows.count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), "timeline-title");
    assert.deepEqual((await rawPair(page))[0].events, []);
  }));
});

describe("the edge", () => {
  test("gives the same bytes for the very lead that is shown", () => visit(async (page) => {
    const model = await packageModel("b2b-saas");
    await button(page, "Hot lead").click();
    await button(page, "+1 hour").click();
    await button(page, "Send to the edge").click();
    await page.getByText("Equal, byte for byte.").waitFor();
    const [lead] = await rawPair(page);
    const bytes = model.evaluateBytes(new TextEncoder().encode(JSON.stringify(lead)), { now: NOW + HOUR });
    const cells = await page.locator(".comparison tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent)));
    assert.deepEqual(cells[0], [sha256(bytes), sha256(bytes)]);
    assert.deepEqual(cells[1], Array(2).fill(bytes.length.toLocaleString("en")));
    assert.match(cells[2][1], /^[\d.]+ ms there and back$/);
    await page.getByText(/µs \(median, [\d,]+ runs\)/).waitFor();

    await openFields(page);
    await field(page, "Job title").fill("Intern");
    assert.equal(await page.locator(".verdict").textContent(), "The lead has changed since; send it again.");
  }));

  test("is not called equal when it is not", () => visit(async (page) => {
    await page.route("**/api/evaluate?**", (route) => route.fulfill({ body: "{}" }));
    await button(page, "Send to the edge").click();
    await page.getByText("Not equal: the edge runs another version.").waitFor();
  }));
});

describe("models", () => {
  test("each model has its own form, lead and buttons", () => visit(async (page) => {
    await openFields(page);
    await field(page, "Job title").fill("CFO");
    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    await page.getByRole("group", { name: "Do you own the home?" }).getByRole("radio", { name: "Yes" }).check();
    await field(page, "Postal code").fill("78704");
    await button(page, "Asked for a quote").click();
    let [lead, evaluation] = await rawPair(page);
    assert.equal(evaluation.model.name, "hvac");
    assert.deepEqual(lead.profile, { homeowner: true, postalCode: "78704" });
    assert.equal(evaluation.score, 25, "a homeowner in the area is worth 10, a quote request 15");
    await page.getByRole("radio", { name: "B2B software" }).check();
    [lead, evaluation] = await rawPair(page);
    assert.equal(evaluation.model.name, "b2b-saas");
    assert.deepEqual(lead, { id: "lead-1", profile: { jobTitle: "CFO" }, events: [] });
  }));

  test("a reload keeps model, lead and clock", () => visit(async (page) => {
    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    await button(page, "Comparing quotes").click();
    await button(page, "+1 week").click();
    const before = await rawPair(page);
    await page.reload();
    await page.waitForSelector("body:not(.starting)");
    assert.deepEqual(await rawPair(page), before);
    assert.equal(await field(page, "Postal code").inputValue(), "78731");
    assert.ok(await page.getByRole("radio", { name: "Heating and cooling" }).isChecked());
  }));

  const EXPECTED = {
    "b2b-saas": {
      "Nobody yet": ["D", "low", "lead"], "Just asked for a demo": ["D", "medium", "lead"], "Hot lead": ["A", "high", "hql"], "Quiet perfect fit": ["A", "low", "lead"], "Student": ["D", "low", "disqualified"],
      "Trial that took off": ["A", "high", "pql"], "Gone cold": ["B", "low", "lead"], "Competitor": ["D", "high", "disqualified"],
    },
    hvac: { "Nobody yet": ["C", "low", "lead"], "Just asked for a quote": ["C", "medium", "mql"], "Heater broke today": ["A", "high", "hql"], "Comparing quotes": ["B", "medium", "hql"], "Outside the area": ["D", "medium", "disqualified"] },
    education: { "Nobody yet": ["C", "low", "lead"], "Working professional": ["A", "low", "hql"], "Recommended": ["B", "low", "mql"], "Came once and left": ["D", "low", "lead"] },
    bant: { "Nobody yet": ["B", "low", "lead"], "Three of four": ["A", "high", "sql"], "Still open": ["A", "high", "mql"], "Come back later": ["A", "low", "disqualified"] },
    champ: { "Nobody yet": ["B", "low", "lead"], "Cannot sign, introduces": ["A", "high", "sql"], "It can wait": ["A", "low", "disqualified"] },
    meddic: { "Nobody yet": ["B", "low", "lead"], "In the forecast": ["A", "high", "commit"], "Proposal first": ["A", "low", "mql"] },
  };
  for (const [name, { presets, events }] of Object.entries(SCENARIOS)) {
    test(`the examples of ${name} are what they say`, async () => {
      const model = await packageModel(name);
      const found = presets.map((preset) => {
        const { label, motion, stage, events: deeds = [] } = preset;
        const lead = { profile: profileAt(preset, NOW), ...(motion && { motion }), ...(stage && { stage }), events: deeds.map(([event, hoursAgo]) => ({ ...event, at: iso(NOW - hoursAgo * HOUR) })) };
        const evaluation = model.evaluate(lead, { now: NOW });
        assert.deepEqual(evaluation.notices.filter(({ code }) => code !== "single-layer"), [], label);
        return [label, [evaluation.fit.tier, evaluation.intent.band, evaluation.stage]];
      });
      assert.deepEqual(Object.fromEntries(found), EXPECTED[name]);
    });

    test(`each button of ${name} means something to the model`, async () => {
      const model = await packageModel(name);
      const idle = events.flatMap(({ items }) => items).filter(({ event }) => {
        const deeds = Array.from({ length: 5 }, (_, index) => ({ ...event, at: iso(NOW - index * HOUR) }));
        return model.evaluate({ events: deeds }, { now: NOW }).reasons.length === 0;
      });
      assert.deepEqual(idle.map(({ label }) => label), []);
    });
  }
});

describe("for everyone", () => {
  test("the keyboard alone gets to a score, and always shows where it is", () => visit(async (page) => {
    const focused = () => page.evaluate(() => {
      const element = document.activeElement;
      const ring = element.closest(".segments, .choice") ?? element;
      const { outlineStyle, outlineWidth } = getComputedStyle(ring);
      return { name: element.getAttribute("aria-label") ?? (element.labels?.[0] ?? element).textContent.trim(), tag: element.tagName, visible: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 };
    });
    const seen = [];
    const tabTo = async (name) => {
      for (let steps = 0; steps < 80; steps += 1) {
        await page.keyboard.press("Tab");
        const at = await focused();
        seen.push(at);
        if (at.name === name) return;
      }
      assert.fail(`no way to ${name} by Tab; passed ${seen.map(({ name }) => name).join(", ")}`);
    };
    await tabTo("Skip to the answer");
    await tabTo("Quiet perfect fit");
    await page.keyboard.press("Enter");
    await tabTo("Change: Job title");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("CEO");
    await page.keyboard.press("Enter");
    await tabTo("The clock says");
    await page.keyboard.press("ArrowLeft");
    await tabTo("Asked for a demo");
    await page.keyboard.press("Space");
    await tabTo("Send to the edge");
    await page.keyboard.press("Enter");
    await page.getByText("Equal, byte for byte.").waitFor();
    const [lead, evaluation] = await rawPair(page);
    assert.equal(lead.profile.jobTitle, "CEO");
    assert.equal(lead.events.at(-1).at, iso(NOW - HOUR));
    assert.equal(await score(page), evaluation.score);
    assert.deepEqual(seen.filter(({ visible }) => !visible), []);
  }));

  test("a screen reader hears the outcome once the typing pauses", () => visit(async (page) => {
    const live = page.locator("#live");
    assert.equal(await live.getAttribute("aria-live"), "polite");
    await button(page, "Hot lead").click();
    assert.doesNotMatch(await live.textContent(), /tier A/);
    await page.waitForFunction(() => document.getElementById("live").textContent.includes("tier A"));
    assert.equal(await live.textContent(), `Goes to ${await page.locator("#decision-headline strong").textContent()}, team EMEA, Score ${await score(page)}, tier A, intent high, stage HQL, highly qualified, waiting for a decision on SAL, sales accepted`);
  }));

  for (const [colorScheme, viewport] of [["light", DESKTOP], ["dark", DESKTOP], ["light", PHONE], ["dark", PHONE]]) {
    test(`axe finds nothing, ${colorScheme}, ${viewport.width} pixels`, () => visit(async (page) => {
      for (const preset of ["Nobody yet", "Student", "Just asked for a demo", "Hot lead"]) {
        await button(page, preset).click();
        await openAll(page);
        await button(page, "Send to the edge").click();
        await page.getByText("Equal, byte for byte.").waitFor();
        await assertAccessible(page);
      }
    }, { options: { colorScheme, viewport, bypassCSP: true } }));
  }

  for (const width of [390, 360, 320]) {
    test(`a phone of ${width} pixels needs no sideways scrolling, keeps the score in view, and can be touched`, () => visit(async (page) => {
      for (const preset of ["Hot lead", "Trial that took off"]) {
        await button(page, preset).tap();
        await openAll(page);
        await button(page, "Send to the edge").tap();
        await page.getByText("Equal, byte for byte.").waitFor();
        await assertNoSidewaysScroll(page);
        const glance = await page.locator("#glance").boundingBox();
        assert.ok(glance.y >= 0 && glance.y < 844, "the score is in view");
        assert.match(await page.locator("#glance").textContent(), new RegExp(String(await score(page))));
      }
      const small = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary")].map((element) => {
        const target = element.matches('[type="radio"], [type="checkbox"]') ? element.closest("label") : element;
        const { width, height } = target.getBoundingClientRect();
        return [target.textContent.trim() || target.id || target.getAttribute("aria-label"), width, height];
      }).filter(([name, width, height]) => height > 0 && (height < 44 || width < 44) && name !== "Skip to the answer"));
      assert.deepEqual(small, []);
    }, { options: { viewport: { width, height: 844 }, hasTouch: true, isMobile: true } }));
  }

  test("nothing jumps while the page loads, an answer is given, or what it rules out goes", () => visit(async (page) => {
    const parts = ["#ask-form .primary", ".outcomes", ".bounds", "#profile-title"];
    const places = () => page.evaluate((all) => all.map((part) => scrollY + document.querySelector(part).getBoundingClientRect().top), parts);
    await button(page, "Sales accepted").click();
    await page.waitForTimeout(500);
    const before = await places();
    await page.locator("#ask-form").getByRole("textbox").pressSequentially("ada@acme.example");
    assert.deepEqual(await places(), before);
    await page.waitForFunction(() => document.querySelector(".outcomes .gone") === null);
    assert.deepEqual(await places(), before);
    await button(page, "Next").click();
    await page.locator("#ask-form").getByRole("textbox").pressSequentially("CFO");
    await page.waitForTimeout(700);
    const { all, unasked } = await page.evaluate(() => globalThis.shifted);
    // The answer beside it has lines more or less, at the moment of a key; nothing moves much by itself.
    assert.ok(unasked < 0.02, `cumulative layout shift ${unasked}`);
    assert.ok(all < 0.04, `cumulative layout shift with what follows a key ${all}`);
  }, {
    prepare: (page) => page.addInitScript(() => {
      globalThis.shifted = { all: 0, unasked: 0 };
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) {
          shifted.all += value;
          if (!hadRecentInput) shifted.unasked += value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    }),
  }));

  test("a browser that cannot load the module is told so", () => visit(async (page) => {
    assert.match(await page.getByRole("alert").textContent(), /^leadgrade could not start: /);
    assert.equal(await page.locator("#answer").isVisible(), false);
  }, { prepare: (page) => page.route("**/*.wasm", (route) => route.abort()), quiet: false }));
});
