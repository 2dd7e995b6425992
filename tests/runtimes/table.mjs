// The table of the READMEs, written from what the tests run. `npm run readme` puts it there.
import { RUNTIMES } from "./list.mjs";

const RUST = { runtime: "Rust", line: "use leadgrade::Model;", wasm: "none", on: ["`cargo test`"] };
const MARKED = /(<!-- The table is written by `npm run readme`[^\n]*-->\n)[^]*?(?=\n<!-- The table ends\. -->)/;

export function withTable(readme) {
  const rows = [...RUNTIMES, RUST].map(({ runtime, line, wasm, on }) => `| ${runtime} | \`${line}\` | ${wasm} | ${on.join(", ")} |`);
  if (!MARKED.test(readme)) throw new Error("the README has no place for the table of runtimes");
  return readme.replace(MARKED, (_, mark) => [`${mark.trimEnd()}`, "| runtime | import | the WebAssembly | tried on |", "| --- | --- | --- | --- |", ...rows].join("\n"));
}
