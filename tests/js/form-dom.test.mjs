// leadgrade/form in real pages, in headless Chromium: what a visitor meets, and what the page submits.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launchChromium } from "./support/chromium.mjs";
import { FIELDS, formPage, serveForms } from "./support/form-page.mjs";

const AXE = fileURLToPath(import.meta.resolve("axe-core"));
const browser = await launchChromium(test);
const site = await serveForms(test);
const { origin, submissions } = site;

/** Opens a page of its own and hands it to `act`; fails when its console has said anything. */
async function visit(act, { html = formPage(), ready = true, context: options = {}, prepare = () => {}, quiet = true } = {}) {
  site.html = html;
  submissions.length = 0;
  const context = await browser.newContext({ viewport: { width: 800, height: 700 }, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.setDefaultTimeout(5000);
  try {
    await prepare(page);
    await page.goto(origin);
    if (ready) await isReady(page);
    await act(page, said);
    if (quiet) assert.deepEqual(said, []);
  } finally {
    await context.close();
  }
}

const isReady = async (page) => {
  await page.waitForFunction(() => globalThis.binding);
  await page.evaluate(() => globalThis.binding.ready.then(() => true));
};
const button = (page, name) => page.getByRole("button", { name, exact: true });
const status = (page) => page.getByRole("status").textContent();
const shown = (page) => page.evaluate(() => {
  const names = [...document.querySelectorAll("#demo :is(input, select, textarea)")].filter((control) => control.checkVisibility() && control.name !== "note").map(({ name }) => name);
  return [...new Set(names)];
});
const buttons = (page) => page.evaluate(() => [...document.querySelectorAll("#demo button")].filter((each) => each.checkVisibility()).map(({ textContent }) => textContent));
const focused = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.textContent.slice(0, 20));
const heard = (page) => page.evaluate(() => globalThis.heard.splice(0));
const answers = (page) => page.evaluate(() => globalThis.binding.answers);
const next = (page) => button(page, "Next").click();
const policyFor = (html) => {
  const [, script] = /<script type="module">([^]*?)<\/script>/.exec(html);
  return `default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-${createHash("sha256").update(script).digest("base64")}'; require-trusted-types-for 'script'; trusted-types 'none'`;
};
const saved = (page) => page.evaluate(() => sessionStorage.getItem("leadgrade:/:demo"));

describe("asking", () => {
  test("one question after the other, what matters first, and what no longer matters not at all", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["size"]);
    assert.equal(await status(page), "Question 1 of at most 5");
    assert.deepEqual(await buttons(page), ["Next", "Prefer not to say"]);
    await page.getByLabel("How many people work there?").selectOption("500");
    await next(page);
    assert.deepEqual(await shown(page), ["role"]);
    await page.getByLabel("I would use it").check();
    await next(page);
    assert.deepEqual(await shown(page), ["email"], "neither the budget, nor the tools, nor the seats can change anything now");
    assert.equal(await status(page), "Question 3 of at most 3");
    assert.deepEqual(await buttons(page), ["Next", "Back"], "a required question cannot be left out");
    await page.getByLabel("Where can we reach you?").fill("ada@acme.example");
    await page.getByLabel("Where can we reach you?").blur();
    assert.equal(await status(page), "That is all we need.");
    assert.deepEqual(await buttons(page), ["Send", "Back"]);
    await button(page, "Send").click();
    await page.waitForURL("**/answers");
    assert.deepEqual(submissions, [[["utm", "spring"], ["size", "500"], ["role", "user"], ["seats", ""], ["email", "ada@acme.example"], ["note", ""]]]);
  }));

  test("the page submits what it submits without JavaScript", async () => {
    const fill = async (page, go) => {
      await page.getByLabel("How many people work there?").selectOption("500");
      await go();
      await page.getByLabel("I decide").check();
      await go();
      await page.getByLabel("There is a budget").check();
      await go();
      await page.getByLabel("Where can we reach you?").fill("ada@acme.example");
      await button(page, "Send").click();
      await page.waitForURL("**/answers");
      return submissions.at(-1);
    };
    const sent = [];
    await visit(async (page) => { sent.push(await fill(page, () => next(page))); });
    await visit(async (page) => {
      assert.deepEqual(await shown(page), ["size", "role", "budget", "tools", "seats", "email"]);
      assert.deepEqual(await buttons(page), ["Send"]);
      sent.push(await fill(page, async () => {}));
    }, { context: { javaScriptEnabled: false }, ready: false });
    assert.deepEqual(sent[0], sent[1]);
    assert.deepEqual(sent[0].find(([name]) => name === "budget"), ["budget", "true"]);
  });

  test("several questions together", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["size", "role"]);
    assert.equal(await status(page), "Question 1 of at most 5");
    await page.getByLabel("How many people work there?").selectOption("500");
    await page.getByLabel("I decide").check();
    await next(page);
    assert.deepEqual(await shown(page), ["budget", "email"]);
    assert.equal(await focused(page), "budget");
    assert.equal(await status(page), "Question 3 of at most 4");
  }, { html: formPage({ options: "form: () => session(), atOnce: 2" }) }));

  test("answered questions stay in view on demand", () => visit(async (page) => {
    await page.getByLabel("How many people work there?").selectOption("500");
    await next(page);
    assert.deepEqual(await shown(page), ["size", "role"]);
    assert.deepEqual(await buttons(page), ["Next", "Prefer not to say"]);
  }, { html: formPage({ options: "form: () => session(), keep: true" }) }));

  test("a question without an input is not asked, and does not hold the form up", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["role"]);
    await page.getByLabel("I decide").check();
    await next(page);
    assert.deepEqual(await shown(page), ["budget"]);
    assert.equal(await page.evaluate(() => binding.settled), false);
    await page.getByLabel("There is none").check();
    assert.deepEqual(await page.evaluate(() => [binding.settled, binding.done, binding.form.settled]), [true, true, false]);
    assert.deepEqual((await heard(page)).at(-1), ["settled", { proven: false, exact: true }]);
  }, { html: formPage({ fields: FIELDS.replace(/<p><label for="size"[^]*?<\/p>/, "").replace(/<label for="seats".*\n/, "").replace(/<p class="row">.*\n/, "") }) }));

  test("a style sheet's display does not show what is hidden", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["size"]);
  }, { html: formPage({ head: "<style>#demo > * { display: grid }</style>" }) }));
});

