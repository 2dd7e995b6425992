// Explanations word by word, and what they must never say.
import assert from "node:assert/strict";
import test from "node:test";
import { LeadgradeError } from "../../pkg/src/errors.js";
import { explain } from "../../pkg/src/explain.js";

const NO_ACTION = {
  kind: "none", rule: null, team: null, owner: null, queue: null, track: null, partner: null, protocol: null, considered: [], at: null, touches: [], due: {}, escalate: null,
};

const NOTHING_KNOWN = {
  model: { name: "b2b-saas", version: "2026-11", hash: `sha256:${"0123456789abcdef".repeat(4)}` }, lead: "l-1", now: "2026-11-22T10:00:00Z",
  fit: { points: 0, tier: null }, intent: { points: 0, band: null }, score: 0, stage: "lead", wouldBe: null, change: null, awaiting: null, frameworks: {}, labels: [],
  disqualified: null, action: NO_ACTION, reasons: [], summary: "", layers: { static: [0, 9], intent: 0, crm: [0, 2], human: [0, 2] }, handoff: null, notices: [],
};

const evaluation = (parts) => ({ ...NOTHING_KNOWN, ...parts, action: { ...NO_ACTION, ...parts.action } });
const fit = (rule, points, because = rule, group = null) => ({ axis: "fit", rule, group, points, because, count: null, last: null });
const intent = (rule, points, because, count, last, group = null) => ({ axis: "intent", rule, group, points, because, count, last });
const clamp = (axis, group, points) => ({ axis, rule: null, group, points, because: "capped", count: null, last: null });

const HOT = evaluation({
  fit: { points: 48, tier: "A" }, intent: { points: 53.25, band: "high" }, score: 101.25, stage: "hql", change: { from: "mql", direction: "up" }, awaiting: "sal",
  frameworks: {
    bant: { passed: null, met: ["need"], unmet: ["budget"], unknown: ["authority", "timeline"] },
    meddic: { passed: false, met: [], unmet: ["champion"], unknown: ["decisionCriteria"] },
    ourOwn: { passed: true, met: ["fits-in"], unmet: [], unknown: [] },
  },
  labels: [
    { id: "hand-raiser", severity: "info", because: "asked us to get in touch" },
    { id: "do-not-email", severity: "flag", because: "does not want e-mail from us" },
  ],
  action: {
    kind: "route", rule: "hot-emea", team: "emea", owner: "ana", protocol: "call-today",
    considered: [{ team: "emea", member: "bo", why: "away" }, { team: "emea", member: "cy", why: "capacity" }, { team: "emea", member: "di", why: "closed" }, { team: "emea", member: "ed", why: "condition" }],
    due: { firstTouch: { by: "2026-11-22T10:05:00Z", state: "due" }, meeting: { by: "2026-11-24T10:00:00Z", state: "due" } },
  },
  reasons: [
    fit("icp-industry", 15, "ICP industry", "firmographic"),
    fit("company-size", 18, "240 employees", "firmographic"),
    fit("economic-buyer", 20, "economic buyer", "persona"),
    fit("free-email", -5, "personal e-mail address", "contact"),
    intent("demo-request", 23.5, "asked for a demo", 1, "2026-11-20T09:30:00Z", "hand-raise"),
    intent("pricing-page", 15, "pricing page ×3", 3, "2026-11-22T09:30:00Z", "web"),
    intent("pricing-burst", 14.75, "3 pricing views in a day", 3, "2026-11-22T09:30:00Z", "web"),
  ],
  summary: "Tier A + asked for a demo + economic buyer + 240 employees",
  layers: { static: [6, 9], intent: 5, crm: [1, 2], human: [1, 2] },
  handoff: {
    summary: "Tier A + asked for a demo + economic buyer + 240 employees",
    talkingPoints: ["Ask what a bad lead costs them.", "Mention the Salesforce connection."],
    fields: { email: "ada@acme.example", jobTitle: "VP of Sales", companySize: 240, techStack: ["Salesforce", "Slack"], optedOut: true, phone: null, "email.domain": "acme.example", customerSince: null },
    engagement: [
      { type: "email-reply", asset: null, count: 1, first: "2026-11-19T09:30:00Z", last: "2026-11-19T09:30:00Z" },
      { type: "form", asset: "demo", count: 1, first: "2026-11-20T09:30:00Z", last: "2026-11-20T09:30:00Z" },
      { type: "page", asset: "pricing", count: 3, first: "2026-11-21T12:00:00Z", last: "2026-11-22T09:30:00Z" },
    ],
  },
});

