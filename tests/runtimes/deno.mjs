import { printed, program, write } from "./project.mjs";
import { deno, version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';

export default [{
  runtime: "Deno, without permissions", line, wasm: "inlined", on: [`Deno ${version("deno")}`],
  run({ t, folder, same }) {
    const file = deno();
    if (file === undefined) return t.skip(`npm has no Deno for ${process.platform} on ${process.arch}`);
    write(folder, { "deno.mjs": program(line) });
    same(printed(file, ["run", "--no-prompt", "--cached-only", "--no-lock", "deno.mjs"], { cwd: folder, env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" } }));
  },
}];
