// pkg/src/types.d.ts is what a TypeScript user sees: the fixtures in tests/js/types/ compile, and so does every example
// model pasted into a program.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FIXTURES = join(ROOT, "tests/js/types");
const models = readdirSync(join(ROOT, "examples/models")).filter((name) => name.endsWith(".json")).map((name) => join(ROOT, "examples/models", name));
models.push(join(FIXTURES, "every-section.json"));

const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
const tsc = join(dirname(typescript), JSON.parse(readFileSync(typescript, "utf8")).bin.tsc);

describe("the types", () => {
  let folder;
  before(() => {
    // A tree like the project's, so that the fixtures' imports hold.
    folder = mkdtempSync(join(tmpdir(), "leadgrade-types-"));
    for (const path of ["pkg/src", "tests/js/types"]) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    copyFileSync(join(ROOT, "pkg/src/types.d.ts"), join(folder, "pkg/src/types.d.ts"));
    for (const name of readdirSync(FIXTURES)) copyFileSync(join(FIXTURES, name), join(folder, "tests/js/types", name));
    models.forEach((path, index) => writeFileSync(join(folder, "tests/js/types", `model-${index}.ts`), program(readFileSync(path, "utf8").trim())));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("take what a user would write, see the usual slips, and take every example", () => {
    const { stdout, stderr, status } = compile();
    assert.equal(stdout + stderr, "");
    assert.equal(status, 0);
  });

  it("are what makes the fixtures compile", () => {
    const types = join(folder, "pkg/src/types.d.ts");
    const text = readFileSync(types, "utf8");
    writeFileSync(types, text.replace("readonly leadgrade: 1;", "readonly leadgrade: 2;"));
    const { stdout, status } = compile();
    writeFileSync(types, text);
    assert.notEqual(status, 0);
    for (const file of ["accepts.ts", ...models.map((_, index) => `model-${index}.ts`)]) assert.match(stdout, new RegExp(`^${file}\\(`, "m"));
  });

  function compile() {
    return spawnSync(process.execPath, [tsc, "--project", "."], { cwd: join(folder, "tests/js/types"), encoding: "utf8" });
  }
});

// The three ways of writing a model down: checked, checked and frozen, declared.
function program(json) {
  return `import type { ModelDocument } from "../../../pkg/src/types.js";
export const checked = ${json} satisfies ModelDocument;
export const frozen = ${json} as const satisfies ModelDocument;
export const declared: ModelDocument = ${json};
`;
}