const RECYCLED = evaluation({
  fit: { points: 20, tier: "C" }, intent: { points: 4, band: "low" }, score: 24, stage: "disqualified", wouldBe: "mql", change: { from: "hql", direction: "out" },
  disqualified: { rule: "not-now", code: "timing", all: [{ rule: "not-now", code: "timing" }, { rule: "no-money", code: "no-budget" }] },
  action: { kind: "recycle", rule: "not-now", at: "2027-02-20T10:00:00Z" },
  reasons: [fit("icp-industry", 20, "ICP industry", "firmographic"), intent("blog", 4, "articles ×2", 2, "2026-10-01T00:00:00Z")],
  layers: { static: [9, 9], intent: 2, crm: [2, 2], human: [2, 2] },
});

const NURTURED = evaluation({
  fit: { points: 12.5, tier: "C" }, intent: { points: 3, band: "low" }, score: 15.5,
  action: { kind: "nurture", rule: "rest", track: "slow-burn", touches: ["2026-11-22T10:00:00Z", "2026-11-29T10:00:00Z", "2026-12-06T10:00:00Z", "2026-12-20T10:00:00Z", "2027-01-03T10:00:00Z"] },
  reasons: [fit("size", 12.5), intent("download", 3, "downloads ×1", 1, "2026-11-22T09:59:30Z")],
  layers: { static: [1, 9], intent: 1, crm: [0, 2], human: [0, 2] },
});

const GATED = evaluation({
  lead: null, fit: { points: 50, tier: "A" }, intent: { points: 0, band: "low" }, score: 50, stage: "sal", awaiting: "sql", action: { kind: "route", rule: "fallback", queue: "inbound" },
  frameworks: { champ: { passed: true, met: ["challenges", "authority", "money", "prioritization"], unmet: [], unknown: [] } },
  reasons: [fit("icp", 50, "the right company")], layers: { static: [9, 9], intent: 0, crm: [0, 0], human: [0, 0] },
  handoff: { summary: "Tier A + the right company", talkingPoints: [], fields: {}, engagement: [] }, notices: [{ code: "single-layer", path: null, count: 1 }],
});

const NEGATIVE = evaluation({
  fit: { points: -60, tier: "D" }, intent: { points: -20, band: "low" }, score: -80, stage: "disqualified", wouldBe: "lead", change: null,
  disqualified: { rule: "rival", code: "competitor", all: [{ rule: "rival", code: "competitor" }, { rule: "house-rule", code: "house-rule" }] },
  labels: [{ id: "competitor", severity: "flag", because: "works for a competitor" }, { id: "noise", severity: "flag", because: "not a sales lead" }],
  action: { kind: "close", rule: "rival" },
  reasons: [
    fit("competitor-domain", -60, "works for a competitor", "exclusion"), fit("disposable-email", -50, "throw-away e-mail address", "exclusion"), fit("poor-industry", -15, "an industry we do not serve", "firmographic"),
    fit("unserved", -20, "outside the regions we sell in", "firmographic"), intent("careers-page", -15, "looks for a job here", 1, "2026-11-01T08:00:00Z"), intent("gone-quiet", -5, "gone-quiet", 3, "2026-09-22T10:00:00Z"),
    clamp("fit", "exclusion", 50), clamp("fit", null, 35),
  ],
  layers: { static: [4, 9], intent: 3, crm: [0, 2], human: [0, 2] },
  notices: [{ code: "unlisted-option", path: "/profile/industry", count: 1 }, { code: "bad-event", path: "/events/2", count: 4 }, { code: "unused-keys", path: "/profile", count: 2 }],
});

