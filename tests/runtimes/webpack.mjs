import { join } from "node:path";
import { servePages } from "../js/support/chromium.mjs";
import { PAGE, html, script, write } from "./project.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';

export default [{
  runtime: "webpack", line, wasm: "a file beside the bundle", on: [`webpack ${version("webpack")}, in Chromium`],
  async run({ t, folder, same, browsers: [chromium] }) {
    const { default: webpack } = await import("webpack");
    const entry = write(folder, { "webpack/main.js": script(line, { base: ".." }) });
    const dist = join(folder, "webpack/dist");
    const stats = await new Promise((resolve, reject) => {
      webpack({ mode: "production", context: folder, entry, output: { path: dist }, performance: { hints: false } }, (error, stats) => (error ? reject(error) : resolve(stats)));
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
    same(await chromium.visit(`${await servePages(t, dist, { "/index.html": html("/main.js") })}/index.html`), PAGE);
  },
}];
