import { countErrors, describe, summary } from "./diagnostics.js";
import { readDocument } from "./document.js";
import { Failure } from "./failure.js";
import { styleFor } from "./style.js";

/** Loads a model: compiled, its document, and the bytes of that. One with errors is described on stderr, as `check` does it. */
export async function openModel(path, { loadModel, stdin, stderr, env }) {
  const { name, bytes, text } = await readDocument(path, stdin);
  try {
    return { model: await loadModel(bytes), document: JSON.parse(text), bytes };
  } catch (error) {
    if (error.code !== "bad-model") throw error;
    stderr.write(`${describe(name, text, error.diagnostics, styleFor(stderr, env))}\n${summary(name, error.diagnostics)}`);
    throw new Failure(`\`${name}\` has ${countErrors(error.diagnostics) === 1 ? "an error" : "errors"}`, { exit: 1 });
  }
}
