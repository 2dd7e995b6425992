// HubSpot: what a form submits (v3), and contacts as the CRM's API returns them.
import { assetOf, campaignOf, pathOf } from "./address.js";
import { firstInstant } from "./instant.js";
import { event, parts } from "./parts.js";
import { copy, id, isArray, isRecord, items, member, names, number, record, scalar, text } from "./read.js";

const CONTACT = "0-1";
const COMPANY = "0-2";

/** A form submission. It does not name its form: `asset` does, else the path of the page. */
export function fromHubSpotForm(payload, options) {
  const context = member(payload, "context");
  const address = text(member(context, "pageUri"));
  const path = pathOf(address);
  const submitted = event({
    type: isArray(member(payload, "fields")) ? "form" : undefined,
    at: firstInstant(number(member(payload, "submittedAt")), member(payload, "submittedAt"), member(options, "at")),
    channel: "web",
    asset: text(member(options, "asset")) ?? assetOf(path),
    name: text(member(context, "pageName")),
    props: record([["path", path], ...campaignOf(address), ["sfdcCampaignId", text(member(context, "sfdcCampaignId"))],
      ["goToWebinarWebinarKey", text(member(context, "goToWebinarWebinarKey"))]]),
  });
  return parts(undefined, record([...fields(payload), ...consent(payload)]), submitted && [submitted]);
}

// Contacts and companies share names: what the contact says counts, hence comes last.
function fields(payload) {
  const all = items(member(payload, "fields"));
  const ofCompany = (field) => member(field, "objectTypeId") === COMPANY;
  return [...all.filter(ofCompany), ...all.filter((field) => !ofCompany(field))]
    .map((field) => [keyOf(text(member(field, "objectTypeId")), text(member(field, "name"))), scalar(member(field, "value"))]);
}

// A company's `name` must not look like the person's; for other objects the name is written as HubSpot's forms do.
function keyOf(objectType, name) {
  if (name === undefined || objectType === undefined || objectType === CONTACT) return name;
  if (objectType === COMPANY) return name === "name" ? "company" : name;
  return `${objectType}/${name}`;
}

function consent(payload) {
  const options = member(payload, "legalConsentOptions");
  const interest = member(options, "legitimateInterest");
  const given = member(member(options, "consent"), "consentToProcess");
  return [
    ["consentToProcess", typeof given === "boolean" ? given : undefined],
    ["legalBasis", member(interest, "value") === true ? text(member(interest, "legalBasis")) : undefined],
  ];
}

/** A contact: the API's object, or just its properties, each a value or (in the legacy API) an object with a `value`. */
export function fromHubSpotContact(payload) {
  const within = member(payload, "properties");
  const [whole, properties] = isRecord(within) ? [payload, within] : [undefined, payload];
  const read = isRecord(properties) ? copy(properties) : undefined;
  const profile = record(names(read).map((name) => {
    const value = member(read, name);
    return [name, isRecord(value) ? legacyValue(name, member(value, "value")) : value];
  }));
  return parts(id(member(whole, "id")) ?? id(member(whole, "vid")) ?? id(member(profile, "hs_object_id")), profile);
}

// The legacy API writes dates as texts of milliseconds, which nothing but the property's name tells from other numbers.
function legacyValue(name, value) {
  const isDate = /date$|timestamp$/.test(name) && typeof value === "string" && /^\d{9,15}$/.test(value);
  return isDate ? Number(value) : scalar(value);
}
