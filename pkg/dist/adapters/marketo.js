import { withColon } from "./instant.js";
import { parts } from "./parts.js";
import { copy, id, isRecord, member, names, record } from "./read.js";

/** A Marketo lead record, one of `result` as the REST API returns it, under its own field names. */
export function fromMarketoLead(payload) {
  if (!isRecord(payload)) return {};
  const read = copy(payload);
  return parts(id(member(payload, "id")), record(names(read).map((name) => [name, withColon(member(read, name))])));
}
