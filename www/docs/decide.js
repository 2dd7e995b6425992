// What an example comes to: the same for the page, the generator and the tests.
import { pick } from "./pretty.js";

/**
 * An example's answer, or the faults of its model.
 *
 * @param api `{ checkModel, loadModel }` of leadgrade.
 * @param example `model` and `lead` as JSON text, `now`, `context`, `kind` (what is asked) and `shape` (what is shown of the answer).
 */
export async function decide({ checkModel, loadModel }, { model: document, lead, now, context, kind = "evaluation", shape = true }) {
  const diagnostics = await checkModel(document);
  if (kind === "faults") return { answer: pick(diagnostics, shape) };
  const faults = diagnostics.filter(({ severity }) => severity === "error");
  if (faults.length > 0) return { faults };
  const model = await loadModel(document);
  try {
    return { answer: pick(ASK[kind](model, lead, { now, ...(context && { context }) }), shape) };
  } finally {
    model.free();
  }
}

const ASK = {
  evaluation: (model, lead, at) => model.evaluate(lead, at),
  public: (model) => model.public(),
  form(model, lead, at) {
    const form = model.form(lead, at);
    try {
      return { next: form.next(Infinity), settled: form.settled, missing: form.missing, questions: form.questions, reachable: form.reachable };
    } finally {
      form.free();
    }
  },
};
