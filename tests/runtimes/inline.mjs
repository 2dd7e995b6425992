// Everything in one classic script that fetches nothing, as for runtimes and bundlers that know of no other files.
import { build } from "esbuild";
import { join } from "node:path";
import { servePages } from "../js/support/chromium.mjs";
import { PAGE, script, write } from "./project.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade/inline"';
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

export default [{
  runtime: "any other", own: true, line, wasm: "inlined", on: [`one classic script, by esbuild ${version("esbuild")}, in Chromium and Firefox, under a policy without \`connect-src\``],
  async run({ t, folder, same, browsers }) {
    const entry = write(folder, { "inline/main.js": script(line, { base: ".." }) });
    const outdir = join(folder, "inline/dist");
    await build({ entryPoints: [entry], outdir, bundle: true, format: "iife", platform: "browser", logLevel: "error" });
    const body = '<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><body><script src="/main.js"></script></body></html>';
    const site = await servePages(t, outdir, { "/index.html": { body, headers: { "content-security-policy": CSP } } });
    for (const browser of browsers) {
      await t.test(browser.name, async (t) => {
        if (browser.missing) return t.skip(browser.missing);
        same(await browser.visit(`${site}/index.html`), PAGE);
      });
    }
  },
}];
