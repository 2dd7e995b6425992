// The project that the package is installed into, below the tools, so that they are found from it as from anybody's project.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../../scripts/run.mjs";
import { FOLDER } from "./tools.mjs";

const NOW = "2026-11-22T10:00:00Z";
const MODEL = readFileSync(join(ROOT, "examples/models/b2b-saas.json"), "utf8");
export const INPUT = {
  model: MODEL, now: NOW, leads: readFileSync(join(ROOT, "examples/leads/b2b-saas.ndjson"), "utf8").trimEnd().split("\n"),
  visitor: { id: "v-1", events: [{ type: "page", asset: "pricing", at: "2026-11-22T09:30:00Z" }] },
  answers: { email: "ada@acme.example", companySize: 240, industry: "saas", country: "Österreich", jobTitle: "VP of Sales", problem: "speed", timeline: "now", decisionRole: "decision-maker", budgetStatus: "approved" },
};

/** The evaluations as native code wrote them: tests/golden.rs sees to that. */
export const NATIVE = JSON.parse(readFileSync(join(ROOT, "tests/golden/b2b-saas.json"), "utf8")).map((evaluation) => JSON.stringify(evaluation));

/** What each runtime's files stand beside; and the package in a place where a site would have it. */
export function prepare(folder) {
  symlinkSync("node_modules/leadgrade", join(folder, "leadgrade"));
  for (const name of ["use.js", "page.js"]) copyFileSync(join(FOLDER, name), join(folder, name));
  writeFileSync(join(folder, "input.js"), `export default ${JSON.stringify(INPUT)};\n`);
}

/** Writes files, by their paths from the folder; gives the path of the first. */
export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return join(folder, Object.keys(files)[0]);
}

/** A program that imports the package as `line` says and prints what it did with it. */
export const program = (line) => `${line};
import { use } from "./use.js";
import input from "./input.js";
console.log(JSON.stringify(await use({ loadModel }, input)));
`;

/** A page's script that imports the package as `line` says. */
export const script = (line, { form = "leadgrade/form", base = ".", options = "undefined" } = {}) => `${line};
import { bindForm } from "${form}";
import { use } from "${base}/use.js";
import { bind } from "${base}/page.js";
import input from "${base}/input.js";
globalThis.answering = (async () => {
  const answer = await use({ loadModel }, input, ${options});
  return { ...answer, page: await bind({ loadModel }, { bindForm }, input) };
})();
globalThis.answering.catch(() => {});
`;
export const PAGE = "asks one question";
export const html = (src) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,"><body><script type="module" src="${src}"></script></body></html>`;

/** Runs a program and gives the JSON that it prints. */
export function printed(file, args, { cwd, env }) {
  return JSON.parse(execFileSync(file, args, { cwd, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 2 ** 26 }));
}
