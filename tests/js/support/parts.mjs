// Evaluations of objects that come by their parts: how many did, and what such an evaluation has before anything large of it is read.
import { init } from "leadgrade";
import { inside } from "../../../pkg/dist/supervisor.js";

let count = 0;

await init();
const { prototype } = inside(({ RawModel }) => RawModel);
const { evaluateParts } = prototype;
prototype.evaluateParts = function counted(...sizes) {
  count++;
  return evaluateParts.apply(this, sizes);
};

/** How many evaluations came by parts so far. */
export function byParts() {
  return count;
}

/** Evaluates a lead by its parts if it can be, whatever the model had to make whole before; says whether it could. */
export function evaluateByParts(model, lead, at) {
  let before;
  do {
    before = count;
    model.evaluate({}, at);
  } while (count === before);
  before = count;
  const evaluation = model.evaluate(lead, at);
  return [evaluation, count > before];
}

/** The members that are there at once. */
export function thereAtOnce(evaluation) {
  const members = Object.entries(Object.getOwnPropertyDescriptors(evaluation));
  return Object.fromEntries(members.flatMap(([name, { value, get }]) => (get === undefined ? [[name, value]] : [])));
}

/** The same members of what was parsed. */
export function same(members, parsed) {
  return Object.fromEntries(Object.keys(members).map((name) => [name, parsed[name]]));
}
