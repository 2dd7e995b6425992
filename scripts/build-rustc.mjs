#!/usr/bin/env node
// Cargo calls this in the compiler's place (RUSTC_WRAPPER). The library is compiled for speed where a lead's time is spent, and for size
// everywhere else: in what is called once for a model or a form, and in those steps of an evaluation that take long for no lead. One crate has
// one optimization level; which of its functions are to be small LLVM is told by a list of their names, for which the compiler first writes
// down all there are.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The modules whose functions are called for each lead, as names have them: by the length of each part, or in the name of an `impl`.
const FAST = /leadgrade(\d+|\.\.)(bytes|condition|digits|evaluate|evaluation|fold|grouping|json(\d+|\.\.)(marks|scan|write)|lead|number|out|points|table|time)(\d|\.\.)/;
// Those of them that have nothing to do many times.
const SHORT = /leadgrade\d+(evaluate\d+(action|disqualify|frameworks|handoff|labels|nurture|promises|stage|teams)|evaluation\d+(action|head\d+names)|lead\d+(answer|context|limits|notices))\d/;
// Functions that stay by themselves, and small: inside of a larger one they would be compiled for speed with it.
const APART = [
  "evaluate::action::decide", "evaluate::disqualify::disqualify", "evaluate::frameworks::assess", "evaluate::handoff::hand_over",
  "evaluate::labels::derive", "evaluate::labels::label", "evaluate::promises::promise", "evaluate::stage::reach",
  "evaluation::write::write_action", "evaluation::write::write_disqualified", "evaluation::write::write_frameworks",
  "evaluation::write::write_handoff", "evaluation::write::write_labels", "evaluation::write::write_layers", "evaluation::write::write_notices",
  "lead::context::read_context", "lead::read::count_unused",
  "lead::read::note_limits", "lead::read::nothing", "lead::read::resolve_members", "number::Number::write", "number::magnitude",
  "number::scientific", "points::Points::parse", "time::parse_date", "time::parse_time",
];
// Engines compile a function when it is first called, and take more than twice as long for one of twice the size. What is called once for a model
// would become one function of 40 KB: in these modules (of forms, all but `Form` itself, which takes the answers) the functions of so many
// characters, as the compiler writes them, stay by themselves, too.
const ONCE = /leadgrade(\d+|\.\.)(calendar|classes|form\d+[^F]\w+|functions|lint|model|public)(\d|\.\.)/;
const LARGE = 12_000;

const [rustc, ...args] = process.argv.slice(2);
const isLibrary = args[args.indexOf("--crate-name") + 1] === "leadgrade";
process.exit(isLibrary ? compileMostlySmall() : compile(args));

function compileMostlySmall() {
  const scratch = mkdtempSync(join(tmpdir(), "leadgrade-rustc-"));
  try {
    const [all, list] = ["all.ll", "list.csv"].map((name) => join(scratch, name));
    const failed = compile([...args.filter((arg) => !arg.startsWith("--emit=")), `--emit=llvm-ir=${all}`, "-Cno-prepopulate-passes"]);
    if (failed !== 0) return failed;
    const functions = Array.from(readFileSync(all, "utf8").matchAll(/^define [^@]*@"?([^"(]+)"?\(.*?^\}$/gms), ([{ length }, name]) => ({ name, length }));
    const names = functions.map(({ name }) => name);
    const apart = APART.map((path) => one(names, path));
    const isDrop = (name) => name.includes("drop_in_place");
    const large = functions.filter(({ name, length }) => length > LARGE && ONCE.test(name) && !isDrop(name)).map(({ name }) => name);
    const small = names.filter((name) => !FAST.test(name) || SHORT.test(name) || isDrop(name)).concat(apart);
    writeFileSync(list, [...small.map((name) => `${name},minsize\n`), ...apart.concat(large).map((name) => `${name},noinline\n`)].join(""));
    return compile([...args, `-Cllvm-args=-forceattrs-csv-path=${list}`]);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

// The name of a function, which may be one of an `impl` in its module.
function one(names, path) {
  const parts = path.split("::").map((part) => `${part.length}${part}`);
  const pattern = new RegExp(`^_ZN9leadgrade${parts.slice(0, -1).join("")}(\\d+_\\$LT\\$impl.*\\$GT\\$)?${parts.at(-1)}17h[0-9a-f]{16}E$`);
  const found = names.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`there are ${found.length} functions by the name of ${path} in what the compiler wrote`);
  return found[0];
}

// Cargo's job server is not passed on; there is one job here.
function compile(args) {
  return spawnSync(rustc, args, { stdio: "inherit", env: { ...process.env, CARGO_MAKEFLAGS: undefined } }).status ?? 1;
}
