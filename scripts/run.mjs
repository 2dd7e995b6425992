// Running other programs from the scripts: what they print is shown, and a failure is an error with the command's words.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

export function run(command, args = [], options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (error) throw new Error(`${command} did not start: ${error.message}`);
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")}: ${signal ?? `exit code ${status}`}`);
}

/** What a command prints, or undefined when it is not there or fails. */
export function output(command, args = [], options = {}) {
  const { status, stdout } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", ...options });
  return status === 0 ? stdout.trim() : undefined;
}
