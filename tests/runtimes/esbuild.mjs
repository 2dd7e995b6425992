// esbuild carries no file along that it finds in a `new URL`: it is told so of the import, or the module is inlined.
import { build } from "esbuild";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { servePages } from "../js/support/chromium.mjs";
import { PAGE, html, script, write } from "./project.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';
const withFile = `${line}; import wasm from "leadgrade/leadgrade.wasm"`;
const on = [`esbuild ${version("esbuild")}, in Chromium`];

export default [
  {
    runtime: "esbuild", own: true, line, wasm: "`leadgrade.wasm`, to be copied beside the bundle", on,
    async run(context) {
      await bundled(context, "esbuild-copied", script(line, { base: ".." }), {}, (dist) => copyFileSync(join(context.folder, "node_modules/leadgrade/dist/leadgrade.wasm"), join(dist, "leadgrade.wasm")));
    },
  },
  {
    runtime: "esbuild, `--loader:.wasm=file`", own: true, line: withFile, wasm: "`loadModel(document, { wasm })`, a file beside the bundle", on,
    run: (context) => bundled(context, "esbuild-file", script(withFile, { base: "..", options: "{ wasm: new URL(wasm, import.meta.url) }" }), { loader: { ".wasm": "file" } }),
  },
];

async function bundled({ t, folder, same, browsers: [chromium] }, name, text, options, after = () => {}) {
  const entry = write(folder, { [`${name}/main.js`]: text });
  const outdir = join(folder, name, "dist");
  await build({ entryPoints: [entry], outdir, bundle: true, minify: true, format: "esm", platform: "browser", logLevel: "error", ...options });
  after(outdir);
  same(await chromium.visit(`${await servePages(t, outdir, { "/index.html": html("/main.js") })}/index.html`), PAGE);
}
