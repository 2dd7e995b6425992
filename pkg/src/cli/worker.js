import { on } from "node:events";
import { blockEvaluator } from "./block.js";

/** What a thread of a `Crew` does: evaluates the blocks that it is sent, one after the other, and sends back what they gave. */
export async function work(port, { bytes, ...job }, loadModel) {
  const messages = on(port, "message");
  const evaluate = blockEvaluator({ ...job, model: await loadModel(bytes) });
  for await (const [block] of messages) {
    try {
      const result = await evaluate(block);
      port.postMessage({ result }, [result.bytes.buffer]);
    } catch (error) {
      port.postMessage({ failure: error.message });
    }
  }
}
