// Browsers without a bundler: the package's files are served as they are, here below /leadgrade/.
import { servePages } from "../js/support/chromium.mjs";
import { PAGE, html, script } from "./project.mjs";

const line = 'import { loadModel } from "/leadgrade/dist/web.js"';
const worker = `${line};
import { use } from "/use.js";
import input from "/input.js";
`;

export default [
  {
    runtime: "browser, `<script type=module>`", own: true, line, wasm: "a file beside the script", on: ["Chromium", "Firefox"],
    run: (context) => inBrowsers(context, { "/page.html": html("/script.js"), "/script.js": script(line, { form: "/leadgrade/dist/form/index.js", base: "" }) }, PAGE),
  },
  {
    runtime: "web worker", own: true, line, wasm: "a file beside the script", on: ["Chromium", "Firefox"],
    run: (context) => inBrowsers(context, {
      "/page.html": html("/script.js"),
      "/worker.js": `${worker}postMessage(await use({ loadModel }, input));\n`,
      "/script.js": `globalThis.answering = new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });`,
    }),
  },
  {
    runtime: "service worker", own: true, line, wasm: "a file beside the script", on: ["Chromium", "Firefox"],
    run: (context) => inBrowsers(context, {
      "/page.html": html("/script.js"),
      "/worker.js": `${worker}addEventListener("message", (event) => event.waitUntil(use({ loadModel }, input).then((answer) => event.ports[0].postMessage(answer))));\n`,
      "/script.js": `globalThis.answering = (async () => {
        await navigator.serviceWorker.register("/worker.js", { type: "module" });
        const { active } = await navigator.serviceWorker.ready;
        return new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          active.postMessage("go", [port2]);
        });
      })();`,
    }),
  },
];

async function inBrowsers({ t, folder, same, browsers }, pages, page) {
  const site = await servePages(t, folder, pages);
  for (const browser of browsers) {
    await t.test(browser.name, async (t) => {
      if (browser.missing) return t.skip(browser.missing);
      same(await browser.visit(`${site}/page.html`), page);
    });
  }
}
