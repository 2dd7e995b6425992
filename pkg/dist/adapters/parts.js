// What adapters give: the parts of a lead that a payload knows, without the ones it does not.
import { record } from "./read.js";

/** Parts of a lead; empty ones are left out. */
export function parts(id, profile, events = []) {
  return record([["id", id], ["profile", profile], ["events", events.length > 0 ? events : undefined]]) ?? {};
}

/** An event, `undefined` without a type or an instant: leadgrade would drop it. */
export function event({ type, at, channel, asset, name, value, props }) {
  if (type === undefined || at === undefined) return undefined;
  return record([["type", type], ["at", at], ["channel", channel], ["asset", asset], ["name", name], ["value", value], ["props", props]]);
}
