// The form that asks only what matters, on the page in headless chromium.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DAY, NOW, PHONE, assertAccessible, assertNoSidewaysScroll, button, field, iso, modelText, openFields, packageModel, rawPair, visit, withModel } from "./support/page.mjs";

const form = (page) => page.locator("#ask-form");
const asked = (page) => form(page).locator(".ask-words").textContent();
const counter = (page) => page.locator(".counter").textContent();
const step = (page) => page.locator(".ask-step").textContent();
const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
const next = (page) => form(page).getByRole("button", { name: "Next" }).click();
const rows = (page) => page.locator(".outcomes li:not(.gone)");
const said = (page) => page.locator(".said li").evaluateAll((all) => all.map((row) => [...row.querySelectorAll("span")].map(({ textContent }) => textContent)));

async function write(page, text) {
  await form(page).getByRole("textbox").fill(text);
  await next(page);
}

async function pick(page, option) {
  await form(page).getByRole("radio", { name: option, exact: true }).check();
  await next(page);
}

/** An option of a longer list. */
async function choose(page, label) {
  await form(page).getByRole("combobox").selectOption({ label });
  await next(page);
}

const chances = ({ outcomes }) => outcomes.map(({ chance }) => (chance < 0.005 ? "under 1 %" : chance < 1 && chance >= 0.995 ? "over 99 %" : `${Math.round(chance * 100)} %`));
const DEMO = { type: "form", channel: "web", asset: "demo", at: iso(NOW) };

/** The page's question, outcomes and bounds are those of a session of the package. */
async function assertLike(session, page) {
  const [question] = session.next();
  // Another model is loaded before it asks.
  await form(page).getByText(question?.ask ?? "That is all we need.", { exact: true }).first().waitFor();
  assert.equal(await asked(page), question?.ask ?? "That is all we need.");
  const { outcomes, score } = session.reachable;
  await page.waitForFunction((count) => document.querySelectorAll(".outcomes li:not(.gone)").length === count, outcomes.length);
  // The form goes on from a change of the lead after a pause, so that the last of several may still be to come.
  await page.waitForFunction(({ min, max }) => {
    const ends = [...document.querySelectorAll(".bounds strong")].map(({ textContent }) => Number(textContent.replace("−", "-")));
    return ends[0] === min && ends.at(-1) === max;
  }, score);
  assert.deepEqual(await rows(page).locator(".chance").allTextContents(), chances({ outcomes }));
}

/** Waits for what has gone to have gone: what fades is read by nobody, and axe would find it too pale. */
const atRest = (page) => page.waitForFunction(() => document.querySelector(".outcomes .gone") === null);

