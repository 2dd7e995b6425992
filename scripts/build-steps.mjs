// How pkg/dist comes from the sources: cargo, wasm-bindgen, wasm-opt, and some JavaScript around what they leave.
import { build as esbuild } from "esbuild";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { cratesInModule, lockedPackages, sbom } from "./build-sbom.mjs";
import { ROOT, output, run } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";
const SRC = join(ROOT, "pkg/src");
const WRAPPER = join(ROOT, "scripts/build-rustc.mjs");
// Ways of LLVM's to save a step by more code or more variables, which save next to none here, are off: branches made into choices, addresses
// that are counted up beside an index, memory kept in variables through a loop. What two branches begin with is there once.
const LLVM = "-Cllvm-args=-two-entry-phi-node-folding-threshold=0 -disable-lsr=1 -disable-licm-promotion=1 -enable-gvn-hoist=1";
const CARGO_HOME = process.env.CARGO_HOME ?? join(homedir(), ".cargo");

/** Makes everything that pkg/dist holds, and puts it into the folder `out` in place of what was there. */
export async function buildPackage(out) {
  const env = wasmEnvironment();
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-build-"));
  const made = join(scratch, "dist");
  try {
    mkdirSync(made);
    const crates = cratesInModule(env, TARGET);
    requireNotices("leadgrade.wasm", crates);
    bindings(compile(env), scratch, env);
    optimize(join(scratch, "glue_bg.wasm"), join(made, "leadgrade.wasm"));
    copySources(scratch, made);
    await bundleCommonJs(made);
    const packages = await bundleCli(made);
    requireNotices("cli.js", packages);
    writeJson(join(made, "sbom.json"), sbom({ crates, packages, tools: tools(env) }));
    refuseTraces(made);
    writeJson(join(made, "integrity.json"), integrityOf(made));
    writeJson(join(made, "build.json"), { sources: sourceHash(), tools: tools(env), files: hashesOf(made) });
    // Only now, so that a build that fails takes nothing away.
    rmSync(out, { recursive: true, force: true });
    cpSync(made, out, { recursive: true });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The package with a module that crashes on request, as far as tests need it. */
export function buildCrashing(out) {
  const env = wasmEnvironment();
  mkdirSync(out, { recursive: true });
  // With less than the four gigabytes that there could be, memory is filled soon.
  bindings(compile(env, ["--profile", "crash", "--features", "crash"], ["-Clink-arg=--max-memory=33554432"]), out, env);
  copyFileSync(join(out, "glue_bg.wasm"), join(out, "leadgrade.wasm"));
  copySources(out, out);
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

/** What a browser compares with what it loads: each module and the WebAssembly, by name. */
export function integrityOf(folder) {
  const names = Object.keys(hashesOf(folder)).filter((name) => /\.(js|wasm)$/.test(name) && name !== "cli.js");
  return Object.fromEntries(names.map((name) => [name, `sha384-${createHash("sha384").update(readFileSync(join(folder, name))).digest("base64")}`]));
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
export function compile(env, how = ["--profile", "release"], flags = []) {
  run("cargo", ["fetch", "--locked", "--quiet", "--target", TARGET], { env });
  const isShipped = how[1] === "release";
  // Cargo does not see when the wrapper is another one; it does see a flag that means nothing.
  const ofShipped = isShipped ? [LLVM, "--cfg", `wrapper="${sha256(readFileSync(WRAPPER))}"`] : [];
  run("cargo", ["build", "--quiet", "--locked", ...how, "--package", "leadgrade-wasm", "--target", TARGET], {
    env: { ...env, RUSTC_WRAPPER: isShipped ? WRAPPER : undefined, RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: [...remaps(), ...flags, ...ofShipped].join("\x1f") },
  });
  return join(env.CARGO_TARGET_DIR, TARGET, how[1], "leadgrade_wasm.wasm");
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

// By name, functions that are alike stand near each other, which makes the module a hundredth smaller in gzip. Without the limit a function with one
// caller would become a part of that, however large: see LARGE of build-rustc.mjs.
export function optimize(from, to, more = []) {
  run(process.execPath, [join(ROOT, "node_modules/binaryen/bin/wasm-opt"), "-O3", "--reorder-functions-by-name", "--one-caller-inline-max-function-size=100", ...more, from, "-o", to]);
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

/** The JavaScript that is there as it is, which is all but the command, and what is made of the glue and the module. */
export function copySources(scratch, out) {
  writeFileSync(join(out, "glue.js"), instantiable(readFileSync(join(scratch, "glue.js"), "utf8")));
  const base64 = readFileSync(join(out, "leadgrade.wasm")).toString("base64");
  writeFileSync(join(out, "wasm-base64.js"), `export default "${base64}";\n`);
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
    // The bundle names its parts as this folder has them, wherever node_modules really is.
    preserveSymlinks: true,
    plugins: [{
      name: "own-package",
      setup({ onResolve }) {
        onResolve({ filter: /^leadgrade(\/inline)?$|\/inline\.js$/ }, () => ({ path: "./inline.js", external: true }));
      },
    }],
  });
  chmodSync(join(out, "cli.js"), 0o755);
  return lockedPackages(Object.keys(metafile.inputs).map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean));
}

// The licenses of what is bundled or compiled ask to travel along.
function requireNotices(file, parts) {
  const notices = readFileSync(join(ROOT, "pkg/THIRD-PARTY.md"), "utf8");
  const named = new Set(notices.match(/[\w@/-]+/g));
  const unnamed = parts.map(({ name }) => name).filter((name) => !named.has(name));
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

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

// As paths from the project's folder.
function filesBelow(folder) {
  return readdirSync(resolve(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
}
