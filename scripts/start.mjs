// npm start: the demo, the docs and the edge function on http://127.0.0.1:8787, from a fresh clone and with Node alone.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDependencies } from "./dependencies.mjs";
import { ROOT, run } from "./run.mjs";

installDependencies({ dev: false });
// The package is committed as it was built; only who throws it away needs Rust to get it back.
if (!existsSync(join(ROOT, "pkg/dist/build.json"))) run(process.execPath, ["scripts/build.mjs"]);
// The crate's pages are made beside; where there is no cargo, or it cannot, the docs lead to docs.rs.
const rustdoc = spawn("cargo", ["doc", "--quiet", "--no-deps", "--locked"], { cwd: ROOT, stdio: "ignore" });
rustdoc.on("error", () => {});
process.once("exit", () => rustdoc.kill());
const { main } = await import("./serve.mjs");
await main();
