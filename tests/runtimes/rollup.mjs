import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { servePages } from "../js/support/chromium.mjs";
import { PAGE, html, script, write } from "./project.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';

export default [{
  runtime: "rollup", line, wasm: "`leadgrade.wasm`, to be copied beside the bundle", on: [`rollup ${version("rollup")} with @rollup/plugin-node-resolve ${version("@rollup/plugin-node-resolve")}, in Chromium`],
  async run({ t, folder, same, browsers: [chromium] }) {
    const { rollup } = await import("rollup");
    const { nodeResolve } = await import("@rollup/plugin-node-resolve");
    const input = write(folder, { "rollup/main.js": script(line, { base: ".." }) });
    const dist = join(folder, "rollup/dist");
    const onwarn = ({ message }) => { throw new Error(message); };
    const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true })], onwarn });
    await bundle.write({ dir: dist, format: "es" });
    await bundle.close();
    copyFileSync(join(folder, "node_modules/leadgrade/dist/leadgrade.wasm"), join(dist, "leadgrade.wasm"));
    same(await chromium.visit(`${await servePages(t, dist, { "/index.html": html("/main.js") })}/index.html`), PAGE);
  },
}];