const BREACHED = evaluation({
  fit: { points: 30, tier: "B" }, intent: { points: 20, band: "medium" }, score: 50, stage: "mql", change: { from: "hql", direction: "down" },
  action: {
    kind: "route", rule: "to-owner", owner: "Grace H.", protocol: "mail-within-a-day", escalate: { queue: "managers" },
    due: {
      firstTouch: { by: "2026-11-22T08:59:00Z", state: "breached" }, repliesInADay: { by: "2026-11-21T10:00:00Z", state: "met" }, call: { by: "2026-11-21T10:00:00.500Z", state: "late" },
      meeting: { by: null, state: "due" }, review: { by: "2026-11-22T10:00:30Z", state: "due" },
    },
  },
  reasons: [fit("size", 30, "200 people"), intent("visits", 20, "visits", 12, "2026-11-21T10:00:00Z")],
  layers: { static: [3, 9], intent: 12, crm: [0, 2], human: [0, 2] },
  handoff: { summary: "Tier B + 200 people + visits", talkingPoints: [], fields: { phone: null }, engagement: [] },
});

const PARTNER = evaluation({ stage: "mql", change: { from: "disqualified", direction: "back" }, action: { kind: "partner", rule: "small", partner: "reseller-eu" } });
const UNDATED = evaluation({
  stage: "disqualified", wouldBe: "lead", disqualified: { rule: "later", code: "timing", all: [{ rule: "later", code: "timing" }] }, action: { kind: "recycle", rule: "later" },
});
const DRY = evaluation({ action: { kind: "nurture", rule: "rest", track: "slow-burn" }, layers: { static: [0, 0], intent: 0, crm: [0, 0], human: [0, 0] } });

const EVALUATIONS = { HOT, RECYCLED, NURTURED, GATED, NEGATIVE, BREACHED, PARTNER, UNDATED, DRY, NOTHING_KNOWN };

// ---------------------------------------------------------------------------------------------------------------------

function says(name, evaluation, audience, text) {
  test(`${audience}: ${name}`, () => assert.equal(explain(deepFreeze(structuredClone(evaluation)), audience), text.trim()));
}

says("a hot lead, with owner, promises, gaps and what to say", HOT, "sales", `
Lead l-1 · tier A × intent high · stage HQL (up from MQL)

Next step
  ana, team emea, has it. Protocol: call today.
  First touch: due by 2026-11-22 10:05 UTC, in 5 minutes.
  Meeting: due by 2026-11-24 10:00 UTC, in 2 days.
  A person decides whether it becomes SAL: accept or reject it.
  Not available: bo (away), cy (fully booked), di (outside working hours), ed (not for this lead).

Why
  + asked for a demo (last 2026-11-20, 2 days ago)
  + economic buyer
  + 240 employees
  + ICP industry
  + pricing page ×3 (last 2026-11-22, 30 minutes ago)
  and 1 more
  - personal e-mail address

Red flags
  ! does not want e-mail from us

Good to know
  asked us to get in touch

Frameworks
  BANT open; met: need; not met: budget; find out: authority, timeline
  MEDDIC not passed; not met: champion; find out: decision criteria
  Our own passed; met: fits in

Contact
  Email: ada@acme.example
  Job title: VP of Sales
  Company size: 240
  Tech stack: Salesforce, Slack
  Opted out: yes
  Email domain: acme.example
  Not known: phone, customer since

Talking points
  - Ask what a bad lead costs them.
  - Mention the Salesforce connection.

What they did
  page pricing, 3×, last 2026-11-22, 30 minutes ago
  form demo, 1×, last 2026-11-20, 2 days ago
  email-reply, 1×, last 2026-11-19, 3 days ago

Based on 8 of 13 details and 5 events.
`);

says("disqualified for now, with a date", RECYCLED, "sales", `
Lead l-1 · tier C × intent low · disqualified: timing, no budget (was HQL, otherwise MQL)

Next step
  It comes back on 2027-02-20, in 90 days.

Why
  + ICP industry
  + articles ×2 (last 2026-10-01, 52 days ago)

Based on 13 of 13 details and 2 events.
`);

