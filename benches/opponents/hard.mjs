// The model of model.mjs written out by hand: no rule is data, nothing is asked that the code knows already.
import { DAY, fold, halved, instantText, kindOf, linear, sameText, summaryOf, under, words } from "./shared.mjs";

export const INDUSTRIES = new Map(Object.entries({ saas: 0, "computer software": 0, computer_software: 0, fintech: 1, banking: 1, commerce: 2, health: 3, "hospital & health care": 3, public: 4, government: 4, "higher education": 4, other: 5 }));
export const COUNTRIES = new Map(Object.entries({ de: 0, germany: 0, deutschland: 0, at: 1, austria: 1, osterreich: 1, ch: 2, switzerland: 2, us: 3, "united states": 3, gb: 4, "united kingdom": 4, fr: 5, france: 5, jp: 6, japan: 6 }));
export const TIMELINES = new Map(Object.entries({ someday: 0, "this-year": 1, "this-quarter": 2, now: 3 }));
export const BUDGETS = new Map(Object.entries({ none: 0, planned: 1, approved: 2 }));
export const STAGES = new Map(Object.entries({ lead: 0, mql: 1, sal: 2, sql: 3 }));
export const STAGE_NAMES = ["lead", "mql", "sal", "sql"];
export const RIVALS = new Set(["rivalsoft.example", "scorely.example", "leadly.example"]);
const D14 = 14 * DAY;

const clamp = (sum, low, high) => (sum < low ? low : sum > high ? high : sum);
const isText = (value) => typeof value === "string" && value.trim() !== "";
const said = (rule, group, points, because) => ({ axis: "fit", rule, group, points: points / 1000, because, count: null, last: null });

