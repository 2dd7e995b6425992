// Inputs for the questions of a form, for pages that have none of their own.

const FEW = 6;
const AUTOCOMPLETE = {
  email: "email", phone: "tel", country: "country-name", jobTitle: "organization-title", company: "organization", companyName: "organization",
  name: "name", firstName: "given-name", lastName: "family-name", postalCode: "postal-code", website: "url",
};

/** One element for a question (its field, words, type and options), with inputs named by the field. */
export function renderQuestion(question, id, words) {
  const { field, ask, type } = question;
  const options = question.options.length > 0 ? question.options
    : type === "boolean" ? [{ label: words.yes, value: true }, { label: words.no, value: false }] : [];
  if (type === "set" && options.length > 0) return ticks("checkbox", field, ask, options, id);
  if (options.length > FEW) return labelled(ask, list(field, options, id, words));
  if (options.length > 0) return ticks("radio", field, ask, options, id);
  return labelled(ask, input(field, type, id), type === "set" ? words.several : null);
}

/** `h("p", { class: "x" }, "text")`: an element without markup strings, as strict content security policies want it. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function labelled(ask, control, hint = null) {
  const question = h("p", { "data-question": control.name, class: "leadgrade-question" }, h("label", { for: control.id }, ask), " ", control);
  if (hint !== null) {
    control.setAttribute("aria-describedby", `${control.id}-hint`);
    question.append(" ", h("small", { id: `${control.id}-hint` }, hint));
  }
  return question;
}

function input(field, type, id) {
  const kind = type === "email" || type === "date" ? type : AUTOCOMPLETE[field] === "tel" ? "tel" : "text";
  // A number is typed as text: fields of type number take the mouse wheel for an answer, and hide what they cannot read.
  return h("input", { type: kind, name: field, id, inputmode: type === "number" ? "decimal" : undefined, autocomplete: type === "email" ? "email" : AUTOCOMPLETE[field] });
}

function list(field, options, id, words) {
  return h("select", { name: field, id }, h("option", { value: "" }, words.choose),
    ...options.map(({ label, value }) => h("option", { value: String(value) }, label ?? String(value))));
}

function ticks(type, field, ask, options, id) {
  return h("fieldset", { "data-question": field, class: "leadgrade-question" }, h("legend", {}, ask),
    ...options.map(({ label, value }, index) => h("label", { for: `${id}-${index}` },
      h("input", { type, name: field, value: String(value), id: `${id}-${index}` }), " ", label ?? String(value))));
}
