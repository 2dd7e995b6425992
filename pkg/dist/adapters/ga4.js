import { assetOf, pathOf } from "./address.js";
import { firstInstant } from "./instant.js";
import { event, parts } from "./parts.js";
import { id, isRecord, items, member, names, number, record, scalar, text } from "./read.js";

// What a colleague does with a lead happens on no channel of the lead's.
const OURS = new Set(["working_lead", "qualify_lead", "disqualify_lead", "close_convert_lead", "close_unconvert_lead"]);

/** Google Analytics 4 events in the shape of the Measurement Protocol; `at` is when events without a timestamp happened. */
export function fromGa4(payload, options) {
  const properties = member(payload, "user_properties");
  const at = firstInstant(micros(payload), member(options, "at"));
  const onPhone = text(member(payload, "app_instance_id"));
  return parts(
    id(member(payload, "user_id")) ?? id(member(payload, "client_id")) ?? onPhone,
    record(names(properties).map((name) => {
      const property = member(properties, name);
      return [name, scalar(isRecord(property) ? member(property, "value") : property)];
    })),
    items(member(payload, "events")).map((entry) => eventOf(entry, at, onPhone === undefined ? "web" : "mobile")).filter((made) => made !== undefined),
  );
}

function eventOf(entry, at, channel) {
  const type = text(member(entry, "name"));
  const params = member(entry, "params");
  const path = pathOf(text(member(params, "page_location")));
  return event({
    type,
    at: firstInstant(micros(entry), at),
    channel: OURS.has(type) ? undefined : channel,
    asset: assetOf(path),
    value: number(member(params, "value")),
    props: record([["path", path], ...names(params).filter((name) => name !== "value").map((name) => [name, scalar(member(params, name))])]),
  });
}

function micros(holder) {
  const found = number(member(holder, "timestamp_micros"));
  return found === undefined ? undefined : Math.floor(found / 1000);
}
