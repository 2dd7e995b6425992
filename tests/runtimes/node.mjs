import { printed, program, write } from "./project.mjs";
import { NODES } from "./tools.mjs";

const imported = 'import { loadModel } from "leadgrade"';
const required = 'const { loadModel } = require("leadgrade")';

export default [
  {
    runtime: "Node, `import`", line: imported, wasm: "inlined", on: NODES.map(({ name }) => name),
    run: (context) => onEach(context, "import.mjs", program(imported)),
  },
  {
    runtime: "Node, `require`", line: required, wasm: "inlined", on: NODES.map(({ name }) => name),
    run: (context) => onEach(context, "require.cjs", `${required};
(async () => {
  const { use } = await import("./use.js");
  const { default: input } = await import("./input.js");
  console.log(JSON.stringify(await use({ loadModel }, input)));
})();
`),
  },
];

async function onEach({ t, folder, same }, name, text) {
  write(folder, { [name]: text });
  for (const node of NODES) {
    await t.test(node.name, (t) => {
      const file = node.program();
      if (file === undefined) return t.skip(`npm has no ${node.name} for ${process.platform} on ${process.arch}`);
      same(printed(file, [name], { cwd: folder }));
    });
  }
}
