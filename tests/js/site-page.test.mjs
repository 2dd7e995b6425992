// The docs in headless Chromium, under their own policy: examples that run, search, the way around, and every page for everybody.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium.mjs";
import { serve } from "../../scripts/serve.mjs";

const AXE = fileURLToPath(import.meta.resolve("axe-core"));
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 360, height: 780 };

let server, browser;
before(async () => {
  server = await serve({ docs: true });
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page, and fails when its console has said anything by the end, or when it asked for anything from elsewhere. */
async function visit(path, act, { viewport = DESKTOP, ...options } = {}) {
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.stack}`));
  page.on("request", (request) => { if (!request.url().startsWith(server.url)) said.push(`request: ${request.url()}`); });
  try {
    await page.goto(server.url + path);
    await act(page);
    assert.deepEqual(said, []);
  } finally {
    await context.close();
  }
}

const words = (locator) => locator.evaluateAll((elements) => elements.map((element) => element.textContent));
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
const isSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

describe("an example", () => {
  const example = (page) => page.locator(".example[open]");
  const said = (page, text) => page.locator(".example-state", { hasText: text }).waitFor();
  const answer = async (page) => JSON.parse(await example(page).locator(".answer").textContent());

  test("is opened by a link to its key, and decides anew with each change", () => visit("/docs/reference/fit#fit.tiers", async (page) => {
    assert.deepEqual(await answer(page), { fit: { points: 30, tier: "B" } });
    await example(page).getByLabel("Lead").fill('{ "profile": { "companySize": 24 } }');
    await said(page, "The decision has changed.");
    assert.deepEqual(await answer(page), { fit: { points: 0, tier: "C" } });
    assert.equal(await example(page).locator("mark").count(), 1);
    const model = example(page).getByLabel("Model");
    await model.fill((await model.inputValue()).replace('"gte": 50', '"gte": 20'));
    await said(page, "The decision is the same.");
    assert.deepEqual(await answer(page), { fit: { points: 30, tier: "B" } });
    await page.getByRole("button", { name: "Start again" }).click();
    await page.waitForFunction(() => document.querySelector(".example[open] .example-state").textContent === "");
    assert.match(await model.inputValue(), /"gte": 50/);
    assert.equal(await page.evaluate(() => document.activeElement.name), "model");
  }));

  test("shows all faults of a model with their places, and what is no lead as a notice", () => visit("/docs/reference/document#model.fields", async (page) => {
    const shown = example(page).locator(".answer");
    await example(page).getByLabel("Model").fill('{ "leadgrade": 1, "name": "x", "fields": { "a": { "type": "numbr" } }, "fitt": {} }');
    await said(page, "The model does not load.");
    assert.match(await shown.textContent(), /1:\d+ {2}.*`numbr`[^]*did you mean `number`\?[^]*unknown key `fitt`/);
    await page.getByRole("button", { name: "Start again" }).click();
    await example(page).getByLabel("Lead").fill("{ no lead");
    await said(page, "The decision has changed.");
    assert.deepEqual((await answer(page)).notices.map(({ code }) => code), ["not-json"]);
  }));

  test("of a form, of what a browser gets and of faults runs as well", async () => {
    await visit("/docs/reference/form#question.required", async (page) => {
      await example(page).getByLabel("Lead").fill('{ "profile": { "companySize": 12 } }');
      await said(page, "The decision has changed.");
      assert.deepEqual((await answer(page)).next.map(({ field }) => field), ["name"]);
    });
    await visit("/docs/reference/form#form.public", async (page) => {
      const model = example(page).getByLabel("Model");
      await model.fill((await model.inputValue()).replace('"public": true', '"public": false'));
      await said(page, "The decision has changed.");
      assert.deepEqual(Object.keys(await answer(page)), ["fields", "form"]);
    });
    await visit("/docs/reference/document#model.leadgrade", async (page) => {
      const model = example(page).getByLabel("Model");
      await model.fill((await model.inputValue()).replace('"leadgrade": 2', '"leadgrade": 1'));
      await said(page, "The decision has changed.");
      assert.ok(!(await answer(page)).some(({ code }) => code === "unsupported-version"));
    });
  });

  test("is as it was written after the browser has put the reader's text back", () => visit("/docs/reference/fit#fit.tiers", async (page) => {
    await example(page).getByLabel("Lead").fill("{}");
    await said(page, "The decision has changed.");
    await page.reload();
    assert.match(await example(page).getByLabel("Lead").inputValue(), /240/);
    assert.deepEqual(await answer(page), { fit: { points: 30, tier: "B" } });
  }));

  test("can be written in with the keyboard alone, and left with it", () => visit("/docs/reference/fit#fit.tiers", async (page) => {
    const lead = example(page).getByLabel("Lead");
    await lead.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type('{\n"profile": { "companySize": 10 } }');
    assert.equal(await lead.inputValue(), '{\n  "profile": { "companySize": 10 } }');
    await said(page, "The decision has changed.");
    await page.keyboard.press("Tab");
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    await page.getByRole("button", { name: "Start again" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".example[open] .example-state").textContent === "");
  }));

  test("colors what is written without moving a letter", () => visit("/docs/reference/fit#fit.tiers", async (page) => {
    const model = example(page).getByLabel("Model");
    await model.press("End");
    await model.pressSequentially(' "x\\"y": [-1.5e3, true, null');
    const [text, likeness] = await model.evaluate((element) => [element.value, element.parentElement.querySelector("code").textContent]);
    assert.equal(likeness.replace(/\n$/, ""), text);
    const [under, over] = await model.evaluate((element) => [element.parentElement.querySelector("pre"), element].map((each) => {
      const { font, letterSpacing, paddingTop, paddingLeft, whiteSpace, lineHeight } = getComputedStyle(each);
      return { font, letterSpacing, paddingTop, paddingLeft, whiteSpace, lineHeight };
    }));
    assert.deepEqual(under, over);
  }));

  test("of the first page is open", () => visit("/docs/", async (page) => {
    assert.equal(await example(page).count(), 1);
    await example(page).getByLabel("Lead").fill('{ "profile": { "companySize": 240 } }');
    await said(page, "The decision has changed.");
    assert.equal((await answer(page)).stage, "lead");
  }));

  test("in a document has the whole model", () => visit("/docs/write-a-model", async (page) => {
    await page.locator(".example > summary").last().click();
    const model = JSON.parse(await example(page).getByLabel("Model").inputValue());
    assert.deepEqual(Object.keys(model), ["leadgrade", "name", "version", "fields", "fit", "intent", "stages", "disqualify", "routing", "teams", "protocols", "slas", "nurture"]);
    await example(page).getByLabel("Lead").fill('{ "profile": { "budget": "none" } }');
    await said(page, "The decision has changed.");
    assert.equal((await answer(page)).action.kind, "recycle");
  }));
});

describe("search", () => {
  const options = (page) => page.getByRole("option");

  test("opens with a key, finds as one types, and goes where Enter says", () => visit("/docs/", async (page) => {
    await page.keyboard.press("/");
    const box = page.getByRole("combobox", { name: "Search the docs" });
    assert.equal(await focused(page), "search-input");
    await page.keyboard.type("talking poi");
    await options(page).first().waitFor();
    assert.match(await options(page).first().textContent(), /^handoff\.talkingPoints\s*Handoff/);
    assert.equal(await box.getAttribute("aria-activedescendant"), "result-0");
    await page.keyboard.press("ArrowDown");
    assert.equal(await box.getAttribute("aria-activedescendant"), "result-1");
    assert.equal(await options(page).nth(1).getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/docs/reference/handoff#handoff.talkingPoints");
    await page.locator(".example[open]").waitFor();
  }));

  test("opens with Ctrl-K and the button, closes with Escape, and gives the focus back", () => visit("/docs/forms", async (page) => {
    const button = page.getByRole("button", { name: "Search" });
    await button.click();
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await focused(page), "search-open");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("settld");
    await options(page).first().waitFor();
    assert.match((await words(options(page))).join(), /settled/i, "a slip of the finger is forgiven");
    await page.getByRole("combobox").fill("qqqxyz");
    await page.getByText("Nothing found.").waitFor();
    assert.equal(await options(page).count(), 0);
  }));

  test("does not take the slash from somebody who writes", () => visit("/docs/reference/fit#fit.tiers", async (page) => {
    await page.locator(".example[open]").getByLabel("Lead").press("/");
    assert.equal(await page.getByRole("dialog").count(), 0);
  }));

  test("says so when the index does not come, and tries again", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/docs/search.json", (route) => route.fulfill({ status: 503 }));
    await page.goto(`${server.url}/docs/`);
    await page.keyboard.press("/");
    await page.keyboard.type("fit");
    await page.getByText("The index did not come: status 503").waitFor();
    await page.unroute("**/docs/search.json");
    await page.keyboard.press("Escape");
    // What the last letter asked for has come to nothing by then, too.
    await page.waitForTimeout(500);
    await page.keyboard.press("/");
    await options(page).first().waitFor();
    await context.close();
  });
});

describe("the way around", () => {
  test("leads from the demo to the docs and back, and to the crate", () => visit("/", async (page) => {
    await page.getByRole("link", { name: "Docs", exact: true }).click();
    await page.waitForURL("**/docs/");
    const crate = await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Rust crate" }).getAttribute("href");
    const { status, headers } = await fetch(server.url + crate, { redirect: "manual" });
    // Made by cargo beside `npm start`, or else where crates have their pages.
    assert.ok(status === 200 || (status === 302 && headers.get("location") === "https://docs.rs/leadgrade"), String(status));
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Demo" }).click();
    await page.waitForURL(`${server.url}/`);
    await page.waitForSelector("body:not(.starting)");
  }));

  test("shows where one is, in the pages and on the page", () => visit("/docs/reference/stages#stage.gate", async (page) => {
    assert.deepEqual(await words(page.locator(".pages [aria-current]")), ["Stages and gates"]);
    await page.waitForFunction(() => document.querySelector('.toc [aria-current]')?.textContent === "gate");
    await page.locator("#gate\\.reject").scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForFunction(() => document.querySelector('.toc [aria-current]')?.textContent !== "gate");
  }));

  test("on a phone is a menu, which Escape closes", () => visit("/docs/forms", async (page) => {
    const pages = page.getByRole("navigation", { name: "Pages" });
    assert.equal(await pages.isVisible(), false);
    await page.getByRole("button", { name: "Menu" }).click();
    assert.equal(await pages.isVisible(), true);
    await page.keyboard.press("Escape");
    assert.equal(await pages.isVisible(), false);
    await page.getByRole("button", { name: "Menu" }).click();
    await pages.getByRole("link", { name: "Recipes" }).click();
    await page.waitForURL("**/docs/recipes");
  }, { viewport: PHONE }));

  test("needs no script, but for what runs", () => visit("/docs/reference/fit", async (page) => {
    await page.locator(".example > summary").first().click();
    assert.equal(await page.locator(".example[open] .answer").isVisible(), true);
    assert.equal(await page.getByRole("button", { name: "Search" }).isVisible(), false);
    await page.setViewportSize(PHONE);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: "Changelog" }).click();
    await page.waitForURL("**/docs/changelog");
  }, { javaScriptEnabled: false }));

  test("copies a block of code", () => visit("/docs/", async (page) => {
    await page.locator(".code", { hasText: "npm install leadgrade" }).hover();
    await page.locator(".code", { hasText: "npm install leadgrade" }).getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "npm install leadgrade");
  }, { permissions: ["clipboard-read", "clipboard-write"] }));
});

describe("every page", () => {
  // Of each kind of page one that has everything of its kind, with its parts opened.
  const KINDS = ["/docs/", "/docs/write-a-model", "/docs/model", "/docs/reference/intent", "/docs/reference/values", "/docs/api/leadgrade", "/docs/api/command-line", "/docs/source/edge/worker-js"];
  for (const [colorScheme, viewport] of [["light", PHONE], ["dark", DESKTOP]]) {
    test(`is for everybody, ${colorScheme}, at a width of ${viewport.width}`, async () => {
      for (const path of KINDS) {
        await visit(path, async (page) => {
          await page.evaluate(() => [...document.querySelectorAll("details")].slice(0, 4).forEach((each) => { each.open = true; }));
          await page.addScriptTag({ path: AXE });
          const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
          assert.ok(passes.length > 10, "axe has run");
          assert.deepEqual(violations.map(({ id, nodes }) => [path, id, nodes.slice(0, 3).map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]), []);
        }, { viewport, colorScheme, bypassCSP: true });
      }
    });
  }

  test("is for everybody while one searches", () => visit("/docs/", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("fit");
    await page.getByRole("option").first().waitFor();
    await page.addScriptTag({ path: AXE });
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]), []);
  }, { bypassCSP: true }));

  test("fits on a phone", () => visit("/docs/", async (page) => {
    const addresses = await page.locator(".pages a").evaluateAll((links) => links.map((link) => link.getAttribute("href")).filter((href) => href.startsWith("/docs/")));
    assert.ok(addresses.length > 35);
    for (const address of addresses) {
      await page.goto(server.url + address);
      assert.equal(await isSideways(page), false, address);
    }
  }, { viewport: PHONE }));
});
