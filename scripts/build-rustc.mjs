#!/usr/bin/env node
// Cargo calls this in the compiler's place (RUSTC_WRAPPER). The library is compiled for speed, but for the functions that are called once
// for a model or a form rather than once for a lead: those are compiled for size. One crate has one optimization level; which of its
// functions are to be small LLVM is told by a list of their names, for which the compiler first writes down all there are.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The modules whose functions are called for each lead, as names have them: by the length of each part, or in the name of an `impl`.
const FAST = /leadgrade(\d+|\.\.)(bytes|condition|digits|evaluate|evaluation|fold|grouping|json(\d+|\.\.)(marks|scan|write)|lead|number|out|points|table|time)(\d|\.\.)/;

const [rustc, ...args] = process.argv.slice(2);
const isLibrary = args[args.indexOf("--crate-name") + 1] === "leadgrade";
process.exit(isLibrary ? compileMostlySmall() : compile(args));

function compileMostlySmall() {
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-rustc-"));
  try {
    const [all, small] = ["all.ll", "small.csv"].map((name) => join(scratch, name));
    const failed = compile([...args.filter((arg) => !arg.startsWith("--emit=")), `--emit=llvm-ir=${all}`, "-Cno-prepopulate-passes"]);
    if (failed !== 0) return failed;
    const names = Array.from(readFileSync(all, "utf8").matchAll(/^define [^@]*@"?([^"(]+)"?\(/gm), ([, name]) => name);
    const lines = names.filter((name) => !FAST.test(name) || name.includes("drop_in_place")).map((name) => `${name},minsize\n`);
    if (lines.length === 0 || lines.length === names.length) throw new Error("the compiler names functions in an unknown way");
    writeFileSync(small, lines.join(""));
    return compile([...args, `-Cllvm-args=-forceattrs-csv-path=${small}`]);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

// Cargo's job server is not passed on; there is one job here.
function compile(args) {
  return spawnSync(rustc, args, { stdio: "inherit", env: { ...process.env, CARGO_MAKEFLAGS: undefined } }).status ?? 1;
}