describe("answers", () => {
  test("a blank question counts as left out, a required one is asked for", () => visit(async (page) => {
    await next(page);
    assert.deepEqual(await shown(page), ["role"]);
    assert.equal(await page.evaluate(() => binding.form.questions.find(({ field }) => field === "size").state), "skipped");
    await page.getByLabel("None", { exact: true }).check();
    await next(page);
    assert.deepEqual(await shown(page), ["email"]);
    await next(page);
    assert.deepEqual(await shown(page), ["email"]);
    assert.equal(await page.locator("[name=email]").evaluate((input) => input.validity.valueMissing), true);
  }));

  test("what cannot be read keeps its place, with words, until it can or is left out", () => visit(async (page) => {
    await page.getByLabel("How many people work there?").selectOption("20");
    await next(page);
    await page.getByLabel("I decide").check();
    await next(page);
    await page.getByLabel("There is a budget").check();
    await next(page);
    const seats = page.getByLabel("How many seats do you need?");
    await seats.fill("some");
    await seats.press("Enter");
    assert.deepEqual(await shown(page), ["seats"]);
    assert.equal(await seats.evaluate((input) => input.validationMessage), "Please write a number, such as 250.");
    await button(page, "Prefer not to say").click();
    assert.deepEqual(await shown(page), ["email"]);
    assert.equal(await seats.inputValue(), "", "it will not be submitted");
    await button(page, "Back").click();
    await seats.fill("50");
    await seats.press("Enter");
    assert.deepEqual(await shown(page), ["email"]);
    assert.equal((await answers(page)).seats, "50");
    assert.equal(await page.evaluate(() => binding.form.evaluation.stage), "hql");
  }));

  test("skipping empties the question and asks it no more; going back offers it again", () => visit(async (page) => {
    await page.getByLabel("How many people work there?").selectOption("20");
    await button(page, "Prefer not to say").click();
    assert.deepEqual(await shown(page), ["role"]);
    assert.deepEqual(await answers(page), {});
    assert.deepEqual(await page.evaluate(() => binding.form.lead.profile ?? {}), {});
    assert.equal(await page.getByLabel("How many people work there?", { includeHidden: true }).inputValue(), "");
    await button(page, "Back").click();
    assert.deepEqual(await shown(page), ["size"]);
    await page.getByLabel("How many people work there?").selectOption("500");
    assert.deepEqual(await answers(page), { size: "500" });
  }));

  test("back leads through the questions, answers stand, and a changed one changes what follows", () => visit(async (page) => {
    await page.getByLabel("How many people work there?").selectOption("500");
    await next(page);
    await page.getByLabel("I decide").check();
    await next(page);
    assert.deepEqual(await shown(page), ["budget"]);
    await button(page, "Back").click();
    assert.deepEqual(await shown(page), ["role"]);
    assert.equal(await page.getByLabel("I decide").isChecked(), true);
    assert.equal(await focused(page), "role");
    await page.getByLabel("I would use it").check();
    await next(page);
    assert.deepEqual(await shown(page), ["email"], "the budget is no question any more");
    await button(page, "Back").click();
    await button(page, "Back").click();
    assert.deepEqual(await shown(page), ["size"]);
    assert.deepEqual(await buttons(page), ["Next", "Prefer not to say"], "there is nothing before the first");
  }));

  test("values in the inputs at the beginning count, whoever put them there", () => visit(async (page) => {
    assert.deepEqual(await answers(page), { size: "500", email: "ada@acme.example" });
    assert.deepEqual(await shown(page), ["role"]);
    assert.equal(await status(page), "Question 1 of at most 2");
  }, { html: formPage({ fields: FIELDS.replace('<option value="500">', '<option value="500" selected>').replace('name="email"', 'name="email" value="ada@acme.example"') }) }));

  test("a list without an empty option is not taken for an answer", () => visit(async (page) => {
    assert.deepEqual(await answers(page), {});
    assert.deepEqual(await shown(page), ["size"]);
    await page.getByLabel("How many people work there?").selectOption("20");
    assert.deepEqual(await answers(page), { size: "20" });
  }, { html: formPage({ fields: FIELDS.replace('<option value="">Please choose</option>', "") }) }));

  test("autofill counts without focus, and moves nothing", () => visit(async (page) => {
    await page.evaluate(() => {
      for (const [name, value] of [["email", "ada@acme.example"], ["seats", "12"]]) {
        const input = document.querySelector(`[name=${name}]`);
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    assert.deepEqual(await answers(page), { seats: "12", email: "ada@acme.example" });
    assert.deepEqual(await shown(page), ["size"]);
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  }));

  test("names that are no questions of the model stay out", () => visit(async (page) => {
    await page.getByLabel("Anything else?").fill("no");
    await page.getByLabel("Anything else?").blur();
    assert.deepEqual(await answers(page), {});
  }));

  test("a set is one text or several, a hidden input before a checkbox says what it means unchecked", () => visit(async (page) => {
    await page.evaluate(() => { for (const input of document.querySelectorAll("[name=tools]")) input.click(); });
    assert.deepEqual((await answers(page)).tools, ["crm", "mail"]);
    await page.evaluate(() => document.querySelector("[name=tools]").click());
    assert.deepEqual((await answers(page)).tools, "mail");
  }));

  test("an answer from elsewhere goes to its input, and without one to a hidden input", () => visit(async (page) => {
    await page.evaluate(() => { binding.answer("size", 500); binding.answer("role", "user"); binding.answer("tools", ["crm", "mail"]); });
    assert.equal(await page.locator("#size").inputValue(), "500");
    await page.locator("[name=email]").evaluate((input) => { input.value = "ada@acme.example"; });
    await page.evaluate(() => binding.refresh());
    await page.evaluate(() => document.getElementById("demo").requestSubmit());
    await page.waitForURL("**/answers");
    const sent = submissions.at(-1);
    assert.deepEqual(sent.filter(([name]) => ["size", "role", "tools"].includes(name)), [["size", "500"], ["role", "user"], ["tools", "crm"], ["tools", "mail"]]);
  }, { html: formPage({ fields: FIELDS.replace(/<fieldset><legend>Which tools[^]*?<\/fieldset>/, "") }) }));
});

describe("the keyboard", () => {
  test("Enter goes on, and only the last Enter sends", () => visit(async (page) => {
    await page.locator("#size").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "note");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Next");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "role");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    assert.deepEqual(submissions, []);
    assert.equal(await focused(page), "email");
    await page.keyboard.type("ada@acme.example");
    assert.equal(await focused(page), "email", "nothing moves while someone types");
    assert.deepEqual(await buttons(page), ["Send", "Back"], "but the button is there before it is needed");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/answers");
    assert.equal(submissions.length, 1);
  }));

  test("Enter held down leaves nothing out", () => visit(async (page) => {
    await page.locator("#size").focus();
    await page.evaluate(() => { const input = document.createElement("input"); input.id = "probe"; document.querySelector("#demo p").append(input); input.focus(); });
    await page.keyboard.down("Enter");
    for (let times = 0; times < 5; times += 1) await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    assert.deepEqual(await shown(page), ["role"]);
  }));

  test("whoever types while the model loads goes on in that very input", () => visit(async (page) => {
    await page.getByLabel("How many seats do you need?").focus();
    await page.keyboard.type("1");
    await page.evaluate(() => globalThis.go());
    await isReady(page);
    assert.deepEqual(await shown(page), ["seats"]);
    await page.keyboard.type("2");
    assert.equal(await focused(page), "seats");
    assert.equal(await page.locator("#seats").inputValue(), "12");
  }, { html: formPage({ options: "form: () => new Promise((resolve) => { globalThis.go = () => resolve(session()); })" }), ready: false }));

  test("nothing is focused at the beginning", () => visit(async (page) => {
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  }));
});

describe("leaving and coming back", () => {
  const begin = async (page) => {
    await page.getByLabel("How many people work there?").selectOption("500");
    await next(page);
    await page.getByLabel("I decide").check();
    await next(page);
    assert.deepEqual(await shown(page), ["budget"]);
    await button(page, "Prefer not to say").click();
    assert.deepEqual(await shown(page), ["email"]);
  };
  const isBack = async (page) => {
    await isReady(page);
    assert.deepEqual(await shown(page), ["email"]);
    assert.deepEqual(await answers(page), { size: "500", role: "decider" });
    assert.equal(await status(page), "Question 4 of at most 4");
    await button(page, "Back").click();
    assert.deepEqual(await shown(page), ["budget"]);
  };

  test("a reload keeps answers, what was left out, and the place", () => visit(async (page) => {
    await begin(page);
    await page.reload();
    await isBack(page);
  }));

  for (const cached of [true, false]) {
    test(`so do back and forward, ${cached ? "as the browser likes" : "with a page that may not be kept"}`, () => visit(async (page) => {
      await begin(page);
      await page.goto(`${origin}/elsewhere`);
      await page.goBack();
      await isBack(page);
    }, { html: formPage({ after: cached ? "" : "addEventListener('unload', () => {});" }) }));
  }

  test("what the browser put back goes before what was stored", () => visit(async (page) => {
    await begin(page);
    await page.evaluate(() => { const state = JSON.parse(sessionStorage.getItem("leadgrade:/:demo")); state.answers.size = "20"; sessionStorage.setItem("leadgrade:/:demo", JSON.stringify(state)); });
    await page.evaluate(() => binding.destroy());
    await page.locator("#size").selectOption("500");
    await page.evaluate(() => { globalThis.binding = bind(); });
    await isReady(page);
    assert.equal((await answers(page)).size, "500");
  }));

  test("what the browser puts back without a word is seen when the page shows", () => visit(async (page) => {
    await page.evaluate(() => {
      document.getElementById("size").value = "500";
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    assert.deepEqual(await answers(page), { size: "500" });
    assert.deepEqual((await heard(page)).map(([name]) => name), ["question", "stage"]);
  }));

  const BROKEN = {
    "denied": "Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "of nonsense": "sessionStorage.setItem('leadgrade:/:demo', location.hash === '' ? '{\"version\":1,\"answers\":[4],\"asked\":[5,[\"x\"]],\"at\":\"x\",\"skipped\":7}' : '[');",
  };
  for (const [what, script] of Object.entries(BROKEN)) {
    test(`a storage that is ${what} stops nobody`, () => visit(async (page) => {
      assert.deepEqual(await shown(page), ["size"]);
      await page.getByLabel("How many people work there?").selectOption("500");
      await next(page);
      assert.deepEqual(await shown(page), ["role"]);
    }, { prepare: (page) => page.addInitScript(script) }));
  }

  test("nothing is stored where that is not wanted", () => visit(async (page) => {
    await next(page);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  }, { html: formPage({ options: "form: () => session(), storage: null" }) }));

  test("what is stored are the visitor's answers and nothing else of the lead", () => visit(async (page) => {
    await page.getByLabel("I decide").check();
    assert.deepEqual(JSON.parse(await saved(page)), { version: 1, answers: { role: "decider" }, skipped: [], asked: [["role"]], at: 0 });
  }, { html: formPage({ options: "form: () => session({ profile: { size: 500 } })" }) }));

  test("a reset does not choose the first of a list", () => visit(async (page) => {
    await page.getByLabel("How many people work there?").selectOption("500");
    await page.evaluate(() => document.getElementById("demo").reset());
    await page.waitForFunction(() => binding.answers.size !== "500");
    assert.deepEqual(await answers(page), {});
  }, { html: formPage({ fields: FIELDS.replace('<option value="">Please choose</option>', "") }) }));

  test("a form in a shadow tree, with an input named `id`, keeps its own place in the storage", () => visit(async (page) => {
    assert.equal(await page.evaluate(async () => {
      const { bindForm } = await import("/form/index.js");
      const { session } = await import("/form-session.js");
      const host = document.createElement("div");
      document.body.append(host);
      const shadow = host.attachShadow({ mode: "open" });
      const form = document.createElement("form");
      form.setAttribute("id", "inner");
      for (const name of ["id", "size", "seats"]) {
        const input = document.createElement("input");
        input.name = name;
        form.append(input);
      }
      shadow.append(form);
      form.elements.namedItem("seats").focus();
      const { fields } = await bindForm(form, { form: () => session() }).ready;
      return `${fields} ${Object.keys(sessionStorage).sort()}`;
    }), "seats leadgrade:/:demo,leadgrade:/:inner");
  }));

  test("a reset begins anew", () => visit(async (page) => {
    await page.getByLabel("How many people work there?").selectOption("20");
    await next(page);
    await page.evaluate(() => document.getElementById("demo").reset());
    await page.waitForFunction(() => binding.fields.join() === "size");
    assert.deepEqual(await answers(page), {});
    await page.reload();
    await isReady(page);
    assert.deepEqual(await answers(page), {});
  }));
});

describe("events", () => {
  test("come once for each change", () => visit(async (page) => {
    assert.deepEqual(await heard(page), [["question", { fields: ["size"], number: 1, most: 5 }]]);
    await page.getByLabel("How many people work there?").selectOption("500");
    assert.deepEqual(await heard(page), [["stage", { from: "lead", to: "mql" }]]);
    await page.getByLabel("How many people work there?").evaluate((list) => list.dispatchEvent(new Event("change", { bubbles: true })));
    assert.deepEqual(await heard(page), []);
    await next(page);
    assert.deepEqual(await heard(page), [["question", { fields: ["role"], number: 2, most: 4 }]]);
    await page.getByLabel("None", { exact: true }).check();
    assert.deepEqual(await heard(page), [
      ["stage", { from: "mql", to: "disqualified" }],
      ["disqualified", { code: "wrong-persona", all: [{ rule: "outsider", code: "wrong-persona" }] }],
      ["settled", { proven: true, exact: true }],
    ]);
    await page.getByLabel("I would use it").check();
    assert.deepEqual(await heard(page), [["stage", { from: "disqualified", to: "mql" }]]);
    await next(page);
    assert.deepEqual(await heard(page), [["question", { fields: ["email"], number: 3, most: 3 }]]);
  }));

  test("bubble, and a listener may destroy the binding", () => visit(async (page) => {
    await page.evaluate(() => {
      globalThis.bubbled = 0;
      addEventListener("leadgrade:stage", () => { globalThis.bubbled += 1; binding.destroy(); });
    });
    await page.getByLabel("How many people work there?").selectOption("500");
    assert.equal(await page.evaluate(() => globalThis.bubbled), 1);
    assert.equal((await shown(page)).length, 6);
  }));

  test("while a number is typed nothing is told; once it is, everything", () => visit(async (page) => {
    await page.getByLabel("How many seats do you need?").pressSequentially("50");
    assert.deepEqual(await heard(page), [["question", { fields: ["seats"], number: 1, most: 2 }]]);
    assert.equal(await page.evaluate(() => binding.form.evaluation.stage), "mql");
    await page.getByLabel("How many seats do you need?").blur();
    assert.deepEqual((await heard(page)).map(([name]) => name), ["stage", "settled"]);
  }, { html: formPage({ options: "form: () => session({ profile: { size: 20, role: 'user' } })" }) }));
});

describe("what the server knows", () => {
  const options = "form: () => session(), known: { known: ['email', 'role'], values: { size: 500 } }";

  test("is neither asked nor answered nor sent, and what it could make matter is asked", () => visit(async (page) => {
    assert.deepEqual(await shown(page), [], "the budget shows only with a role that is not known here");
    assert.deepEqual(await page.evaluate(() => [binding.done, binding.settled, binding.form.settled]), [true, true, false]);
    assert.deepEqual(await page.evaluate(() => binding.form.missing), ["role", "budget"], "a field that is only masked stays open");
    assert.deepEqual(await answers(page), {});
    assert.deepEqual((await heard(page)).map(([name]) => name), ["settled", "question"]);
    await button(page, "Send").click();
    await page.waitForURL("**/answers");
    assert.deepEqual(submissions.at(-1).filter(([, value]) => value !== ""), [["utm", "spring"]]);
  }, { html: formPage({ options }) }));

  test("does not stop a question that some value of it makes matter", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["seats"], "with a small company the seats decide");
    assert.deepEqual(await page.evaluate(() => binding.form.questions.filter(({ state }) => state !== "open").map(({ field }) => field)), []);
  }, { html: formPage({ options: "form: () => session(), known: { known: ['size', 'role', 'email'] }" }) }));

  test("a value of a field that the browser's model lacks is passed over", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["size"]);
  }, { html: formPage({ options: "form: () => session(), known: { values: { secret: 1 } }" }) }));
});

