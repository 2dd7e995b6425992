// The model that everything is measured with: 19 rules of fit, 21 signals, 5 of qualification.
import { generator } from "./random.mjs";

const page = (asset) => ({ type: "page", asset });

export const MODEL = {
  leadgrade: 1, name: "bench", version: "1",
  fields: {
    firstName: { type: "text" }, lastName: { type: "text" }, email: { type: "email" }, jobTitle: { type: "text" },
    companySize: { type: "number", aliases: ["numberofemployees"] },
    industry: { type: "choice", options: [{ id: "saas", aliases: ["Computer Software", "COMPUTER_SOFTWARE"] }, { id: "fintech", aliases: ["Banking"] },
      { id: "commerce" }, { id: "health", aliases: ["Hospital & Health Care"] }, { id: "public", aliases: ["Government", "Higher Education"] }, { id: "other" }] },
    annualRevenue: { type: "number" },
    country: { type: "choice", options: [{ id: "de", aliases: ["Germany", "Deutschland"] }, { id: "at", aliases: ["Austria", "Österreich"] }, { id: "ch", aliases: ["Switzerland"] },
      { id: "us", aliases: ["United States"] }, { id: "gb", aliases: ["United Kingdom"] }, { id: "fr", aliases: ["France"] }, { id: "jp", aliases: ["Japan"] }] },
    techStack: { type: "set" }, fundedAt: { type: "date" }, optedOut: { type: "boolean" },
    timeline: { type: "choice", layer: "human", options: ["someday", "this-year", "this-quarter", "now"] },
    budget: { type: "choice", layer: "human", options: ["none", "planned", "approved"] },
    authority: { type: "boolean", layer: "human" }, need: { type: "text", layer: "human" },
    city: { type: "text" }, phone: { type: "text" }, website: { type: "text" }, source: { type: "text", layer: "crm" }, newsletter: { type: "boolean", layer: "crm" },
  },
  lists: { competitors: ["rivalsoft.example", "scorely.example", "leadly.example"] },
  fit: {
    rules: [
      { id: "icp-industry", when: { industry: ["saas", "fintech"] }, points: 20, group: "firmographic", because: "ICP industry" },
      { id: "near-industry", when: { industry: ["commerce", "health"] }, points: 8, group: "firmographic", because: "industry near the ICP" },
      { id: "size-mid", when: { companySize: { gte: 50, lt: 1000 } }, points: 15, group: "firmographic", because: "50–999 people" },
      { id: "size-large", when: { companySize: { gte: 1000 } }, points: 10, group: "firmographic", because: "1,000 people or more" },
      { id: "size-tiny", when: { companySize: { lt: 10 } }, points: -10, group: "firmographic", because: "under 10 people" },
      { id: "revenue", points: { by: "annualRevenue", steps: [[0, 0], [1000000, 4], [5000000, 8.5], [20000000, 12]] }, group: "firmographic", because: "revenue" },
      { id: "work-mail", when: { "email.kind": "work" }, points: 5, because: "work e-mail" },
      { id: "free-mail", when: { "email.kind": "free" }, points: -5, because: "free e-mail" },
      { id: "disposable-mail", when: { "email.kind": "disposable" }, points: -20, because: "disposable e-mail" },
      { id: "executive", when: { jobTitle: { words: ["vp", "chief", "ceo", "head of", "geschaftsfuhrer"] } }, points: 15, group: "person", because: "decides" },
      { id: "manager", when: { jobTitle: { contains: "manager" } }, points: 8, group: "person", because: "manager" },
      { id: "learner", when: { jobTitle: { words: ["student", "intern"] } }, points: -15, group: "person", because: "student or intern" },
      { id: "core-region", when: { country: ["de", "at", "ch"] }, points: 10, because: "core region" },
      { id: "other-region", when: { country: ["us", "gb"] }, points: 5, because: "other region" },
      { id: "tech", when: { techStack: { anyOf: ["salesforce", "hubspot"] } }, points: 8, because: "uses a CRM we work with" },
      { id: "rival-tech", when: { techStack: { anyOf: ["scorely"] } }, points: -4, because: "uses a rival" },
      { id: "funded", when: { fundedAt: { within: "365d" } }, points: 6, because: "funded within a year" },
      { id: "reachable", when: { optedOut: false }, points: 1, because: "may be written to" },
      { id: "growing", when: { all: [{ industry: "saas" }, { any: [{ companySize: { gte: 200 } }, { annualRevenue: { gt: 10000000 } }] }] }, points: 3.5, because: "growing SaaS" },
    ],
    groups: { firmographic: { min: -10, max: 40 }, person: { max: 15 } },
    tiers: [{ id: "A", at: 50 }, { id: "B", at: 30 }, { id: "C", at: 10 }, { id: "D" }],
  },
  intent: {
    decay: "14d",
    signals: [
      { id: "pricing", on: page("pricing"), points: 5, cap: 20, because: "pricing ×{count}" },
      { id: "pricing-burst", on: page("pricing"), burst: { count: 3, in: "1d" }, points: 15, because: "3 pricing views in a day" },
      { id: "demo-page", on: page("demo"), points: 8, repeat: "once", because: "looked at the demo" },
      { id: "roi", on: { type: ["page", "download"], asset: "roi-calculator" }, points: 6, because: "ROI calculator" },
      { id: "case-study", on: { type: "page", asset: { startsWith: "case-study" } }, points: 3, repeat: { per: "asset" }, because: "{count} case studies" },
      { id: "blog", on: { type: "page", asset: { startsWith: "blog/" } }, points: 0.5, atMost: 5, because: "reads the blog" },
      { id: "careers", on: page("careers"), points: -10, decay: "30d", because: "looks for a job" },
      { id: "form", on: { type: "form" }, points: 12, decay: "30d", because: "sent a form" },
      { id: "download", on: { type: "download" }, points: 4, cap: 12, because: "downloads" },
      { id: "webinar", on: { type: "webinar", attended: true }, points: 10, decay: { linear: "90d" }, because: "attended a webinar" },
      { id: "email-open", on: { type: "email-open" }, points: 0.5, cap: 3, because: "opens e-mails" },
      { id: "email-click", on: { type: "email-click" }, points: 2, atMost: 4, because: "clicks in e-mails" },
      { id: "reply", on: { type: "email-reply" }, points: 8, because: "answered" },
      { id: "unsubscribe", on: { type: "unsubscribe" }, points: -15, decay: "none", repeat: "once", because: "unsubscribed" },
      { id: "meeting", on: { type: "meeting" }, points: 20, decay: "60d", because: "met us" },
      { id: "big-deal", on: { type: "form", value: { gte: 500 } }, points: 6, because: "named an amount" },
      { id: "visits", on: { type: ["page", "screen"] }, sessions: { count: 3, gap: "30m" }, points: 6, within: "30d", because: "{count} visits in a month" },
      { id: "active-days", distinct: { by: "day", count: 3 }, points: 7, within: "14d", because: "active on {count} days" },
      { id: "channels", distinct: { by: "channel", count: 3 }, points: 5, because: "{count} channels" },
      { id: "pricing-then-form", on: page("pricing"), then: { on: { type: "form" }, in: "2d" }, points: 9, because: "pricing, then a form" },
      { id: "quiet", idle: "30d", points: -8, because: "quiet for a month" },
    ],
    bands: [{ id: "high", at: 30 }, { id: "medium", at: 12 }, { id: "low" }],
  },
  frameworks: { bant: { criteria: {
    budget: { met: { budget: { gte: "planned" } } }, authority: { met: { any: [{ authority: true }, { "rule.executive": true }] } },
    need: { met: { need: { known: true } } }, timeline: { met: { timeline: { gte: "this-quarter" } } } },
  passes: { atLeast: 3 } } },
  labels: [{ id: "hand-raiser", when: { any: [{ "signal.form": true }, { "signal.meeting": true }] }, because: "asked for contact" }],
  disqualify: [
    { id: "rival", code: "competitor", when: { "email.domain": { inList: "competitors" } } },
    { id: "throwaway", code: "spam", when: { "email.kind": "disposable" } },
    { id: "learner-out", code: "student", when: { "rule.learner": true, "fit.points": { lt: 10 } } },
  ],
  stages: [
    { id: "mql", when: { score: { gte: 50 }, "fit.tier": { gte: "C" } }, sticky: true },
    { id: "sal", requires: ["mql"], gate: { accept: ["sales-accepted"], reject: ["sales-rejected"] } },
    { id: "sql", when: { score: { gte: 80 }, "bant.met": { gte: 2 } }, requires: ["sal"] },
  ],
  routing: [
    { id: "hot", when: { stage: { gte: "mql" }, "intent.band": "high" }, to: { queue: "sales" }, protocol: "call" },
    { id: "warm", when: { stage: { gte: "mql" } }, to: { queue: "sdr" } },
    { id: "rest", to: { nurture: "newsletter" } },
  ],
  protocols: { call: { action: "phone", sla: "fast" } },
  nurture: { newsletter: { touches: ["0s", "7d", "21d"] } },
  slas: { fast: { promises: { firstTouch: { in: "15m", by: ["call"] } } } },
  handoff: { talkingPoints: [{ when: { "signal.pricing": true }, say: "Ask about seats." }], include: ["firstName", "companySize", "email.domain"] },
};

