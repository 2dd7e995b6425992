// The examples of forms, served as `npm start` does, in headless Chromium: with the script, and without.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { explain, loadModel } from "leadgrade";
import { serve } from "../../scripts/serve.mjs";
import { launchChromium } from "./support/chromium.mjs";

const AXE = fileURLToPath(import.meta.resolve("axe-core"));
const document = JSON.parse(await readFile(new URL("../../examples/models/b2b-saas.json", import.meta.url), "utf8"));
const model = await loadModel(document);
const browser = await launchChromium(test);
let server;
before(async () => { server = await serve(); });
after(() => server.close());

async function visit(path, act, options = {}, prepare = () => {}) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await prepare(page);
    await page.goto(`${server.url}${path}`);
    await act(page);
    assert.deepEqual(said, []);
  } finally {
    await context.close();
  }
}

async function assertAccessible(page) {
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  assert.ok(passes.length > 8, "axe has run");
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]), []);
}

describe("plain.html without JavaScript", () => {
  const visitPlain = (act, options) => visit("/form/plain.html", act, { javaScriptEnabled: false, ...options });

  test("asks every question of the model, in its words", () => visitPlain(async (page) => {
    const found = await page.evaluate(() => [...new Set([...globalThis.document.forms[0].elements].map(({ name }) => name).filter(Boolean))].map((field) => {
      const controls = [...globalThis.document.getElementsByName(field)];
      const options = controls[0].localName === "select" ? [...controls[0].options].slice(1).map(({ label, value }) => [label, value])
        : controls[0].type === "radio" ? controls.map((control) => [control.labels[0].textContent.trim(), control.value]) : [];
      const ask = controls[0].type === "radio" ? controls[0].closest("fieldset").querySelector("legend").textContent : controls[0].labels[0].textContent;
      return { field, ask, options };
    }));
    const wanted = document.form.questions.map(({ field, ask, options }) => {
      const offered = options ?? (document.fields[field].options ?? []).map(({ id, label }) => ({ value: id, label }));
      return { field, ask, options: offered.map(({ label, value }) => [label, String(value)]) };
    });
    assert.deepEqual(found, wanted);
  }));

  test("is sent to the edge, which decides and says so", () => visitPlain(async (page) => {
    await page.getByLabel("Which e-mail address reaches you at work?").fill("ada@acme.example");
    await page.getByRole("group", { name: "How many people work at your company?" }).getByLabel("200–999").check();
    await page.getByLabel("What does your company do?").selectOption({ label: "Software and internet" });
    await page.getByLabel("Which country are you in?").fill("Österreich");
    await page.getByLabel("What is your role there?").fill("VP Sales");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    const profile = { email: "ada@acme.example", companySize: 500, industry: "saas", country: "Österreich", jobTitle: "VP Sales" };
    const at = Date.now();
    const evaluation = model.evaluate({ profile, events: [{ type: "form", at, channel: "web", asset: "demo" }] }, { now: at });
    assert.equal(evaluation.action.kind, "route");
    await page.getByText("a colleague of ours gets in touch with you or takes care of your request").waitFor();
    const shown = await page.locator("main").evaluate((main) => [...main.querySelectorAll("p, h2, li")].map(({ textContent }) => textContent));
    const words = explain(evaluation, "subject").split("\n").slice(1).filter((line) => line !== "").map((line) => line.replace(/^- /, ""));
    assert.deepEqual(shown.slice(1).sort(), words.sort());
  }));

  // axe is a script itself, so here only the page's is kept away.
  test("axe finds nothing, neither in the form nor in the answer", () => visit("/form/plain.html", async (page) => {
    await assertAccessible(page);
    await page.getByLabel("Which e-mail address reaches you at work?").fill("ada@acme.example");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("How we arrived at it").click();
    await assertAccessible(page);
  }, {}, (page) => page.route("**/plain.js", (route) => route.fulfill({ body: "", contentType: "text/javascript" }))));

  for (const path of ["/form/plain.html"]) {
    test(`${path} fits a phone`, () => visit(path, async (page) => {
      const { wide, view } = await page.evaluate(() => ({ wide: globalThis.document.documentElement.scrollWidth, view: innerWidth }));
      assert.ok(wide <= view, `${wide} of ${view}`);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/plain-nojs.png`, fullPage: true });
    }, { javaScriptEnabled: false, viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }));
  }
});

describe("plain.html with the script", () => {
  const asking = (page) => page.locator("form[data-leadgrade=asking]").waitFor();
  const shown = (page) => page.evaluate(() => [...new Set([...globalThis.document.querySelectorAll("form :is(input, select)")].filter((control) => control.checkVisibility()).map(({ name }) => name))]);
  const answer = async (page, value) => {
    const [field] = await shown(page);
    const control = page.locator(`[name=${field}]`);
    const kind = await control.first().evaluate(({ type }) => type);
    if (kind === "radio") await control.and(page.locator(`[value="${value[field]}"]`)).check();
    else if (kind === "select-one") await control.selectOption(value[field]);
    else await control.fill(value[field]);
    return field;
  };
  const ADA = {
    email: "ada@acme.example", companySize: "500", industry: "saas", country: "Österreich", jobTitle: "VP Sales", problem: "speed", timeline: "now",
    decisionRole: "decision-maker", budgetStatus: "approved", phone: "+43 1 234567",
  };
  const next = (page) => page.getByRole("button", { name: "Next" });
  const send = async (page, profile) => {
    const fields = [];
    while (await page.locator("form[data-leadgrade=asking]").count() > 0) {
      fields.push(await answer(page, profile));
      if (await next(page).isVisible()) await next(page).click();
    }
    const [request] = await Promise.all([page.waitForRequest("**/api/evaluate?**"), page.getByRole("button", { name: "Send" }).click()]);
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    return { fields, sent: Object.fromEntries([...new URLSearchParams(request.postData())].filter(([, value]) => value !== "")) };
  };

  for (const [who, profile] of Object.entries({
    "someone to call": ADA,
    "a student": { ...ADA, email: "ada@uni.edu", industry: "academia", jobTitle: "Student", problem: "none", timeline: "someday" },
    "a small firm": { ...ADA, companySize: "5", timeline: "someday", problem: "none" },
  })) {
    test(`asks ${who} for less, and the edge decides as from all answers`, () => visit("/form/plain.html", async (page) => {
      await asking(page);
      const { fields, sent } = await send(page, profile);
      assert.ok(fields.length < document.form.questions.length, fields.join());
      assert.deepEqual(Object.keys(sent).sort(), [...fields].sort(), "what was asked is what was sent");
      const at = Date.now();
      const events = [{ type: "form", at, channel: "web", asset: "demo" }];
      const decided = (known) => {
        const { stage, disqualified, action } = model.evaluate({ profile: known, events }, { now: at });
        return { stage, code: disqualified?.code ?? null, kind: action.kind, team: action.team, queue: action.queue, track: action.track, protocol: action.protocol };
      };
      assert.deepEqual(decided(sent), decided(profile));
    }));
  }

  test("axe finds nothing at any question, and a phone needs no sideways scrolling", () => visit("/form/plain.html", async (page) => {
    await asking(page);
    while (await page.locator("form[data-leadgrade=asking]").count() > 0) {
      await assertAccessible(page);
      const { wide, view } = await page.evaluate(() => ({ wide: globalThis.document.documentElement.scrollWidth, view: innerWidth }));
      assert.ok(wide <= view, `${wide} of ${view}`);
      await answer(page, ADA);
      if (await next(page).isVisible()) await next(page).click();
    }
    await assertAccessible(page);
  }, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }));

  test("what cannot be loaded leaves the ordinary form", () => visit("/form/plain.html", async (page) => {
    await page.waitForFunction(() => globalThis.failed);
    assert.equal((await shown(page)).length, document.form.questions.length);
  }, {}, async (page) => {
    await page.addInitScript(() => addEventListener("unhandledrejection", (event) => { globalThis.failed = true; event.preventDefault(); }));
    await page.route("**/models/b2b-saas.json", (route) => route.fulfill({ body: "{}" }));
  }));
});

describe("element.html", () => {
  test("makes the form, and gives it back when it is taken away and put back", () => visit("/form/element.html", async (page) => {
    await page.locator("form[data-leadgrade=asking]").waitFor();
    await page.getByLabel("What is your postal code?").fill("78704");
    await page.evaluate(() => { const element = globalThis.document.querySelector("lead-form"); const { parentElement } = element; element.remove(); parentElement.append(element); });
    await page.locator("form[data-leadgrade=asking]").waitFor();
    assert.equal(await page.getByRole("status").count(), 1);
    assert.equal(await page.getByRole("button", { name: "Send", includeHidden: true }).count(), 1);
    await assertAccessible(page);
  }));

  test("is decided at the edge", () => visit("/form/element.html", async (page) => {
    await page.locator("form[data-leadgrade=asking]").waitFor();
    for (let steps = 0; steps < 9 && await page.locator("form[data-leadgrade=asking]").count() > 0; steps += 1) {
      const phone = page.getByLabel("Which number may we call?");
      if (await phone.isVisible()) await phone.fill("+1 512 555 0100");
      else await page.getByRole("button", { name: "Prefer not to say" }).click();
    }
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    assert.match(page.url(), /\/api\/evaluate\?model=hvac&asset=quote$/);
  }));
});