describe("the inputs it makes", () => {
  const html = formPage({ fields: "", options: "form: () => session(), render: true" });

  test("serve like the page's own", () => visit(async (page) => {
    await page.getByRole("group", { name: "How many people work there?" }).getByRole("radio", { name: "1–49" }).check();
    await next(page);
    await page.getByRole("radio", { name: "I am: decider" }).check();
    await next(page);
    await page.getByRole("group", { name: "Is there a budget?" }).getByRole("radio", { name: "Yes" }).check();
    await next(page);
    await page.getByLabel("How many seats do you need?").fill("50");
    await next(page);
    await page.getByLabel("Where can we reach you?").fill("ada@acme.example");
    await button(page, "Send").click();
    await page.waitForURL("**/answers");
    assert.deepEqual(submissions, [[["size", "20"], ["role", "decider"], ["budget", "true"], ["seats", "50"], ["email", "ada@acme.example"]]]);
  }, { html }));

  test("serve under a strict policy", () => visit(async (page) => {
    assert.deepEqual(await shown(page), ["size"]);
    await next(page);
    assert.deepEqual(await shown(page), ["role"]);
  }, { html: html.replace(/<style>[^]*?<\/style>/, "").replace("<meta charset", `<meta http-equiv="content-security-policy" content="${policyFor(html)}"><meta charset`) }));
});

