// npm run size [-- COUNT]: what is in the WebAssembly, by part and by function, from a build that keeps the names.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bindings, compile, optimize, wasmEnvironment } from "./build-steps.mjs";

const PARTS = [
  ["forms", /leadgrade::form|rawform/], ["lints", /leadgrade::lint/], ["values and functions of them (lints and forms)", /leadgrade::(classes|functions)/], ["compiling a model", /leadgrade::model/],
  ["evaluating", /leadgrade::(lead|evaluate|evaluation|condition|json|fold|table|time|number|decimal|points)|rawmodel/], ["calendars", /leadgrade::calendar/], ["diagnostics", /leadgrade::(diagnostic|suggest)|^check/],
  ["the rest of leadgrade", /leadgrade/], ["the allocator", /dlmalloc|rust_(re)?alloc/], ["formatting", /core.*::fmt/], ["generic code of the standard library", /./],
];

const [count = "40"] = process.argv.slice(2);
const env = wasmEnvironment();
const scratch = mkdtempSync(join(tmpdir(), "leadgrade-size-"));
try {
  bindings(compile(env), scratch, env);
  const [plain, named] = ["plain.wasm", "named.wasm"].map((name) => join(scratch, name));
  optimize(join(scratch, "glue_bg.wasm"), plain);
  optimize(join(scratch, "glue_bg.wasm"), named, ["-g"]);
  report(readFileSync(plain), readFileSync(named));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function report(plain, named) {
  console.log(`whole: ${plain.length} bytes, gzip ${gzipSync(plain, { level: 9 }).length}, brotli ${brotliCompressSync(plain).length}`);
  const bodies = sections(plain).filter(({ size }) => size > 1000);
  for (const { id, start, size } of bodies) console.log(`${{ 10: "code", 11: "data" }[id] ?? `section ${id}`}: ${size} bytes, gzip ${gzipSync(plain.subarray(start, start + size), { level: 9 }).length}`);
  const functions = functionSizes(named).sort((a, b) => b.size - a.size);
  const parts = new Map(PARTS.map(([part]) => [part, 0]));
  for (const { name, size } of functions) {
    const [part] = PARTS.find(([, pattern]) => pattern.test(name));
    parts.set(part, parts.get(part) + size);
  }
  console.log("\nby part; what was inlined counts where it went");
  for (const [part, size] of [...parts].sort((a, b) => b[1] - a[1])) console.log(`${String(size).padStart(8)}  ${part}`);
  console.log(`\nthe ${count} largest of ${functions.length} functions`);
  for (const { name, size } of functions.slice(0, Number(count))) console.log(`${String(size).padStart(8)}  ${name.slice(0, 140)}`);
}

// The binary format: https://webassembly.github.io/spec/core/binary/modules.html
function sections(bytes) {
  const read = reader(bytes, 8);
  const found = [];
  while (read.at < bytes.length) {
    const id = bytes[read.at++];
    const size = read.number();
    found.push({ id, start: read.at, size });
    read.at += size;
  }
  return found;
}

function functionSizes(bytes) {
  const all = sections(bytes);
  const imports = importedFunctions(bytes, all.find(({ id }) => id === 2));
  const names = functionNames(bytes, all);
  const code = reader(bytes, all.find(({ id }) => id === 10).start);
  return Array.from({ length: code.number() }, (_, index) => {
    const size = code.number();
    code.at += size;
    return { name: names.get(imports + index) ?? "?", size };
  });
}

function importedFunctions(bytes, section) {
  if (section === undefined) return 0;
  const read = reader(bytes, section.start);
  let functions = 0;
  for (let left = read.number(); left > 0; left--) {
    read.text();
    read.text();
    const kind = bytes[read.at++];
    if (kind === 0) {
      functions++;
      read.number();
    } else if (kind === 3) read.at += 2;
    else {
      if (kind === 1) read.at++;
      const hasMost = bytes[read.at++] & 1;
      read.number();
      if (hasMost) read.number();
    }
  }
  return functions;
}

function functionNames(bytes, all) {
  const names = new Map();
  for (const { id, start, size } of all) {
    const read = reader(bytes, start);
    if (id !== 0 || read.text() !== "name") continue;
    while (read.at < start + size) {
      const kind = bytes[read.at++];
      const end = read.number() + read.at;
      if (kind === 1) for (let left = read.number(); left > 0; left--) names.set(read.number(), read.text());
      read.at = end;
    }
  }
  return names;
}

function reader(bytes, at) {
  return {
    at,
    number() {
      let [value, shift, byte] = [0, 0];
      do {
        byte = bytes[this.at++];
        value += (byte & 127) * 2 ** shift;
        shift += 7;
      } while (byte > 127);
      return value;
    },
    text() {
      const length = this.number();
      this.at += length;
      return bytes.subarray(this.at - length, this.at).toString();
    },
  };
}