/** What they did: hands each signal that fired to `give`, and tells what the rest of the line asks. */
export function behaviour(lead, now, give) {
  const events = [];
  let sorted = true;
  for (const event of lead.events ?? []) {
    const at = Date.parse(event.at);
    if (Number.isNaN(at) || typeof event.type !== "string" || at > now + 300_000) continue;
    if (events.length > 0 && at < events[events.length - 1].at) sorted = false;
    events.push({ at, age: at > now ? 0 : now - at, source: event });
  }
  if (!sorted) events.sort((a, b) => a.at - b.at);

  let pricing = 0, pricings = 0, pricingLast, pricing2, pricing3, burst, demo, roi = 0, rois = 0, roiLast, careers = 0, careersCount = 0, careersLast, form = 0, forms = 0, formLast;
  let download = 0, downloads = 0, downloadLast, webinar = 0, webinars = 0, webinarLast, open = 0, opens = 0, openLast, reply = 0, replies = 0, replyLast, unsubscribed, meeting = 0, meetings = 0, meetingLast;
  let deal = 0, deals = 0, dealLast, visits = 0, visitLast, activeDays = 0, lastDay = -1, activeLast, pairs = 0, pairLast, accepted = false, decided = false, call = null;
  const studies = new Map(), blogs = [], clicks = [], channels = new Set();
  for (const event of events) {
    const { at, age, source } = event;
    if (source.channel !== undefined) channels.add(fold(source.channel));
    if (age < D14) {
      const day = Math.floor(at / DAY);
      if (day !== lastDay) activeDays++, lastDay = day;
      activeLast = event;
    }
    const type = fold(source.type);
    switch (type) {
      case "page":
      case "screen":
        if (age < 30 * DAY) {
          if (visitLast === undefined || at - visitLast.at > 1_800_000) visits++;
          visitLast = event;
        }
        if (type === "screen" || source.asset === undefined) break;
        switch (fold(source.asset)) {
          case "pricing":
            pricing += halved(5000, age, D14);
            pricings++;
            [pricing3, pricing2, pricingLast] = [pricing2, pricingLast, event];
            if (pricing3 !== undefined && at - pricing3.at <= DAY) burst = pricings;
            break;
          case "demo": demo = event; break;
          case "roi-calculator": roi += halved(6000, age, D14); rois++; roiLast = event; break;
          case "careers": careers += halved(-10000, age, 30 * DAY); careersCount++; careersLast = event; break;
          default: {
            const asset = fold(source.asset);
            if (asset.startsWith("blog/")) blogs.push(event);
            else if (asset.startsWith("case-study")) studies.delete(asset), studies.set(asset, event);
          }
        }
        break;
      case "form":
        form += halved(12000, age, 30 * DAY); forms++; formLast = event;
        if (typeof source.value === "number" && source.value >= 500) deal += halved(6000, age, D14), deals++, dealLast = event;
        if (pricingLast !== undefined && at - pricingLast.at <= 2 * DAY) pairs++, pairLast = event;
        break;
      case "download":
        download += halved(4000, age, D14); downloads++; downloadLast = event;
        if (source.asset !== undefined && fold(source.asset) === "roi-calculator") roi += halved(6000, age, D14), rois++, roiLast = event;
        break;
      case "webinar":
        if (source.props?.attended === true) webinar += linear(10000, age, 90 * DAY), webinars++, webinarLast = event;
        break;
      case "email-open": open += halved(500, age, D14); opens++; openLast = event; break;
      case "email-click": clicks.push(event); break;
      case "email-reply": reply += halved(8000, age, D14); replies++; replyLast = event; break;
      case "unsubscribe": unsubscribed = event; break;
      case "meeting": meeting += halved(20000, age, 60 * DAY); meetings++; meetingLast = event; break;
      case "sales-accepted": accepted = decided = true; break;
      case "sales-rejected": accepted = false; decided = true; break;
      case "call": call = event; break;
    }
  }
  const newest = events.length > 0 ? events[events.length - 1] : undefined;
  if (pricings > 0) give("pricing", Math.min(pricing, 20000), `pricing ×${pricings}`, pricings, pricingLast);
  if (burst !== undefined) {
    // The newest run: which events it has is looked for only where there is one.
    const views = events.filter(({ source }) => source.asset !== undefined && fold(source.type) === "page" && fold(source.asset) === "pricing");
    const last = views[burst - 1];
    give("pricing-burst", halved(15000, last.age, D14), "3 pricing views in a day", views.filter(({ at }) => at <= last.at && last.at - at <= DAY).length, last);
  }
  if (demo !== undefined) give("demo-page", halved(8000, demo.age, D14), "looked at the demo", 1, demo);
  if (rois > 0) give("roi", roi, "ROI calculator", rois, roiLast);
  if (studies.size > 0) {
    let points = 0, last;
    for (last of studies.values()) points += halved(3000, last.age, D14);
    give("case-study", points, `${studies.size} case studies`, studies.size, last);
  }
  if (blogs.length > 0) {
    const taken = blogs.slice(-5);
    give("blog", taken.reduce((sum, { age }) => sum + halved(500, age, D14), 0), "reads the blog", taken.length, taken[taken.length - 1]);
  }
  if (careersCount > 0) give("careers", careers, "looks for a job", careersCount, careersLast);
  if (forms > 0) give("form", form, "sent a form", forms, formLast);
  if (downloads > 0) give("download", Math.min(download, 12000), "downloads", downloads, downloadLast);
  if (webinars > 0) give("webinar", webinar, "attended a webinar", webinars, webinarLast);
  if (opens > 0) give("email-open", Math.min(open, 3000), "opens e-mails", opens, openLast);
  if (clicks.length > 0) {
    const taken = clicks.slice(-4);
    give("email-click", taken.reduce((sum, { age }) => sum + halved(2000, age, D14), 0), "clicks in e-mails", taken.length, taken[taken.length - 1]);
  }
  if (replies > 0) give("reply", reply, "answered", replies, replyLast);
  if (unsubscribed !== undefined) give("unsubscribe", -15000, "unsubscribed", 1, unsubscribed);
  if (meetings > 0) give("meeting", meeting, "met us", meetings, meetingLast);
  if (deals > 0) give("big-deal", deal, "named an amount", deals, dealLast);
  if (visits >= 3) give("visits", halved(6000, visitLast.age, D14), `${visits} visits in a month`, visits, visitLast);
  if (activeDays >= 3) give("active-days", halved(7000, activeLast.age, D14), `active on ${activeDays} days`, activeDays, activeLast);
  if (channels.size >= 3) give("channels", halved(5000, newest.age, D14), `${channels.size} channels`, channels.size, newest);
  if (pairs > 0) give("pricing-then-form", halved(9000, pairLast.age, D14), "pricing, then a form", pairs, pairLast);
  if (newest !== undefined && newest.age >= 30 * DAY) give("quiet", -8000, "quiet for a month", events.length, newest);
  return { events, pricings, forms, meetings, accepted, decided, call };
}

