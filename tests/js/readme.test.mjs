// The README's table is that of the tests, its links lead somewhere, and it promises no more cases than there are.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { withTable } from "../runtimes/table.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => readFileSync(join(ROOT, path), "utf8");
const DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", ...readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`), ...readdirSync(join(ROOT, "www/docs/guide")).map((name) => `www/docs/guide/${name}`)];

test("the table of runtimes is the one of the tests: `npm run readme` writes it", () => {
  for (const path of ["README.md", "pkg/README.md"]) assert.equal(read(path), withTable(read(path)), path);
});

test("every relative link leads to a file or folder, and to a heading of it", () => {
  const broken = [];
  let count = 0;
  for (const path of DOCUMENTS) {
    for (const target of links(read(path))) {
      count += 1;
      const [file, heading] = target.split("#");
      const to = file === "" ? path : join(dirname(path), decodeURIComponent(file));
      if (to.startsWith("..") || !existsSync(join(ROOT, to))) broken.push(`${path}: ${target}`);
      else if (heading !== undefined && !headings(read(to)).has(heading)) broken.push(`${path}: ${target}`);
    }
  }
  assert.ok(count > 20, `${count} links found`);
  assert.deepEqual(broken, []);
});

test("there are at least as many conformance cases as the README says", () => {
  const said = /more than ([\d,]+) cases/i.exec(read("README.md"));
  assert.ok(said, "says how many");
  const folder = join(ROOT, "tests/conformance");
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json"));
  const cases = files.reduce((sum, file) => sum + JSON.parse(readFileSync(join(folder, file), "utf8")).cases.length, 0);
  assert.ok(cases > Number(said[1].replaceAll(",", "")), `${cases} cases`);
});

function links(markdown) {
  const targets = [...prose(markdown).matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(([, target]) => target);
  // Those that begin with a slash are addresses of the docs; site.test.mjs follows them.
  return targets.filter((target) => !/^([a-z][a-z0-9+.-]*:|\/)/i.test(target));
}

// As GitHub names them.
function headings(markdown) {
  return new Set([...prose(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-")));
}

function prose(markdown) {
  return markdown.replaceAll(/^```[^]*?^```$/gm, "");
}
