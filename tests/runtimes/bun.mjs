import { printed, program, write } from "./project.mjs";
import { bun, version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';

export default [{
  runtime: "Bun", line, wasm: "inlined", on: [`Bun ${version("bun")}`],
  run({ t, folder, same }) {
    const file = bun();
    if (file === undefined) return t.skip(`npm has no Bun for ${process.platform} on ${process.arch}`);
    write(folder, { "bun.mjs": program(line) });
    same(printed(file, ["run", "--no-install", "bun.mjs"], { cwd: folder, env: { DO_NOT_TRACK: "1" } }));
  },
}];
