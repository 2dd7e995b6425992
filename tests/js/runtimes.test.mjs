// The packed package in every runtime of tests/runtimes: the same bytes as native code's everywhere, and the same form.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import * as leadgrade from "leadgrade";
import { RUNTIMES } from "../runtimes/list.mjs";
import { INPUT, NATIVE, prepare } from "../runtimes/project.mjs";
import { FOLDER, command, installTools } from "../runtimes/tools.mjs";
import { use } from "../runtimes/use.js";
import { launchChromium, openPage } from "./support/chromium.mjs";
import { hasFirefox, launchFirefox } from "./support/firefox.mjs";
import { packedProject } from "./support/packed.mjs";

const skip = installTools();
const { folder, tarball } = packedProject(test, FOLDER);
prepare(folder);
const browsers = [await chromium(), await firefox()];
const expected = await use(leadgrade, INPUT);

test("what is expected is what native code says", () => {
  assert.deepEqual(expected.evaluations, NATIVE);
  assert.deepEqual(expected.fromObjects, NATIVE);
  const { asked, settled, same } = JSON.parse(expected.form);
  assert.ok(asked.length >= 3 && settled && same, expected.form);
});

for (const { runtime, own, run } of RUNTIMES) {
  test(runtime, { skip: own ? false : skip, timeout: 120_000 }, (t) => run({ t, folder, browsers, same }));
}

test("publint has nothing to say", { skip }, () => says(command("publint"), "--strict"));
test("the types are resolved alike everywhere; those beside the main entry from ES modules alone", { skip }, () => {
  says(command("@arethetypeswrong/cli", "attw"), "--entrypoints", ".", "--");
  says(command("@arethetypeswrong/cli", "attw"), "--profile", "esm-only");
});

function says(file, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args, tarball], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
}

/** `page` is what a page's form did besides. */
function same({ page, ...actual }, form) {
  assert.deepEqual(actual, expected);
  assert.equal(page, form);
}

async function chromium() {
  const browser = await launchChromium(test);
  return {
    name: "Chromium",
    async visit(url) {
      const { page, said } = await openPage(browser);
      await page.goto(url);
      await page.waitForFunction(() => globalThis.answering !== undefined);
      const answer = await page.evaluate(() => globalThis.answering);
      await page.close();
      // Vite's own words are no fault.
      assert.deepEqual(said.filter((line) => !/^\[vite\] connect/.test(line)), []);
      return answer;
    },
  };
}

async function firefox() {
  if (!hasFirefox) return { name: "Firefox", missing: "no Firefox found; `npm test` installs one, or name it in the environment variable FIREFOX" };
  const page = await launchFirefox(test);
  return {
    name: "Firefox",
    async visit(url) {
      await page.goto(url);
      return page.evaluate(() => globalThis.answering);
    },
  };
}
