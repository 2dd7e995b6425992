// Serves the page, the docs and the edge function from one address, in the real workerd runtime.
// `node scripts/serve.mjs` (PORT, default 8787), or `serve({ port })` from a test.

import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import workerd from "workerd";
import { buildSite } from "./site.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const HOST = "127.0.0.1";
const COMPATIBILITY_DATE = "2026-04-01";

/** Starts workerd, on a free port unless one is given; resolves once it listens. The docs are made only if asked for: it takes a second or two. */
export async function serve({ port = 0, docs = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "leadgrade-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  let child;
  try {
    const built = join(folder, "built");
    const pages = join(folder, "docs");
    // The crate's pages come when cargo has made them, perhaps while this runs.
    await Promise.all([mkdir(built), mkdir(pages), mkdir(join(ROOT, "target/doc"), { recursive: true })]);
    const [modules] = await Promise.all([bundle(folder), bundleEditor(built), docs && buildSite(pages)]);
    await writeFile(join(folder, "config.capnp"), config(modules, { BUILT: built, DOCS: pages }, port));
    // workerd reports on the extra descriptor that it listens, and on which port.
    child = spawn(workerd.default, ["serve", "--control-fd=3", join(folder, "config.capnp")], { stdio: ["ignore", "inherit", "pipe", "pipe"] });
    const exited = new Promise((resolve) => child.once("exit", resolve));
    const kill = () => child.kill();
    process.once("exit", kill);
    exited.then(() => process.off("exit", kill));
    const listening = await listen(child, exited, port);
    child.stderr.pipe(process.stderr);
    const close = async () => {
      child.kill();
      await exited;
      await remove();
    };
    return { url: `http://${HOST}:${listening}`, exited, close };
  } catch (error) {
    child?.kill();
    await remove();
    throw error;
  }
}

/** The worker as one script; each wasm file it imports becomes a module of its own, as on the edge. Returns their names. */
async function bundle(folder) {
  const modules = new Map();
  await build({
    entryPoints: [join(ROOT, "edge/dev.js")],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    logLevel: "silent",
    plugins: [{
      name: "wasm-module",
      setup: ({ onResolve }) => onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path.replace("?module", ""));
        modules.set(basename(file), file);
        return { path: `./${basename(file)}`, external: true };
      }),
    }],
  });
  for (const [name, file] of modules) await copyFile(file, join(folder, name));
  return [...modules.keys()];
}

/** The model editor with CodeMirror in it: the one part of the page that is not served as it was written. */
async function bundleEditor(into) {
  await build({
    entryPoints: [join(ROOT, "www/editor/editor.js")],
    outfile: join(into, "editor.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    logLevel: "silent",
  });
}

function config(modules, made, port) {
  const text = JSON.stringify;
  const parts = [
    `(name = "worker.js", esModule = embed "worker.js")`,
    ...modules.map((name) => `(name = ${text(name)}, wasm = embed ${text(name)})`),
  ];
  const disks = { WWW: join(ROOT, "www"), PACKAGE: join(ROOT, "pkg/dist"), MODELS: join(ROOT, "examples/models"), FORMS: join(ROOT, "examples/form"), RUST: join(ROOT, "target/doc"), ...made };
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    ${Object.entries(disks).map(([name, path]) => `(name = "${name}", disk = (path = ${text(path)}))`).join(",\n    ")}
  ],
  sockets = [ (name = "http", address = "${HOST}:${port}", http = (), service = "main") ]
);
const main :Workerd.Worker = (
  modules = [ ${parts.join(", ")} ],
  bindings = [ ${Object.keys(disks).map((name) => `(name = "${name}", service = "${name}")`).join(", ")} ],
  compatibilityDate = "${COMPATIBILITY_DATE}"
);
`;
}

/** Resolves with the port once workerd listens; rejects with the reason when it ends before that. */
async function listen(child, exited, port) {
  let reported = "";
  let errors = "";
  child.stderr.on("data", (data) => { errors += data; });
  const ready = new Promise((resolve) => {
    child.stdio[3].on("data", (data) => {
      reported += data;
      for (const line of reported.split("\n").slice(0, -1)) {
        const event = JSON.parse(line);
        if (event.event === "listen") resolve(event.port);
      }
    });
  });
  const failed = exited.then(async () => {
    if (await isTaken(port)) throw new Error(`port ${port} is taken; stop what uses it, or choose another: PORT=${port + 1} npm start`);
    throw new Error(`workerd did not start: ${errors.trim()}`);
  });
  return Promise.race([ready, failed]);
}

function isTaken(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code === "EADDRINUSE"));
    probe.listen(port, HOST, () => probe.close(() => resolve(false)));
  });
}

export async function main() {
  const missing = ["pkg/dist/leadgrade.wasm", "pkg/dist/glue.js"].find((path) => !existsSync(join(ROOT, path)));
  if (missing) return fail(`${missing} is missing; run \`npm run build\` first`);
  const port = Number(process.env.PORT || 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65535) return fail("PORT must be a number from 0 to 65535");
  // Signals are heard from the start: a default exit would leave workerd behind.
  const stopped = new Promise((resolve) => { for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve("stopped")); });
  let server;
  try {
    server = await serve({ port, docs: true });
  } catch (error) {
    return fail(error.message);
  }
  console.log(`leadgrade: ${server.url}  (demo, docs at /docs/, and POST /api/evaluate; Ctrl-C stops)`);
  const end = await Promise.race([stopped, server.exited.then(() => "ended")]);
  await server.close();
  // Ctrl-C reaches workerd as well, and it may be the first to go.
  if (end === "ended" && !(await Promise.race([stopped, pause(100)]))) fail("workerd ended by itself");
}

function fail(message) {
  console.error(`leadgrade: ${message}`);
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
