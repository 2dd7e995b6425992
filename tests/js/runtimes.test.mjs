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
  test(runtime, { skip: own ? false : skip, timeout: 300_000 }, (t) => run({ t, folder, browsers, same }));
}

test("publint has nothing to say", { skip }, () => {
  const { status, stdout, stderr } = linted("publint", "--strict");
  assert.equal(status, 0, stdout + stderr);
});

test("Are the Types Wrong? finds nothing about the main entry, and of the others that they are ES modules", { skip }, () => {
  const { analysis } = JSON.parse(linted("@arethetypeswrong/cli", "--format", "json").stdout);
  assert.ok("." in analysis.entrypoints && "./form" in analysis.entrypoints);
  const found = analysis.problems.filter(({ kind, entrypoint, resolutionKind }) => entrypoint === "." || !["NoResolution node10", "CJSResolvesToESM node16-cjs"].includes(`${kind} ${resolutionKind}`));
  assert.deepEqual(found, []);
});

function linted(name, ...args) {
  return spawnSync(process.execPath, [command(name), ...args, tarball], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
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
