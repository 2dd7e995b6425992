// Headless Firefox, driven by WebDriver BiDi over its own socket. Playwright drives only a Firefox that it patched itself.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { findFirefox } from "../../../scripts/firefox.mjs";

// It is to look nothing up in the network, and to let Tab reach every control.
const PREFERENCES = {
  "browser.shell.checkDefaultBrowser": false, "browser.startup.page": 0, "browser.aboutwelcome.enabled": false, "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false, "app.update.enabled": false, "app.normandy.enabled": false, "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false, "browser.safebrowsing.update.enabled": false, "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false, "services.settings.server": "data:,",
  "remote.active-protocols": 1, "remote.prefs.recommended": true, "accessibility.tabfocus": 7, "focusmanager.testmode": true,
};

// As WebDriver numbers them.
const KEYS = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE006", Shift: "\uE008", Control: "\uE009", Escape: "\uE00C", Space: " ",
  End: "\uE010", Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015",
};

export const hasFirefox = findFirefox() !== undefined;

/** A browser with one page, of the few words that the tests need: goto, press, type, evaluate. */
export async function launchFirefox(test) {
  const profile = mkdtempSync(join(tmpdir(), "leadgrade-firefox-"));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const child = spawn(findFirefox(), ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  let socket;
  test.after(async () => {
    socket?.close();
    child.kill();
    await exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  socket = await connect(`${await address(child, exited)}/session`);
  const send = sender(socket);
  await send("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: false } } });
  // In a tab of its own: in the first one the address bar has the focus, and then the page's buttons do not take keys.
  const { context } = await send("browsingContext.create", { type: "tab" });
  await send("browsingContext.activate", { context });
  return page(send, context);
}

function page(send, context) {
  const keys = (actions) => send("input.performActions", { context, actions: [{ type: "key", id: "keyboard", actions }] });
  const stroke = (value) => [{ type: "keyDown", value }, { type: "keyUp", value }];
  return {
    goto: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    reload: () => send("browsingContext.reload", { context, wait: "complete" }),
    /** One key, such as `Tab`, or `Shift+Tab`. */
    press: (key) => {
      const names = key.split("+");
      const [last, ...held] = names.reverse().map((name) => KEYS[name] ?? name);
      return keys([...held.map((value) => ({ type: "keyDown", value })), ...stroke(last), ...held.map((value) => ({ type: "keyUp", value }))]);
    },
    type: (text) => keys([...text].flatMap(stroke)),
    /** Calls a function in the page; its arguments and its result travel as JSON. */
    async evaluate(act, ...args) {
      const functionDeclaration = `async (text) => JSON.stringify(await (${act})(...JSON.parse(text))) ?? "null"`;
      const { result, exceptionDetails } = await send("script.callFunction", {
        functionDeclaration, awaitPromise: true, target: { context }, arguments: [{ type: "string", value: JSON.stringify(args) }],
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
  };
}

/** Firefox says on its error stream where it listens. */
function address(child, exited) {
  let said = "";
  const listening = new Promise((resolve) => {
    child.stderr.on("data", (data) => {
      said += data;
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
  return Promise.race([listening, exited.then(() => { throw new Error(`Firefox ended: ${said}`); })]);
}

function connect(url) {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
  });
}

function sender(socket) {
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const waits = waiting.get(id);
    waiting.delete(id);
    if (type === "success") waits?.resolve(result);
    else waits?.reject(new Error(`${error}: ${message}`));
  });
  return (method, params) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
}
