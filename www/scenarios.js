// What a visitor can click, per model: the deeds of a lead, and a few leads to start from.

const HOURS = 1;
const DAYS = 24;

const page = (asset) => ({ type: "page", channel: "web", asset });
const form = (asset) => ({ type: "form", channel: "web", asset });
const download = (asset) => ({ type: "download", channel: "web", asset });
const mail = (type) => ({ type, channel: "email" });
const product = (type) => ({ type, channel: "product" });

const PRICING = page("pricing");
const CAREERS = page("careers");
const CALL = { type: "call", channel: "phone", props: { direction: "inbound" } };
const EMPTY = { label: "Nobody yet", note: "An empty lead, to fill in from scratch.", profile: {} };

export const SCENARIOS = {
  "b2b-saas": {
    title: "B2B software",
    events: [
      {
        title: "They asked for something",
        items: [
          { label: "Asked for a demo", event: form("demo") },
          { label: "Asked to be contacted", event: form("contact") },
          { label: "Called us", event: CALL },
          { label: "Met with us", event: { type: "meeting", channel: "phone" } },
        ],
      },
      {
        title: "On the website",
        items: [
          { label: "Viewed pricing", event: PRICING },
          { label: "Read a case study", event: page("case-study-acme") },
          { label: "Read about integrations", event: page("integrations") },
          { label: "Used the ROI calculator", event: download("roi-calculator") },
          { label: "Read the blog", event: page("blog-lead-scoring") },
          { label: "Attended a webinar", event: { type: "webinar", channel: "webinar", asset: "webinar-forecasts", props: { attended: true } } },
          { label: "Visited careers page", event: CAREERS },
        ],
      },
      {
        title: "By e-mail",
        items: [
          { label: "Opened e-mail", event: mail("email-open") },
          { label: "Clicked a link", event: mail("email-click") },
          { label: "Replied", event: mail("email-reply") },
          { label: "Unsubscribed", event: mail("unsubscribe") },
        ],
      },
      {
        title: "In the product",
        items: [
          { label: "Started a trial", event: product("signed-up") },
          { label: "Published a first model", event: product("activated") },
          { label: "Invited a teammate", event: product("invited") },
          { label: "Reached a plan limit", event: product("limit-hit") },
        ],
      },
    ],
    presets: [
      EMPTY,
      { label: "Just asked for a demo", note: "All there is, is the request. The form finds out the rest.", profile: {}, events: [[form("demo"), 0]] },
      {
        label: "Hot lead",
        note: "The right company and the right person, back at the prices, asking for a demo.",
        profile: { email: "ada@acme.example", jobTitle: "VP Revenue Operations", companySize: 240, industry: "saas", country: "Germany", techStack: "Salesforce; Slack" },
        events: [[mail("email-click"), 6 * DAYS], [page("case-study-acme"), 6 * DAYS], [PRICING, 29 * HOURS], [PRICING, 27 * HOURS], [PRICING, 20 * HOURS], [form("demo"), 3 * HOURS]],
      },
      {
        label: "Quiet perfect fit",
        note: "Exactly who you want, and silent. A lone score would lose this one; the tier does not.",
        profile: { email: "joan@ledgerly.example", jobTitle: "CFO", companySize: 600, industry: "fintech", annualRevenue: 42000000, country: "United Kingdom", techStack: "HubSpot" },
        events: [[mail("email-open"), 12 * DAYS]],
      },
      {
        label: "Student",
        note: "Reads everything, buys nothing: much activity does not make a customer.",
        profile: { email: "kim@stateu.edu", jobTitle: "PhD candidate", industry: "academia", country: "US" },
        events: [[page("blog-lead-scoring"), 9 * DAYS], [download("thesis-checklist"), 8 * DAYS], [PRICING, 3 * DAYS], [page("case-study-acme"), 2 * DAYS], [CAREERS, 26 * HOURS]],
      },
      {
        label: "Trial that took off",
        note: "Nobody spoke with them; the product did the qualifying.",
        motion: "product",
        profile: { email: "sam@tinyshop.example", jobTitle: "Operations manager", companySize: 75, industry: "commerce", country: "NL" },
        events: [[product("signed-up"), 12 * DAYS], [product("activated"), 11 * DAYS], [product("invited"), 9 * DAYS], [product("invited"), 9 * DAYS - 2], [product("limit-hit"), 2 * DAYS]],
      },
      {
        label: "Gone cold",
        note: "Highly qualified last quarter, silent since. Great on Monday is not great forever.",
        stage: "hql",
        profile: { email: "lee@northwind.example", jobTitle: "Director of Marketing", companySize: 320, industry: "services", country: "France" },
        events: [[form("demo"), 58 * DAYS], [PRICING, 58 * DAYS], [mail("email-reply"), 52 * DAYS]],
      },
      {
        label: "Competitor",
        note: "Looks keen, for reasons of their own.",
        profile: { email: "max@scorely.example", jobTitle: "Product manager", companySize: 150, industry: "saas", country: "US" },
        events: [[PRICING, 30 * HOURS], [PRICING, 29 * HOURS], [PRICING, 28 * HOURS], [page("integrations"), 27 * HOURS]],
      },
    ],
  },

  hvac: {
    title: "Heating and cooling",
    events: [
      {
        title: "They asked for something",
        items: [
          { label: "Called us", event: CALL },
          { label: "Asked for a quote", event: form("quote") },
          { label: "Asked for an appointment", event: form("booking") },
        ],
      },
      {
        title: "On the website",
        items: [
          { label: "Viewed pricing", event: PRICING },
          { label: "Read about heat pumps", event: page("heat-pump") },
          { label: "Read about maintenance", event: page("maintenance-plan") },
          { label: "Read our reviews", event: page("reviews") },
          { label: "Took a coupon", event: download("spring-coupon") },
          { label: "Visited careers page", event: CAREERS },
        ],
      },
      { title: "By e-mail", items: [{ label: "Unsubscribed", event: mail("unsubscribe") }] },
    ],
    presets: [
      EMPTY,
      { label: "Just asked for a quote", note: "All there is, is the request. The form finds out the rest.", profile: {}, events: [[form("quote"), 0]] },
      {
        label: "Heater broke today",
        note: "A homeowner in the area, on the phone, with an old system.",
        profile: { homeowner: true, postalCode: "78704", propertyType: "house", systemAge: 17, urgency: "today" },
        events: [[page("heating"), 2 * HOURS], [CALL, 1 * HOURS]],
      },
      {
        label: "Comparing quotes",
        note: "Takes the time to read, and asks for a price.",
        profile: { homeowner: true, postalCode: "78731", propertyType: "townhouse", systemAge: 11, urgency: "this-month", email: "rosa@mailbox.example" },
        events: [[page("heat-pump"), 4 * DAYS], [PRICING, 3 * DAYS], [page("reviews"), 3 * DAYS], [form("quote"), 20 * HOURS]],
      },
      {
        label: "Outside the area",
        note: "Wants to buy, but no van goes there.",
        profile: { homeowner: true, postalCode: "90210", propertyType: "house", urgency: "this-week" },
        events: [[PRICING, 5 * HOURS], [form("quote"), 4 * HOURS]],
      },
    ],
  },

  education: {
    title: "Online school",
    events: [
      {
        title: "They asked for something",
        items: [
          { label: "Asked for a call", event: form("callback") },
          { label: "Came to an open day", event: { type: "webinar", channel: "webinar", asset: "open-day", props: { attended: true } } },
        ],
      },
      {
        title: "On the website",
        items: [
          { label: "Took a brochure", event: download("brochure-data-science") },
          { label: "Viewed fees", event: page("fees") },
          { label: "Viewed scholarships", event: page("scholarships") },
        ],
      },
      { title: "By e-mail", items: [{ label: "Unsubscribed", event: mail("unsubscribe") }] },
    ],
    presets: [
      EMPTY,
      {
        label: "Working professional",
        note: "Employed, and a quarter of an hour on the site.",
        profile: { leadOrigin: "landing-page", leadSource: "Google", occupation: "employed", specialization: "Finance Management", totalVisits: 5, timeOnSite: 1012, lastActivity: "Email Opened" },
        events: [[page("fees"), 30 * HOURS]],
      },
      {
        label: "Recommended",
        note: "A friend vouched for them; they have not looked at the site yet.",
        profile: { leadOrigin: "added-by-hand", leadSource: "Reference", occupation: "unemployed", totalVisits: 0, timeOnSite: 0 },
      },
      {
        label: "Came once and left",
        note: "Two minutes on the site, and no e-mail please.",
        profile: { leadOrigin: "landing-page", leadSource: "Direct Traffic", occupation: "student", totalVisits: 1, timeOnSite: 120, doNotEmail: true },
      },
    ],
  },

  bant: {
    title: "BANT",
    events: [
      {
        title: "On the website",
        items: [
          { label: "Asked for a demo", event: form("demo") },
          { label: "Viewed pricing", event: PRICING },
        ],
      },
    ],
    presets: [
      EMPTY,
      {
        label: "Three of four",
        note: "No budget yet, but a need, a way to the person who decides, and a date: enough, when need is among them.",
        stage: "hql",
        profile: { companySize: 320, problem: "costly", decisionRole: "one-step-away", timeline: "this-quarter" },
        events: [[PRICING, 93 * HOURS], [form("demo"), 92 * HOURS], [{ type: "sql-accepted", channel: "crm" }, 49 * HOURS]],
      },
      {
        label: "Still open",
        note: "Nobody has asked yet. What is not known is not a no.",
        profile: { companySize: 90, decisionRole: "user" },
        events: [[PRICING, 26 * HOURS], [form("demo"), 26 * HOURS]],
      },
      {
        label: "Come back later",
        note: "No money this year. They said when to ask again, and so the lead comes back by itself.",
        stage: "hql",
        profile: { companySize: 700, problem: "costly", decisionRole: "user", budgetStatus: "none", timeline: "this-year", notBefore: { inDays: 130 } },
        events: [[form("demo"), 10 * DAYS]],
      },
    ],
  },

  champ: {
    title: "CHAMP",
    events: [
      {
        title: "They talk with us",
        items: [
          { label: "Replied", event: mail("email-reply") },
          { label: "Called us", event: { type: "call", channel: "phone" } },
          { label: "Met with us", event: { type: "meeting", channel: "video" } },
        ],
      },
      {
        title: "On the website",
        items: [
          { label: "Read about Lumen", event: page("case-study-lumen") },
          { label: "Read about Atlas", event: page("case-study-atlas") },
        ],
      },
    ],
    presets: [
      EMPTY,
      {
        label: "Cannot sign, introduces",
        note: "Not the person who decides, but one who would take us there. CHAMP counts that.",
        stage: "sql",
        profile: { companySize: 240, challenge: "understood", decisionRole: "user", introduces: true, money: "to-be-found", priority: "top-three" },
        events: [[page("case-study-lumen"), 5 * DAYS], [mail("email-reply"), 73 * HOURS], [{ type: "sql-accepted", channel: "crm" }, 43 * HOURS]],
      },
      {
        label: "It can wait",
        note: "They decide and have the money, and it is one plan among many.",
        stage: "hql",
        profile: { companySize: 150, challenge: "understood", decisionRole: "decision-maker", money: "set-aside", priority: "on-the-list" },
        events: [[{ type: "meeting", channel: "video" }, 69 * HOURS]],
      },
    ],
  },

  meddic: {
    title: "MEDDIC",
    events: [
      {
        title: "What happened",
        items: [
          { label: "Met with us", event: { type: "meeting", channel: "video" } },
          { label: "Asked for a proposal", event: form("proposal") },
        ],
      },
    ],
    presets: [
      EMPTY,
      {
        label: "In the forecast",
        note: "All six letters, each by evidence, and a next meeting in the calendar.",
        stage: "commit",
        profile: {
          companySize: 4200, metric: "measured", economicBuyer: "spoken-with", decisionCriteria: "known", decisionProcess: "dates-agreed", pain: "priced",
          champion: "sells-for-us", contacts: 6, nextMeeting: { inDays: 4 },
        },
        events: [
          [{ type: "sql-accepted", channel: "crm" }, 47 * DAYS], [{ type: "meeting", channel: "video" }, 39 * DAYS], [{ type: "meeting", channel: "video" }, 18 * DAYS],
          [{ type: "meeting", channel: "video" }, 4 * DAYS], [{ type: "commit-accepted", channel: "crm" }, 3 * DAYS],
        ],
      },
      {
        label: "Proposal first",
        note: "One contact who is not the buyer, and wants a price before anybody knows why.",
        profile: { companySize: 1500, economicBuyer: "not-identified", contacts: 1 },
        events: [[form("proposal"), 41 * HOURS]],
      },
    ],
  },
};

/** An example's profile; dates in it are days from now, so that they do not grow old. */
export function profileAt({ profile }, now) {
  const dated = (value) => (typeof value?.inDays === "number" ? new Date(now + value.inDays * DAYS * 3_600_000).toISOString().slice(0, 10) : value);
  return structuredClone(Object.fromEntries(Object.entries(profile).map(([name, value]) => [name, dated(value)])));
}
