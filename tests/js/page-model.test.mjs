// The model editor in headless chromium: what an edit does to the answer, and how faults are told.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkModel, loadModel } from "leadgrade";
import { formatJson } from "../../www/editor/format.js";
import { SCENARIOS } from "../../www/scenarios.js";
import { DESKTOP, NOW, PHONE, assertAccessible, assertNoSidewaysScroll, button, field, iso, modelText, openFields, rawPair, visit } from "./support/page.mjs";

const content = (page) => page.locator(".cm-content");
const status = (page) => page.locator(".bench-status").textContent();
const tab = (page, name) => page.getByRole("tab", { name });

async function openModel(page) {
  await tab(page, "Model").click();
  await content(page).waitFor();
}

/** Finds a text by the editor's own search and types another in its place. */
async function replace(page, from, to) {
  await content(page).focus();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(from);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.insertText(to);
}

async function setText(page, text) {
  await content(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

const settled = (page, state) => page.waitForFunction((wanted) => document.querySelector(".bench-status").dataset.state === wanted, state);

describe("the tabs", () => {
  test("are reached by keyboard, by address, and by the way back", () => visit(async (page) => {
    assert.equal(await page.getByRole("tabpanel", { name: "Lead" }).isVisible(), true);
    await tab(page, "Lead").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(new URL(page.url()).hash, "#model");
    assert.equal(await tab(page, "Model").getAttribute("aria-selected"), "true");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-model");
    assert.equal(await tab(page, "Lead").getAttribute("tabindex"), "-1");
    assert.equal(await page.locator("#view-lead").isVisible(), false);
    assert.equal(await page.title(), "leadgrade: the model");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    assert.equal(await tab(page, "Lead").getAttribute("aria-selected"), "true", "the arrows go round");
    await page.goBack();
    assert.equal(await page.locator("#view-model").isVisible(), true);
    await page.getByRole("link", { name: "See the whole answer" }).click();
    assert.equal(await page.locator("#answer").isVisible(), true);
  }));

  test("open at the address's view", () => visit(async (page) => {
    await content(page).waitFor();
    assert.equal(await page.locator("#view-lead").isVisible(), false);
  }, { hash: "#model" }));
});

describe("a sound edit", () => {
  test("moves tier, stage and next step at once, in both views, and says what it changed", () => visit(async (page) => {
    const text = await modelText("b2b-saas");
    await button(page, "Hot lead").click();
    const [lead, before] = await rawPair(page);
    await openModel(page);
    assert.equal(await page.locator(".differences").textContent(), "It is the example.");
    const edited = text.replace('"at": 45', '"at": 990').replace('"at": 30', '"at": 980');
    await replace(page, '"at": 45', '"at": 990');
    await replace(page, '"at": 30', '"at": 980');
    await settled(page, "edited");
    await page.waitForFunction(() => document.querySelector(".bench-place").textContent.startsWith("Tier C"));
    const model = await loadModel(edited);
    const expected = model.evaluate(lead, { now: NOW });
    assert.deepEqual([before.fit.tier, before.stage, expected.fit.tier, expected.stage], ["A", "hql", "C", "mql"], "the edit matters");
    assert.equal(await page.locator(".bench-place").textContent(), "Tier C · intent high · MQL");
    const differences = await page.locator(".differences li").allTextContents();
    assert.deepEqual(differences.slice(0, 2), ["TierA → C", "StageHQL → MQL"]);
    // No lead reaches such tiers, and the lints say so; the version is in force all the same.
    const warnings = await checkModel(edited);
    assert.ok(warnings.length > 1 && warnings.every(({ severity }) => severity === "warning"));
    assert.equal(await status(page), `${warnings.length} warnings. Your version is in force.`);
    assert.match(await page.locator(".bench-side .facts").textContent(), new RegExp(model.hash));

    await tab(page, "Lead").click();
    assert.deepEqual((await rawPair(page))[1], expected);
    assert.equal(await page.locator('.path [aria-current="step"]').textContent(), "MQL");
    assert.match(await page.locator("#colophon").textContent(), /, edited here, /);

    await button(page, "Send to the edge").click();
    await page.getByText("Equal, byte for byte.").waitFor();
  }));

  test("brings its new fields to the form, and is still there after a reload", () => visit(async (page) => {
    const document = JSON.parse(await modelText("b2b-saas"));
    document.fields.wish = { type: "text", label: "What they wish for" };
    await openModel(page);
    await setText(page, JSON.stringify(document));
    await settled(page, "edited");
    await page.reload();
    await content(page).waitFor();
    assert.equal(await page.locator(".bench-status").getAttribute("data-state"), "edited");
    await tab(page, "Lead").click();
    await openFields(page);
    await field(page, "What they wish for").fill("a pony");
    assert.equal((await rawPair(page))[0].profile.wish, "a pony");

    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    await tab(page, "Model").click();
    assert.equal(await page.locator(".bench-status").getAttribute("data-state"), "example", "another model is its own");
    await page.getByRole("radio", { name: "B2B software" }).check();
    await settled(page, "edited");
    await button(page, "Reset to the example").click();
    await settled(page, "example");
    assert.equal(await button(page, "Reset to the example").isDisabled(), true);
    await page.keyboard.press("ControlOrMeta+z");
    await settled(page, "edited");
  }));
});

describe("a faulty edit", () => {
  test("is told at its line with code, words and help, and keeps the last answer", () => visit(async (page) => {
    const text = await modelText("b2b-saas");
    const faulty = text.replace('"industry": ["saas"', '"industy": ["saas"').replace('"at": 45', '"at": 990');
    const [diagnostic] = await checkModel(faulty);
    assert.deepEqual([diagnostic.code, diagnostic.help], ["unknown-field", "did you mean `industry`?"]);
    await button(page, "Hot lead").click();
    const [lead, before] = await rawPair(page);
    await openModel(page);
    await replace(page, '"at": 45', '"at": 990');
    await settled(page, "edited");
    const inForce = await loadModel(text.replace('"at": 45', '"at": 990'));
    const kept = inForce.evaluate(lead, { now: NOW });
    assert.notEqual(kept.fit.tier, before.fit.tier);

    await replace(page, '"industry": ["saas"', '"industy": ["saas"');
    await settled(page, "faulty");
    assert.equal(await status(page), "1 error. The answer still comes from the last good version.");
    const remark = page.locator(".lg-remark");
    const words = `${diagnostic.message}; ${diagnostic.help} (${diagnostic.code})`;
    assert.equal(await remark.textContent(), words);
    const place = await remark.evaluate((element) => {
      const line = element.closest(".cm-line");
      const top = line.getBoundingClientRect().top;
      const gutter = [...element.getRootNode().querySelectorAll(".cm-lineNumbers .cm-gutterElement")].find((each) => Math.abs(each.getBoundingClientRect().top - top) < 2);
      return { number: Number(gutter.textContent), marked: line.querySelector(".cm-lintRange-error").textContent, inMargin: element.getRootNode().querySelectorAll(".cm-lint-marker-error").length };
    });
    assert.deepEqual(place, { number: diagnostic.line, marked: '"industy"', inMargin: 1 });
    assert.match(await page.locator(".bench-side .facts").textContent(), new RegExp(`the last good version.*${inForce.hash}`));

    const listed = page.locator(".problems button");
    assert.deepEqual(await listed.allTextContents(), [`Line ${diagnostic.line}Error unknown-field ${diagnostic.message}Did you mean \`industry\`?`]);
    await listed.press("Enter");
    assert.equal(await page.locator(".cm-activeLineGutter").first().textContent(), String(diagnostic.line));
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.getAttribute("role")), "textbox", "the keyboard is in the editor");

    await tab(page, "Lead").click();
    assert.deepEqual((await rawPair(page))[1], kept);
    await tab(page, "Model").click();
    await content(page).focus();
    await page.keyboard.press("ControlOrMeta+z");
    await settled(page, "edited");
    assert.equal(await remark.filter({ hasText: "unknown-field" }).count(), 0);
    assert.equal(await listed.count(), (await checkModel(text.replace('"at": 45', '"at": 990'))).length, "the lints of the edit are left");
  }));

  test("survives a reload with the answer of the last good version", () => visit(async (page) => {
    await openModel(page);
    await replace(page, '"at": 45', '"at": 990');
    await settled(page, "edited");
    await replace(page, '"fit.tier"', '"fit.tire"');
    await settled(page, "faulty");
    const hash = await page.locator(".bench-side .facts code").textContent();
    await page.reload();
    await settled(page, "faulty");
    assert.equal(await page.locator(".bench-side .facts code").textContent(), hash);
    assert.equal(await page.locator(".problems li").count(), 1);
  }));

  test("that is no JSON at all is told, and what is typed meanwhile is not lost", () => visit(async (page) => {
    await openModel(page);
    await setText(page, "{ \"leadgrade\": 1, \u{1F600}");
    await settled(page, "faulty");
    const [expected] = await checkModel("{ \"leadgrade\": 1, \u{1F600}");
    assert.match(await page.locator(".problems").textContent(), new RegExp(`^Line 1Error not-json `));
    assert.equal(await page.locator(".lg-remark").textContent(), `${expected.message}${expected.help === null ? "" : `; ${expected.help}`} (not-json)`);
    await button(page, "Format").click();
    assert.equal(await content(page).locator(".cm-line").evaluate((line) => line.firstChild.textContent.startsWith("{")), true, "nothing to format");
  }));
});

