// A form session for tests of what lies around one: a few questions and a decision, settled by trying every completion.
// It keeps to the interface of the real one, and is slow and small.

const QUESTIONS = [
  { field: "size", ask: "How many people work there?", type: "number", options: [{ label: "1–49", value: 20 }, { label: "50–999", value: 500 }] },
  { field: "role", ask: "What is your part in the decision?", type: "choice", options: ["none", "user", "decider"].map((value) => ({ label: `I am: ${value}`, value })) },
  { field: "budget", ask: "Is there a budget?", type: "boolean", options: [], when: ({ role }) => role === "decider" },
  { field: "tools", ask: "Which tools do you use?", type: "set", options: ["crm", "mail"].map((value) => ({ label: `Tool: ${value}`, value })) },
  { field: "seats", ask: "How many seats do you need?", type: "number", options: [] },
  { field: "email", ask: "Where can we reach you?", type: "email", options: [], required: true },
];
// For each field one value of every class that the decision tells apart; undefined is unknown.
const CLASSES = { size: [undefined, "20", "500"], role: [undefined, "none", "user", "decider"], budget: [undefined, "true", "false"], tools: [undefined], seats: [undefined, "5", "50"], email: [undefined] };

function decide({ size, role, budget, seats }) {
  if (role === "none") return { stage: "disqualified", code: "wrong-persona" };
  if (Number(size) < 50 && !(Number(seats) >= 10)) return { stage: "lead", code: null };
  if (role === "decider" && budget === "true") return { stage: "hql", code: null };
  return { stage: size === undefined && seats === undefined ? "lead" : "mql", code: null };
}

const READABLE = {
  number: (text) => /^-?\d+(\.\d+)?$/.test(text),
  boolean: (text) => ["true", "false"].includes(text),
  email: (text) => /^\S+@\S+\.\S+$/.test(text),
};

export function fakeForm(lead = {}) {
  const profile = Object.fromEntries(Object.entries(lead.profile ?? {}).map(([field, value]) => [field, String(value)]));
  const skipped = new Set();
  const isOpen = (field) => profile[field] === undefined && !skipped.has(field);
  const isVisible = ({ when }) => when === undefined || when(profile);
  const outcome = (values) => JSON.stringify(decide(values));
  const completions = (fields) => fields.reduce((all, field) => all.flatMap((values) => CLASSES[field].map((value) => ({ ...values, [field]: value }))), [profile]);
  const open = () => QUESTIONS.map(({ field }) => field).filter(isOpen);
  const matters = (field) => isOpen(field)
    && completions(open().filter((other) => other !== field)).some((values) => new Set(CLASSES[field].map((value) => outcome({ ...values, [field]: value }))).size > 1);
  const form = {
    exact: true,
    freed: false,
    answer(field, value) {
      const question = QUESTIONS.find((each) => each.field === field);
      if (question === undefined) throw Object.assign(new Error("unknown field"), { code: "unknown-field" });
      delete profile[field];
      if (value === null) {
        skipped.delete(field);
        return null;
      }
      if (READABLE[question.type] && !READABLE[question.type](String(value))) return { code: "wrong-type", path: `/profile/${field}`, count: 1 };
      skipped.delete(field);
      profile[field] = value;
      return null;
    },
    skip(field) {
      if (profile[field] === undefined) skipped.add(field);
    },
    next(most = 1) {
      const visible = QUESTIONS.filter((question) => isVisible(question) && isOpen(question.field));
      const wanted = [...visible.filter(({ field }) => matters(field)), ...visible.filter(({ field, required }) => required && !matters(field))];
      return wanted.slice(0, most).map(({ field, ask, type, options }) => ({ field, ask, type, options }));
    },
    get settled() {
      return new Set(completions(open()).map(outcome)).size === 1;
    },
    get missing() {
      return open().filter(matters);
    },
    get questions() {
      return QUESTIONS.map((question) => ({
        field: question.field, ask: question.ask, type: question.type, options: question.options, required: question.required === true, visible: isVisible(question),
        state: skipped.has(question.field) ? "skipped" : isOpen(question.field) ? "open" : "known", matters: matters(question.field),
      }));
    },
    get evaluation() {
      const { stage, code } = decide(profile);
      return { stage, disqualified: code === null ? null : { rule: code, code, all: [{ rule: code, code }] } };
    },
    get lead() {
      return { profile };
    },
    free() {
      form.freed = true;
    },
  };
  return form;
}