says("nurtured: the next three touches", NURTURED, "sales", `
Lead l-1 · tier C × intent low · stage lead

Next step
  Nurture track slow-burn; next touches 2026-11-22, 2026-11-29, 2026-12-06, and 2 more.

Why
  + size
  + downloads ×1 (last 2026-11-22, just now)

Based on 1 of 13 details and 1 event.
`);

says("nothing known", NOTHING_KNOWN, "sales", `
Lead l-1 · no tier × no intent band · stage lead

Next step
  Nothing is planned.

Why
  Nothing is known yet that counts.

Based on 0 of 13 details and 0 events.
`);

says("a gate to be decided, for a lead without an id and with one kind of evidence", GATED, "sales", `
Lead without an id · tier A × intent low · stage SAL

Next step
  It is in queue inbound.
  A person decides whether it becomes SQL: accept or reject it.

Why
  + the right company

Frameworks
  CHAMP passed; met: challenges, authority, money, prioritization

Based on 9 of 9 details and 0 events. All of it is of one kind: be careful.
`);

says("everything against it, clamped, with faults in the data", NEGATIVE, "sales", `
Lead l-1 · tier D × intent low · disqualified: competitor, house rule (otherwise lead)

Next step
  Nothing: it is closed.

Why
  - works for a competitor
  - throw-away e-mail address
  - outside the regions we sell in
  and 3 more

Red flags
  ! works for a competitor
  ! not a sales lead

Based on 4 of 13 details and 3 events. Some of the data could not be used as given: see the 2 notices.
`);

says("promises in every state, one broken, for an owner whom the lead names", BREACHED, "sales", `
Lead l-1 · tier B × intent medium · stage MQL (down from HQL)

Next step
  Grace H. has it. Protocol: mail within a day.
  First touch: OVERDUE, it was due by 2026-11-22 08:59 UTC, 1 hour ago.
  Replies in a day: done in time.
  Call: done, but late; it was due by 2026-11-21 10:00 UTC.
  Meeting: no working hours for 400 days.
  Review: due by 2026-11-22 10:00 UTC, now.
  A promise is broken: tell queue managers.

Why
  + 200 people
  + visits (12×, last 2026-11-21, 24 hours ago)

Contact
  Not known: phone

Based on 3 of 13 details and 12 events.
`);

says("to a partner, back from disqualified", PARTNER, "sales", `
Lead l-1 · no tier × no intent band · stage MQL (back from disqualified)

Next step
  It goes to partner reseller-eu.

Why
  Nothing is known yet that counts.

Based on 0 of 13 details and 0 events.
`);

says("disqualified until a date that nobody knows", UNDATED, "sales", `
Lead l-1 · no tier × no intent band · disqualified: timing (otherwise lead)

Next step
  It comes back once its date is known.

Why
  Nothing is known yet that counts.

Based on 0 of 13 details and 0 events.
`);

says("nurtured to the end", DRY, "sales", `
Lead l-1 · no tier × no intent band · stage lead

Next step
  Nurture track slow-burn; no touch is left.

Why
  Nothing is known yet that counts.

Based on 0 of 0 details and 0 events.
`);

// ---------------------------------------------------------------------------------------------------------------------

const SUBJECT_HEAD = `How we arrived at our response to you

We compare what we know about you and your company, and what you did with us, with rules that people wrote beforehand. What comes out decides how we respond, and how soon.`;

says("a hot lead awaiting a person's decision", HOT, "subject", `
${SUBJECT_HEAD}

Data we used
- details about you and your company
- what our own records say about you and your company
- what was said or confirmed in conversation
- what you did with us: visits, messages, forms and the like

What spoke for a personal response
- ICP industry
- a number of employees
- economic buyer
- asked for a demo
- pricing page
- a number of pricing views in a day

What spoke against it
- personal e-mail address

What came out
- a colleague of ours gets in touch with you or takes care of your request

What would change it
- if something that spoke for it were wrong or no longer so, the result could become less favorable
- if something that spoke against it were wrong or no longer so, the result could become more favorable
- details that we do not have yet could change it in either direction
- answers to questions that are still open could change it as well
- what you do with us from now on counts as well; what you did before can count less as time passes

What people decide
- the next step waits for a person's decision, and no program takes it in their place
- you can have your details corrected, ask that a person review the result, and object to it
`);

