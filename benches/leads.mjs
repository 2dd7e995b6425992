// Made-up leads for benchmarks and for comparing runtimes: the same ones for the same seed, on every machine.
//
//   node benches/leads.mjs [count] [seed] > leads.ndjson
import { pathToFileURL } from "node:url";
import { generator } from "./random.mjs";

/** The instant the leads were made for: events lie in the 120 days before it, a few of them after it. */
export const NOW = "2026-11-22T10:00:00Z";

/** `count` leads for examples/models/b2b-saas.json, as lines of JSON text. About one in twenty is hostile. */
export function leadLines(count, seed = 1) {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => (random.below(20) === 0 ? hostile(random, index) : JSON.stringify(lead(random, index))));
}

/** The same without the hostile ones, as objects. */
export function leads(count, seed = 1) {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => lead(random, index));
}

const FIRST = ["Ada", "Zoë", "Jürgen", "Łukasz", "Anaïs", "José", "Мария", "健", "O'Neil", "Bjørk"];
const LAST = ["Lovelace", "Müller", "Nowak", "da Silva", "Иванова", "田中", "van den Berg", "Ødegård"];
const DOMAINS = ["acme.example", "nordwind.example", "rivalsoft.example", "mail.scorely.example", "gmail.com", "mailinator.com", "cs.uni.edu", "XN--MNCHEN-3YA.example", "firma.example."];
const TITLES = ["VP of Sales", "Head of Growth", "Sales Operations Manager", "Geschäftsführer", "GESCHÄFTSFÜHRER", "Working Student (m/f/d)", "Product Owner", "Chief of Staff", "Software Engineer \"Platform\"", "SDR\tEMEA", "n/a", "", "Directrice générale"];
const INDUSTRIES = ["saas", "Computer Software", "COMPUTER_SOFTWARE", "fintech", "Banking", "Hospital & Health Care", "Government", "Higher Education", "Basket weaving", "other", " commerce "];
const COUNTRIES = ["DE", "Germany", "Österreich", "united states", "US", "JP", "Côte d’Ivoire", "unknown", "Netherlands"];
const TOOLS = ["Salesforce", "HubSpot", "marketo", "Microsoft  Dynamics", "Notion", "Zählwerk \\ Büro", "🦀"];
const TYPES = ["page", "page", "page", "screen", "form", "download", "webinar", "email-open", "email-open", "email-click", "email-reply", "call", "meeting", "Signed Up", "activated", "Invite Sent", "limit-hit", "unsubscribe", "ad-click", "sales-accepted", "sales-rejected", "sql-accepted", "heartbeat"];
const ASSETS = ["pricing", "pricing", "Pricing", "demo", "contact", "services", "careers", "case-study-acme", "case-study-größe", "roi-calculator", "comparison", "blog/über-leads", "blog/2", "blog/3", "ebook"];
const PATHS = ["/pricing", "/pricing?plan=team&x=\"1\"", "/careers/sales", "/security", "/blog/größer\u2028werden", "/"];
const NOTES = ["Asked: \"what does it cost?\"\nCalls back.", "Möchte ein Angebot für 50 Plätze – bis Freitag…", "naïve café \\ 価格 🙂", "\u0000\u001f\u007f control", "plain"];

const NOW_MS = Date.UTC(2026, 10, 22, 10);
const DAY = 86_400_000;

