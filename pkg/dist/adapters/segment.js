// Segment's track, page, screen, identify and group messages, as its spec has them and as its libraries send them.
import { assetOf, pathOf } from "./address.js";
import { firstInstant, instant, milliseconds } from "./instant.js";
import { mergeProfiles } from "./merge.js";
import { event, parts } from "./parts.js";
import { copy, id, isArray, isRecord, items, member, names, number, record, scalar, text } from "./read.js";

const USER = { first_name: "firstName", last_name: "lastName", created_at: "createdAt" };
const ADDRESS = { postal_code: "postalCode" };
const COMPANY = { created_at: "createdAt", employeeCount: "employee_count" };

const CHANNELS = new Map([["browser", "web"], ["page", "web"], ["screen", "mobile"]]);
const CAMPAIGN = { source: "utm_source", medium: "utm_medium", name: "utm_campaign", term: "utm_term", content: "utm_content" };
const PAGE = ["path", "referrer", "search", "title", "url"];

/** One message or several of one person, in the order they came in; a message delivered twice counts once. */
export function fromSegment(payload, options) {
  const messages = once(isArray(payload) ? items(payload) : [payload]);
  const ids = (name) => messages.map((message) => id(member(message, name))).findLast((found) => found !== undefined);
  return parts(
    ids("userId") ?? ids("anonymousId"),
    mergeProfiles(messages.map(profileOf)),
    messages.map((message) => eventOf(message, text(member(options, "channel")))).filter((made) => made !== undefined),
  );
}

function once(messages) {
  const seen = new Set();
  return messages.filter((message) => {
    const known = id(member(message, "messageId"));
    if (!isRecord(message) || seen.has(known)) return false;
    if (known !== undefined) seen.add(known);
    return true;
  });
}

function profileOf(message) {
  const context = member(message, "context");
  const type = text(member(message, "type"));
  const location = member(context, "location");
  const groupId = id(member(type === "group" ? message : context, "groupId"));
  return mergeProfiles([
    record([["location", record(["city", "country", "region"].map((name) => [name, text(member(location, name))]))]]),
    userTraits(member(context, "traits")),
    record([["company", record([["id", groupId]])]]),
    type === "identify" ? userTraits(member(message, "traits")) : undefined,
    type === "group" ? record([["company", companyTraits(member(message, "traits"))]]) : undefined,
  ]);
}

function userTraits(traits) {
  if (!isRecord(traits)) return undefined;
  const read = renamed(copy(traits), USER);
  return record(names(read).map((name) => {
    const value = member(read, name);
    if (name === "address" && isRecord(value)) return [name, renamed(value, ADDRESS)];
    if (name === "company") return [name, isRecord(value) ? renamed(value, COMPANY) : record([["name", text(value)]])];
    return [name, value];
  }));
}

// `employees` is what group calls it, `employee_count` what the company of an identify call does: one alias finds both.
function companyTraits(traits) {
  if (!isRecord(traits)) return undefined;
  const read = renamed(copy(traits), COMPANY);
  const address = member(read, "address");
  return record([
    ["employee_count", member(read, "employees")],
    ...names(read).map((name) => [name, name === "address" && isRecord(address) ? renamed(address, ADDRESS) : member(read, name)]),
  ]);
}

// Both spellings at once: the camelCase one is kept.
function renamed(traits, spellings) {
  return record(names(traits).map((name) => {
    const other = Object.hasOwn(spellings, name) ? spellings[name] : name;
    return [other, member(traits, other) ?? member(traits, name)];
  }));
}

function eventOf(message, channel) {
  const type = text(member(message, "type"));
  if (type !== "track" && type !== "page" && type !== "screen") return undefined;
  const properties = member(message, "properties");
  const context = member(message, "context");
  const page = member(context, "page");
  const campaign = member(context, "campaign");
  const sent = text(member(message, "channel"));
  const own = (name) => text(member(properties, name));
  const name = (type === "track" ? undefined : text(member(message, "name"))) ?? own("name");
  const path = own("path") ?? text(member(page, "path")) ?? pathOf(own("url") ?? text(member(page, "url")));
  return event({
    type: type === "track" ? text(member(message, "event")) : type,
    at: occurred(message),
    channel: channel ?? own("channel") ?? CHANNELS.get(sent) ?? sent ?? CHANNELS.get(type) ?? (path === undefined ? undefined : "web"),
    asset: own("asset") ?? (type === "track" ? undefined : name ?? assetOf(path)),
    name,
    value: number(member(properties, "value")) ?? number(member(properties, "revenue")),
    props: record([
      ...Object.entries(CAMPAIGN).map(([given, utm]) => [utm, text(member(campaign, given))]),
      ...PAGE.map((given) => [given, text(member(page, given))]),
      ["path", path],
      ["category", text(member(message, "category"))],
      ...names(properties).filter((given) => !["channel", "asset", "name", "value"].includes(given)).map((given) => [given, scalar(member(properties, given))]),
    ]),
  });
}

// The clock that receives is right, and `sentAt` was then by the clock that sent: the difference corrects what that one wrote.
function occurred(message) {
  const [received, sent, original] = ["receivedAt", "sentAt", "originalTimestamp"].map((name) => milliseconds(member(message, name)));
  const corrected = milliseconds(received - (sent - original));
  return instant(corrected) ?? firstInstant(member(message, "timestamp"), original, received, sent);
}