describe("the next question", () => {
  test("is the one that a session of the package asks, and what is possible narrows as it does there", () => visit(async (page) => {
    const model = await packageModel("b2b-saas");
    await button(page, "Just asked for a demo").click();
    const session = model.form({ id: "lead-1", profile: {}, events: [DEMO] }, { now: NOW });
    await page.waitForFunction(() => document.querySelectorAll(".outcomes li:not(.gone)").length === 8);
    await assertLike(session, page);
    const counts = [];
    for (const [name, answer, value] of [
      ["email", "ada@acme.example"], ["jobTitle", "VP Sales"], ["country", "Germany"], ["companySize", "50–199", 120], ["industry", "Manufacturing and engineering", "manufacturing"],
    ]) {
      assert.equal(session.next()[0].field, name);
      if (name === "industry") await choose(page, answer);
      else if (value === undefined) await write(page, answer);
      else await pick(page, answer);
      session.answer(name, value ?? answer);
      await assertLike(session, page);
      counts.push(session.reachable.outcomes.length);
    }
    assert.ok(counts.every((count, index) => index === 0 || count <= counts[index - 1]) && counts.at(-1) < counts[0], `the outcomes narrow: ${counts}`);
    const [lead, evaluation] = await rawPair(page);
    assert.deepEqual(lead.profile, session.lead.profile);
    assert.deepEqual(evaluation, session.evaluation);
    assert.deepEqual(await said(page), [
      ["Work e-mail", "ada@acme.example"], ["Job title", "VP Sales"], ["Country", "Germany"], ["Number of employees", "50–199"], ["Industry", "Manufacturing and engineering"],
    ]);
  }));

  test("shows what each option would do before one goes on: the score moves at once", () => visit(async (page) => {
    await page.getByRole("radio", { name: "Online school" }).check();
    const model = await packageModel("education");
    const number = page.locator("#score .number");
    const option = (name) => form(page).getByRole("radio", { name, exact: true });
    const { options } = model.form({}, { now: NOW }).next()[0];
    assert.ok(options.length > 3);
    for (const { label, value } of options) {
      await option(label).check();
      assert.equal(Number(await number.textContent()), model.evaluate({ profile: { occupation: value } }, { now: NOW }).score, label);
    }
    assert.equal(await asked(page), "What do you do at present?", "it stays until one goes on");
    await next(page);
    assert.equal(await asked(page), "That is all we need.");
    assert.equal(await counter(page), "1 question asked, 1 spared");
    assert.match(await form(page).textContent(), /Not asked: /);
    assert.equal(await page.locator("#outcomes-title").textContent(), "Decided");
  }));

  test("is not left without an answer where one is required, or with one that cannot be read", () => visit(async (page) => {
    assert.equal(await button(page, "Prefer not to say").isVisible(), false);
    await next(page);
    assert.equal(await form(page).getByRole("alert").textContent(), "Please answer this question.");
    assert.equal(await focused(page), "ask-email");
    await write(page, "ada");
    assert.equal(await form(page).getByRole("alert").textContent(), "Please write an e-mail address.");
    assert.equal(await form(page).getByRole("textbox").getAttribute("aria-invalid"), "true");
    assert.equal(await counter(page), "0 questions asked, 0 spared");
    await form(page).getByRole("textbox").press("ControlOrMeta+a");
    await form(page).getByRole("textbox").pressSequentially("ada@acme.example");
    assert.equal(await form(page).getByRole("alert").textContent(), "");
    assert.equal(await form(page).getByRole("textbox").getAttribute("aria-invalid"), null);
    await next(page);
    assert.equal(await asked(page), "What is your role there?");
    assert.equal(await counter(page), "1 question asked, 0 spared");
  }));

  test("can be gone back to, refused, and changed", () => visit(async (page) => {
    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    await write(page, "78704");
    assert.equal(await asked(page), "Do you own the building?");
    await button(page, "Prefer not to say").click();
    assert.equal(await asked(page), "How soon do you need us?");
    assert.deepEqual(await said(page), [["Postal code", "78704"], ["Do you own the home?", "not said"]]);

    await button(page, "Back").click();
    assert.equal(await asked(page), "Do you own the building?");
    await button(page, "Back").click();
    assert.equal(await form(page).getByRole("textbox").inputValue(), "78704");
    assert.equal(await focused(page), "ask-postalCode");
    assert.equal(await button(page, "Back").isVisible(), false);
    await next(page);
    assert.equal(await asked(page), "How soon do you need us?", "on to what is open");
    assert.equal(await step(page), "Question 3 of at most 5");

    await button(page, "Change: Do you own the home?").press("Enter");
    await pick(page, "Yes");
    assert.deepEqual((await rawPair(page))[0].profile, { homeowner: true, postalCode: "78704" });
    await button(page, "Change: Postal code").click();
    await write(page, "90210");
    // Out of the area: only the number is asked for, as the model requires it.
    assert.equal(await asked(page), "Which number may we call?");
    assert.match(await form(page).locator(".ask-why").textContent(), /^Asked because the form wants it/);
    assert.equal(await rows(page).count(), 1);
    assert.match(await rows(page).textContent(), /^✕ Out: A place we do not serve100 %partner Neighboring firms$/);
    await write(page, "+1 512 555 0100");
    assert.equal(await asked(page), "That is all we need.");
    assert.equal(await counter(page), "3 questions asked, 3 spared");
    assert.equal(await focused(page), "That is all we need.");
  }));

  test("comes to an end though an answer has hidden another question that would have mattered", () => visit(async (page) => {
    const model = await packageModel("b2b-saas");
    await button(page, "Just asked for a demo").click();
    for (const text of ["ada@acme.example", "VP Sales", "Germany"]) await write(page, text);
    await pick(page, "50–199");
    await choose(page, "Manufacturing and engineering");
    assert.equal(await asked(page), "When would you like that solved?");
    await form(page).getByRole("radio").first().check();
    await next(page);
    await write(page, "+49 30 1234567");
    assert.equal(await asked(page), "That is all we need.");
    assert.equal(await rows(page).count(), 1);
    const [lead, { stage, action }] = await rawPair(page);
    assert.equal(model.evaluate(lead, { now: NOW }).stage, stage);
    assert.match(await rows(page).textContent(), new RegExp(`^${stage.toUpperCase()}100 %`));
    assert.equal(action.kind, "route");
    // What was hidden is open again once the answer is another.
    await button(page, "Change: When do you want to start?").click();
    await form(page).getByRole("radio").nth(1).check();
    await next(page);
    assert.equal(await asked(page), "Is money set aside for it?");
  }));
});

