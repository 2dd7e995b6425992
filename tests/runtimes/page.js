// What every page does besides: it binds a plain form, of which one question is then on show.
export async function bind({ loadModel }, { bindForm }, { model: document }, options) {
  const form = globalThis.document.createElement("form");
  form.innerHTML = '<label>Size <input name="companySize"></label><label>Mail <input name="email"></label>';
  globalThis.document.body.append(form);
  const { fields } = await bindForm(form, { model: loadModel(document, options), storage: null }).ready;
  return fields.length === 1 && form.elements[fields[0]].offsetParent !== null ? "asks one question" : `asks ${fields}`;
}
