// How many questions are spared by asking only what matters: made-up visitors (visitors.mjs) go through the form of
// examples/models/b2b-saas.json twice, once through all questions that it shows, once until the form is settled.
//
//   npm run simulate [visitors] [seed]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { loadModel } from "leadgrade";
import { NOW, visitors } from "./visitors.mjs";

const MODEL = new URL("../examples/models/b2b-saas.json", import.meta.url);

/**
 * By visitor: the questions of the full form; those asked until no answer could change the decision any more, and with those that the
 * model requires all the same; whether the form said at its end that it is settled, and whether exactly; whether both decisions are the
 * full form's.
 */
export async function simulate(count, seed = 1) {
  const model = await loadModel(readFileSync(MODEL));
  const results = visitors(count, seed).map((visitor) => {
    const few = asked(model, visitor, nextOnly);
    const all = asked(model, visitor, everyVisible);
    return {
      visitor, few: few.fields, until: few.until.length, all: all.fields,
      isSettled: few.isSettled, isExact: few.isExact, decision: all.decision,
      isSame: few.decision === all.decision && few.untilDecision === all.decision,
    };
  });
  model.free();
  return results;
}

/** Lets a visitor answer until `choose` names no more question. The decision is that of the whole model on the answers alone. */
function asked(model, { lead, answers }, choose) {
  const form = model.form(lead, { now: NOW });
  const fields = [];
  const profile = {};
  const decided = () => decision(model.evaluate({ ...lead, profile }, { now: NOW }));
  let until, untilDecision;
  for (let question = choose(form); question !== undefined; question = choose(form)) {
    const { field } = question;
    // What comes from here on is only what the model requires in any case.
    if (until === undefined && question.could?.length === 0) [until, untilDecision] = [[...fields], decided()];
    fields.push(field);
    if (Object.hasOwn(answers, field)) form.answer(field, (profile[field] = answers[field]));
    else form.skip(field);
  }
  const { settled: isSettled, exact: isExact } = form;
  form.free();
  return { fields, until: until ?? fields, untilDecision: untilDecision ?? decided(), isSettled, isExact, decision: decided() };
}

// Until settled, and what the model requires after that.
function nextOnly(form) {
  return form.next()[0];
}

function everyVisible(form) {
  return form.questions.find(({ state, visible }) => visible && state === "open");
}

/** What people would act on: stage, reason, kind of action, and who gets it. The person in a team is not part of it. */
export function decision({ stage, disqualified, action }) {
  const { kind, team, queue, track, partner, protocol } = action;
  return JSON.stringify([stage, disqualified?.code ?? null, kind, team, queue, track, partner, team === null ? action.owner : null, protocol]);
}

/** Means over all visitors. `saved` is about the questions asked until the decision is settled, `savedOfAll` counts the required ones after that, too. */
export function summary(results) {
  const sum = (of) => results.reduce((total, result) => total + Number(of(result)), 0);
  const mean = (of) => sum(of) / results.length;
  const [all, few, until] = [mean(({ all }) => all.length), mean(({ few }) => few.length), mean(({ until }) => until)];
  return {
    visitors: results.length, all, few, until, saved: 1 - until / all, savedOfAll: 1 - few / all,
    unsettled: sum(({ isSettled }) => !isSettled), inexact: sum(({ isExact }) => !isExact), different: sum(({ isSame }) => !isSame),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [count = "10000", seed = "1"] = process.argv.slice(2);
  const found = summary(await simulate(Number(count), Number(seed)));
  const number = (mean) => mean.toFixed(2).padStart(8);
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  console.log(`${found.visitors} visitors to b2b-saas, seed ${seed}; means per visitor:

                                            questions   fewer
the full form                               ${number(found.all)}
until the decision is settled               ${number(found.until)}    ${percent(found.saved)}
and what the model requires all the same    ${number(found.few)}    ${percent(found.savedOfAll)}

decisions other than the full form's: ${found.different}
ended open, by questions that neither form shows: ${found.unsettled}
not known exactly: ${found.inexact}`);
  if (found.different > 0 || found.saved < 0.4) process.exitCode = 1;
}
