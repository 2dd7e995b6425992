// The packed package in headless Chromium under strict content security policies, and from places of the page's own.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { loadModel } from "leadgrade";
import { launchChromium, openPage, servePages } from "./support/chromium.mjs";
import { LEAD, MODEL, NOW, packedProject } from "./support/packed.mjs";

const { folder } = packedProject(test);
const DIST = "/node_modules/leadgrade/dist";
const html = (script) => `<!doctype html><html lang="en"><title>test</title><script type="module" src="${script}"></script>`;
const script = (entry, options = "") => `
  import { loadModel } from "${entry}";
  const { model, lead, now } = await (await fetch("/input.json")).json();
  globalThis.answer = await loadModel(model${options}).then(
    (loaded) => ({ name: loaded.name, evaluation: loaded.evaluate(lead, { now }), bytes: new TextDecoder().decode(loaded.evaluateBytes(JSON.stringify(lead), { now })) }),
    (error) => ({ code: error.code, message: error.message }));
  globalThis.done = true;
`;
const CSP = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const wasm = readFileSync(join(folder, "node_modules/leadgrade/dist/leadgrade.wasm"));

const integrity = JSON.parse(readFileSync(join(folder, "node_modules/leadgrade/dist/integrity.json"), "utf8"));
// Every module of the package with the hash that was published, by way of the page's import map.
const map = JSON.stringify({ integrity: Object.fromEntries(Object.entries(integrity).map(([name, hash]) => [`${DIST}/${name}`, hash])) });
const promised = html("/promised.js").replace("<script", `<script type="importmap">${map}</script><script`);

const browser = await launchChromium(test);
const origin = await servePages(test, folder, {
  "/input.json": JSON.stringify({ model: JSON.parse(MODEL), lead: LEAD, now: NOW }),
  "/web.js": script(`${DIST}/web.js`),
  "/inline.js": script(`${DIST}/inline.js`),
  "/moved.js": script(`${DIST}/web.js`, ", { wasm: '/moved/leadgrade.wasm' }"),
  "/promised.js": script(`${DIST}/web.js`, `, { wasm: fetch("${DIST}/leadgrade.wasm", { integrity: "${integrity["leadgrade.wasm"]}" }) }`),
  "/checked.js": script(`${DIST}/web.js`, `, { wasm: fetch("${DIST}/leadgrade.wasm", { integrity: "sha384-AAAA" }) }`),
  "/moved/leadgrade.wasm": { body: wasm, headers: { "content-type": "text/plain" } },
  "/web": { body: html("/web.js"), headers: { "content-security-policy": CSP } },
  "/inline": { body: html("/inline.js"), headers: { "content-security-policy": CSP } },
  "/moved": { body: html("/moved.js"), headers: { "content-security-policy": CSP } },
  "/promised": { body: promised, headers: { "content-security-policy": `${CSP} 'sha256-${createHash("sha256").update(map).digest("base64")}'` } },
  "/tampered": promised.replace(integrity["core.js"], integrity["glue.js"]),
  "/checked": html("/checked.js"),
  "/forbidden": { body: html("/web.js"), headers: { "content-security-policy": "default-src 'none'; connect-src 'self'; script-src 'self'" } },
});

async function visit(path) {
  const { page, said } = await openPage(browser);
  await page.goto(origin + path);
  await page.waitForFunction(() => globalThis.done);
  const answer = await page.evaluate(() => globalThis.answer);
  await page.close();
  return { answer, said };
}

const here = await loadModel(MODEL);
const expected = { name: here.name, evaluation: here.evaluate(LEAD, { now: NOW }), bytes: Buffer.from(here.evaluateBytes(LEAD, { now: NOW })).toString() };

const visits = {
  "/web": "the web entry under a strict policy",
  "/inline": "the inline entry under a strict policy",
  "/promised": "every file by its published hash",
  "/moved": "from another place, of a server that does not know the type",
};
for (const [path, name] of Object.entries(visits)) {
  test(`loads and evaluates: ${name}`, async () => {
    const { answer, said } = await visit(path);
    assert.deepEqual(answer, expected);
    assert.deepEqual(said, []);
  });
}

test("a policy that forbids WebAssembly is a typed error", async () => {
  const { answer } = await visit("/forbidden");
  assert.equal(answer.code, "load-failed");
});

test("a file that is not the one promised is a typed error", async () => {
  const { answer } = await visit("/checked");
  assert.equal(answer.code, "load-failed");
});

test("a module that is not the one promised does not run", async () => {
  const { page, said } = await openPage(browser);
  await page.goto(`${origin}/tampered`, { waitUntil: "load" });
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => globalThis.done), undefined);
  assert.ok(said.some((line) => /integrity/i.test(line)), said.join());
  await page.close();
});
