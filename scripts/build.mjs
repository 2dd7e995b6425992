// npm run build: pkg/dist from the sources.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { installDependencies } from "./dependencies.mjs";
import { ROOT } from "./run.mjs";

installDependencies({ dev: true });
const { buildPackage } = await import("./build-steps.mjs");
const dist = join(ROOT, "pkg/dist");
await buildPackage(dist);

const wasm = readFileSync(join(dist, "leadgrade.wasm"));
const sizes = [["as it is", wasm.length], ["gzip", gzipSync(wasm, { level: 9 }).length], ["brotli", brotliCompressSync(wasm).length],
  ["glue", statSync(join(dist, "glue.js")).size]];
console.log(`pkg/dist is built; leadgrade.wasm: ${sizes.map(([name, size]) => `${name} ${(size / 1024).toFixed(1)} KiB`).join(", ")}`);
