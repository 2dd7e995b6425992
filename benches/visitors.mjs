// Made-up visitors of the form of examples/models/b2b-saas.json: the same ones for the same seed, on every machine.
//
// The population, as marginal frequencies. Nobody measured it: it is what a vendor of business software would call usual, and
// the numbers are here so that anyone can put their own in their place. Company and person are drawn independently of one another,
// but for the address, the industry and the title of students, and the titles of the self-employed.
import { generator } from "./random.mjs";

/** The instant of the visits: a Monday morning, when people are at work. */
export const NOW = "2026-11-23T10:00:00Z";

// In percent, each list.
const KINDS = [[82, "business"], [8, "private"], [6, "student"], [2, "competitor"], [2, "nonsense"]];
const SIZES = [[22, [1, 9]], [25, [10, 49]], [24, [50, 199]], [17, [200, 999]], [8, [1_000, 4_999]], [4, [5_000, 120_000]]];
const INDUSTRIES = [
  [30, "saas"], [9, "fintech"], [10, "commerce"], [17, "services"], [7, "health"], [11, "manufacturing"], [6, "other"], [4, "public-sector"], [6, "academia"],
];
const COUNTRIES = [
  [27, "United States"], [5, "Canada"], [14, "DE"], [13, "United Kingdom"], [7, "France"], [5, "NL"], [4, "Österreich"], [3, "Switzerland"], [3, "ES"],
  [3, "Sweden"], [5, "India"], [4, "Brazil"], [3, "Australia"], [2, "Singapore"], [2, "Japan"],
];
const TITLES = [
  [5, "CEO"], [3, "Founder & CTO"], [4, "CMO"], [4, "VP Sales"], [2, "Chief Revenue Officer"], [10, "Head of Marketing"], [8, "Sales Director"],
  [9, "Marketing Manager"], [8, "RevOps Lead"], [6, "Head of Demand Generation"], [7, "Sales Operations Manager"], [8, "Marketing Analyst"],
  [6, "CRM Administrator"], [5, "Sales Development Representative"], [5, "Software Engineer"], [2, "Assistant to the CEO"], [8, "Procurement"],
];
const OWN_TITLES = [[55, "Owner"], [25, "Founder"], [20, "Consultant"]];
const STUDENT_TITLES = [[70, "Student"], [20, "Intern"], [10, "Research assistant"]];
const PROBLEMS = [[28, "none"], [17, "reporting"], [30, "quality"], [25, "speed"]];
const TIMELINES = [[36, "someday"], [30, "this-year"], [22, "this-quarter"], [12, "now"]];
const ROLES = [[12, "none"], [35, "user"], [33, "one-step-away"], [20, "decision-maker"]];
const BUDGETS = [[42, "none"], [28, "planned"], [17, "identified"], [13, "approved"]];
const FREE = [[60, "gmail.com"], [20, "outlook.com"], [10, "yahoo.com"], [10, "web.de"]];
const MOTIONS = [[84, "inbound"], [9, "product"], [7, "outbound"]];

// How many of a hundred leave a question open. An address everyone gives, or else the form is not sent.
const LEFT_OPEN = { companySize: 4, industry: 3, country: 2, jobTitle: 8, problem: 5, timeline: 6, decisionRole: 10, budgetStatus: 15, phone: 30 };

// Which form it is that they fill in: whoever asks for a demo or for contact raises a hand, whoever wants a file does not yet.
const page = (asset, seconds) => ({ type: "page", channel: "web", asset, at: before(seconds) });
const FORMS = [
  [50, { type: "form", channel: "web", asset: "demo", at: before(60) }],
  [20, { type: "form", channel: "web", asset: "contact", at: before(60) }],
  [30, { type: "download", channel: "web", asset: "buyers-guide", at: before(60) }],
];
// And what they did before that.
const DAY = 86_400;
const VISITS = [
  [46, []],
  [18, [page("home", 400), page("pricing", 300)]],
  [12, [page("pricing", 900), page("pricing", 800), page("pricing", 700), page("security", 650)]],
  [10, [page("blog-a", 3 * DAY), page("case-study-a", 2 * DAY), page("home", 500)]],
  [6, [{ type: "webinar", channel: "event", asset: "webinar-7", at: before(6 * DAY), props: { attended: true } }, page("pricing", 500)]],
  [5, [{ type: "signed-up", channel: "product", at: before(5 * DAY) }, { type: "activated", channel: "product", at: before(4 * DAY) }, { type: "limit-hit", channel: "product", at: before(DAY) }]],
  [2, [page("careers", 300)]],
  [1, [{ type: "unsubscribe", channel: "email", at: before(20 * DAY) }]],
];

/**
 * `count` visitors: `answers` is what each would say to every question of the form, whether or not it is asked (without a member for
 * what they would leave open), `lead` what is known of them before.
 */
export function visitors(count, seed = 1) {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => visitor(random, index));
}

function visitor(random, index) {
  const kind = pick(random, KINDS);
  const [least, most] = pick(random, SIZES);
  const companySize = kind === "private" ? 1 + random.below(4) : least + random.below(most - least + 1);
  const answers = {
    email: address(random, kind, index),
    companySize,
    industry: kind === "student" ? "academia" : pick(random, INDUSTRIES),
    country: pick(random, COUNTRIES),
    jobTitle: pick(random, kind === "student" ? STUDENT_TITLES : kind === "private" ? OWN_TITLES : TITLES),
    problem: pick(random, PROBLEMS),
    timeline: pick(random, TIMELINES),
    decisionRole: pick(random, ROLES),
    budgetStatus: pick(random, BUDGETS),
    phone: `+49 30 ${String(1_000_000 + index)}`,
  };
  for (const [field, percent] of Object.entries(LEFT_OPEN)) if (random.below(100) < percent) delete answers[field];
  return { answers, lead: { id: `v-${index}`, motion: pick(random, MOTIONS), events: [...pick(random, VISITS), pick(random, FORMS)] } };
}

function address(random, kind, index) {
  if (kind === "competitor") return `v${index}@rivalsoft.example`;
  if (kind === "nonsense") return `v${index}@mailinator.com`;
  if (kind === "student") return `v${index}@${random.below(2) === 0 ? "uni.edu" : pick(random, FREE)}`;
  // One in eight of those at work gives a private address.
  return `v${index}@${kind === "private" || random.below(8) === 0 ? pick(random, FREE) : `company-${random.below(5_000)}.example`}`;
}

function pick(random, list) {
  let left = random.below(list.reduce((sum, [weight]) => sum + weight, 0));
  return list.find(([weight]) => (left -= weight) < 0)[1];
}

function before(seconds) {
  return new Date(Date.parse(NOW) - seconds * 1_000).toISOString();
}
