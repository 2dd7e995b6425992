// What others wrote: where it comes from, under which licenses, and that the package says so. Needs cargo, and no network.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { output } from "../../scripts/run.mjs";
import { ROOT } from "./support/packed.mjs";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const DIST = join(ROOT, "pkg/dist");
const cargo = JSON.parse(output("cargo", ["metadata", "--locked", "--format-version", "1"], { maxBuffer: 1 << 26 }));
const crates = cargo.packages.filter(({ source }) => source !== null);
const locked = new Map([...read("Cargo.lock").matchAll(/name = "(.*)"\nversion = "(.*)"\nsource = "(.*)"\nchecksum = "(.*)"/g)].map(([, name, version, source, checksum]) => [`${name} ${version}`, { source, checksum }]));
const LOCKS = ["package-lock.json", "benches/package-lock.json", "tests/runtimes/package-lock.json"];
const sbom = JSON.parse(read("pkg/dist/sbom.json"));

const allowed = new Set(/^allow = \[(.*)\]$/m.exec(read("deny.toml"))[1].match(/[\w.-]+/g));

/** Whether an SPDX expression can be met by what is allowed. */
function isAllowed(expression) {
  const words = expression.replaceAll("/", " OR ").match(/\(|\)|[\w.+-]+/g);
  const either = () => {
    let met = both();
    while (words[0] === "OR") met = (words.shift(), both()) || met;
    return met;
  };
  const both = () => {
    let met = one();
    while (words[0] === "AND") met = (words.shift(), one()) && met;
    return met;
  };
  const one = () => {
    const word = words.shift();
    if (word !== "(") return allowed.has(word);
    const met = either();
    words.shift();
    return met;
  };
  return either() && words.length === 0;
}

test("licenses are read as they are meant", () => {
  for (const good of ["MIT", "MIT OR GPL-3.0-only", "GPL-3.0-only/MIT", "(MIT OR GPL-3.0-only) AND ISC", "MIT AND ISC OR GPL-3.0-only"]) assert.ok(isAllowed(good), good);
  for (const bad of ["GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT OR ISC) AND GPL-3.0-only", "MIT ISC", ""]) assert.ok(!bad || !isAllowed(bad), bad);
});

test("every crate is of crates.io, locked by its checksum, and under a license that is allowed", () => {
  assert.ok(crates.length > 50);
  for (const { name, version, license, source } of crates) {
    const lock = locked.get(`${name} ${version}`);
    assert.equal(source, "registry+https://github.com/rust-lang/crates.io-index", name);
    assert.match(lock.checksum, /^[0-9a-f]{64}$/, name);
    assert.ok(isAllowed(license ?? ""), `${name}: ${license}`);
  }
  const names = crates.map(({ name }) => name);
  const twice = [...read("deny.toml").matchAll(/\{ crate = "(.*?)"/g)].map(([, name]) => name);
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), twice, "crates in two versions");
});

for (const lock of LOCKS) {
  test(`every package of ${lock} is of the npm registry and locked by its hash`, () => {
    const { packages } = JSON.parse(read(lock));
    const theirs = Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);
    assert.ok(theirs.length > 0);
    for (const [path, { resolved, integrity, license, optional, os }] of theirs) {
      assert.ok(resolved === undefined || resolved.startsWith("https://registry.npmjs.org/"), `${path}: ${resolved}`);
      // For a system that the lock was not made on npm does not know it.
      if (integrity !== undefined || !(optional && os)) assert.match(integrity ?? "", /^sha512-[\w+/]{86}==$/, path);
      // What only measures or tries the package is not handed on.
      if (lock === "package-lock.json") assert.ok(integrity !== undefined && isAllowed(license ?? ""), `${path}: ${license}`);
    }
  });
}

test("the bill of materials says what is compiled and bundled, as it is locked", () => {
  assert.equal(sbom.bomFormat, "CycloneDX");
  assert.equal(sbom.metadata.component.version, JSON.parse(read("pkg/package.json")).version);
  const of = (type) => sbom.components.filter(({ purl }) => purl.startsWith(`pkg:${type}/`));
  for (const { name, version, hashes: [{ content }], licenses: [{ expression }] } of of("cargo")) {
    assert.equal(content, locked.get(`${name} ${version}`)?.checksum, name);
    assert.ok(isAllowed(expression), name);
  }
  // Whatever the module's crate comes by, but for its macros: told by another command than the build asked.
  const tree = output("cargo", ["tree", "--locked", "--package", "leadgrade-wasm", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
  const compiled = [...new Set(tree.split("\n").filter((line) => !line.includes("(/")).map((line) => line.replace(/^(\S+) v(\S+).*/, "$1 $2")))].sort();
  assert.deepEqual(of("cargo").map(({ name, version }) => `${name} ${version}`).sort(), compiled);
  assert.ok(compiled.length <= 15);
  const { packages } = JSON.parse(read("package-lock.json"));
  for (const { name, version, hashes: [{ content }] } of of("npm")) {
    const lock = packages[`node_modules/${name}`];
    assert.deepEqual([version, content], [lock.version, Buffer.from(lock.integrity.replace("sha512-", ""), "base64").toString("hex")], name);
  }
  assert.deepEqual(of("npm").map(({ name }) => name), ["csv-parse"]);
  assert.equal(of("generic").length, 1);
  assert.equal(new Set(sbom.components.map((each) => each["bom-ref"])).size, sbom.components.length);
  const named = read("pkg/THIRD-PARTY.md");
  for (const { name } of [...of("cargo"), ...of("npm")]) assert.ok(named.includes(name), name);
});

test("the hashes for browsers are those of the files", () => {
  const integrity = JSON.parse(read("pkg/dist/integrity.json"));
  const files = readdirSync(DIST, { recursive: true }).map(String).filter((name) => /\.(js|wasm)$/.test(name) && name !== "cli.js").sort();
  assert.deepEqual(Object.keys(integrity).sort(), files);
  for (const name of files) assert.equal(integrity[name], `sha384-${createHash("sha384").update(readFileSync(join(DIST, name))).digest("base64")}`, name);
});