describe("what is possible", () => {
  test("strikes out what has gone, and lets it go after a moment", () => visit(async (page) => {
    await button(page, "Just asked for a demo").click();
    await page.waitForFunction(() => document.querySelectorAll(".outcomes li:not(.gone)").length === 8);
    await page.waitForFunction(() => document.querySelectorAll(".outcomes li.gone").length === 0);
    await form(page).getByRole("textbox").fill("ada@acme.example");
    const gone = page.locator(".outcomes .gone");
    assert.deepEqual(await gone.locator(".outcome-name").allTextContents(), ["✕ Out: Spam", "✕ Out: A competitor"]);
    assert.equal(await gone.first().getAttribute("aria-hidden"), "true");
    assert.match(await gone.first().locator(".outcome-name").evaluate((name) => getComputedStyle(name).textDecorationLine), /line-through/);
    const height = await page.locator(".outcomes").evaluate((list) => list.offsetHeight);
    await page.waitForFunction(() => document.querySelector(".outcomes .gone") === null);
    assert.equal(await rows(page).count(), 6);
    assert.equal(await page.locator(".outcomes").evaluate((list) => list.offsetHeight), height, "nothing below moves");
    // Taken back, they are possible again.
    await form(page).getByRole("textbox").fill("");
    assert.equal(await rows(page).count(), 8);
    assert.equal(await gone.count(), 0);
  }));

  test("does so without any motion for those who want none", () => visit(async (page) => {
    await form(page).getByRole("textbox").fill("ada@acme.example");
    assert.equal(await page.locator(".outcomes li").first().evaluate((row) => getComputedStyle(row).transitionProperty), "none");
  }, { options: { reducedMotion: "reduce" } }));

  test("follows what they did, the clock, and who is away", () => visit(async (page) => {
    const model = await packageModel("hvac");
    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    const like = async (lead, now) => assertLike(model.form(lead, { now }), page);
    await like({}, NOW);
    await button(page, "Asked for a quote").click();
    const lead = { events: [{ type: "form", channel: "web", asset: "quote", at: iso(NOW) }] };
    await page.waitForFunction(() => document.querySelector("#outcomes-title").textContent === "7 outcomes possible");
    await like(lead, NOW);
    for (let week = 0; week < 8; week += 1) await button(page, "+1 week").click();
    await page.waitForFunction(() => document.querySelector("#outcomes-title").textContent !== "7 outcomes possible");
    await like(lead, NOW + 56 * DAY);
  }));

  test("and an answer are one with the fields below", () => visit(async (page) => {
    await openFields(page);
    await write(page, "ada@acme.example");
    assert.equal(await field(page, "Work e-mail").inputValue(), "ada@acme.example");
    await field(page, "Job title").fill("VP Sales");
    assert.deepEqual(await said(page), [["Work e-mail", "ada@acme.example"], ["Job title", "VP Sales"]]);
    assert.equal(await asked(page), "Which country are you in?", "what is known is not asked");
    assert.equal(await counter(page), "1 question asked, 0 spared", "one of those open leads to one that matters");
  }));

  test("comes with what an example knows, which can be changed", () => visit(async (page) => {
    await button(page, "Hot lead").click();
    assert.equal(await asked(page), "Which number may we call you on?");
    assert.equal(await counter(page), "0 questions asked, 2 spared");
    assert.equal((await said(page)).length, 5);
    await button(page, "Change: Industry").click();
    assert.equal(await step(page), "An answer to change");
    const chosen = form(page).getByRole("combobox");
    assert.equal(await chosen.evaluate((list) => list.selectedOptions[0].textContent), "Software and internet");
    await choose(page, "Schools and universities");
    assert.match(await page.locator("#decision-headline").textContent(), /^Closed/);
    assert.equal(await asked(page), "Which number may we call you on?");
    assert.match(await rows(page).textContent(), /^✕ Out: Not our kind of customer100 %closed$/);
    assert.equal((await rawPair(page))[0].profile.industry, "academia");
  }));

  test("is there again after a reload, at the same question", () => visit(async (page) => {
    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    await write(page, "78704");
    await button(page, "Prefer not to say").click();
    const before = [await asked(page), await counter(page), await step(page), await said(page), await rows(page).allTextContents()];
    await page.reload();
    await page.waitForSelector("body:not(.starting)");
    assert.deepEqual([await asked(page), await counter(page), await step(page), await said(page), await rows(page).allTextContents()], before);
  }));

  test("is asked by the model that is in force", () => visit(async (page) => {
    assert.equal(await asked(page), "Where do we write to?");
    await write(page, "ada@acme.example");
    assert.equal(await asked(page), "That is all we need.");
  }, {
    prepare: async (page) => {
      const document = JSON.parse(await modelText("b2b-saas"));
      document.form.questions = [{ field: "email", ask: "Where do we write to?" }];
      await withModel(document)(page);
    },
  }));

  test("is not shown for a model that asks nothing, whose fields are open at once", () => visit(async (page) => {
    assert.equal(await page.getByRole("region", { name: "Ask only what matters" }).count(), 0);
    await field(page, "Job title").fill("CFO");
    assert.equal((await rawPair(page))[0].profile.jobTitle, "CFO");
  }, {
    prepare: async (page) => {
      const { form: questions, ...document } = JSON.parse(await modelText("b2b-saas"));
      assert.ok(questions.questions.length > 0);
      await withModel(document)(page);
    },
  }));
});

