// Where a request came from, as the edge that took it knows.
import { parts } from "./parts.js";
import { isArray, items, member, number, record, text } from "./read.js";

const CLOUDFLARE = ["continent", "country", "region", "regionCode", "city", "postalCode", "metroCode", "timezone", "latitude", "longitude", "asOrganization"];

const VERCEL = {
  "x-vercel-ip-continent": "continent",
  "x-vercel-ip-country": "country",
  "x-vercel-ip-country-region": "regionCode",
  "x-vercel-ip-city": "city",
  "x-vercel-ip-postal-code": "postalCode",
  "x-vercel-ip-timezone": "timezone",
  "x-vercel-ip-latitude": "latitude",
  "x-vercel-ip-longitude": "longitude",
};

// Cloudflare's words for the Tor network and for a country it does not know.
const NOWHERE = new Set(["T1", "XX"]);

/** Cloudflare's `request.cf`. */
export function fromCloudflare(cf) {
  const bot = member(cf, "botManagement");
  const verified = member(bot, "verifiedBot");
  return parts(undefined, record([
    ...CLOUDFLARE.map((name) => [name, place(name, text(member(cf, name)) ?? number(member(cf, name)))]),
    ["isEUCountry", ["1", true].includes(member(cf, "isEUCountry")) ? true : undefined],
    ["asn", number(member(cf, "asn"))],
    ["botManagement", record([["score", number(member(bot, "score"))], ["verifiedBot", typeof verified === "boolean" ? verified : undefined]])],
  ]));
}

/** The headers that Vercel adds to a request: a `Headers` object, or Node's object of headers. */
export function fromVercel(headers) {
  return parts(undefined, record(Object.entries(VERCEL).map(([header, name]) => [name, place(name, decoded(read(headers, header)))])));
}

function place(name, value) {
  return name === "country" && NOWHERE.has(value) ? undefined : value;
}

function read(headers, name) {
  try {
    if (typeof headers?.get === "function") return text(headers.get(name));
  } catch {
    return undefined;
  }
  const value = member(headers, name);
  return text(isArray(value) ? items(value)[0] : value);
}

// Header values are encoded, as cities have letters that headers do not.
function decoded(value) {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return value;
  }
}
