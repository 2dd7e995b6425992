// The form of plain.html asks only what matters. Nothing depends on this script: without it, all questions are there.
import { bindForm } from "/leadgrade/form/index.js";
import { loadModel } from "/leadgrade/web.js";

// On a site of your own, serve what model.public() gives: this document has lists and routing in it.
const model = fetch("/models/b2b-saas.json").then((answer) => answer.text()).then((text) => loadModel(text));

// Whoever is here asks for a demo. The edge is told the same by `asset=demo` in the form's address.
const lead = { events: [{ type: "form", channel: "web", asset: "demo", at: new Date().toISOString() }] };

const form = document.querySelector("form");
bindForm(form, { model, lead });