describe("help while writing", () => {
  const write = async (page, after, typed) => {
    await replace(page, after, after);
    await page.keyboard.type(typed);
  };
  const suggestions = (page) => page.locator(".cm-tooltip-autocomplete li .cm-completionLabel");

  test("suggests the facts that a condition may ask about, and the options of one", () => visit(async (page) => {
    await openModel(page);
    await write(page, '"id": "adjacent-industry", "group": "firmographic", "when": { "industry": ["services", "health"]', ', "pers');
    await suggestions(page).first().waitFor();
    assert.ok((await suggestions(page).allTextContents()).includes("persona"));
    await page.keyboard.press("Escape");
    for (let typed = 0; typed < 4; typed += 1) await page.keyboard.press("Backspace");
    await page.keyboard.type("persona");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type(': "');
    await page.keyboard.press("ControlOrMeta+Space");
    await suggestions(page).filter({ hasText: "champion" }).waitFor();
    await page.keyboard.type("champ");
    // A suggestion that has only just come takes no Enter yet, so that nobody takes it unseen.
    await page.locator(".cm-tooltip-autocomplete li:only-child").filter({ hasText: "champion" }).waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press("Enter");
    await settled(page, "edited");
    const [, evaluation] = await rawPairOf(page);
    assert.equal(evaluation.model.hash, (await loadModel((await modelText("b2b-saas")).replace('["services", "health"]', '["services", "health"], "persona": "champion"'))).hash);
  }));

  test("suggests the keys that the schema allows, with what they mean", () => visit(async (page) => {
    await openModel(page);
    await write(page, '"id": "adjacent-industry",', ' "');
    await suggestions(page).first().waitFor();
    const labels = await suggestions(page).allTextContents();
    for (const key of ["description", "label"]) assert.ok(labels.includes(key), key);
    for (const key of ["id", "points", "group"]) assert.ok(!labels.includes(key), `${key} is there already`);
    await page.locator(".cm-completionInfo").waitFor();
  }));

  test("says what stands at the cursor, and under the pointer", () => visit(async (page) => {
    await openModel(page);
    await replace(page, '"tiersOf"', '"tiersOf"');
    await page.keyboard.press("ArrowLeft");
    assert.match(await page.locator("#here").textContent(), /^fit › tiersOf: ./);
    await page.mouse.move(5, 5);
    const { x, y } = await page.locator(".cm-line span").filter({ hasText: /^"tiersOf"$/ }).first().boundingBox();
    await page.mouse.move(x + 12, y + 6);
    await page.mouse.move(x + 14, y + 7);
    await page.locator(".lg-card").waitFor();
    assert.match(await page.locator(".lg-card strong").textContent(), /^tiersOf$/);
  }));

  test("Tab leaves the editor, as the page says", () => visit(async (page) => {
    await openModel(page);
    await content(page).focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains("editor-host")), false);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Format");
  }));

  async function rawPairOf(page) {
    await tab(page, "Lead").click();
    return rawPair(page);
  }
});