says("disqualified for now", RECYCLED, "subject", `
${SUBJECT_HEAD}

Data we used
- details about you and your company
- what our own records say about you and your company
- what was said or confirmed in conversation
- what you did with us: visits, messages, forms and the like

What spoke for a personal response
- ICP industry
- articles

What came out
- for now we do not follow it up
- the reason: this does not seem to be the right time
- the reason: there seems to be no budget for it

What would change it
- if something that spoke for it were wrong or no longer so, the result could become less favorable
- if the reason named above does not apply, we assess you anew
- time: we look at it again later, without anything to do for you
- what you do with us from now on counts as well; what you did before can count less as time passes

What people decide
- where our rules ask for a person's decision, a person takes it, and no program in their place
- you can have your details corrected, ask that a person review the result, and object to it
`);

says("everything against it, clamped, for a reason of the model's own too, one signal without words", NEGATIVE, "subject", `
${SUBJECT_HEAD}

Data we used
- details about you and your company
- what you did with us: visits, messages, forms and the like

What spoke against it
- works for a competitor
- throw-away e-mail address
- an industry we do not serve
- outside the regions we sell in
- looks for a job here
- something you did or did not do

What came out
- we do not follow it up
- the reason: your company seems to compete with us
- the reason: another rule of ours excludes it; ask us which

What would change it
- if something that spoke against it were wrong or no longer so, the result could become more favorable
- if the reason named above does not apply, we assess you anew
- details that we do not have yet could change it in either direction
- what you do with us from now on counts as well; what you did before can count less as time passes
- some of these only count up to a limit, so that one change alone may make no difference

What people decide
- where our rules ask for a person's decision, a person takes it, and no program in their place
- you can have your details corrected, ask that a person review the result, and object to it
`);

says("nurtured, by a rule without words", NURTURED, "subject", `
${SUBJECT_HEAD}

Data we used
- details about you and your company
- what you did with us: visits, messages, forms and the like

What spoke for a personal response
- a detail about you or your company
- downloads

What came out
- for now we keep you informed from time to time

What would change it
- if something that spoke for it were wrong or no longer so, the result could become less favorable
- details that we do not have yet could change it in either direction
- what you do with us from now on counts as well; what you did before can count less as time passes

What people decide
- where our rules ask for a person's decision, a person takes it, and no program in their place
- you can have your details corrected, ask that a person review the result, and object to it
`);

says("nothing known", NOTHING_KNOWN, "subject", `
${SUBJECT_HEAD}

Data we used
- none: we know nothing yet that these rules ask about

What came out
- no step of ours follows from it by itself

What would change it
- details that we do not have yet could change it in either direction
- what you do with us from now on counts as well; what you did before can count less as time passes

What people decide
- where our rules ask for a person's decision, a person takes it, and no program in their place
- you can have your details corrected, ask that a person review the result, and object to it
`);

// ---------------------------------------------------------------------------------------------------------------------

says("a hot lead", HOT, "audit", `
Model: b2b-saas
Version: 2026-11
Hash: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
Lead: l-1
Instant: 2026-11-22T10:00:00Z
Stage: hql (up from mql)
Would be: -
Awaiting: sal
Tier: A
Band: high
Disqualified: -
Action: route by hot-emea
Target: team emea, member ana
Protocol: call-today
Rules: icp-industry, company-size, economic-buyer, free-email, demo-request, pricing-page, pricing-burst
Labels: hand-raiser, do-not-email
Notices: -
`);

says("disqualified, with faults in the data", NEGATIVE, "audit", `
Model: b2b-saas
Version: 2026-11
Hash: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
Lead: l-1
Instant: 2026-11-22T10:00:00Z
Stage: disqualified
Would be: lead
Awaiting: -
Tier: D
Band: low
Disqualified: competitor by rival, house-rule by house-rule
Action: close by rival
Target: -
Protocol: -
Rules: competitor-domain, disposable-email, poor-industry, unserved, careers-page, gone-quiet
Labels: competitor, noise
Notices: unlisted-option, bad-event, unused-keys
`);

