// The package as users get it: packed into a tarball, installed into an empty project.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Installs the tarball into a project of its own, a new folder in the one given; gives that folder and the tarball's list of files. */
export function packedProject(test, within = tmpdir()) {
  const folder = mkdtempSync(join(within, "leadgrade-packed-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const [{ filename, files, size }] = JSON.parse(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], join(ROOT, "pkg")));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  npm(["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock", `./${filename}`], folder);
  return { folder, tarball: join(folder, filename), files: files.map((file) => file.path), size };
}

/** Writes files into the project and runs Node on the first of them; gives what it prints. */
export function runInProject(folder, files, args = []) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return execFileSync(process.execPath, [Object.keys(files)[0], ...args], { cwd: folder, encoding: "utf8" });
}

export const MODEL = readFileSync(join(ROOT, "examples/models/b2b-saas.json"));

/** A lead that says something on every axis, and the instant it is evaluated at. */
export const LEAD = {
  id: "l-1",
  profile: { email: "ada@acme.example", jobTitle: "VP of Sales", companySize: 240, industry: "Computer Software", country: "Österreich" },
  events: [
    { type: "form", at: "2026-11-21T09:30:00+01:00", channel: "web", asset: "demo" },
    { type: "page", at: "2026-11-20T09:30:00Z", channel: "web", asset: "pricing", props: { path: "/pricing" } },
  ],
};
export const NOW = "2026-11-22T10:00:00Z";

function npm(args, cwd) {
  return execFileSync("npm", [...args, "--loglevel=error"], { cwd, encoding: "utf8" });
}
