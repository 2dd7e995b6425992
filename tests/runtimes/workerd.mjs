import { startWorker } from "../js/support/workerd.mjs";
import { version } from "./tools.mjs";

const line = 'import { loadModel } from "leadgrade"';

export default [{
  runtime: "Cloudflare Workers, workerd", own: true, line, wasm: "a module of the worker", on: [`workerd ${version("workerd")}`],
  async run({ t, folder, same }) {
    const worker = await startWorker(t, folder, `${line};
import { use } from "./use.js";
import input from "./input.js";
export default { fetch: async () => Response.json(await use({ loadModel }, input)) };
`);
    same(await (await worker.fetch("/")).json());
  },
}];
