// Every example of the READMEs and of docs/ is type-checked and run; support/fences.mjs says how. What is in JSON is docs.test.mjs's. Pages
// are opened in Chromium.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import test from "node:test";
import { build } from "esbuild";
import { launchChromium, openPage, servePages } from "./support/chromium.mjs";
import { DOCUMENTS, PAGES, PART, fencesOf, programsOf, textOf } from "./support/fences.mjs";
import { MODEL, ROOT, packedProject } from "./support/packed.mjs";

const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const place = ({ page, line }) => `${page}:${line}`;

const fences = PAGES.flatMap(fencesOf);
const tried = fences.filter(({ untried }) => untried === undefined);
const { folder } = packedProject(test);
cpSync(join(ROOT, "tests/js/fixtures/fences"), join(folder, "given"), { recursive: true });
writeFileSync(join(folder, "model.json"), MODEL);
writeFileSync(join(folder, "leads.csv"), "email,companySize\nada@acme.example,240\n");
symlinkSync(join(ROOT, "examples"), join(folder, "examples"));
symlinkSync(join(ROOT, "examples/models"), join(folder, "models"));
// TypeScript forgets the literals of a JSON file, unless it is told what the file is.
writeFileSync(join(folder, "model.d.json.ts"), 'import type { ModelDocument } from "leadgrade";\ndeclare const document: ModelDocument;\nexport default document;\n');
const programs = programsOf(tried.filter(({ language }) => ["js", "ts"].includes(language))).map(written);

test("there are examples, and each is tried in one of the ways that there are", () => {
  const included = readFileSync(join(ROOT, "src/lib.rs"), "utf8");
  const ways = {
    js: () => true,
    ts: () => true,
    sh: () => true,
    rust: ({ page }) => included.includes(`include_str!("../${page}")`),
    html: (fence) => programs.some((program) => program.inPage && htmlOf(program) === fence),
    json: ({ page, kind }) => DOCUMENTS.includes(page) || kind === "diagnostic",
  };
  assert.ok(programs.length >= 10 && programs.filter(({ inPage }) => inPage).length >= 3, programs.map(place).join());
  assert.deepEqual(tried.filter((fence) => !ways[fence.language]?.(fence)).map(place), []);
  for (const fence of fences) if (fence.untried !== undefined) assert.match(fence.untried, /^".{10,}"$/, place(fence));
});

// A program in JavaScript says nothing of its parameters, and need not ask whether something is null.
for (const [extension, strict] of Object.entries({ mjs: false, mts: true })) {
  test(`the types of the examples are right: ${extension}`, () => {
    const compilerOptions = {
      strict, allowJs: true, checkJs: true, noEmit: true, allowArbitraryExtensions: true, target: "es2024", module: "esnext", moduleResolution: "bundler",
      lib: ["es2024", "dom", "dom.iterable"], types: [],
    };
    const files = programs.map(({ name }) => name).filter((name) => name.endsWith(extension));
    assert.ok(files.length > 0);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const { stdout } = spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
    assert.equal(stdout.replaceAll(/\S*?(\d+)\.m[jt]s\((\d+),/g, (_, index, line) => `${programs[index].page}:${line} (`), "");
  });
}

for (const program of programs.filter(({ inPage }) => !inPage)) {
  test(`runs: ${place(program)}`, async () => {
    const { name, given, parts } = program;
    const runner = join(folder, `run-${name.replace(/\.m.s$/, ".mjs")}`);
    const check = given === undefined ? "" : `\nconst { check } = await import("./given/${given}.mjs");\nawait check?.(program);`;
    writeFileSync(runner, `const program = await import("./${name}");${check}\n`);
    // What imports a model as a file is bundled anyway; types are taken away by the way.
    const outfile = join(folder, `out-${programs.indexOf(program)}.mjs`);
    await build({ entryPoints: [runner], outfile, bundle: true, packages: "external", format: "esm", target: "node20", platform: "node", logLevel: "error" });
    const printed = execFileSync(process.execPath, [outfile], { cwd: folder, encoding: "utf8" }).split(`${PART}\n`);
    assert.deepEqual(printed, parts.map((part) => part.printed ?? ""));
  });
}

const browser = await launchChromium(test);
for (const program of programs.filter(({ inPage }) => inPage)) {
  test(`one question is on show: ${place(program)}`, async (t) => {
    const outdir = join(folder, `page-${programs.indexOf(program)}`);
    await build({ entryPoints: { script: join(folder, program.name) }, outdir, bundle: true, format: "esm", platform: "browser", logLevel: "error" });
    copyFileSync(join(folder, "node_modules/leadgrade/dist/leadgrade.wasm"), join(outdir, "leadgrade.wasm"));
    const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><body>${htmlOf(program).code}<script type="module" src="/script.js"></script></body></html>`;
    const origin = await servePages(t, outdir, { "/": page, "/model.json": modelOf(program) });
    const { page: opened, said } = await openPage(browser);
    await opened.goto(origin);
    await opened.waitForFunction(() => document.querySelector("form").checkVisibility() && [...document.querySelectorAll("form [name]")].some((input) => !input.checkVisibility()));
    const shown = await opened.evaluate(() => [...new Set([...document.querySelectorAll("form [name]")].filter((input) => input.checkVisibility()).map(({ name }) => name))]);
    await opened.close();
    assert.equal(shown.length, 1, shown.join());
    assert.deepEqual(said, []);
  });
}

for (const fence of tried.filter(({ language }) => language === "sh")) {
  test(`runs: ${place(fence)}`, () => execFileSync("sh", ["-e", "-c", fence.code], { cwd: folder, stdio: "pipe" }));
}

/** The form that a page's script is about: the nearest above it, or else the one of docs/forms.md. */
function htmlOf({ page, line }) {
  const html = fences.filter(({ language }) => language === "html");
  return html.findLast((fence) => fence.page === page && fence.line < line) ?? html.find((fence) => fence.page === "docs/forms.md");
}

/** The model that the page shows above it, or else an example. */
function modelOf({ page, line }) {
  return fences.findLast((fence) => fence.page === page && fence.line < line && fence.language === "json" && fence.kind === "model")?.code ?? MODEL;
}

/** Writes a program into the project, with what it is given imported in its first line. */
function written(program, index) {
  const { given, language } = program;
  const exported = given === undefined ? [] : [...readFileSync(join(folder, `given/${given}.mjs`), "utf8").matchAll(/^export (?:const|async function|function|\{) ([\w, ]+)/gm)];
  const names = exported.flatMap(([, names]) => names.trim().split(", ")).filter((name) => name !== "check");
  const head = given === undefined ? "export {};" : `import { ${names.join(", ")} } from "./given/${given}.mjs";`;
  const name = `${index}.${language === "ts" ? "mts" : "mjs"}`;
  writeFileSync(join(folder, name), textOf(program, head));
  return { ...program, name };
}
