// The docs: the guide, the model reference, the API and the project's documents as pages, from their sources.
// `buildSite(folder)` for `npm start`; `node scripts/site.mjs FOLDER` to look at the files.
import { build } from "esbuild";
import { existsSync, statSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkModel, loadModel } from "leadgrade";
import { decide } from "../www/docs/decide.js";
import { shapeOf } from "../www/docs/pretty.js";
import { codeBlock } from "./site/code.mjs";
import { NOW } from "./site/example.mjs";
import { escape, heading, textOf } from "./site/html.mjs";
import { layout } from "./site/layout.mjs";
import { renderMarkdown } from "./site/markdown.mjs";
import { SECTIONS, referencePage } from "./site/reference.mjs";
import { searchIndex } from "./site/search.mjs";
import { API_PAGES, readTypes, typesPage } from "./site/types.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const GUIDE = ["write-a-model", "read-a-decision", "check-a-model", "embed-a-form", "route-at-the-edge"];
// Documents by group, in order; those of docs/ that are not named come after them by themselves.
const DOCUMENTS = {
  Guide: ["docs/recipes.md"],
  "In depth": ["docs/model.md", "docs/evaluation.md", "docs/forms.md", "docs/diagnostics.md", "docs/lints.md", "edge/README.md", "docs/adapters.md"],
  Project: ["CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md"],
};
const ADDRESSES = { "edge/README.md": "/docs/edge-function", "CHANGELOG.md": "/docs/changelog", "ARCHITECTURE.md": "/docs/architecture", "CONTRIBUTING.md": "/docs/contributing" };
// What the list of pages calls those whose titles are sentences.
const LABELS = { "docs/model.md": "Models", "docs/evaluation.md": "Decisions", "docs/forms.md": "Forms" };
const LANGUAGES = { ".js": "js", ".mjs": "js", ".jsx": "jsx", ".ts": "ts", ".json": "json", ".html": "html", ".css": "", ".rs": "rust", ".py": "" };
const RUST = { title: "Rust crate", address: "/rust/leadgrade/index.html" };

/** Writes the whole site into a folder. */
export async function buildSite(folder) {
  const { pages, readme } = await makePages();
  const groups = groupsOf(pages);
  const inOrder = groups.flatMap((group) => group.pages).filter((page) => page !== RUST);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    ...pages.map(async (page) => {
      const at = inOrder.indexOf(page);
      const file = join(folder, page.address === "/docs/" ? "index.html" : `${page.address.slice("/docs/".length)}.html`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, layout({ ...page, contents: contentsOf(page.html), description: descriptionOf(page), groups, ...(at >= 0 && { before: inOrder[at - 1], after: inOrder[at + 1] }) }));
    }),
    writeFile(join(folder, "readme.json"), JSON.stringify(readme)),
    writeFile(join(folder, "search.json"), searchIndex(pages.filter(({ group }) => group !== "Source"))),
    copyFile(join(ROOT, "www/docs/site.css"), join(folder, "site.css")),
    build({ entryPoints: [join(ROOT, "www/docs/site.js")], outfile: join(folder, "site.js"), bundle: true, format: "esm", target: "es2022", minify: true, external: ["/leadgrade/*"], logLevel: "silent" }),
  ]);
}