describe("accidents", () => {
  test("without a model the ordinary form remains", () => visit(async (page, said) => {
    await assert.rejects(isReady(page), /no wasm/);
    assert.equal((await shown(page)).length, 6);
    assert.deepEqual(await buttons(page), ["Send"]);
    assert.equal(await page.locator("#demo").getAttribute("data-leadgrade"), null);
    await page.getByLabel("Where can we reach you?").fill("ada@acme.example");
    await button(page, "Send").click();
    await page.waitForURL("**/answers");
    assert.ok(said.some((text) => text.includes("no wasm")), "the console says why");
  }, { html: formPage({ options: "form: () => Promise.reject(new Error('no wasm'))" }), ready: false, quiet: false }));

  test("destroying leaves the page as it was, with what was filled in", () => visit(async (page) => {
    const before = await page.evaluate(() => { binding.destroy(); return document.getElementById("demo").outerHTML; });
    await page.evaluate(() => { globalThis.binding = bind(); });
    await isReady(page);
    await page.getByLabel("How many people work there?").selectOption("500");
    await next(page);
    const freed = await page.evaluate(() => { const { form } = binding; binding.destroy(); binding.destroy(); return isFreed(form); });
    assert.equal(freed, true);
    assert.equal(await page.evaluate(() => document.getElementById("demo").outerHTML), before);
    assert.equal(before.includes("leadgrade"), false);
    assert.equal(await page.locator("#size").inputValue(), "500");
    await page.getByLabel("Where can we reach you?").fill("ada@acme.example");
    await button(page, "Send").click();
    await page.waitForURL("**/answers");
  }));

  test("a session that the page made is the page's to free", () => visit(async (page) => {
    assert.equal(await page.evaluate(() => { const { form } = binding; binding.destroy(); return isFreed(form); }), false);
  }, { html: formPage({ options: "form: Promise.resolve(session())" }) }));

  test("destroyed while it loads, it frees what comes and touches nothing", () => visit(async (page) => {
    const [freed, html] = await page.evaluate(async () => {
      binding.destroy();
      globalThis.go();
      await binding.ready;
      return [isFreed(globalThis.late), document.getElementById("demo").outerHTML];
    });
    assert.equal(freed, true);
    assert.equal(html.includes("leadgrade"), false);
  }, { html: formPage({ options: "form: () => new Promise((resolve) => { globalThis.late = session(); globalThis.go = () => resolve(late); })" }), ready: false }));

  test("mistakes are told at once", () => visit(async (page) => {
    const messages = await page.evaluate(async () => {
      const { bindForm } = await import("/form/index.js");
      const attempt = (act) => { try { act(); return null; } catch (error) { return error.message; } };
      return [
        attempt(() => bindForm(document.body, { form: {} })), attempt(() => bind()), attempt(() => bindForm(document.createElement("form"), {})),
        attempt(() => binding.answer("utm", "x")),
      ];
    });
    assert.deepEqual(messages, ["bindForm takes a <form> element", "this form is bound already; destroy() its binding first", "bindForm needs a `form` or a `model`", "`utm` is no question of the model"]);
  }));
});

