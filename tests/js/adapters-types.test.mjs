// The adapters' and explain's types in a strict TypeScript program.
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
const folder = mkdtempSync(join(tmpdir(), "leadgrade-adapters-types-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
import { explain } from "leadgrade";
import type { Audience, Evaluation, Lead, Model } from "leadgrade";
import { fromCloudflare, fromGa4, fromHubSpotContact, fromHubSpotForm, fromMarketoLead, fromSalesforceLead, fromSegment, fromTypeform, fromVercel, merge } from "leadgrade/adapters";
import type { ClockOptions, FormOptions, LeadParts, ProfileParts, ProfileValue, SegmentOptions } from "leadgrade/adapters";

declare const body: unknown;
declare const model: Model;

export const all: LeadParts[] = [
  fromSegment(body), fromSegment([body], { channel: "product" }), fromHubSpotForm(body, { asset: "demo", at: new Date(0) }), fromHubSpotContact(body), fromSalesforceLead(body),
  fromMarketoLead(body), fromTypeform(body, { asset: "demo" }), fromGa4(body, { at: "2026-11-20" }), fromCloudflare(body), fromVercel(new Headers()),
];
export const options: [SegmentOptions, FormOptions, ClockOptions] = [{}, {}, {}];
export const lead: Lead = merge(...all, null, undefined, { stage: "mql" }, { profile: { score: 1 } });
export const evaluation: Evaluation = model.evaluate(fromSegment(body));
export const email: ProfileValue | undefined = fromHubSpotContact(body).profile?.["email"];
export const types: string[] = (fromSegment(body).events ?? []).map(({ type }) => type);
const parts: ProfileParts = fromCloudflare(body);
export const audiences: Audience[] = ["sales", "subject", "audit"];
export const words: string = audiences.map((audience) => explain(evaluation, audience)).join();

// @ts-expect-error: geography does nothing
parts.events;
// @ts-expect-error: the asset is a text
fromHubSpotForm(body, { asset: 5 });
// @ts-expect-error: Typeform says when
fromTypeform(body, { at: 0 });
// @ts-expect-error: an unknown option
fromSegment(body, { chanel: "product" });
// @ts-expect-error: lists of parts are spread
merge(all);
// @ts-expect-error: a stage is a text
merge({ stage: 5 });
// @ts-expect-error: nobody of that name listens
explain(evaluation, "boss");
// @ts-expect-error: someone listens
explain(evaluation);
// @ts-expect-error: a lead is no evaluation
explain(lead, "sales");
`;

for (const [name, options] of [["nodenext", { module: "nodenext" }], ["a bundler", { module: "esnext", moduleResolution: "bundler" }]]) {
  test(`a strict program of ${name}`, () => {
    const compilerOptions = {
      strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, target: "es2022", lib: ["es2022", "dom"], types: [],
      paths: { leadgrade: [join(SRC, "index.d.ts")], "leadgrade/adapters": [join(SRC, "adapters/index.d.ts")] }, ...options,
    };
    writeFileSync(join(folder, "program.mts"), PROGRAM);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.mts"] }));
    const { stdout, status } = spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
    assert.equal(stdout.replaceAll(folder, ""), "");
    assert.equal(status, 0);
  });
}
