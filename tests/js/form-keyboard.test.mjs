// Through a form by keyboard alone, in Chromium (by Playwright) and in Firefox (by WebDriver BiDi): a recorded run, which says after each
// key where the focus is and what the status line reads, and the example with the real model, whatever it asks.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serve } from "../../scripts/serve.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { hasFirefox, launchFirefox } from "./support/firefox.mjs";
import { formPage, serveForms } from "./support/form-page.mjs";

const recording = JSON.parse(await readFile(new URL("./fixtures/form/keyboard.json", import.meta.url), "utf8"));
const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core")), "utf8");
const site = await serveForms({ after });
site.html = formPage();

async function chromiumPage(t) {
  const browser = await launchChromium(t);
  const page = await browser.newPage();
  return {
    goto: (url) => page.goto(url), press: (key) => page.keyboard.press(key), type: (text) => page.keyboard.type(text),
    evaluate: (act, ...args) => page.evaluate(`(${act})(...${JSON.stringify(args)})`),
  };
}

const place = () => {
  const { name, textContent } = document.activeElement;
  const ring = getComputedStyle(document.activeElement).outlineStyle;
  return { at: name || textContent, ring, status: document.querySelector("[role=status]")?.textContent };
};

// As a function's text, because the page's policy forbids scripts from elsewhere.
const violations = (page) => page.evaluate(`async () => {
  if (!globalThis.axe) { ${axe} }
  return (await globalThis.axe.run()).violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))]);
}`);

// What a visitor presses at each question of examples/models/b2b-saas.json.
const ANSWERS = {
  email: ["ada@acme.example"], companySize: ["[Space]", "[ArrowDown]", "[ArrowDown]"], industry: ["Soft", "[Tab]"], country: ["Austria"], jobTitle: ["VP Sales"],
  problem: ["[Space]", "[ArrowDown]"], timeline: ["[Space]", "[ArrowDown]", "[ArrowDown]"], decisionRole: ["[Space]"], budgetStatus: ["[Space]"], phone: ["+43 1 234567"],
};

for (const [name, launch, skip] of [["Chromium", chromiumPage, false], ["Firefox", launchFirefox, hasFirefox ? false : "there is no Firefox"]]) {
  test(`the keyboard alone completes the form in ${name}`, { skip }, async (t) => {
    site.submissions.length = 0;
    const page = await launch(t);
    await page.goto(`${site.origin}/`);
    for (let tries = 0; tries < 100 && !(await page.evaluate(() => globalThis.binding !== undefined)); tries += 1) await pause(50);
    await page.evaluate(() => globalThis.binding.ready.then(() => true));
    for (const [index, { press, type, at, status }] of recording.entries()) {
      if (press !== undefined) await page.press(press);
      else await page.type(type);
      const now = await page.evaluate(place);
      const step = `step ${index + 1}, ${press ?? `"${type}"`}`;
      assert.equal(now.at, at, step);
      assert.notEqual(now.ring, "none", `${step}: it shows where the focus is`);
      if (status !== undefined) assert.equal(now.status, status, step);
    }
    assert.deepEqual(site.submissions, [], "nothing was sent so far");
    await page.press("Enter");
    for (let tries = 0; site.submissions.length === 0 && tries < 100; tries += 1) await pause(50);
    const filled = site.submissions.map((fields) => Object.fromEntries(fields.filter(([, value]) => value !== "")));
    assert.deepEqual(filled, [{ utm: "spring", size: "20", role: "decider", seats: "50", email: "ada@acme.example" }]);
  });

  test(`the keyboard alone gets an answer from the edge in ${name}, and axe finds nothing on the way`, { skip }, async (t) => {
    const server = await serve();
    t.after(() => server.close());
    const page = await launch(t);
    await page.goto(`${server.url}/form/plain.html`);
    for (let tries = 0; tries < 100 && await page.evaluate(() => globalThis.document.forms[0].dataset.leadgrade) !== "asking"; tries += 1) await pause(50);
    await page.press("Tab");
    const asked = [];
    for (let step = 0; step < 12; step += 1) {
      assert.deepEqual(await violations(page), []);
      const { at } = await page.evaluate(place);
      assert.ok(Object.hasOwn(ANSWERS, at) && !asked.includes(at), `the focus is on the next question, not on ${at} after ${asked.join()}`);
      asked.push(at);
      for (const keys of ANSWERS[at]) await (keys.startsWith("[") ? page.press(keys.slice(1, -1)) : page.type(keys));
      const isDone = await page.evaluate(() => globalThis.document.forms[0].dataset.leadgrade === "done");
      await page.press("Enter");
      if (isDone) break;
    }
    assert.ok(asked.length >= 3 && asked.length < Object.keys(ANSWERS).length, asked.join());
    const heading = () => page.evaluate(() => [globalThis.location.pathname, globalThis.document.querySelector("h1")?.textContent]).catch(() => []);
    for (let tries = 0; tries < 100 && (await heading())[0] !== "/api/evaluate"; tries += 1) await pause(50);
    assert.deepEqual(await heading(), ["/api/evaluate", "Thank you"]);
    assert.deepEqual(await violations(page), []);
  });
}
