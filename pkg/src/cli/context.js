import { readDocument } from "./document.js";
import { Failure } from "./failure.js";

/** Reads the context of an evaluation from a file; undefined without one. */
export async function readContext(path, stdin) {
  if (path === undefined) return undefined;
  const { name, text } = await readDocument(path, stdin);
  let context;
  try {
    context = JSON.parse(text);
  } catch {
    throw new Failure(`\`${name}\` is not JSON`);
  }
  if (context === null || typeof context !== "object" || Array.isArray(context)) {
    throw new Failure(`\`${name}\` is no context: a JSON object is wanted`);
  }
  return context;
}