async function makePages() {
  const [schema, types, documents] = await Promise.all([readFile(join(ROOT, "pkg/schema.json"), "utf8").then(JSON.parse), readTypes(join(ROOT, "pkg/src")), listDocuments()]);
  const addresses = new Map([["README.md", "/docs/"], ...documents.map(({ path }) => [path, addressOf(path)])]);
  const sources = new Map();
  const titles = new Map(await Promise.all([...addresses.keys()].map(async (path) => [path, /^# (.*)$/m.exec(await readFile(join(ROOT, path), "utf8"))[1]])));
  // A file of the project that is no page becomes one as soon as a page links to it.
  const linkTo = (path, hash) => {
    const clean = path.replace(/\/$/, "");
    if (!addresses.has(clean)) {
      if (!existsSync(join(ROOT, clean))) throw new Error(`a link to ${path}, which does not exist`);
      addresses.set(clean, `/docs/source/${clean.replaceAll(".", "-")}`);
      sources.set(clean, undefined);
    }
    return addresses.get(clean) + (hash ? `#${hash}` : "");
  };
  const markdown = async ({ path, group }) => {
    const { title, html } = await renderMarkdown(await readFile(join(ROOT, path), "utf8"), { path, linkTo, titleOf: (to) => titles.get(to), answer });
    return { address: addresses.get(path), title, label: LABELS[path] ?? title, html, group };
  };
  const pages = await Promise.all(documents.map(markdown));
  // The crate's first page is the README, whose links are those of the project.
  const readme = {};
  await renderMarkdown(await readFile(join(ROOT, "README.md"), "utf8"), { path: "README.md", linkTo: (path, hash) => (readme[path] = linkTo(path, hash)) });
  const [home] = pages.splice(pages.findIndex(({ address }) => address === "/docs/"), 1);
  home.group = "";
  for (const section of SECTIONS) {
    const file = join(ROOT, "www/docs/reference", `${section.id}.json`);
    const examples = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : [];
    pages.push({ address: `/docs/reference/${section.id}`, group: "Model reference", ...referencePage(schema, section, examples) });
  }
  for (const page of types) pages.push({ address: `/docs/api/${page.id}`, group: "API", ...typesPage(types, page) });
  pages.push(await commandLine());
  while ([...sources.values()].includes(undefined)) {
    for (const [path, page] of sources) if (page === undefined) sources.set(path, await sourcePage(path, { linkTo, markdown }));
  }
  return { pages: [home, ...pages, ...sources.values()], readme };
}

async function listDocuments() {
  const rest = (await readdir(join(ROOT, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`).filter((path) => !Object.values(DOCUMENTS).flat().includes(path)).sort();
  return [
    { path: "www/docs/home.md", group: "" },
    ...GUIDE.map((name) => ({ path: `www/docs/guide/${name}.md`, group: "Guide" })),
    ...Object.entries(DOCUMENTS).flatMap(([group, paths]) => [...paths, ...(group === "In depth" ? rest : [])].map((path) => ({ path, group }))),
  ];
}

function addressOf(path) {
  if (path === "www/docs/home.md") return "/docs/";
  return ADDRESSES[path] ?? `/docs/${basename(path, ".md")}`;
}

function groupsOf(pages) {
  return ["Guide", "Model reference", "In depth", "API", "Project"].map((title) => ({ title, pages: [...pages.filter(({ group }) => group === title), ...(title === "API" ? [RUST] : [])] }));
}

// The answer that an example of a document gets, of which it shows the members that its text has.
async function answer({ model, lead = {}, now = NOW, context, kind, expect }) {
  const result = await decide({ checkModel, loadModel }, { model: JSON.stringify(model), lead: JSON.stringify(lead), now, context, kind, shape: shapeOf(expect) });
  if (result.faults) throw new Error(`an example does not load: ${JSON.stringify(result.faults)}`);
  return result.answer;
}

async function commandLine() {
  const { MAIN, CHECK, EVALUATE } = await import(pathToFileURL(join(ROOT, "pkg/src/cli/help.js")).href);
  const parts = [["leadgrade", MAIN], ["leadgrade check", CHECK], ["leadgrade evaluate", EVALUATE]];
  const html = `<p>The package brings a command: <code>npx leadgrade</code>. This is what it says of itself.</p>${parts.map(([name, text]) => heading(2, name.replace(" ", "-"), `<code>${name}</code>`) + codeBlock(text, "")).join("")}`;
  return { address: "/docs/api/command-line", title: "Command line", html, group: "API" };
}

async function sourcePage(path, { linkTo, markdown }) {
  const file = join(ROOT, path);
  const page = { address: `/docs/source/${path.replaceAll(".", "-")}`, title: path, group: "Source" };
  if (statSync(file).isDirectory()) {
    // Its files can be read; what is in folders below it is for whoever has the project at hand.
    const entries = (await readdir(file, { withFileTypes: true })).filter(({ name }) => !/^\.|__pycache__/.test(name));
    const entryHtml = (entry) => (entry.isDirectory() ? `<code>${escape(entry.name)}/</code>` : `<a href="${linkTo(`${path}/${entry.name}`)}"><code>${escape(entry.name)}</code></a>`);
    return { ...page, html: `<ul>${entries.map((entry) => `<li>${entryHtml(entry)}</li>`).join("")}</ul>` };
  }
  if (extname(path) === ".md") return { ...(await markdown({ path, group: "Source" })), address: page.address };
  return { ...page, html: codeBlock(await readFile(file, "utf8"), LANGUAGES[extname(path)] ?? "") };
}

function contentsOf(html) {
  return [...html.matchAll(/<h([23]) id="([^"]*)">([^]*?) <a class="anchor"/g)].map(([, level, id, words]) => [Number(level), id, words.replaceAll(/<\/?a\b[^>]*>|<span class="kind">[^<]*<\/span>/g, "").trim()]);
}

function descriptionOf({ title, html }) {
  const text = textOf(/<p>([^]*?)<\/p>/.exec(html)?.[1] ?? title);
  return text.length > 160 ? `${text.slice(0, 157).replace(/\s\S*$/, "")} …` : text;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("node scripts/site.mjs FOLDER");
  const start = performance.now();
  await buildSite(folder);
  console.log(`the docs are in ${folder}, made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
