// What is in the package that others wrote: read off the lock files, and written as a CycloneDX bill of materials.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, output } from "./run.mjs";

/** The crates that leadgrade.wasm is compiled of, but for ours, by name: version, license, checksum, place. */
export function cratesInModule(env, target) {
  const printed = output("cargo", ["metadata", "--locked", "--format-version", "1", "--filter-platform", target], { env, maxBuffer: 1 << 26 });
  if (printed === undefined) throw new Error("cargo metadata did not say which crates leadgrade.wasm contains");
  const { packages, resolve } = JSON.parse(printed);
  const checksums = new Map([...readFileSync(join(ROOT, "Cargo.lock"), "utf8").matchAll(/name = "(.*)"\nversion = "(.*)"\nsource = ".*"\nchecksum = "(.*)"/g)].map(([, name, version, sum]) => [`${name} ${version}`, sum]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const byId = new Map(packages.map((each) => [each.id, each]));
  // What macros are made of runs in the compiler and is in no module, nor is what only the crashing one has.
  const isCompiled = ({ pkg, dep_kinds }) => dep_kinds.some(({ kind }) => kind === null) && !byId.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"));
  const found = new Set();
  const walk = (id) => nodes.get(id).deps.filter(isCompiled).forEach(({ pkg }) => found.has(pkg) || (found.add(pkg), walk(pkg)));
  walk(packages.find(({ name }) => name === "leadgrade-wasm").id);
  return [...found].map((id) => byId.get(id)).filter(({ source }) => source !== null)
    .map(({ name, version, license, repository }) => ({ name, version, license: license.replaceAll("/", " OR "), repository, sha256: checksums.get(`${name} ${version}`) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The npm packages of these names, as package-lock.json has them. */
export function lockedPackages(names) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  return [...new Set(names)].sort().map((name) => {
    const { version, license, integrity } = packages[`node_modules/${name}`];
    return { name, version, license, sha512: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") };
  });
}

/** The bill of materials; the same sources and tools give the same text. */
export function sbom({ crates, packages, tools }) {
  const { name, version, license, description } = JSON.parse(readFileSync(join(ROOT, "pkg/package.json"), "utf8"));
  const root = `pkg:npm/${name}@${version}`;
  const rust = /rustc (\S+)/.exec(tools.rustc)[1];
  const component = (purl, name, version, license, hashes, more) => ({ type: "library", "bom-ref": purl, name, version, ...hashes, licenses: [{ expression: license }], purl, ...more });
  const components = [
    component(`pkg:generic/rust-std@${rust}`, "rust-std", rust, "MIT OR Apache-2.0", {}),
    ...crates.map(({ name, version, license, sha256, repository }) => component(`pkg:cargo/${name}@${version}`, name, version, license,
      { hashes: [{ alg: "SHA-256", content: sha256 }] }, { externalReferences: [{ type: "vcs", url: repository }] })),
    ...packages.map(({ name, version, license, sha512 }) => component(`pkg:npm/${name.replace("@", "%40")}@${version}`, name, version, license, { hashes: [{ alg: "SHA-512", content: sha512 }] })),
  ];
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
    metadata: {
      tools: { components: Object.entries(tools).map(([name, version]) => ({ type: "application", name, version: version.replace(`${name} `, "") })) },
      component: { type: "library", "bom-ref": root, name, version, description, licenses: [{ expression: license }], purl: root },
    },
    components,
    dependencies: [{ ref: root, dependsOn: components.map((each) => each["bom-ref"]) }, ...components.map((each) => ({ ref: each["bom-ref"] }))],
  };
}