function lead(random, index) {
  const { below, chance, pick } = random;
  const first = pick(FIRST);
  const last = pick(LAST);
  const profile = {
    firstName: first,
    lastName: last,
    email: chance(92) ? `${first}.${last}`.toLowerCase().replaceAll(/[^a-z.]/g, "") + `${index}@${pick(DOMAINS)}` : pick(["", "no at sign", null, "a@b"]),
    jobTitle: pick(TITLES),
    companySize: pick([below(40), below(5000), String(below(900)), " 250 ", 12.5, -1, null, "about 50"]),
    industry: pick(INDUSTRIES),
    annualRevenue: pick([below(30) * 1_000_000, 2.5e6, "7500000.5", 1e300, 0]),
    country: pick(COUNTRIES),
    techStack: pick([[pick(TOOLS), pick(TOOLS)], `${pick(TOOLS)}; ${pick(TOOLS)};;`, [], "", ["", pick(TOOLS)]]),
    fundedAt: chance(50) ? instant(random, below(800) * DAY) : pick([null, "2026-02-29", "soon"]),
    optedOut: pick([false, false, true, "No", "yes", 0, "maybe"]),
    timeline: pick(["now", "In the next three months", "someday", "", null]),
    budgetStatus: pick(["approved", "Not yet", "identified", null]),
    city: "Köln",
    phone: `+49 221 ${below(1_000_000)}`,
    website: `https://www.${pick(DOMAINS)}/`,
    employees: below(1000),
    source: pick(["google", "partner", "event"]),
    newsletter: chance(50),
    notes: pick(NOTES),
  };
  if (chance(5)) profile.customerSince = instant(random, below(900) * DAY);
  const made = { id: `l-${index}`, motion: pick(["inbound", "inbound", "outbound", "product", "Inbound "]), profile, events: events(random) };
  if (chance(40)) made.stage = pick(["mql", "hql", "Sales accepted", "sql", "lead", "customer"]);
  if (chance(30)) made.stageSince = instant(random, below(60) * DAY);
  return made;
}

// 0 to 30 of them, 8 on average: most leads do little, a few do a lot.
function events(random) {
  const { below, chance, pick } = random;
  const count = chance(90) ? below(14) : 14 + below(17);
  return Array.from({ length: count }, () => {
    const event = { type: pick(TYPES), at: instant(random, below(120) * DAY + below(DAY) - (chance(3) ? 130 * DAY : 0)), channel: pick(["web", "web", "email", "product", "Event"]) };
    if (chance(75)) event.asset = pick(ASSETS);
    if (chance(10)) event.value = pick([below(1000), 0.1, -3]);
    if (chance(40)) event.props = { path: pick(PATHS), direction: pick(["inbound", "outbound"]), attended: chance(50), sentiment: pick(["positive", "negative", " "]) };
    return event;
  });
}

// An instant some milliseconds before NOW, in one of the ways that people write it.
function instant({ below, pick }, before) {
  const time = NOW_MS - before;
  const utc = new Date(time).toISOString();
  const hours = pick([-8, 1, 2, 9]);
  const local = new Date(time + hours * 3_600_000).toISOString().slice(0, 23);
  const offset = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
  switch (below(6)) {
    case 0: return time;
    case 1: return utc.replace("T", " ");
    case 2: return utc.slice(0, 10);
    case 3: return `${local}${offset}`;
    case 4: return `${local}456${offset}`.toLowerCase();
    default: return utc;
  }
}

function hostile(random, index) {
  const { below, pick } = random;
  const good = lead(random, index);
  const text = JSON.stringify(good);
  return pick([
    () => text.slice(0, 1 + below(text.length)),
    () => text.slice(0, below(text.length)) + pick(["\u0000", "}", "\\", "\"", "\ud83d\ude00", "]]"]) + text.slice(below(text.length)),
    () => JSON.stringify({ ...good, profile: { ...good.profile, notes: "x".repeat(8_190 + below(5)), jobTitle: "ß".repeat(4_096) } }),
    () => JSON.stringify({ ...good, profile: { ...good.profile, techStack: nested(12 + below(6)) } }),
    () => JSON.stringify({ ...good, events: Array.from({ length: 1_999 + below(4) }, (_, k) => ({ type: "page", at: NOW_MS - k * 60_000, asset: "pricing" })) }),
    () => `{"id":"first","id":"l-${index}","profile":{"companySize":1,"companySize":1e400},"events":{}}`,
    () => `{"id":${index},"motion":"sideways","profile":{"jobTitle":"\\ud800 CEO","companySize":${"9".repeat(40)}},"events":[null,{"type":" ","at":1},{"type":"page","at":"2026-13-01"}]}`,
    () => JSON.stringify({ ...good, events: [...good.events, ...good.events, { type: "PAGE", at: "1969-12-31" }, { type: "page" }, 7], stage: 5 }),
    () => pick(["nul", "null", "[]", "\"lead\"", "{}", "{\"profile\":[]}", "-0", "tru", "{\"profile\":{\"__proto__\":{\"companySize\":5}}}"]),
  ])();
}

function nested(depth) {
  return depth === 0 ? "deep" : [nested(depth - 1)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [count = "1000", seed = "1"] = process.argv.slice(2);
  process.stdout.write(`${leadLines(Number(count), Number(seed)).join("\n")}\n`);
}