export function compile({ hash, free, disposable }) {
  const head = { name: "bench", version: "1", hash };
  const domains = { free, disposable };

  return function evaluate(lead, now) {
    const p = lead.profile ?? {};
    const notices = [];
    let fixed = 0, crm = 0, human = 0;

    // ── who they are
    const first = isText(p.firstName) ? (fixed++, p.firstName.trim()) : undefined;
    if (isText(p.lastName)) fixed++;
    let domain, kind;
    if (typeof p.email === "string") {
      const middle = p.email.indexOf("@");
      if (middle > 0) {
        fixed++;
        domain = p.email.slice(middle + 1).toLowerCase();
        kind = kindOf(domain, domains);
      }
    }
    let title;
    if (isText(p.jobTitle)) {
      fixed++;
      title = fold(p.jobTitle);
    }
    const sizeIn = p.companySize ?? p.numberofemployees;
    const size = typeof sizeIn === "number" ? (fixed++, sizeIn) : undefined;
    let industry;
    if (isText(p.industry)) {
      fixed++;
      industry = INDUSTRIES.get(fold(p.industry)) ?? -1;
      if (industry < 0) notices.push({ code: "unlisted-option", path: "/profile/industry", count: 1 });
    }
    const revenue = typeof p.annualRevenue === "number" ? (fixed++, p.annualRevenue) : undefined;
    let country;
    if (isText(p.country)) {
      fixed++;
      country = COUNTRIES.get(fold(p.country)) ?? -1;
      if (country < 0) notices.push({ code: "unlisted-option", path: "/profile/country", count: 1 });
    }
    let crmUser = false, rivalUser = false;
    if (Array.isArray(p.techStack)) {
      fixed++;
      for (const tool of p.techStack) {
        const folded = fold(tool);
        if (folded === "salesforce" || folded === "hubspot") crmUser = true;
        else if (folded === "scorely") rivalUser = true;
      }
    }
    const funded = typeof p.fundedAt === "string" ? Date.parse(p.fundedAt) : NaN;
    if (!Number.isNaN(funded)) fixed++;
    if (typeof p.optedOut === "boolean") fixed++;
    let timeline;
    if (isText(p.timeline)) {
      human++;
      timeline = TIMELINES.get(fold(p.timeline)) ?? -1;
      if (timeline < 0) notices.push({ code: "unlisted-option", path: "/profile/timeline", count: 1 });
    }
    let budget;
    if (isText(p.budget)) {
      human++;
      budget = BUDGETS.get(fold(p.budget)) ?? -1;
      if (budget < 0) notices.push({ code: "unlisted-option", path: "/profile/budget", count: 1 });
    }
    const authority = typeof p.authority === "boolean" ? (human++, p.authority) : undefined;
    const need = isText(p.need);
    if (need) human++;
    if (isText(p.city)) fixed++;
    if (isText(p.phone)) fixed++;
    if (isText(p.website)) fixed++;
    if (isText(p.source)) crm++;
    if (typeof p.newsletter === "boolean") crm++;

    const reasons = [];
    let firm = 0, person = 0, other = 0;
    if (industry === 0 || industry === 1) firm += 20000, reasons.push(said("icp-industry", "firmographic", 20000, "ICP industry"));
    if (industry === 2 || industry === 3) firm += 8000, reasons.push(said("near-industry", "firmographic", 8000, "industry near the ICP"));
    if (size >= 50 && size < 1000) firm += 15000, reasons.push(said("size-mid", "firmographic", 15000, "50–999 people"));
    if (size >= 1000) firm += 10000, reasons.push(said("size-large", "firmographic", 10000, "1,000 people or more"));
    if (size < 10) firm -= 10000, reasons.push(said("size-tiny", "firmographic", -10000, "under 10 people"));
    const grade = revenue >= 2e7 ? 12000 : revenue >= 5e6 ? 8500 : revenue >= 1e6 ? 4000 : 0;
    if (grade > 0) firm += grade, reasons.push(said("revenue", "firmographic", grade, "revenue"));
    if (kind === 3) other += 5000, reasons.push(said("work-mail", null, 5000, "work e-mail"));
    if (kind === 1) other -= 5000, reasons.push(said("free-mail", null, -5000, "free e-mail"));
    if (kind === 0) other -= 20000, reasons.push(said("disposable-mail", null, -20000, "disposable e-mail"));
    let executive, learner = false;
    if (title !== undefined) {
      const spaced = words(title);
      executive = spaced.includes(" vp ") || spaced.includes(" chief ") || spaced.includes(" ceo ") || spaced.includes(" head of ") || spaced.includes(" geschaftsfuhrer ");
      learner = spaced.includes(" student ") || spaced.includes(" intern ");
      if (executive) person += 15000, reasons.push(said("executive", "person", 15000, "decides"));
      if (title.includes("manager")) person += 8000, reasons.push(said("manager", "person", 8000, "manager"));
      if (learner) person -= 15000, reasons.push(said("learner", "person", -15000, "student or intern"));
    }
    if (country === 0 || country === 1 || country === 2) other += 10000, reasons.push(said("core-region", null, 10000, "core region"));
    if (country === 3 || country === 4) other += 5000, reasons.push(said("other-region", null, 5000, "other region"));
    if (crmUser) other += 8000, reasons.push(said("tech", null, 8000, "uses a CRM we work with"));
    if (rivalUser) other -= 4000, reasons.push(said("rival-tech", null, -4000, "uses a rival"));
    if (now - 365 * DAY < funded && funded <= now) other += 6000, reasons.push(said("funded", null, 6000, "funded within a year"));
    if (p.optedOut === false) other += 1000, reasons.push(said("reachable", null, 1000, "may be written to"));
    if (industry === 0 && (size >= 200 || revenue > 1e7)) other += 3500, reasons.push(said("growing", null, 3500, "growing SaaS"));
    const firmClamped = clamp(firm, -10000, 40000);
    const personClamped = person > 15000 ? 15000 : person;
    const fit = firmClamped + personClamped + other;
    const tier = fit >= 50000 ? "A" : fit >= 30000 ? "B" : fit >= 10000 ? "C" : "D";

    // ── what they did
    let intent = 0;
    const { events, pricings, forms, meetings, accepted, decided, call } = behaviour(lead, now, (rule, points, because, count, { at, source }) => {
      if (points === 0) return;
      intent += points;
      reasons.push({ axis: "intent", rule, group: null, points: points / 1000, because, count, last: sameText(source.at, at) });
    });
    const band = intent >= 30000 ? "high" : intent >= 12000 ? "medium" : "low";
    const score = fit + intent;
    const ofRules = reasons.length;
    if (firmClamped !== firm) reasons.push(said(null, "firmographic", firmClamped - firm, "capped"));
    if (personClamped !== person) reasons.push(said(null, "person", personClamped - person, "capped"));

    // ── where they stand
    const bant = { passed: null, met: [], unmet: [], unknown: [] };
    (budget === undefined ? bant.unknown : budget >= 1 ? bant.met : bant.unmet).push("budget");
    (authority === true || executive === true ? bant.met : authority === undefined || executive === undefined ? bant.unknown : bant.unmet).push("authority");
    (need ? bant.met : bant.unmet).push("need");
    (timeline === undefined ? bant.unknown : timeline >= 2 ? bant.met : bant.unmet).push("timeline");
    bant.passed = bant.met.length >= 3 ? true : bant.unmet.length > 1 ? false : null;
    const labels = forms > 0 || meetings > 0 ? [{ id: "hand-raiser", severity: "info", because: "asked for contact" }] : [];
    const out = [];
    if (domain !== undefined && under(domain, RIVALS)) out.push({ rule: "rival", code: "competitor" });
    if (kind === 0) out.push({ rule: "throwaway", code: "spam" });
    if (learner && fit < 10000) out.push({ rule: "learner-out", code: "student" });
    const isOut = out.length > 0;
    const mql = score >= 50000 && tier !== "D";
    const sal = mql && accepted;
    let stage = sal && score >= 80000 && bant.met.length >= 2 ? 3 : sal ? 2 : mql ? 1 : 0;
    const had = lead.stage === undefined ? undefined : STAGES.get(fold(lead.stage));
    if (had === 1 && stage === 0) stage = 1;
    const awaiting = !isOut && mql && !decided && stage < 2 ? "sal" : null;
    const change = had === undefined || (!isOut && had === stage) ? null : { from: STAGE_NAMES[had], direction: isOut ? "out" : stage > had ? "up" : "down" };

    let kindOfAction = "close", rule = isOut ? out[0].rule : null, queue = null, track = null, protocol = null, touches = [], due = {};
    if (!isOut && stage >= 1) {
      kindOfAction = "route";
      if (band === "high") {
        [rule, queue, protocol] = ["hot", "sales", "call"];
        const start = had === stage && lead.stageSince !== undefined ? Date.parse(lead.stageSince) : now;
        const by = start + 900_000;
        // A call after the start is at most five minutes from now.
        const done = call !== null && call.at >= start ? events.filter(({ at, source }) => at >= start && fold(source.type) === "call") : [];
        due = { firstTouch: { by: instantText(by), state: done.some(({ at }) => at <= by) ? "met" : done.length > 0 ? "late" : now > by ? "breached" : "due" } };
      } else [rule, queue] = ["warm", "sdr"];
    } else if (!isOut) {
      [kindOfAction, rule, track] = ["nurture", "rest", "newsletter"];
      touches = [instantText(now), instantText(now + 7 * DAY), instantText(now + 21 * DAY)];
    }
    const summary = summaryOf(tier, reasons, ofRules);
    let handoff = null;
    if (kindOfAction === "route") {
      const engaged = new Map();
      for (const { at, source } of events) {
        const key = source.asset === undefined ? source.type : `${source.type}\0${source.asset}`;
        const entry = engaged.get(key);
        const text = sameText(source.at, at);
        if (entry === undefined) engaged.set(key, { type: source.type, asset: source.asset ?? null, count: 1, first: text, last: text });
        else {
          entry.count++;
          entry.last = text;
        }
      }
      handoff = { summary, talkingPoints: pricings > 0 ? ["Ask about seats."] : [], fields: { firstName: first ?? null, companySize: size ?? null, "email.domain": domain ?? null }, engagement: [...engaged.values()] };
    }
    if ((fixed > 0) + (crm > 0) + (human > 0) + (events.length > 0) === 1) notices.push({ code: "single-layer", path: null, count: 1 });
    return {
      model: head, lead: lead.id ?? null, now: instantText(now), fit: { points: fit / 1000, tier }, intent: { points: intent / 1000, band }, score: score / 1000,
      stage: isOut ? "disqualified" : STAGE_NAMES[stage], wouldBe: isOut ? STAGE_NAMES[stage] : null, change, awaiting, frameworks: { bant }, labels,
      disqualified: isOut ? { rule: out[0].rule, code: out[0].code, all: out } : null,
      action: { kind: kindOfAction, rule, team: null, owner: null, queue, track, partner: null, protocol, considered: [], at: null, touches, due, escalate: null },
      reasons, summary, layers: { static: [fixed, 14], intent: events.length, crm: [crm, 2], human: [human, 4] }, handoff, notices,
    };
  };
}
