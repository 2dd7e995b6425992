// One application that has the package on a page, in routes of both runtimes, and in a component of the browser's.
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { PAGE, script, write } from "./project.mjs";
import { FOLDER, command, version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';
const used = `${line};
import { use } from "../BASEuse.js";
import input from "../BASEinput.js";
`;
const server = (base) => used.replaceAll("BASE", base);
const route = (runtime) => `${server("../../")}export const runtime = "${runtime}";
export const dynamic = "force-dynamic";
export const GET = async () => Response.json(await use({ loadModel }, input));
`;
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

export default [{
  runtime: "Next.js: page, node route, edge route, client component", line, wasm: "inlined; edge: a module of the function; client: a file beside the bundle",
  on: [`Next.js ${version("next")}, \`next build\` and \`next start\`, in Chromium`],
  async run({ t, folder, same, browsers: [chromium] }) {
    const root = join(folder, "next");
    write(root, {
      "package.json": '{ "private": true, "type": "module" }',
      "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(FOLDER)} } };`,
      "app/layout.js": "export default ({ children }) => <html lang=\"en\"><head><link rel=\"icon\" href=\"data:,\" /></head><body>{children}</body></html>;",
      "app/page.js": `${server("../")}export const dynamic = "force-dynamic";
export default async () => <pre id="answer">{JSON.stringify(await use({ loadModel }, input))}</pre>;
`,
      "app/node/route.js": route("nodejs"),
      "app/edge/route.js": route("edge"),
      "app/client/page.js": `"use client";
import { useEffect } from "react";
export default () => {
  useEffect(() => { import("./main.js"); }, []);
  return <p>client</p>;
};
`,
      "app/client/main.js": script(line, { base: "../../.." }),
    });
    execFileSync(process.execPath, [command("next"), "build"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const origin = await start(t, root);
    await t.test("node route", async () => same(await (await fetch(`${origin}/node`)).json()));
    await t.test("edge route", async () => same(await (await fetch(`${origin}/edge`)).json()));
    await t.test("page", async () => {
      const page = await (await fetch(origin)).text();
      const [, answer] = /<pre id="answer">(.*?)<\/pre>/s.exec(page);
      same(JSON.parse(answer.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")));
    });
    await t.test("client component", async () => same(await chromium.visit(`${origin}/client`), PAGE));
  },
}];

async function start(t, root) {
  const child = spawn(process.execPath, [command("next"), "start", "--port", "0", "--hostname", "127.0.0.1"], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  t.after(async () => {
    child.kill();
    await exited;
  });
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      said += data;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found && said.includes("Ready")) resolve(found[0]);
    });
    exited.then(() => reject(new Error(`next start ended: ${said}`)));
  });
}
