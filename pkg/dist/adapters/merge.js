import { copy, id, isRecord, items, member, names, record } from "./read.js";

/**
 * One lead from several parts. Later parts win, member by member and also inside objects; what a part does not know
 * (absent, `null`, blank) hides nothing. Events come one part after the other.
 */
export function merge(...parts) {
  const all = (name) => parts.map((part) => member(part, name));
  const last = (name) => all(name).map((value) => copy(value)).findLast((value) => value !== undefined);
  const events = all("events").flatMap(items).filter(isRecord).map((event) => copy(event)).filter((event) => event !== undefined);
  return record([
    ["id", all("id").map(id).findLast((value) => value !== undefined)],
    ["motion", last("motion")],
    ["profile", mergeProfiles(all("profile").map((profile) => (isRecord(profile) ? copy(profile) : undefined)))],
    ["events", events.length > 0 ? events : undefined],
    ...["stage", "stageSince", "disqualifiedAt", "nurtureSince"].map((name) => [name, last(name)]),
  ]) ?? {};
}

/** The same for profiles. They are copies, hence trees. */
export function mergeProfiles(profiles) {
  return profiles.filter((profile) => profile !== undefined).reduce(both, undefined);
}

function both(one, other) {
  return record([...new Set([...names(one), ...names(other)])].map((name) => {
    const [before, after] = [member(one, name), member(other, name)];
    return [name, isRecord(before) && isRecord(after) ? both(before, after) : after ?? before];
  }));
}