/** The instant of all evaluations. */
export const NOW = "2026-11-22T10:00:00Z";
const NOW_MS = Date.parse(NOW);
const DAY = 86_400_000;

const FIRST = ["Ada", "Zoë", "Jürgen", "Łukasz", "Anaïs", "José", "Мария", "健", "Conan \"Coco\"", "Bjørk"];
const LAST = ["Lovelace", "Müller", "Nowak", "da Silva", "Иванова", "田中", "van den Berg", "Ødegård"];
const DOMAINS = ["acme.example", "nordwind.example", "rivalsoft.example", "gmail.com", "outlook.com", "initech.example", "globex.example", "mailinator.com", "umbrella.example", "hooli.example", "stark.example", "wayne.example"];
const TITLES = ["VP of Sales", "Head of Growth", "Sales Operations Manager", "Geschäftsführer", "Working Student (m/f/d)", "Product Owner", "Chief of Staff", "Software Engineer \"Platform\"", "SDR\tEMEA", "Directrice générale", "Marketing Manager"];
const INDUSTRIES = ["saas", "Computer Software", "fintech", "Banking", "commerce", "Hospital & Health Care", "Government", "Basket weaving"];
const COUNTRIES = ["DE", "Germany", "Österreich", "United States", "US", "JP", "France", "GB"];
const TOOLS = ["Salesforce", "HubSpot", "Marketo", "Scorely", "Notion", "Zählwerk \\ Büro"];
const TYPES = ["page", "page", "page", "page", "screen", "form", "download", "webinar", "email-open", "email-open", "email-click", "email-reply", "meeting", "unsubscribe", "call", "sales-accepted", "heartbeat"];
const ASSETS = ["pricing", "pricing", "pricing", "demo", "careers", "case-study-acme", "case-study-größe", "roi-calculator", "blog/über-leads", "blog/2", "blog/3"];
const NOTES = ["Asked: \"what does it cost?\"\nCalls back.", "Möchte ein Angebot für 50 Plätze – bis Freitag…", "naïve café \\ 価格 🙂", "plain words about a plain need"];

