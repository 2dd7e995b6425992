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
};
