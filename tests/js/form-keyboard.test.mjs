// A recorded run through a form by keyboard alone, in Chromium (by Playwright) and in Firefox (by WebDriver BiDi): after each key the
// recording says where the focus is, and what the status line reads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { launchChromium } from "./support/chromium.mjs";
import { hasFirefox, launchFirefox } from "./support/firefox.mjs";
import { formPage, serveForms } from "./support/form-page.mjs";

const recording = JSON.parse(await readFile(new URL("./fixtures/form/keyboard.json", import.meta.url), "utf8"));
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

for (const [name, launch, skip] of [["Chromium", chromiumPage, false], ["Firefox", launchFirefox, hasFirefox ? false : "there is no Firefox"]]) {
  test(`the keyboard alone completes the form in ${name}`, { skip }, async (t) => {
    site.submissions.length = 0;
    const page = await launch(t);
    await page.goto(`${site.origin}/`);
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
}