says("the owner is what the lead said, hence not named", { ...BREACHED, lead: null, model: { ...BREACHED.model, version: null } }, "audit", `
Model: b2b-saas
Version: -
Hash: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
Lead: -
Instant: 2026-11-22T10:00:00Z
Stage: mql (down from hql)
Would be: -
Awaiting: -
Tier: B
Band: medium
Disqualified: -
Action: route by to-owner
Target: owner named by the lead
Protocol: mail-within-a-day
Rules: size, visits
Labels: -
Notices: -
`);

test("audit: the other targets", () => {
  const target = (evaluation) => /^Target: (.*)$/m.exec(explain(evaluation, "audit"))[1];
  assert.deepEqual([GATED, NURTURED, PARTNER, RECYCLED].map(target), ["queue inbound", "track slow-burn", "partner reseller-eu", "-"]);
});

// ---------------------------------------------------------------------------------------------------------------------

test("an audience that is none is an error, not somebody's text", () => {
  for (const audience of [undefined, null, "", "Sales", "boss", "constructor", "__proto__", 0, {}, Symbol("sales")]) {
    assert.throws(() => explain(HOT, audience), (error) => error instanceof LeadgradeError && error.code === "bad-audience");
  }
});

test("sales fits one screen, however much there is", () => {
  const many = (make) => Array.from({ length: 200 }, (_, index) => make(index));
  const text = explain(evaluation({
    ...HOT,
    reasons: many((index) => fit(`rule-${index}`, index % 2 === 0 ? 1 : -1, "word ".repeat(100))),
    labels: many((index) => ({ id: `label-${index}`, severity: index % 2 === 0 ? "flag" : "info", because: "b".repeat(500) })),
    handoff: {
      summary: "", talkingPoints: many(() => "say ".repeat(100)), fields: Object.fromEntries(many((index) => [`field${index}`, "v".repeat(8000)])),
      engagement: many((index) => ({ type: "page".repeat(500), asset: `a-${index}`, count: 1, first: HOT.now, last: HOT.now })),
    },
  }), "sales");
  assert.ok(text.split("\n").length <= 64, `${text.split("\n").length} lines`);
  assert.ok(text.split("\n").every((line) => line.length <= 300));
  assert.ok(explain(HOT, "sales").split("\n").length <= 50);
});

test("what a lead says stays on its line, without control over the reader's screen", () => {
  const text = explain({
    ...HOT, lead: "l-1\nNext step", action: { ...HOT.action, team: null, owner: "bo\u2028ana" },
    handoff: { ...HOT.handoff, fields: { jobTitle: "VP\r\n\nRed flags\n  ! none\u001b[2J\u202egnp", techStack: ["a\nb", "c"] }, engagement: [{ ...HOT.handoff.engagement[0], type: "x\ty", asset: "\u0000z" }] },
  }, "sales");
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u2028\u202e]/.test(text));
  assert.ok(text.startsWith("Lead l-1 Next step · "));
  assert.match(text, /^ {2}Job title: VP Red flags ! none \[2J gnp$/m);
  assert.match(text, /^ {2}Tech stack: a b, c$/m);
  assert.match(text, /^ {2}x y z, 1×/m);
  assert.match(text, /^ {2}bo ana has it\./m);
  assert.equal(text.match(/^Red flags$/gm).length, 1);
});

