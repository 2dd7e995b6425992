// Vercel's edge runtime as its own package has it. A deployment hands the module over compiled; here the bundle gets it by a global of the sandbox.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { write } from "./project.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';
const compiled = {
  name: "compiled",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "compiled" }));
    onLoad({ filter: /./, namespace: "compiled" }, () => ({ contents: "export default compiledModule;" }));
  },
};

export default [{
  runtime: "Vercel edge", line, wasm: "a module of the function", on: [`edge-runtime ${version("edge-runtime")}`],
  async run({ folder, same }) {
    const { EdgeRuntime } = await import("edge-runtime");
    const entry = write(folder, { "vercel.js": `${line};
import { use } from "./use.js";
import input from "./input.js";
addEventListener("fetch", (event) => event.respondWith(use({ loadModel }, input).then((answer) => Response.json(answer))));
` });
    const { outputFiles: [bundle] } = await build({
      entryPoints: [entry], bundle: true, write: false, format: "iife", platform: "neutral", conditions: ["edge-light", "worker", "browser"], plugins: [compiled], logLevel: "error",
    });
    const compiledModule = new WebAssembly.Module(readFileSync(join(folder, "node_modules/leadgrade/dist/leadgrade.wasm")));
    // As Vercel has it: code that wants to compile while it runs is refused.
    const forbidden = `WebAssembly.compile = () => { throw new Error("no code generation"); };
WebAssembly.Module = new Proxy(WebAssembly.Module, { construct: WebAssembly.compile });
`;
    const runtime = new EdgeRuntime({ extend: (context) => Object.assign(context, { compiledModule }), initialCode: forbidden + bundle.text });
    const response = await runtime.dispatchFetch("https://acme.example/");
    same(await response.json());
  },
}];