describe("the format button", () => {
  for (const name of Object.keys(SCENARIOS)) {
    test(`leaves ${name} the same model, and a second time changes nothing`, async () => {
      const text = await modelText(name);
      const once = formatJson(text);
      assert.deepEqual(JSON.parse(once), JSON.parse(text));
      assert.equal(formatJson(once), once);
    });
  }

  test("keeps what JSON.parse would lose, and gives up on what is no JSON", () => {
    assert.equal(formatJson('{"a":1e3,"a":"\\u00e4 \\"}","b":[],"c":{}}'), '{\n  "a": 1e3,\n  "a": "\\u00e4 \\"}",\n  "b": [],\n  "c": {}\n}\n');
    assert.equal(formatJson('{"a":{"b":[1,{"c":2}]},\n\n"d":{\n"e":1}}'), '{\n  "a": { "b": [1, { "c": 2 }] },\n\n  "d": {\n    "e": 1\n  }\n}\n');
    assert.equal(formatJson('{"a":1,}'), null);
  });

  test("sets the editor's text in order, and the model stays what it was", () => visit(async (page) => {
    const text = await modelText("hvac");
    await page.getByRole("radio", { name: "Heating and cooling" }).check();
    await openModel(page);
    const hash = await page.locator(".bench-side .facts code").textContent();
    await setText(page, JSON.stringify(JSON.parse(text)));
    await settled(page, "edited");
    await button(page, "Format").click();
    await page.waitForFunction(() => document.querySelector(".editor-host").shadowRoot.querySelectorAll(".cm-line").length > 10);
    assert.equal(await page.locator(".bench-side .facts code").textContent(), hash);
  }));
});