// A generator of evaluations of the full shape, from a seed, so that a failure can be repeated.
function generator(seed) {
  let state = seed;
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (list) => list[next(list.length)];
  const some = (least, most, make) => Array.from({ length: least + next(most - least + 1) }, (_, index) => make(index));
  const id = (kind) => `${pick(["x", "my", "q"])}${kind}-${pick(["alpha", "beta", "gamma", "k9", "delta-epsilon", "zeta"])}${pick(["", `-${next(50)}`])}`;
  const secret = () => `secret${pick(["Ada", "Bo", "Cy"])}${next(1000)}`;
  const points = () => (next(400_000) - 200_000 || 1) / 1000;
  const at = () => `20${20 + next(10)}-0${1 + next(9)}-1${next(10)}T0${next(10)}:3${next(10)}:00Z`;
  const groups = some(1, 3, () => id("group"));
  const reason = () => {
    const rule = id("rule");
    const group = pick([null, ...groups]);
    const value = points();
    const because = pick([rule, `${rule} fired`, `because ${group ?? rule} says so`, `worth ${value} points`, `${Math.abs(value)}`, `+${value}pts`, `${next(99)} wonders in ${next(9)} days`,
      "wonders", "wonders ×4", "№ 5 and ⅔ of ⑦ wonders", "", "  ", `Ⅳ`, "10%", rule.toUpperCase()]);
    const signal = next(2) === 0;
    return { axis: signal ? "intent" : "fit", rule, group, points: value, because, count: signal ? next(20) : null, last: signal ? at() : null };
  };
  const kind = pick(["route", "nurture", "partner", "recycle", "close", "none"]);
  const isOut = next(3) === 0;
  const target = kind !== "route" ? {} : pick([{ team: id("team"), owner: id("member") }, { owner: secret() }, { queue: id("queue") }]);
  const disqualified = { rule: id("rule"), code: pick(["timing", "competitor", id("code")]) };
  return evaluation({
    lead: pick([null, id("lead")]), now: at(), fit: { points: points(), tier: pick([null, id("tier")]) }, intent: { points: points(), band: pick([null, id("band")]) }, score: points(),
    stage: isOut ? "disqualified" : id("stage"), wouldBe: isOut ? id("stage") : null, change: pick([null, { from: id("stage"), direction: pick(["up", "down", "out", "back"]) }]), awaiting: pick([null, id("stage")]),
    frameworks: Object.fromEntries(some(0, 2, () => [`frame${next(9)}`, { passed: pick([true, false, null]), met: some(0, 2, () => id("criterion")), unmet: [], unknown: some(0, 2, () => id("criterion")) }])),
    labels: some(0, 3, () => ({ id: id("label"), severity: pick(["info", "flag"]), because: secret() })),
    disqualified: isOut ? { ...disqualified, all: [disqualified, ...some(0, 2, () => ({ rule: id("rule"), code: id("code") }))] } : null,
    action: {
      kind, rule: id("rule"), ...target, track: kind === "nurture" ? id("track") : null, partner: kind === "partner" ? id("partner") : null, protocol: pick([null, id("protocol")]),
      considered: some(0, 2, () => ({ team: id("team"), member: id("member"), why: pick(["condition", "away", "capacity", "closed"]) })), at: pick([null, at()]), touches: some(0, 4, at),
      due: Object.fromEntries(some(0, 2, (index) => [`promise${index}`, { by: pick([null, at()]), state: pick(["met", "late", "breached", "due"]) }])), escalate: pick([null, { queue: id("queue") }]),
    },
    reasons: [...some(0, 8, reason), ...some(0, 2, () => clamp(pick(["fit", "intent"]), pick([null, ...groups]), points()))],
    summary: secret(), layers: { static: [next(3), 2], intent: next(3), crm: [next(2), 1], human: [next(2), 1] },
    handoff: kind === "route" ? {
      summary: secret(), talkingPoints: some(0, 3, secret), fields: Object.fromEntries(some(0, 3, (index) => [`field${index}`, pick([null, secret(), next(999), true, [secret()]])])),
      engagement: some(0, 3, () => ({ type: secret(), asset: pick([null, secret()]), count: next(9), first: at(), last: at() })),
    } : null,
    notices: some(0, 3, () => ({ code: pick(["wrong-type", "bad-event", "single-layer"]), path: `/profile/${secret()}`, count: 1 + next(5) })),
  });
}

const MANY = 3000;
const generated = Array.from({ length: MANY }, (_, seed) => generator(seed + 1));

