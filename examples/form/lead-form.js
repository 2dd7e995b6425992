// <lead-form model="/models/b2b-saas.json">: a form that asks only what matters, as an element.
//
// With a <form> inside, that one is bound, and works without this script as well. Without one, a form with the model's
// questions is made; `action` says where it is sent to. `asset` names what the form is about, such as `demo`.
import { bindForm } from "/leadgrade/form/index.js";
import { loadModel } from "/leadgrade/web.js";

class LeadForm extends HTMLElement {
  #binding;

  connectedCallback() {
    const form = this.querySelector("form") ?? this.#makeForm();
    const asset = this.getAttribute("asset");
    const events = asset === null ? [] : [{ type: "form", channel: "web", asset, at: new Date().toISOString() }];
    this.#binding = bindForm(form, { model: () => loadedModel(this.getAttribute("model")), lead: { events }, render: true });
  }

  disconnectedCallback() {
    this.#binding.destroy();
  }

  #makeForm() {
    const form = document.createElement("form");
    form.method = "post";
    form.action = this.getAttribute("action") ?? "";
    this.append(form);
    return form;
  }
}

// One model for all elements that name it.
const models = new Map();

function loadedModel(url) {
  if (!models.has(url)) models.set(url, fetch(url).then((answer) => answer.text()).then((text) => loadModel(text)));
  return models.get(url);
}

customElements.define("lead-form", LeadForm);
