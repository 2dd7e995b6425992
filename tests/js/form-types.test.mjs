// The types of leadgrade/form in a strict program, against the sources.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const SRC = fileURLToPath(new URL("../../pkg/src/", import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const folder = mkdtempSync(join(tmpdir(), "leadgrade-form-types-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
import { bindForm } from "leadgrade/form";
import type { BindOptions, FormBinding, FormEvents, FormMaker, FormSession, Known, Words } from "leadgrade/form";

declare const element: HTMLFormElement;
declare const session: FormSession;
declare const model: FormMaker;

const words: Partial<Words> = { next: "Weiter", progress: (number, most) => number + " von " + most, unread: (type) => type };
const known: Known = { known: ["email"], values: { industry: "saas", tools: ["crm"], size: 500 } };
export const all: BindOptions[] = [
  { form: session }, { form: Promise.resolve(session) }, { form: () => session }, { form: async () => session, render: true, atOnce: 2, keep: true },
  { model, lead: { profile: {} }, known, words, storage: null, key: "k" }, { model: Promise.resolve(model), storage: localStorage }, { model: () => model, at: { now: 0 } },
];
export async function use(): Promise<string | string[] | undefined> {
  const binding: FormBinding = await bindForm(element, { model }).ready;
  binding.answer("tools", ["crm"]);
  binding.answer("size", null);
  const [first]: string[] = binding.fields;
  const flags: boolean[] = [binding.next(), binding.back(), binding.settled, binding.done];
  binding.skip();
  binding.refresh();
  binding.form?.answer("size", flags.length);
  binding.destroy();
  return binding.answers[first ?? ""];
}
element.addEventListener("leadgrade:stage", ({ detail: { from, to } }) => { const pair: [string, string] = [from, to]; return pair; });
element.addEventListener("leadgrade:disqualified", ({ detail }) => detail.code.length + detail.all.length);
element.addEventListener("leadgrade:settled", ({ detail }) => detail.proven && detail.exact);
element.addEventListener("leadgrade:question", ({ detail }) => detail.fields.length + detail.number + detail.most);
export const names: (keyof FormEvents)[] = ["leadgrade:question", "leadgrade:settled", "leadgrade:stage", "leadgrade:disqualified"];

// @ts-expect-error: a form or a model
bindForm(element, {});
// @ts-expect-error: not both
bindForm(element, { form: session, model });
// @ts-expect-error: a <form>
bindForm(document.body, { model });
// @ts-expect-error: an unknown option
bindForm(element, { model, steps: 1 });
// @ts-expect-error: words that nobody says
bindForm(element, { model, words: { nxt: "Weiter" } });
// @ts-expect-error: no such stage event
element.addEventListener("leadgrade:stage", ({ detail }) => detail.stage);
// @ts-expect-error: a set is a list of texts
bindForm(element, { model }).answer("tools", [{}]);
// @ts-expect-error: answers are read
bindForm(element, { model }).answers = {};
`;

for (const [name, options] of [["nodenext", { module: "nodenext" }], ["a bundler", { module: "esnext", moduleResolution: "bundler" }]]) {
  test(`a strict program of ${name}`, () => {
    const compilerOptions = {
      strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, target: "es2022", lib: ["es2022", "dom"], types: [],
      paths: { leadgrade: [join(SRC, "index.d.ts")], "leadgrade/form": [join(SRC, "form/index.d.ts")] }, ...options,
    };
    writeFileSync(join(folder, "program.mts"), PROGRAM);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.mts"] }));
    const { stdout, status } = spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
    assert.equal(stdout.replaceAll(folder, ""), "");
    assert.equal(status, 0);
  });
}
