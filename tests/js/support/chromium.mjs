// Headless Chromium, and a server for the pages it opens.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../../scripts/chromium.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm", ".json": "application/json" };

export async function launchChromium(test) {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium found; `npm test` installs one, or name it in the environment variable CHROMIUM");
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  test.after(() => browser.close());
  return browser;
}

/** Serves the pages given (path → HTML or `{ body, headers }`), and behind them the files of a folder. */
export async function servePages(test, folder, pages, headers = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const page = pages[pathname];
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    try {
      const body = page?.body ?? page ?? await readFile(join(folder, pathname));
      const type = page === undefined || extname(pathname) !== "" ? TYPES[extname(pathname)] ?? "application/octet-stream" : TYPES[".html"];
      response.writeHead(200, { "content-type": type, ...headers, ...page?.headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** A new page, and everything its console and its script errors said. */
export async function openPage(browser) {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  return { page, said };
}