describe("for everyone", () => {
  const VIEWS = { desktop: { viewport: { width: 1000, height: 800 } }, phone: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } };
  for (const [view, context] of Object.entries(VIEWS)) {
    for (const [kind, html] of [["the page's inputs", formPage()], ["its own inputs", formPage({ fields: "", options: "form: () => session(), render: true" })]]) {
      test(`axe finds nothing at any question: ${kind}, ${view}`, () => visit(async (page) => {
        await page.addScriptTag({ path: AXE });
        const steps = [];
        for (let step = 0; step < 8; step += 1) {
          const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
          assert.ok(passes.length > 10, "axe has run");
          assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]), []);
          const { wide, view: width } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, view: innerWidth }));
          assert.ok(wide <= width, "no sideways scrolling");
          const [field] = await shown(page);
          steps.push(field);
          if (field === undefined || await page.evaluate(() => binding.done)) break;
          if (field === "email") await page.locator("[name=email]").fill("ada@acme.example");
          await next(page).catch(() => {});
        }
        assert.ok(steps.length >= 3, steps.join());
      }, { html, context }));
    }
  }

  test("a screen reader hears where it is", () => visit(async (page) => {
    const region = page.getByRole("status");
    assert.equal(await region.count(), 1);
    await page.evaluate(() => {
      globalThis.said = [];
      new MutationObserver(() => said.push(document.querySelector("[role=status]").textContent)).observe(document.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
    });
    await page.getByLabel("How many people work there?").selectOption("20");
    await next(page);
    await page.getByLabel("None", { exact: true }).check();
    await next(page);
    await page.locator("[name=email]").fill("ada@acme.example");
    await page.locator("[name=email]").blur();
    assert.deepEqual(await page.evaluate(() => globalThis.said), ["Question 2 of at most 5", "Question 2 of at most 3", "Question 3 of at most 3", "That is all we need."]);
  }));

  test("the page's own buttons, status and words are used", () => visit(async (page) => {
    assert.deepEqual(await buttons(page), ["Weiter", "Lieber nicht"]);
    assert.equal(await status(page), "1 / 5");
    assert.equal(await page.locator("[role=status]").count(), 1);
    await button(page, "Weiter").click();
    assert.deepEqual(await shown(page), ["role"]);
    await page.evaluate(() => binding.destroy());
    assert.deepEqual(await buttons(page), ["Send"], "they stay hidden for who has no script");
  }, { html: formPage({
    fields: `<p data-status></p>${FIELDS}<p><button type="button" data-next hidden>Weiter</button> <button type="button" data-skip hidden>Lieber nicht</button> <button type="button" data-back hidden>Zurück</button></p>`,
    options: "form: () => session(), words: { progress: (number, most) => `${number} / ${most}` }",
  }) }));
});