describe("for everyone", () => {
  test("the keyboard alone answers it, and is told where it is", () => visit(async (page) => {
    await button(page, "Just asked for a demo").focus();
    await page.keyboard.press("Enter");
    while (await focused(page) !== "ask-email") await page.keyboard.press("Tab");
    await page.keyboard.type("ada@acme.example");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "ask-jobTitle");
    await page.keyboard.type("VP Sales");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Germany");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "ask-companySize-0");
    assert.equal(await page.getByRole("status").filter({ has: page.locator(".counter") }).textContent(), "3 questions asked, 1 spared3 outcomes possible");
    await page.keyboard.press("Space");
    // The arrows go through the options, and each is an answer.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal((await rawPair(page))[0].profile.companySize, 120);
    await form(page).getByRole("radio", { checked: true }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await asked(page), "What does your company do?");
    while (await focused(page) !== "Prefer not to say") await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "ask-timeline-0");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.keyboard.type("+49 30 1234567");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "That is all we need.");
    assert.equal(await counter(page), "7 questions asked, 1 spared");
  }));

  for (const [colorScheme, viewport] of [["light", undefined], ["dark", undefined], ["light", PHONE], ["dark", PHONE]]) {
    test(`axe finds nothing in it, ${colorScheme}, ${viewport?.width ?? "many"} pixels`, () => visit(async (page) => {
      await page.getByRole("radio", { name: "Heating and cooling" }).check();
      await button(page, "Just asked for a quote").click();
      await write(page, "78704");
      await atRest(page);
      await assertAccessible(page);
      await pick(page, "No");
      await next(page);
      await atRest(page);
      await assertAccessible(page);
      await write(page, "+1 512 555 0100");
      await atRest(page);
      assert.equal(await asked(page), "That is all we need.");
      await assertAccessible(page);
    }, { options: { colorScheme, bypassCSP: true, ...(viewport !== undefined && { viewport }) } }));
  }

  test("a phone of 360 pixels shows a question and its buttons whole", () => visit(async (page) => {
    await write(page, "ada@acme.example");
    for (const text of ["VP Sales", "Germany"]) await write(page, text);
    await assertNoSidewaysScroll(page);
    const [glance, card] = await Promise.all(["#glance", "#ask-form"].map((part) => page.locator(part).boundingBox()));
    assert.ok(card.y >= glance.y + glance.height, "it is not under the score");
    assert.ok(card.y + card.height <= 740, "its buttons are in view");
  }, { options: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } }));
});
