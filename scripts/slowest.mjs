// A reporter of node's test runner that says only, at the end, which files took long.
import { relative } from "node:path";

const MOST = 15;

export default async function* slowest(events) {
  const seconds = new Map();
  for await (const { type, data } of events) {
    if ((type !== "test:pass" && type !== "test:fail") || data.nesting > 0 || data.file === undefined) continue;
    seconds.set(data.file, (seconds.get(data.file) ?? 0) + data.details.duration_ms / 1000);
  }
  const lines = [...seconds].sort(([, one], [, other]) => other - one).slice(0, MOST);
  yield `\n${lines.map(([file, time]) => `${time.toFixed(1).padStart(6)} s  ${relative(process.cwd(), file)}`).join("\n")}\n`;
}
