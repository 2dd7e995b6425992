import { Failure } from "./failure.js";
import { didYouMean } from "./suggest.js";

/** The members of a lead, besides profile and events, that a column may hold. */
const MEMBERS = ["id", "motion", "stage", "stageSince", "disqualifiedAt", "nurtureSince"];

const loose = (name) => name.trim().toLowerCase();

/**
 * Maps the columns of a header to a lead: by `model` (the document) to its fields' names and aliases, else to the
 * members of the lead; `id` names the column that identifies it.
 *
 * A column that is called exactly as a field or alias stands for just that; without regard to case it stands for every
 * spelling of it. Two columns for one spelling: the exact one, else the first. A field that has columns under several
 * of its names gets them all, and the engine takes the first that is filled in, as from any other lead.
 *
 * Gives `profile` and `members` ([column, key] pairs) and `unused` (columns).
 */
export function mapColumns(header, model, id) {
  const spellings = fieldSpellings(model);
  const profile = assign(header, spellings);
  const taken = new Set(profile.map(([column]) => column));
  const inProfile = new Set(spellings.map(loose));
  const free = MEMBERS.filter((member) => !inProfile.has(member.toLowerCase()) && !(member === "id" && id !== undefined));
  const members = assign(header, free).filter(([column]) => !taken.has(column));
  if (id !== undefined) members.unshift([columnNamed(id, header), "id"]);
  for (const [column] of members) taken.add(column);
  return { profile, members, unused: header.map((_, column) => column).filter((column) => !taken.has(column)) };
}

/** Every name under which a field may stand in a profile; a JSON Pointer reaches where columns do not. */
function fieldSpellings({ fields }) {
  const names = Object.entries(fields).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  return [...new Set(names)].filter((name) => !name.startsWith("/"));
}

/** Pairs [column, key] for the keys that the header has, in the header's order. */
function assign(header, keys) {
  const exact = new Set(keys);
  const pairs = new Map();
  header.forEach((name, column) => {
    if (exact.has(name) && !pairs.has(name)) pairs.set(name, column);
  });
  const used = new Set(pairs.values());
  header.forEach((name, column) => {
    if (used.has(column)) return;
    for (const key of keys) {
      if (loose(key) === loose(name) && !pairs.has(key)) pairs.set(key, column);
    }
  });
  return [...pairs].map(([key, column]) => [column, key]).sort(([a], [b]) => a - b);
}

function columnNamed(id, header) {
  const exact = header.indexOf(id);
  const column = exact >= 0 ? exact : header.findIndex((name) => loose(name) === loose(id));
  if (column < 0) throw new Failure(`the input has no column \`${id}\` for \`--id\``, { help: didYouMean(id, header) });
  return column;
}
