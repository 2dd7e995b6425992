import { createServer } from "node:net";
import { join } from "node:path";
import { servePages } from "../js/support/chromium.mjs";
import { PAGE, html, script, write } from "./project.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';

export default [{
  runtime: "Vite", line, wasm: "a file beside the bundle", on: [`Vite ${version("vite")}, \`vite build\` and \`vite dev\`, in Chromium`],
  async run({ t, folder, same, browsers: [chromium] }) {
    const vite = await import("vite");
    const root = join(folder, "vite");
    write(root, { "index.html": html("/main.js"), "main.js": script(line, { base: ".." }) });
    const port = await freePort();
    const options = { root, configFile: false, logLevel: "error", clearScreen: false, cacheDir: join(root, "cache") };
    await t.test("vite build", async (t) => {
      await vite.build({ ...options, build: { outDir: "dist" } });
      same(await chromium.visit(`${await servePages(t, join(root, "dist"), {})}/index.html`), PAGE);
    });
    await t.test("vite dev", async (t) => {
      const server = await vite.createServer({ ...options, server: { port, strictPort: true, host: "127.0.0.1", fs: { allow: [folder] } } });
      t.after(() => server.close());
      await server.listen();
      same(await chromium.visit(`http://127.0.0.1:${port}/`), PAGE);
    });
  },
}];

// Vite's own client wants to know the number beforehand.
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
