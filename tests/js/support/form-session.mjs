// The session behind the tests' pages: a small model whose questions come in the order they are declared, by their friction.
import { loadModel } from "/dist/inline.js";

const model = await loadModel({
  leadgrade: 1,
  name: "pages",
  fields: {
    size: { type: "number", min: 1, integer: true },
    role: { type: "choice", options: ["none", "user", "decider"] },
    budget: { type: "boolean" },
    tools: { type: "set", options: ["crm", "mail"] },
    seats: { type: "number", min: 1, integer: true },
    email: { type: "email" },
  },
  disqualify: [{ id: "outsider", code: "wrong-persona", when: { role: "none" } }],
  stages: [
    { id: "mql", when: { any: [{ size: { gte: 50 } }, { seats: { gte: 10 } }] } },
    { id: "hql", when: { role: "decider", budget: true }, requires: ["mql"] },
  ],
  form: {
    questions: [
      { field: "size", ask: "How many people work there?", friction: 0.1, options: [{ label: "1–49", value: 20 }, { label: "50–999", value: 500 }] },
      { field: "role", ask: "What is your part in the decision?", friction: 1, options: ["none", "user", "decider"].map((value) => ({ label: `I am: ${value}`, value })) },
      { field: "budget", ask: "Is there a budget?", friction: 5, when: { role: "decider" } },
      { field: "tools", ask: "Which tools do you use?", options: ["crm", "mail"].map((value) => ({ label: `Tool: ${value}`, value })) },
      { field: "seats", ask: "How many seats do you need?", friction: 50 },
      { field: "email", ask: "Where can we reach you?", required: true },
    ],
  },
});

export function session(lead) {
  return model.form(lead);
}

/** Whether a session was freed: it then says so, whatever it is asked. */
export function isFreed(form) {
  try {
    return typeof form.settled !== "boolean";
  } catch (error) {
    return error.code === "freed";
  }
}
