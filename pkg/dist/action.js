// What happens next, made of numbers: a rule says most of it beforehand, and only what hangs on the lead comes with each evaluation.
import { instantAt } from "./instant.js";

// The words of the core's numbers, in its order.
const OBSTACLES = ["condition", "away", "capacity", "closed"];
const STATES = ["due", "met", "late", "breached"];

/** The action whose numbers begin at a place; undefined where a text of the lead is a part of it, which none of them says. */
export function actionOf({ actions, teams }, numbers, at) {
  if (numbers[at] < 0) return undefined;
  const { kind, rule, queue, track, partner, protocol, promises, escalate, team: place } = actions[numbers[at]];
  const group = place === undefined ? undefined : teams[place];
  const [others, later, promised] = [numbers[at + 4], numbers[at + 5], numbers[at + 6]];
  let next = at + 7;
  const considered = [];
  for (let other = 0; other < others; other++, next += 3) {
    const { id, members } = teams[numbers[next]];
    considered.push({ team: id, member: members[numbers[next + 1]], why: OBSTACLES[numbers[next + 2]] });
  }
  const touches = [];
  for (let touch = 0; touch < later; touch++, next += 2) touches.push(instantAt(numbers, next));
  const due = {};
  let isBroken = false;
  for (let promise = 0; promise < promised; promise++, next += 3) {
    const state = STATES[numbers[next]];
    if (state === "breached") isBroken = true;
    due[promises[promise]] = { by: instantAt(numbers, next + 1), state };
  }
  return {
    kind,
    rule,
    team: group === undefined ? null : group.id,
    owner: group === undefined ? null : group.members[numbers[at + 1]],
    queue,
    track,
    partner,
    protocol,
    considered,
    at: instantAt(numbers, at + 2),
    touches,
    due,
    escalate: isBroken && escalate !== null ? { queue: escalate } : null,
  };
}
