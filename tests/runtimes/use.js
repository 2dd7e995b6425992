// What every runtime does with the package: it reads a model, evaluates leads, and leads one through a form. As texts, so that bytes are compared.
export async function use({ loadModel }, { model: document, leads, now, visitor, answers }, options) {
  const model = await loadModel(document, options);
  const evaluations = leads.map((lead) => new TextDecoder().decode(model.evaluateBytes(lead, { now })));
  const fromObjects = leads.map((lead) => JSON.stringify(model.evaluate(JSON.parse(lead), { now })));
  const form = model.form(visitor, { now });
  const asked = [];
  for (let [question] = form.next(); question !== undefined; [question] = form.next()) {
    asked.push(question);
    if (question.field in answers) form.answer(question.field, answers[question.field]);
    else form.skip(question.field);
  }
  const again = model.restore(JSON.stringify(form));
  const { settled, reachable, evaluation } = form;
  const same = JSON.stringify(again.evaluation) === JSON.stringify(evaluation);
  const answer = { name: model.name, hash: model.hash, evaluations, fromObjects, form: JSON.stringify({ asked, settled, reachable, evaluation, same }) };
  for (const held of [form, again, model]) held.free();
  return answer;
}
