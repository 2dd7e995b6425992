// Compares the library with its second implementation, in Python, over random models and leads.
import { findProgram, installDebianPackage } from "./programs.mjs";
import { output, run } from "./run.mjs";

/** 2,000 models and leads, or 20,000 in the long form; throws where the two differ. */
export function compareWithOracle({ long }) {
  const python = findPython();
  run(python, ["-m", "unittest", "discover", "--quiet", "-s", "tests/oracle"]);
  run(python, ["tests/oracle/evaluate.py", "--cases", "tests/conformance"]);
  // What `cargo test` has built already, with all its assertions.
  run("cargo", ["build", "--quiet", "--locked", "--example", "differential"]);
  run(python, ["tests/oracle/agree.py", "--program", "target/debug/examples/differential", "--count", long ? "20000" : "2000"]);
}

function findPython() {
  const works = (code) => output("python3", ["-c", code]) !== undefined;
  if (findProgram(["python3"]) === undefined) installDebianPackage("python3");
  if (!works("import sys; assert sys.version_info >= (3, 9)")) throw new Error("the second implementation needs Python 3.9");
  // The zones of the system.
  const hasZones = () => works("import zoneinfo; zoneinfo.ZoneInfo('Pacific/Chatham'), zoneinfo.ZoneInfo('US/Eastern')");
  if (!hasZones()) installDebianPackage("tzdata");
  // Since 2024 Debian keeps the old names apart.
  if (!hasZones()) installDebianPackage("tzdata-legacy");
  return "python3";
}
