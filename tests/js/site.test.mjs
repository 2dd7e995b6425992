// The docs as they are generated: every page is whole, every link leads somewhere, and nothing in them needs a looser policy.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import MiniSearch from "minisearch";
import { buildSite } from "../../scripts/site.mjs";
import { referenceKeys } from "../../scripts/site/reference.mjs";
import { reexportedNames } from "../../scripts/site/types.mjs";
import { tokens } from "../../www/docs/highlight.js";
import { pretty } from "../../www/docs/pretty.js";
import { SEARCH } from "../../www/docs/search-options.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => readFileSync(join(ROOT, path), "utf8");
// What `npm start` serves beside the docs.
const BESIDE = { "/": "www/index.html", "/colors.css": "www/colors.css", "/favicon.svg": "www/favicon.svg" };

const folder = mkdtempSync(join(tmpdir(), "leadgrade-site-"));
const pages = new Map();
let milliseconds;
before(async () => {
  const start = performance.now();
  await buildSite(folder);
  milliseconds = performance.now() - start;
  for (const name of readdirSync(folder, { recursive: true }).filter((each) => each.endsWith(".html"))) {
    const path = name.replaceAll("\\", "/").replace(/\.html$/, "");
    pages.set(path === "index" ? "/docs/" : `/docs/${path}`, readFileSync(join(folder, name), "utf8"));
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

const ids = (html) => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
const links = (html) => [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, href]) => href.replaceAll("&amp;", "&"));

describe("the docs", () => {
  test("are made in seconds", (t) => {
    t.diagnostic(`${Math.round(milliseconds)} ms for ${pages.size} pages`);
    assert.ok(milliseconds < 20_000, `${milliseconds} ms`);
  });

  test("have no dead link and no dead anchor", () => {
    const broken = [];
    let count = 0;
    for (const [address, html] of pages) {
      for (const href of links(html)) {
        count += 1;
        const { origin, pathname, hash } = new URL(href, `http://here${address}`);
        if (origin !== "http://here" || pathname.startsWith("/rust/")) continue;
        const page = pages.get(pathname);
        const isThere = page !== undefined || pathname in BESIDE || existsSync(join(folder, pathname.replace("/docs/", "")));
        if (!isThere || (hash !== "" && !ids(page ?? "").includes(decodeURIComponent(hash.slice(1))))) broken.push(`${address}: ${href}`);
      }
    }
    assert.ok(count > 5_000, `${count} links`);
    assert.deepEqual(broken, []);
    assert.ok(Object.values(BESIDE).every((path) => existsSync(join(ROOT, path))));
  });

  test("have a page for each link of the README, which is the crate's first page as well", () => {
    const readme = JSON.parse(readFileSync(join(folder, "readme.json"), "utf8"));
    const targets = [...read("README.md").matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target);
    assert.ok(targets.length > 10);
    for (const target of targets) assert.ok(pages.has(readme[target]?.split("#")[0]), target);
  });

  test("name nothing twice on a page", () => {
    for (const [address, html] of pages) {
      const twice = ids(html).filter((id, index, all) => all.indexOf(id) !== index);
      assert.deepEqual(twice, [], address);
    }
  });

  test("need no script, style or handler in a page, and nothing from elsewhere", () => {
    for (const [address, html] of pages) {
      assert.doesNotMatch(html, /<script(?![^>]* src=)[^>]*>|<style|<[^>]+\sstyle=|<[a-z][^>]*\son[a-z]+="/, address);
      const elsewhere = [...html.matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="(https?:[^"]*)"/g)].map(([, url]) => url);
      assert.deepEqual(elsewhere, [], address);
    }
  });

  test("are in the list of pages, each once, and can be read one after the other", () => {
    const listed = [...pages.get("/docs/").matchAll(/<li><a href="([^"]*)">/g)].map(([, href]) => href);
    const readable = [...pages.keys()].filter((address) => !address.startsWith("/docs/source/") && address !== "/docs/");
    for (const address of readable) assert.ok(listed.includes(address), address);
    const next = (address) => /class="after" href="([^"]*)"/.exec(pages.get(address))?.[1];
    const read = [];
    for (let address = listed.find((each) => each.startsWith("/docs/")); address; address = next(address)) read.push(address);
    assert.deepEqual(read.toSorted(), readable.toSorted());
  });

  test("have every document of docs/, with its title", () => {
    for (const name of readdirSync(join(ROOT, "docs")).filter((each) => each.endsWith(".md"))) {
      const [, title] = /^# (.*)$/m.exec(read(`docs/${name}`));
      assert.ok(pages.get(`/docs/${name.slice(0, -3)}`)?.includes(`<h1>${title}</h1>`), name);
    }
  });

  test("have every key of the schema, with what is known of it and an example to try", () => {
    const schema = JSON.parse(read("pkg/schema.json"));
    const all = [...pages].filter(([address]) => address.startsWith("/docs/reference/")).map(([, html]) => html).join("");
    for (const key of referenceKeys(schema)) {
      const entry = new RegExp(`<h3 id="${key.replaceAll(/[.$]/g, "\\$&")}">([^]*?)<details class="example"`).exec(all)?.[1];
      assert.ok(entry, key);
      assert.match(entry, /<dt>Value<\/dt><dd>.+<\/dd>.*<dt>Needed<\/dt><dd>(yes|no)<\/dd>/, key);
      assert.match(entry, /<\/dl>\n<p>.+<\/p>/, `${key} is explained`);
      if (/<dt>Value<\/dt><dd>(a list of )?(a whole number|a number|numbers|points|durations?|<a[^>]*>(points|durations?)<\/a>)<\/dd>/.test(entry)) assert.match(entry, /<dt>Unit<\/dt>/, `${key} has a unit`);
    }
  });

  test("have everything that the types export", () => {
    const all = [...pages].filter(([address]) => address.startsWith("/docs/api/")).map(([, html]) => html).join("");
    const named = reexportedNames(read("pkg/src/index.d.ts"));
    for (const file of [...named.keys()]) for (const name of named.get(file)) assert.ok(all.includes(` id="${name}"`), `${file}: ${name}`);
    for (const file of ["index", "types", "form-session", "form/index", "adapters/index"]) {
      const names = [...read(`pkg/src/${file}.d.ts`).matchAll(/^export (?:declare )?(?:interface|type|function|class|const) (\w+)/gm)].map(([, name]) => name);
      assert.ok(names.length > 0, file);
      for (const name of names) assert.ok(all.includes(` id="${name}"`), `${file}: ${name}`);
    }
  });

  test("have in the index what people look for, first", () => {
    const search = MiniSearch.loadJSON(readFileSync(join(folder, "search.json"), "utf8"), SEARCH);
    const first = (words) => search.search(words)[0]?.id;
    const EXPECTED = {
      "signal.burst": "/docs/reference/intent#signal.burst", talkingPoints: "/docs/reference/handoff#handoff.talkingPoints", "talking points": "/docs/reference/handoff#handoff.talkingPoints",
      evaluateBytes: "/docs/api/leadgrade#ModelMethods.evaluateBytes", "bad-model": "/docs/api/leadgrade#ErrorCode.bad-model", "unreachable-tier": "/docs/lints#unreachable-tier",
      "embed a form": "/docs/embed-a-form", notIn: "/docs/reference/conditions#test.notIn", fromHubSpotForm: "/docs/api/adapters#fromHubSpotForm", "half-life": "/docs/reference/intent#signal.decay",
      "leadgrade check": "/docs/api/command-line#leadgrade-check",
    };
    assert.deepEqual(Object.fromEntries(Object.keys(EXPECTED).map((words) => [words, first(words)])), EXPECTED);
    assert.equal(search.search("xyzzyq").length, 0);
  });
});

describe("blocks of code", () => {
  test("keep every letter", () => {
    for (const [language, path] of [["json", "examples/models/b2b-saas.json"], ["js", "edge/worker.js"], ["ts", "pkg/src/types.d.ts"], ["html", "examples/form/plain.html"], ["rust", "src/lib.rs"], ["sh", "edge/README.md"]]) {
      const text = read(path);
      const pieces = tokens(text, language);
      assert.equal(pieces.map(([, piece]) => piece).join(""), text, path);
      assert.ok(pieces.length > 5, path);
    }
  });

  test("put JSON into lines as long as they may be, and mean the same", () => {
    const value = JSON.parse(read("examples/models/b2b-saas.json"));
    for (const width of [1, 40, 80, 1_000_000]) {
      const text = pretty(value, width);
      assert.deepEqual(JSON.parse(text), value);
      if (width === 1_000_000) assert.doesNotMatch(text, /\n/);
    }
    assert.equal(pretty({ a: [1, 2], b: {} }, 12), '{\n  "a": [\n    1,\n    2\n  ],\n  "b": {}\n}');
    assert.equal(pretty({ a: [1, 2], b: {} }, 40), '{ "a": [1, 2], "b": {} }');
  });
});
