// The published types in the hands of users: strict TypeScript, ESM and CommonJS, with and without the browser's library.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { packedProject } from "./support/packed.mjs";

const { folder } = packedProject(test);
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

let projects = 0;

function typecheck(files, options = {}) {
  const name = `types-${++projects}`;
  mkdirSync(join(folder, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
  const compilerOptions = {
    strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false,
    target: "es2022", module: "nodenext", lib: ["es2022", "dom"], types: [], ...options,
  };
  writeFileSync(join(folder, name, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  const { stdout } = spawnSync(process.execPath, [TSC, "-p", join(folder, name)], { encoding: "utf8" });
  assert.equal(stdout.replaceAll(folder, ""), "");
}

const user = `
import { LeadgradeError, ModelError, checkModel, init, initSync, loadModel } from "leadgrade";
import type {
  Context, Diagnostic, ErrorCode, EvaluateOptions, Evaluation, EvaluationOf, IdsOf, Instant, Lead, LeadOf, Model, ModelDocument, ModelIds, ProfileOf, WasmSource,
} from "leadgrade";

export const document: ModelDocument = { leadgrade: 1, name: "m", fields: { size: { type: "number" } }, fit: { rules: [{ id: "big", when: { size: { gte: 50 } }, points: 10 }] } };
export const lead: Lead = { id: "l-1", profile: { size: 240 }, events: [{ type: "page", at: "2026-11-20T09:30:00Z" }] };
export const context: Context = { turn: 1, away: ["ana"] };

const literal = { leadgrade: 1, name: "m", fields: { size: { type: "number" } }, stages: [{ id: "mql", when: { size: { gte: 50 } } }] } as const satisfies ModelDocument;
export const ours: LeadOf<typeof literal> = { profile: { size: 240 } satisfies ProfileOf<typeof literal>, stage: "mql" };
export const stages: [IdsOf<typeof literal>["stage"], ModelIds["stage"]] = ["mql", "any"];
export async function stage(): Promise<EvaluationOf<typeof literal>["stage"]> {
  const stage: "mql" | "lead" | "disqualified" = (await loadModel(literal)).evaluate(ours).stage;
  return stage;
}

export async function use(): Promise<Uint8Array> {
  await init();
  const model: Model = await loadModel(document);
  const diagnostics: Diagnostic[] = await checkModel("{}");
  const texts: string[] = diagnostics.map(({ code, path, message, help, line, column, severity }) => code + path + message + (help ?? "") + (line + column) + severity);
  const now: Instant = "2026-11-22T10:00:00Z";
  const options: EvaluateOptions = { now, context };
  const evaluation: Evaluation = model.evaluate(lead, options);
  const more: Evaluation[] = [model.evaluate("{}"), model.evaluate(new Uint8Array(0), { now: 0 }), model.evaluate(new ArrayBuffer(0), { now: new Date(0) })];
  const known: [string, string | null, string, number, string] = [model.name, model.version, model.hash, evaluation.score + more.length, evaluation.stage];
  model.free();
  return model.evaluateBytes(new TextEncoder().encode(known.concat(texts as never).join()));
}

export function explain(error: unknown): ErrorCode | undefined {
  if (error instanceof ModelError) return error.diagnostics.length > 0 ? error.code : undefined;
  return error instanceof LeadgradeError ? error.code : undefined;
}

export const sources: WasmSource[] = [new URL("https://acme.example/leadgrade.wasm"), "/leadgrade.wasm", new Uint8Array(0), new Response(), new WebAssembly.Module(new Uint8Array(0))];
export const early = () => initSync(new WebAssembly.Module(new Uint8Array(0)));
export const respond = (model: Model, body: ArrayBuffer) => new Response(model.evaluateBytes(body));
export const pipe = (model: Model, file: Blob): ReadableStream<Uint8Array> => file.stream().pipeThrough(model.stream({ now: 0, context }));
export const integrity = () => loadModel("{}", { wasm: fetch("/leadgrade.wasm", { integrity: "sha384-AAAA" }) });
`;

test("tests/js/types: what the compiler must take, and the slips that it must see", () => {
  const { stdout, status } = spawnSync(process.execPath, [TSC, "-p", fileURLToPath(new URL("types", import.meta.url))], { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
});

test("an ESM user", () => typecheck({ "user.mts": user }));
test("a CommonJS user", () => typecheck({ "user.cts": user }));
test("a bundler's user", () => typecheck({ "user.ts": user }, { module: "esnext", moduleResolution: "bundler" }));

const form = `
import { loadModel } from "leadgrade";
import { bindForm } from "leadgrade/form";
import type {
  Bounds, Difference, Evaluation, FieldType, Form, Lead, Model, NextQuestion, Notice, OfferedAnswer, Outcome, Question, QuestionState, Reachable, ReachableOutcome, SavedForm, SavedStep, Way, WhatIf, WouldTake,
} from "leadgrade";

// A question of the document is another thing than one that is asked.
export const authored: Question = { field: "size", ask: "How many?", friction: 2 };

export async function use(model: Model, element: HTMLFormElement): Promise<SavedForm> {
  const forms: Form[] = [model.form(), model.form("{}"), model.form({ profile: {} }, { now: 0, context: { turn: 1 } }), model.restore("{}"), model.restore(new Uint8Array(0), { now: new Date() })];
  const form: Form = forms[0] ?? model.form();
  const notice: Notice | null = form.answer("size", 5);
  form.answer("tools", ["crm"]);
  form.skip("email");
  form.addEvent({ type: "page", at: 0 });
  const taken: boolean = form.undo() && form.settled && form.exact && form.worthEnriching(["size"]) && form.worthEnriching(new Set(["size"]));
  const asked: NextQuestion[] = [...form.next(), ...form.next(3)];
  const words: string[] = asked.map(({ field, ask, type, options, required, friction, value, could, why }) => [field, ask, type, options.length, required, friction + value, could.map(outcome).join(), why].join());
  const states: QuestionState[] = form.questions;
  const open: string[] = states.filter(({ state, visible, matters }) => state === "open" && visible && matters).map(({ field }) => field).concat(form.missing);
  const offered: OfferedAnswer | undefined = states[0]?.options[0];
  const { outcomes, fit, intent, score, exact }: Reachable = form.reachable;
  const bounds: Bounds[] = [fit, intent, score];
  const best: ReachableOutcome | undefined = outcomes[0];
  const chance: number = best === undefined ? Number(exact) : best.chance;
  const evaluation: Evaluation = form.evaluation;
  const lead: Lead = form.lead;
  const found: WhatIf = form.whatIf({ size: 5, tools: null });
  const changes: string[] = found.changes.map(({ what, from, to }: Difference) => what + (from ?? "") + (to ?? ""));
  const take: WouldTake = form.wouldTake("sql");
  const ways: string[] = take.ways.map((way: Way) => (way.answers === undefined ? way.event.type : Object.keys(way.answers).join()));
  const until: string | null = form.validUntil;
  const priors: number[] | undefined = model.learnPriors([lead, "{}"], { now: form.at })["size"];
  const steps: readonly SavedStep[] = form.toJSON().steps;
  for (const step of steps) if ("answer" in step) words.push(step.answer);
  bindForm(element, { model });
  bindForm(element, { model: loadModel("{}"), lead, at: { now: 0 } });
  bindForm(element, { form });
  const saved: SavedForm = form.toJSON();
  model.restore(saved).free();
  form.free();
  void [notice, taken, open, offered, bounds, chance, evaluation, changes, ways, until, priors];
  return saved;
}
const outcome = ({ stage, code, kind, team, queue, track, partner, owner, protocol }: Outcome): string => [stage, code, kind, team, queue, track, partner, owner, protocol].join();
export const inputs = { text: "text", choice: "radio", set: "checkbox", number: "text", boolean: "radio", date: "date", email: "email" } satisfies Record<FieldType, string>;

export function mistakes(form: Form, model: Model): void {
  // @ts-expect-error: read only
  form.settled = true;
  // @ts-expect-error: the name of a field
  form.answer(5, 5);
  // @ts-expect-error: an event has an instant
  form.addEvent({ type: "page" });
  // @ts-expect-error: what is reachable has a chance, what a question could decide has none
  form.next()[0]?.could[0]?.chance;
  // @ts-expect-error: the instant goes into an object
  model.form({}, new Date());
  // @ts-expect-error: no saved form
  model.restore({ lead: {} });
  // @ts-expect-error: priors know of no context
  model.learnPriors([], { context: {} });
  // @ts-expect-error: forms come from models
  new Form();
}
`;

test("an ESM user of forms", () => typecheck({ "form.mts": form }));
test("a bundler's user of forms", () => typecheck({ "form.ts": form }, { module: "esnext", moduleResolution: "bundler" }));
test("a form at the end of its block", () => typecheck({
  "user.mts": `
    import { loadModel } from "leadgrade";
    export async function settled(): Promise<boolean> {
      using model = await loadModel("{}");
      using form = model.form();
      return form.settled;
    }
  `,
}, { lib: ["es2022", "dom", "esnext.disposable"] }));

test("the other entries have the same types", () => typecheck({
  "user.mts": `
    import * as main from "leadgrade";
    import * as inline from "leadgrade/inline";
    import * as web from "leadgrade/web";
    export const same: (typeof main)[] = [inline, web];
  `,
}));

test("the file and the schema can be imported", () => typecheck({
  "user.ts": `
    import { loadModel } from "leadgrade";
    import wasm from "leadgrade/leadgrade.wasm";
    import schema from "leadgrade/schema.json";
    export const model = loadModel("{}", { wasm });
    export const title: unknown = schema;
  `,
}, { module: "esnext", moduleResolution: "bundler", resolveJsonModule: true }));

test("a user without the browser's library", () => typecheck({
  "user.mts": `
    import { loadModel } from "leadgrade";
    const model = await loadModel(new Uint8Array(0), { wasm: new Uint8Array(0) });
    export const { score }: { score: number } = model.evaluate({ id: "l-1" });
    export const { readable, writable }: { readable: object, writable: object } = model.stream();
  `,
}, { lib: ["es2022"] }));

test("a model at the end of its block", () => typecheck({
  "user.mts": `
    import { loadModel } from "leadgrade";
    export async function stage(): Promise<string> {
      using model = await loadModel("{}");
      return model.evaluate("{}").stage;
    }
  `,
}, { lib: ["es2022", "dom", "esnext.disposable"] }));

test("mistakes are seen", () => typecheck({
  "user.mts": `
    import { LeadgradeError, Model, checkModel, loadModel } from "leadgrade";
    const model = await loadModel("{}");
    // @ts-expect-error: a model is a document
    void loadModel(5);
    // @ts-expect-error: a model needs its fields
    void checkModel({ leadgrade: 1, name: "m" });
    // @ts-expect-error: the instant goes into an object
    model.evaluate("{}", new Date());
    // @ts-expect-error: no instant
    model.evaluate("{}", { now: true });
    // @ts-expect-error: an unknown option
    model.evaluate("{}", { when: 0 });
    // @ts-expect-error: a lead is an object
    model.evaluate(42);
    // @ts-expect-error: read only
    model.name = "other";
    // @ts-expect-error: models come from loadModel
    new Model("{}");
    // @ts-expect-error: no such code
    export const wrong = (error: LeadgradeError) => error.code === "bad-modle";
    // @ts-expect-error: a promise of diagnostics
    checkModel("{}").length;
  `,
}));