describe("the example in React", async () => {
  const { outputFiles: [bundle] } = await build({
    stdin: {
      contents: `
        import { StrictMode, useState } from "react";
        import { flushSync } from "react-dom";
        import { createRoot } from "react-dom/client";
        import { Choice, LeadForm } from "./examples/form/react.jsx";
        import { isFreed, session } from "/form-session.js";
        Object.assign(globalThis, { isFreed, sessions: [], stages: [] });
        const model = { form: () => { const made = session(); sessions.push(made); return made; } };
        function Page() {
          const [count, setCount] = useState(0);
          globalThis.again = () => flushSync(() => setCount(count + 1));
          return <LeadForm model={model} action="/answers" onStage={(detail) => stages.push([count, detail])}>
            <p>Rendered {count} times more</p>
            <Choice name="size" ask="How many people work there?" options={[{ label: "1–49", value: 20 }, { label: "50–999", value: 500 }]} />
            <Choice name="role" ask="What is your part?" options={[{ label: "None", value: "none" }, { label: "I decide", value: "decider" }]} />
            <p><label>Where can we reach you? <input type="email" name="email" /></label></p>
          </LeadForm>;
        }
        const root = createRoot(document.querySelector("main"));
        globalThis.leave = () => flushSync(() => root.unmount());
        root.render(<StrictMode><Page /></StrictMode>);
      `,
      resolveDir: fileURLToPath(new URL("../..", import.meta.url)), loader: "jsx",
    },
    alias: { "leadgrade/form": fileURLToPath(new URL("../../pkg/src/form/index.js", import.meta.url)) },
    external: ["/form-session.js"], bundle: true, write: false, format: "esm", jsx: "automatic", jsxDev: true, define: { "process.env.NODE_ENV": '"development"' },
  });
  site.scripts["/react.js"] = bundle.text;
  const html = '<!doctype html><html lang="en"><meta charset="utf-8"><title>React</title><main></main><script type="module" src="/react.js"></script>';

  test("asks, lives with rendering anew, and is gone with the component", () => visit(async (page) => {
    await page.waitForSelector("form[data-leadgrade=asking]");
    const group = (name) => page.getByRole("group", { name });
    assert.equal(await group("What is your part?").isVisible(), false);
    await page.getByLabel("50–999").check();
    await page.evaluate(() => globalThis.again());
    assert.equal(await page.getByText("Rendered 1 times more").count(), 1);
    assert.equal(await group("What is your part?").isVisible(), false, "React leaves alone what is hidden");
    await next(page);
    assert.equal(await group("How many people work there?").isVisible(), false);
    await page.getByLabel("None").check();
    assert.deepEqual(await page.evaluate(() => globalThis.stages), [[0, { from: "lead", to: "mql" }], [1, { from: "mql", to: "disqualified" }]], "the newest listener hears");
    await page.evaluate(() => globalThis.leave());
    const freed = await page.evaluate(() => globalThis.sessions.map((each) => globalThis.isFreed(each)));
    assert.ok(freed.length >= 2 && freed.every(Boolean), `strict mode binds twice; ${freed}`);
  }, { html, ready: false, quiet: false }));
});
