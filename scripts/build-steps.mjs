// How pkg/dist comes from the sources: cargo, wasm-bindgen, wasm-opt, and some JavaScript around what they leave.
import { build as esbuild } from "esbuild";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { ROOT, output, run } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";
const SRC = join(ROOT, "pkg/src");
const CARGO_HOME = process.env.CARGO_HOME ?? join(homedir(), ".cargo");

/** Makes everything that pkg/dist holds, and puts it into the folder `out` in place of what was there. */
export async function buildPackage(out) {
  const env = wasmEnvironment();
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-build-"));
  const made = join(scratch, "dist");
  try {
    mkdirSync(made);
    requireCrateNotices(env);
    bindings(compile(env), scratch, env);
    optimize(join(scratch, "glue_bg.wasm"), join(made, "leadgrade.wasm"));
    writeFileSync(join(made, "glue.js"), instantiable(readFileSync(join(scratch, "glue.js"), "utf8")));
    copySources(made);
    const base64 = readFileSync(join(made, "leadgrade.wasm")).toString("base64");
    writeFileSync(join(made, "wasm-base64.js"), `export default "${base64}";\n`);
    await bundleCommonJs(made);
    await bundleCli(made);
    refuseTraces(made);
    const manifest = { sources: sourceHash(), tools: tools(env), files: hashesOf(made) };
    writeFileSync(join(made, "build.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    // Only now, so that a build that fails takes nothing away.
    rmSync(out, { recursive: true, force: true });
    cpSync(made, out, { recursive: true });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One hash over everything that decides what a build gives. */
export function sourceHash() {
  const scripts = readdirSync(join(ROOT, "scripts")).filter((name) => name.startsWith("build")).map((name) => `scripts/${name}`);
  const files = ["Cargo.toml", "Cargo.lock", ...scripts, ...filesBelow("src"), ...filesBelow("wasm"), ...filesBelow("pkg/src")].sort();
  return sha256(files.map((file) => `${file}\0${sha256(readFileSync(join(ROOT, file)))}\n`).join(""));
}

/** The hash of each file below a folder, but of build.json, which holds them. */
export function hashesOf(folder) {
  const names = filesBelow(folder).map((file) => relative(folder, join(ROOT, file))).filter((name) => name !== "build.json").sort();
  return Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(folder, name)))]));
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

/** The module as the compiler leaves it. */
export function compile(env) {
  run("cargo", ["fetch", "--locked", "--quiet", "--target", TARGET], { env });
  run("cargo", ["build", "--quiet", "--locked", "--release", "--package", "leadgrade-wasm", "--target", TARGET], {
    env: { ...env, RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: remaps().join("\x1f") },
  });
  return join(env.CARGO_TARGET_DIR, TARGET, "release/leadgrade_wasm.wasm");
}

// Panic messages name source files: without the folders of this machine, so that any machine gives the same bytes.
function remaps() {
  const registry = join(CARGO_HOME, "registry/src");
  const caches = existsSync(registry) ? readdirSync(registry).map((name) => join(registry, name)) : [];
  return [...caches.map((cache) => `--remap-path-prefix=${cache}=/cargo`), `--remap-path-prefix=${ROOT}=.`];
}

/** What wasm-bindgen makes of a module: glue.js and glue_bg.wasm. */
export function bindings(wasm, into, env) {
  run("wasm-bindgen", ["--target", "web", "--omit-default-module-path", "--remove-producers-section", "--no-typescript",
    "--out-dir", into, "--out-name", "glue", wasm], { env });
}

export function optimize(from, to, more = []) {
  run(process.execPath, [join(ROOT, "node_modules/binaryen/bin/wasm-opt"), "-O3", ...more, from, "-o", to]);
}

// wasm-bindgen's glue is for one instance, the first. As a function that makes an instance and everything that is about it, it is for one
// after the other. Fetching and compiling is left out: pkg/src/module.js does it.
function instantiable(glue) {
  const [body, , ...more] = glue.split(/\n(?=async function __wbg_load\()/);
  if (body === glue || more.length > 0) throw new Error("wasm-bindgen's glue has not the one `__wbg_load` that was expected");
  const exported = /^export (?=(?:class|function) (\w+))/gm;
  const names = [...body.matchAll(exported)].map(([, name]) => name);
  return `export function instantiate(module, FinalizationRegistry) {
${body.replaceAll(exported, "")}
const { memory } = __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()), module);
return { memory, ${names.join(", ")} };
}
`;
}

// Everything but the command, which is bundled.
function copySources(out) {
  const files = filesBelow("pkg/src").map((file) => relative(SRC, join(ROOT, file))).filter((file) => !file.startsWith("cli/"));
  for (const file of files) {
    const to = join(out, file);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(SRC, file), to);
    // CommonJS wants declarations of its own kind, though they say the same.
    if (!file.endsWith(".d.ts") || file.includes(".wasm.")) continue;
    const declarations = readFileSync(to, "utf8").replaceAll(/((?:from|import\()\s*"\.[./a-z-]*)\.js"/g, '$1.cjs"');
    writeFileSync(to.replace(/\.ts$/, ".cts"), declarations);
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

// The licenses of what is bundled or compiled ask to travel along.
function requireNotices(inputs) {
  const packages = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean);
  requireNames("cli.js", packages);
}

function requireCrateNotices(env) {
  const tree = output("cargo", ["tree", "--locked", "--target", TARGET, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"], { env });
  if (tree === undefined) throw new Error("cargo tree did not say which crates leadgrade.wasm contains");
  const crates = tree.split("\n").map((line) => line.split(" ", 1)[0]).filter((name) => name !== "" && name !== "leadgrade");
  requireNames("leadgrade.wasm", crates);
}

function requireNames(file, names) {
  const notices = readFileSync(join(ROOT, "pkg/THIRD-PARTY.md"), "utf8");
  const named = new Set(notices.match(/[\w@/-]+/g));
  const unnamed = [...new Set(names)].filter((name) => !named.has(name));
  if (unnamed.length > 0) throw new Error(`pkg/THIRD-PARTY.md does not name ${unnamed.join(", ")}, which ${file} now contains`);
}

// What leaves this machine must not tell where it was built.
function refuseTraces(out) {
  const places = [ROOT, homedir(), CARGO_HOME].map((place) => `${place}/`);
  for (const file of filesBelow(out)) {
    const text = readFileSync(join(ROOT, file), "latin1");
    const place = places.find((place) => text.includes(place));
    if (place !== undefined) throw new Error(`${file} names a folder of this machine: ${place}`);
  }
}

// As paths from the project's folder.
function filesBelow(folder) {
  return readdirSync(resolve(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
}
