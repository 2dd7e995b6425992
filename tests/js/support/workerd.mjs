// Runs a worker in the real workerd, from the sources given, and asks it over HTTP.
import { build } from "esbuild";
import { spawn } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import workerd from "workerd";

/** Bundles `source` as a deployed worker would be, in a project where the package is installed; gives a `fetch` for it. */
export async function startWorker(test, folder, source) {
  writeFileSync(join(folder, "worker.js"), source);
  await build({
    entryPoints: [join(folder, "worker.js")], outfile: join(folder, "bundle.js"), bundle: true, format: "esm",
    conditions: ["workerd", "worker", "browser"], external: ["*.wasm?module"], logLevel: "error",
  });
  copyFileSync(join(folder, "node_modules/leadgrade/dist/leadgrade.wasm"), join(folder, "leadgrade.wasm"));
  writeFileSync(join(folder, "config.capnp"), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .main) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ]
);
const main :Workerd.Worker = (
  modules = [ (name = "worker.js", esModule = embed "bundle.js"), (name = "./leadgrade.wasm?module", wasm = embed "leadgrade.wasm") ],
  compatibilityDate = "2026-04-01"
);
`);
  const child = spawn(workerd.default ?? workerd, ["serve", "--control-fd=3", join(folder, "config.capnp")], { stdio: ["ignore", "inherit", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data) => { errors += data; });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  test.after(async () => {
    child.kill();
    await exited;
  });
  const port = await Promise.race([listening(child.stdio[3]), exited.then(() => Promise.reject(new Error(`workerd ended: ${errors}`)))]);
  return { fetch: (path, options) => fetch(`http://127.0.0.1:${port}${path}`, options), errors: () => errors };
}

// workerd tells on this stream which port it was given.
function listening(stream) {
  let told = "";
  return new Promise((resolve) => {
    stream.on("data", (data) => {
      told += data;
      for (const line of told.split("\n").slice(0, -1)) {
        const { event, port } = JSON.parse(line);
        if (event === "listen") resolve(port);
      }
    });
  });
}
