// npm run audit: asks the registries which packages have known faults. It needs their network; `npm test` does without.
import { ROOT, output, run } from "./run.mjs";

const failures = [];
const look = (name, body) => {
  try {
    body();
  } catch (error) {
    failures.push(`${name}: ${error.message}`);
  }
};

for (const folder of [".", "benches", "tests/runtimes"]) look(`npm audit in ${folder}`, () => run("npm", ["audit"], { cwd: `${ROOT}/${folder}` }));
if (output("cargo", ["deny", "--version"]) === undefined) failures.push("cargo deny is not installed: cargo install --locked cargo-deny");
else look("cargo deny", () => run("cargo", ["deny", "check"]));

for (const failure of failures) console.error(`audit: ${failure}`);
process.exit(failures.length === 0 ? 0 : 1);