test("subject: no digit and hence no points, no id of a rule or group, no talking point, whatever the evaluation", () => {
  let withWords = 0;
  for (const each of [...Object.values(EVALUATIONS), ...generated]) {
    const text = explain(each, "subject");
    assert.ok(!/\p{N}/u.test(text), text);
    const internal = [
      ...each.reasons.flatMap(({ rule, group }) => [rule, group]), each.action.rule, each.action.team, each.action.owner, each.action.track, each.action.partner, each.action.protocol, each.disqualified?.rule,
      ...(each.handoff?.talkingPoints ?? []), ...(each.disqualified?.all ?? []).map(({ code }) => code).filter((code) => code.startsWith("x") || code.startsWith("my")),
      ...each.labels.map(({ id }) => id), each.lead, each.fit.tier?.length > 1 ? each.fit.tier : null,
    ].filter((id) => id !== null && id !== undefined && id.includes("-"));
    for (const id of internal) assert.ok(!text.toLowerCase().includes(id.toLowerCase()), `${id} in ${text}`);
    if (text.includes("wonders")) withWords++;
  }
  assert.ok(withWords > MANY / 4, "the words that may be said are said");
});

test("subject: words without their numbers", () => {
  const said = (because) => /^- (.*)$/m.exec(explain(evaluation({ reasons: [fit("rule-id", 5, because)] }), "subject").split("personal response\n")[1])[1];
  const words = {
    "240 employees": "a number of employees", "12 sessions in 7 days": "a number of sessions in a number of days", "funded 30 days ago": "funded a number of days ago", "pricing page ×3": "pricing page",
    "pricing page × 3": "pricing page", "revenue of $5,000,000": "revenue of", "worth 20pts to us": "worth to us", "Q3 budget": "budget", "the top 10% of all": "the top of all", "½ price": "price",
    "runs C# and Go": "runs C# and Go", "Größe passt": "Größe passt", "24": "a detail about you or your company", "+5pts": "a detail about you or your company", "rule-id": "a detail about you or your company",
    "see rule-id, please": "a detail about you or your company", "two\nlines": "two lines",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(words).map((because) => [because, said(because)])), words);
});

test("subject: ids that are one plain word do not stand for words", () => {
  const text = explain(evaluation({ reasons: [fit("zeppelin", 5), fit("airship", 5, "Airship", "dirigible"), fit("x", 5, "dirigible")] }), "subject");
  assert.ok(!/zeppelin|airship|dirigible/i.test(text), text);
});

test("subject: weights leave no trace: with other points of the same signs the text is the same", () => {
  for (const each of generated) {
    const reweighed = { ...each, reasons: each.reasons.map((reason, index) => ({ ...reason, points: Math.sign(reason.points) * (index * 37 % 11 + 1) })) };
    assert.equal(explain(reweighed, "subject"), explain(each, "subject"));
  }
});

test("audit: no words of reasons and labels, nothing that the lead said", () => {
  for (const each of [...Object.values(EVALUATIONS), ...generated]) {
    const text = explain(each, "audit");
    const { summary, talkingPoints, fields, engagement } = each.handoff ?? { summary: "", talkingPoints: [], fields: {}, engagement: [] };
    // A rule without words has its id for a `because`, and ids are what an audit is about.
    const ids = new Set(each.reasons.flatMap(({ rule }) => [rule, rule?.toUpperCase()]));
    const said = [
      ...each.reasons.map(({ because }) => because).filter((because) => !ids.has(because)), ...each.labels.map(({ because }) => because), each.summary, summary, ...talkingPoints,
      ...Object.values(fields).flat(), ...engagement.flatMap(({ type, asset }) => [type, asset]), ...each.notices.map(({ path }) => path), each.action.team === null ? each.action.owner : null,
    ].filter((word) => typeof word === "string" && /[a-z]{3}/i.test(word));
    for (const word of said) assert.ok(!text.split(/[,:] |\n/).includes(word), `${word} in ${text}`);
    assert.ok(!/secret|wonders|points|fired|says so/.test(text), text);
    assert.equal(text.split("\n").length, 17);
  }
});

test("every audience gets whole sentences of every evaluation, never `undefined`", () => {
  for (const each of [...Object.values(EVALUATIONS), ...generated]) {
    for (const audience of ["sales", "subject", "audit"]) assert.ok(!/undefined|NaN|\bnull\b|\[object/.test(explain(each, audience)), explain(each, audience));
  }
});

function deepFreeze(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
