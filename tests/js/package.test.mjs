// What is in the tarball. tests/runtimes/ has what runtimes make of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { ROOT, packedProject, runInProject } from "./support/packed.mjs";

const { folder, files, size } = packedProject(test);
const installed = join(folder, "node_modules/leadgrade");
const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

test("require and import have the same names", () => {
  const names = 'console.log(Object.keys(leadgrade).filter((name) => name !== "default" && name !== "module.exports").sort().join());';
  const imported = runInProject(folder, { "names.mjs": `import * as leadgrade from "leadgrade";${names}` });
  assert.equal(imported, "LeadgradeError,ModelError,checkModel,explain,init,initSync,loadModel,tzdataVersion\n");
  assert.equal(runInProject(folder, { "names.cjs": `const leadgrade = require("leadgrade");${names}` }), imported);
  assert.equal(runInProject(folder, { "inline.mjs": `import * as leadgrade from "leadgrade/inline";${names}` }), imported);
  assert.equal(runInProject(folder, { "web.mjs": `import * as leadgrade from "leadgrade/web";${names}` }), imported);
});

test("the adapters are an entry of their own, without WebAssembly", () => {
  const printed = runInProject(folder, { "adapters.mjs": 'delete globalThis.WebAssembly; const { fromCloudflare, merge } = await import("leadgrade/adapters"); console.log(JSON.stringify(merge(fromCloudflare({ country: "DE" }), { id: "l-1" })));' });
  assert.deepEqual(JSON.parse(printed), { id: "l-1", profile: { country: "DE" } });
});

test("importing the package does not load the WebAssembly yet", () => {
  const printed = runInProject(folder, { "lazy.mjs": 'WebAssembly.compile = WebAssembly.Module = () => { throw new Error("compiled"); }; await import("leadgrade"); console.log("quiet");' });
  assert.equal(printed, "quiet\n");
});

test("every file the manifest names is in the tarball", () => {
  const named = [];
  const collect = (value) => (typeof value === "string" ? named.push(value) : Object.values(value).forEach(collect));
  collect([manifest.exports, manifest.main, manifest.module, manifest.types, manifest.bin, manifest.sideEffects]);
  for (const file of new Set(named)) assert.ok(files.includes(file.replace("./", "")), file);
});

test("the tarball holds what is needed and nothing else", () => {
  const folders = new Set(files.map((file) => (file.includes("/") ? file.split("/", 1)[0] : file)));
  assert.deepEqual([...folders].sort(), ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "THIRD-PARTY.md", "dist", "package.json", "schema.json"]);
  for (const license of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    assert.deepEqual(readFileSync(join(installed, license)), readFileSync(join(ROOT, license)));
  }
});

test("its size stays within the budget", () => {
  const wasm = gzipSync(readFileSync(join(installed, "dist/leadgrade.wasm")), { level: 9 }).length;
  assert.ok(wasm <= 226 * 1024, `leadgrade.wasm: ${wasm} bytes in gzip`);
  const [, said] = /has (\d+) KiB in gzip/.exec(readFileSync(join(ROOT, "README.md"), "utf8"));
  assert.equal(Number(said), Math.round(wasm / 1024), "the README says another size");
  assert.ok(size <= 1400 * 1024, `tarball: ${size} bytes`);
});

test("it depends on nothing and runs no script on installation", () => {
  for (const key of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) assert.equal(manifest[key], undefined, key);
});

test("importing the entries is kept by bundlers", () => {
  for (const entry of ["web", "edge", "inline"]) assert.ok(manifest.sideEffects.includes(`./dist/${entry}.js`), entry);
});