describe("for everyone", () => {
  for (const [colorScheme, viewport] of [["light", DESKTOP], ["dark", DESKTOP], ["light", PHONE], ["dark", PHONE]]) {
    test(`axe finds nothing, ${colorScheme}, ${viewport.width} pixels`, () => visit(async (page) => {
      await openModel(page);
      await assertAccessible(page);
      await replace(page, '"fit.tier"', '"fit.tire"');
      await settled(page, "faulty");
      await assertAccessible(page);
    }, { options: { colorScheme, viewport, bypassCSP: true } }));
  }

  test("a phone needs no sideways scrolling", () => visit(async (page) => {
    await openModel(page);
    await assertNoSidewaysScroll(page);
    await replace(page, '"fit.tier"', '"fit.tire"');
    await settled(page, "faulty");
    await assertNoSidewaysScroll(page);
    assert.match(await page.locator("#glance").textContent(), /score/);
    const small = await page.evaluate(() => [...document.querySelectorAll("#view-model :is(a[href], button), [role=tab]")].map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return [element.textContent, width, height];
    }).filter(([, width, height]) => height < 44 || width < 44));
    assert.deepEqual(small, []);
  }, { options: { viewport: PHONE, hasTouch: true, isMobile: true } }));

  test("an editor that does not come leaves the page at work, and says so", () => visit(async (page) => {
    await tab(page, "Model").click();
    assert.match(await page.getByRole("alert").textContent(), /^The editor did not come: /);
    await tab(page, "Lead").click();
    await button(page, "Viewed pricing").click();
    assert.equal((await rawPair(page))[0].events[0].at, iso(NOW));
  }, { prepare: (page) => page.route("**/built/editor.js", (route) => route.abort()), quiet: false }));
});
