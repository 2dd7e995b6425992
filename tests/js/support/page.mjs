// The page in headless chromium, under its own policy, at a fixed instant.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { loadModel } from "leadgrade";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../../scripts/chromium.mjs";
import { serve } from "../../../scripts/serve.mjs";

export const NOW = Date.parse("2026-11-22T10:00:00Z");
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

const AXE = fileURLToPath(import.meta.resolve("axe-core"));
const MODELS = new URL("../../../examples/models/", import.meta.url);

let server, browser;
before(async () => {
  server = await serve();
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

export const iso = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");
export const modelText = (name) => readFile(new URL(`${name}.json`, MODELS), "utf8");
export const packageModel = async (name) => loadModel(await modelText(name));

/** Opens the page at a fixed instant, and fails when the console has said anything by the end. */
export async function visit(act, { options = {}, prepare = () => {}, quiet = true, hash = "" } = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, timezoneId: "Europe/Berlin", locale: "en-GB", ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.stack}`));
  try {
    // Time goes on from there, as what waits for it needs; the page's own clock stands at the minute.
    await page.addInitScript((now) => { Date.now = () => now + Math.floor(performance.now()); }, NOW + 2_345);
    await prepare(page);
    await page.goto(`${server.url}/${hash}`);
    await page.waitForSelector("body:not(.starting), #failure:not([hidden])", { state: "attached" });
    await act(page);
    if (quiet) assert.deepEqual(said, []);
  } finally {
    await context.close();
  }
}

/** Gives the page another document in place of the model b2b-saas. */
export const withModel = (document) => (page) => page.route("**/models/b2b-saas.json", (route) => route.fulfill({ json: document }));

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const rawPane = (page, name) => page.getByRole("region", { name, exact: true });
/** A control of the list of all fields, and the way to see it. */
export const field = (page, name) => page.locator("#profile").getByLabel(name);
export const openFields = (page) => page.getByText("The person and the company").click();
export const openAll = (page) => page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });

/** The lead and the evaluation that the page shows as JSON. */
export async function rawPair(page) {
  if (!(await page.locator("#raw").evaluate((details) => details.open))) await page.getByText("Raw JSON").click();
  return Promise.all(["The lead", "Its evaluation"].map(async (name) => JSON.parse(await rawPane(page, name).filter({ hasText: "{" }).textContent())));
}

/** Needs a context that bypasses the page's policy, which forbids scripts from elsewhere. */
export async function assertAccessible(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.addScriptTag({ path: AXE });
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  assert.ok(passes.length > 20, "axe has run");
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]), []);
}

export async function assertNoSidewaysScroll(page) {
  const { wide, view } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, view: innerWidth }));
  assert.equal(wide, view);
}
