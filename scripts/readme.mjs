// npm run readme: the table of runtimes in the READMEs, from the tests that try the package in them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installDependencies } from "./dependencies.mjs";
import { ROOT } from "./run.mjs";

installDependencies({ dev: true });
const { withTable } = await import("../tests/runtimes/table.mjs");
for (const name of ["README.md", "pkg/README.md"]) writeFileSync(join(ROOT, name), withTable(readFileSync(join(ROOT, name), "utf8")));
