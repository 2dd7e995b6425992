import { withColon } from "./instant.js";
import { parts } from "./parts.js";
import { copy, id, isRecord, member, names, record } from "./read.js";

/** A Salesforce Lead as the REST API returns it, under its own field names. */
export function fromSalesforceLead(payload) {
  if (!isRecord(payload)) return {};
  // One walk for all members, so that what hangs together in memory is copied once; `attributes` is the API's own.
  const read = copy(payload);
  const fields = names(read).filter((name) => name !== "attributes").map((name) => [name, withColon(member(read, name))]);
  return parts(id(member(payload, "Id")), record(fields));
}