/** Leads as they come from a form and a CRM: typed values, 20 fields, 0 to 30 events, 8 on average. */
export function leads(count, seed = 1) {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => lead(random, index));
}

function lead(random, index) {
  const { below, chance, pick } = random;
  const [first, last] = [pick(FIRST), pick(LAST)];
  const profile = {
    firstName: first, lastName: last, email: `lead.${index}@${pick(DOMAINS)}`, jobTitle: pick(TITLES), companySize: pick([below(40), below(5000), below(900), below(900)]),
    industry: pick(INDUSTRIES), annualRevenue: pick([below(30) * 1_000_000, 2.5e6, 7_500_000.5]), country: pick(COUNTRIES), techStack: [pick(TOOLS), pick(TOOLS)],
    fundedAt: chance(50) ? instant(random, below(800) * DAY) : null, optedOut: chance(20), timeline: pick(["now", "this-quarter", "someday", null]), budget: pick(["approved", "planned", null]),
    authority: pick([true, false, null]), need: chance(50) ? pick(NOTES) : null, city: "Köln", phone: `+49 221 ${below(1_000_000)}`, website: `https://www.${pick(DOMAINS)}/`,
    source: pick(["google", "partner", "event"]), newsletter: chance(50),
  };
  const made = { id: `l-${index}`, motion: pick(["inbound", "inbound", "outbound"]), profile, events: events(random) };
  if (chance(40)) made.stage = pick(["mql", "sal", "lead"]);
  return made;
}

function events(random) {
  const { below, chance, pick } = random;
  const count = chance(90) ? below(14) : 14 + below(17);
  const made = Array.from({ length: count }, () => {
    const event = { type: pick(TYPES), at: instant(random, below(chance(50) ? 10 : 90) * DAY + below(DAY)), channel: pick(["web", "web", "email", "product"]) };
    if (event.type === "page" || event.type === "download") event.asset = pick(ASSETS);
    if (event.type === "form" && chance(50)) event.value = below(1000);
    if (chance(40)) event.props = { path: "/pricing?plan=team&x=\"1\"", attended: chance(50) };
    return event;
  });
  return made.sort((a, b) => (a.at < b.at ? -1 : 1));
}

// No two alike, so that an order of equal ones is no matter.
let ticks = 0;
function instant({ below }, before) {
  ticks = (ticks + 7) % 1000;
  return new Date(NOW_MS - before - below(1000) * 1000 - ticks).toISOString();
}
