// How pkg/dist comes from the sources: cargo, wasm-bindgen, wasm-opt, and some JavaScript around what they leave.
import { build as esbuild } from "esbuild";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ROOT, output, run } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";
const SRC = join(ROOT, "pkg/src");
const CARGO_HOME = process.env.CARGO_HOME ?? join(homedir(), ".cargo");

/** Writes everything that pkg/dist holds into the folder `out`, which is emptied first. */
export async function buildPackage(out) {
  const env = wasmEnvironment();
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-build-"));
  try {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    bindings(compile(env), scratch, env);
    run(process.execPath, [wasmOpt(), "-O3", join(scratch, "glue_bg.wasm"), "-o", join(out, "leadgrade.wasm")]);
    writeFileSync(join(out, "glue.js"), realmSafe(readFileSync(join(scratch, "glue.js"), "utf8")));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  copySources(out);
  const base64 = readFileSync(join(out, "leadgrade.wasm")).toString("base64");
  writeFileSync(join(out, "wasm-base64.js"), `export default "${base64}";\n`);
  await bundleCommonJs(out);
  await bundleCli(out);
  refuseTraces(out);
  const files = Object.fromEntries(readdirSync(out).sort().map((name) => [name, sha256(readFileSync(join(out, name)))]));
  writeFileSync(join(out, "build.json"), `${JSON.stringify({ sources: sourceHash(), tools: tools(env), files }, null, 2)}\n`);
}

/** One hash over everything that decides what a build gives. */
export function sourceHash() {
  const scripts = readdirSync(join(ROOT, "scripts")).filter((name) => name.startsWith("build")).map((name) => `scripts/${name}`);
  const files = ["Cargo.toml", "Cargo.lock", ...scripts, ...filesBelow("src"), ...filesBelow("pkg/src")].sort();
  return sha256(files.map((file) => `${file}\0${sha256(readFileSync(join(ROOT, file)))}\n`).join(""));
}

/** The tools whose versions show in the bytes. */
export function tools(env) {
  const require = createRequire(import.meta.url);
  return {
    rustc: output(env.RUSTC ?? "rustc", ["--version"], { env }),
    "wasm-bindgen": output("wasm-bindgen", ["--version"], { env }),
    binaryen: require("binaryen/package.json").version,
    esbuild: require("esbuild/package.json").version,
  };
}

/** The environment for wasm32, once scripts/toolchain.sh has seen to it. */
export function wasmEnvironment() {
  run("bash", ["scripts/toolchain.sh"]);
  const printed = output("bash", ["-c", ". .toolchain/env.sh && env -0"]);
  const env = Object.fromEntries(printed.split("\0").filter(Boolean).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  // A folder of its own: another compiler than the native builds' would throw away what those have built.
  return { ...env, CARGO_TARGET_DIR: join(ROOT, "target/wasm") };
}

export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

function compile(env) {
  run("cargo", ["fetch", "--locked", "--quiet", "--target", TARGET], { env });
  run("cargo", ["build", "--quiet", "--locked", "--release", "--lib", "--target", TARGET], {
    env: { ...env, RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: remaps().join("\x1f") },
  });
  return join(env.CARGO_TARGET_DIR, TARGET, "release/leadgrade.wasm");
}

// Panic messages name source files: without the folders of this machine, so that any machine gives the same bytes.
function remaps() {
  const registry = join(CARGO_HOME, "registry/src");
  const caches = existsSync(registry) ? readdirSync(registry).map((name) => join(registry, name)) : [];
  return [...caches.map((cache) => `--remap-path-prefix=${cache}=/cargo`), `--remap-path-prefix=${ROOT}=.`];
}

function bindings(wasm, into, env) {
  run("wasm-bindgen", ["--target", "web", "--omit-default-module-path", "--remove-producers-section", "--no-typescript",
    "--out-dir", into, "--out-name", "glue", wasm], { env });
}

function wasmOpt() {
  return join(ROOT, "node_modules/binaryen/bin/wasm-opt");
}

// A module of another realm (a frame, an edge runtime's sandbox) is no instance of this realm's WebAssembly.Module.
function realmSafe(glue) {
  return replaceOnce(glue, "if (!(module instanceof WebAssembly.Module)) {",
    'if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {');
}

function replaceOnce(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`wasm-bindgen's glue has ${parts.length - 1} places that read \`${from}\`; one was expected`);
  return parts.join(to);
}

function copySources(out) {
  for (const name of readdirSync(SRC).filter((name) => name.endsWith(".js") || name.endsWith(".ts"))) {
    copyFileSync(join(SRC, name), join(out, name));
    // CommonJS wants declarations of its own kind, though they say the same.
    if (!name.endsWith(".d.ts") || name.includes(".wasm.")) continue;
    const declarations = readFileSync(join(SRC, name), "utf8").replaceAll(/(from|import\()(\s*"\.\/[a-z-]+)\.js"/g, '$1$2.cjs"');
    writeFileSync(join(out, name.replace(/\.ts$/, ".cts")), declarations);
  }
}

async function bundleCommonJs(out) {
  await esbuild({
    entryPoints: [join(out, "inline.js")], outfile: join(out, "index.cjs"), absWorkingDir: out,
    bundle: true, format: "cjs", platform: "neutral", target: "es2022", logLevel: "warning",
  });
}

// The command runs on the package's own inline entry beside it, so that the module is not there once more.
async function bundleCli(out) {
  const { metafile } = await esbuild({
    entryPoints: [join(SRC, "cli/main.js")], outfile: join(out, "cli.js"), absWorkingDir: ROOT,
    bundle: true, format: "esm", platform: "node", target: "node20", metafile: true, logLevel: "warning",
    plugins: [{
      name: "own-package",
      setup({ onResolve }) {
        onResolve({ filter: /^leadgrade(\/inline)?$|\/inline\.js$/ }, () => ({ path: "./inline.js", external: true }));
      },
    }],
  });
  chmodSync(join(out, "cli.js"), 0o755);
  requireNotices(Object.keys(metafile.inputs));
}

// The licenses of what was bundled ask to travel along.
function requireNotices(inputs) {
  const notices = readFileSync(join(ROOT, "pkg/THIRD-PARTY.md"), "utf8");
  const packages = new Set(inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean));
  const unnamed = [...packages].filter((name) => !notices.includes(name));
  if (unnamed.length > 0) throw new Error(`pkg/THIRD-PARTY.md does not name ${unnamed.join(", ")}, which cli.js now contains`);
}

// What leaves this machine must not tell where it was built.
function refuseTraces(out) {
  const places = [ROOT, homedir(), CARGO_HOME].map((place) => `${place}/`);
  for (const name of readdirSync(out)) {
    const text = readFileSync(join(out, name), "latin1");
    const place = places.find((place) => text.includes(place));
    if (place !== undefined) throw new Error(`${name} names a folder of this machine: ${place}`);
  }
}

function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
}
