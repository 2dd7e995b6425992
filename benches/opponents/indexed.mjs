// Generic JavaScript done well: any model of these features is compiled once into closures over a flat array of facts,
// signals are found by event type, and a lead's events are passed once.
import { DAY, KINDS, duration, fold, halved, instantText, kindOf, linear, sameText, summaryOf, under, words } from "./shared.mjs";

// Truths: 1 true, 0 unknown, -1 false, so that `all` is the least and `any` the greatest.
const TRUE = () => 1;
const milli = (points) => Math.round(points * 1000);
const list = (value) => (Array.isArray(value) ? value : [value]);

/** Compiles a model. `hash` is the model's; `free` and `disposable` are the sets of e-mail domains. */
export function compile(model, { hash, ...domains }) {
  const slots = new Map();
  const slot = (name) => slots.get(name) ?? slots.set(name, slots.size).get(name);

  // ── fields
  const readers = Object.entries(model.fields).map(([name, field]) => reader(name, field));
  function reader(name, field) {
    const keys = [name, ...(field.aliases ?? [])];
    const at = slot(name);
    const options = field.options?.map((option) => (typeof option === "string" ? { id: option } : option));
    const byName = options && new Map(options.flatMap((option, index) => [option.id, option.label, ...(option.aliases ?? [])].filter(Boolean).map((text) => [fold(text), index])));
    const extra = field.type === "email" ? [slot(`${name}.domain`), slot(`${name}.kind`)] : field.type === "text" ? [slot(`${name} folded`), slot(`${name} words`)] : [];
    return { name, at, type: field.type, keys, byName, options, extra, layer: ["static", "crm", "human"].indexOf(field.layer ?? "static"), path: `/profile/${keys[0]}` };
  }
  const declared = [0, 0, 0];
  for (const { layer } of readers) declared[layer] += 1;
  const wordFields = new Set();

  // Every fact's value stands in its slot; `undefined` is unknown.
  function read(profile, values, now, known, notices) {
    for (const field of readers) {
      let value;
      for (const key of field.keys) {
        value = profile[key];
        if (value !== undefined && value !== null && value !== "") break;
      }
      if (value === undefined || value === null || value === "") continue;
      switch (field.type) {
        case "text":
          if (typeof value !== "string" || (value = value.trim()) === "") continue;
          values[field.at] = value;
          if (textFields.has(field.name)) values[field.extra[0]] = fold(value);
          if (wordFields.has(field.name)) values[field.extra[1]] = words(values[field.extra[0]]);
          break;
        case "choice": {
          if (typeof value !== "string") continue;
          const option = field.byName.get(fold(value));
          if (option === undefined) notices.push({ code: "unlisted-option", path: field.path, count: 1 });
          values[field.at] = option ?? -1;
          break;
        }
        case "set":
          if (!Array.isArray(value)) continue;
          values[field.at] = value.map(fold);
          break;
        case "number":
          if (typeof value !== "number") continue;
          values[field.at] = value;
          break;
        case "boolean":
          if (typeof value !== "boolean") continue;
          values[field.at] = value;
          break;
        case "date": {
          const at = Date.parse(value);
          if (Number.isNaN(at)) continue;
          values[field.at] = at;
          break;
        }
        case "email": {
          const middle = value.indexOf("@");
          if (middle < 1) continue;
          const domain = value.slice(middle + 1).toLowerCase();
          values[field.at] = value;
          values[field.extra[0]] = domain;
          values[field.extra[1]] = kindOf(domain, domains);
          break;
        }
      }
      known[field.layer] += 1;
    }
  }
  const textFields = new Set();

  // ── conditions
  const ordered = new Map([
    ...readers.filter((field) => field.options).map((field) => [field.name, field.byName]),
    ...readers.filter((field) => field.type === "email").map((field) => [`${field.name}.kind`, new Map(KINDS.map((kind, index) => [kind, index]))]),
    ["stage", new Map(["lead", ...(model.stages ?? []).map(({ id }) => id)].map((id, index) => [id, index]))],
    // Highest first, so that a lower index is more.
    ["fit.tier", new Map(model.fit.tiers.map(({ id }, index) => [fold(id), -index]))],
    ["intent.band", new Map(model.intent.bands.map(({ id }, index) => [fold(id), -index]))],
  ]);
  const isPoints = (name) => name === "score" || /^(fit|intent)\.(points|group)/.test(name);

  function condition(source) {
    if (source === undefined) return TRUE;
    const parts = Object.entries(source).map(([name, tests]) => {
      if (name === "all") return all(tests.map(condition));
      if (name === "any") return any(tests.map(condition));
      if (name === "not") return not(condition(tests));
      return fact(name, tests);
    });
    return all(parts);
  }
  const all = (parts) => (parts.length === 1 ? parts[0] : (values) => {
    let least = 1;
    for (const part of parts) {
      const truth = part(values);
      if (truth < 0) return -1;
      if (truth < least) least = truth;
    }
    return least;
  });
  const any = (parts) => (parts.length === 1 ? parts[0] : (values) => {
    let most = -1;
    for (const part of parts) {
      const truth = part(values);
      if (truth > 0) return 1;
      if (truth > most) most = truth;
    }
    return most;
  });
  const not = (part) => (values) => -part(values);

  function fact(name, source) {
    const field = model.fields[name];
    const tests = source !== null && typeof source === "object" && !Array.isArray(source) ? source : { [Array.isArray(source) ? "in" : "eq"]: source };
    return all(Object.entries(tests).map(([operator, wanted]) => test(name, field, operator, wanted)));
  }

  function test(name, field, operator, wanted) {
    let at = slot(name);
    if (operator === "known") return (values) => ((values[at] !== undefined) === wanted ? 1 : -1);
    const names = ordered.get(name);
    if (names) {
      const constants = list(wanted).map((text) => names.get(fold(text)));
      const passes = compare(operator, constants);
      return (values) => (values[at] === undefined ? 0 : passes(values[at]) ? 1 : -1);
    }
    if (field?.type === "set") {
      const constants = list(wanted).map(fold);
      return (values) => {
        const value = values[at];
        if (value === undefined) return 0;
        const some = constants.some((constant) => value.includes(constant));
        return (operator === "noneOf" ? !some : operator === "allOf" ? constants.every((constant) => value.includes(constant)) : some) ? 1 : -1;
      };
    }
    if (field?.type === "date") {
      const span = duration(wanted);
      const now = slot("now");
      return operator === "within" ? (values) => (values[at] === undefined ? 0 : values[now] - span < values[at] && values[at] <= values[now] ? 1 : -1)
        : (values) => (values[at] === undefined ? 0 : values[at] <= values[now] - span ? 1 : -1);
    }
    if (operator === "inList") {
      const set = new Set(model.lists[wanted].map(fold));
      return (values) => (values[at] === undefined ? 0 : under(values[at], set) ? 1 : -1);
    }
    if (field?.type === "text") {
      textFields.add(name);
      at = slot(`${name} folded`);
      if (operator === "words") {
        wordFields.add(name);
        at = slot(`${name} words`);
      }
      const passes = textTest(operator, wanted);
      return (values) => (values[at] === undefined ? 0 : passes(values[at]) ? 1 : -1);
    }
    const passes = compare(operator, list(wanted).map((constant) => (isPoints(name) ? milli(constant) : constant)));
    return (values) => (values[at] === undefined ? 0 : passes(values[at]) ? 1 : -1);
  }

  function compare(operator, constants) {
    const [first] = constants;
    switch (operator) {
      case "eq": return (value) => value === first;
      case "in": return (value) => constants.includes(value);
      case "lt": return (value) => value < first;
      case "lte": return (value) => value <= first;
      case "gt": return (value) => value > first;
      case "gte": return (value) => value >= first;
      default: throw new Error(`the opponent has no test ${operator}`);
    }
  }

  function textTest(operator, wanted) {
    const constants = list(wanted).map(fold);
    const [first] = constants;
    switch (operator) {
      case "eq": return (value) => value === first;
      case "in": return (value) => constants.includes(value);
      case "startsWith": return constants.length === 1 ? (value) => value.startsWith(first) : (value) => constants.some((constant) => value.startsWith(constant));
      case "contains": return constants.length === 1 ? (value) => value.includes(first) : (value) => constants.some((constant) => value.includes(constant));
      case "words": {
        const phrases = constants.map(words);
        return (value) => phrases.some((phrase) => value.includes(phrase));
      }
      default: throw new Error(`the opponent has no test ${operator}`);
    }
  }

  // ── events: a match is a list of types and the rest of its conditions
  function eventMatch(source) {
    if (source === undefined) return { types: null, rest: null };
    const { type, ...rest } = source;
    const tests = Object.entries(rest).map(([name, wanted]) => {
      const tests = wanted !== null && typeof wanted === "object" && !Array.isArray(wanted) ? wanted : { [Array.isArray(wanted) ? "in" : "eq"]: wanted };
      const read = name === "asset" || name === "channel" ? (event) => event[name] : name === "value" ? (event) => event.value : (event) => event.props?.[name];
      const checks = Object.entries(tests).map(([operator, constant]) => (typeof list(constant)[0] === "string" ? textTest(operator, constant) : compare(operator, list(constant))));
      return (event) => {
        const value = read(event);
        if (value === undefined) return false;
        for (const check of checks) if (!check(value)) return false;
        return true;
      };
    });
    return { types: type === undefined ? null : list(type).map(fold), rest: tests.length === 0 ? null : tests.length === 1 ? tests[0] : (event) => tests.every((test) => test(event)) };
  }

  const watchers = new Map();
  const anyType = [];
  const sinks = [];
  function watch(match) {
    const sink = sinks.length;
    sinks.push([]);
    const watcher = { sink, rest: match.rest };
    if (match.types === null) anyType.push(watcher);
    for (const type of match.types ?? []) {
      if (!watchers.has(type)) watchers.set(type, []);
      watchers.get(type).push(watcher);
    }
    return sink;
  }

  // ── scoring
  const rules = model.fit.rules.map((rule) => ({
    id: rule.id, when: condition(rule.when), group: rule.group ?? null, because: rule.because ?? rule.id, slot: slot(`rule.${rule.id}`),
    points: typeof rule.points === "number" ? milli(rule.points) : 0,
    by: rule.points.by === undefined ? -1 : slot(rule.points.by), steps: rule.points.steps?.map(([from, points]) => [from, milli(points)]),
  }));
  const signals = model.intent.signals.map((signal) => ({
    id: signal.id, when: condition(signal.when), group: signal.group ?? null, because: signal.because ?? signal.id, counts: (signal.because ?? "").includes("{count}"),
    slot: slot(`signal.${signal.id}`), sink: watch(eventMatch(signal.on)), within: signal.within ? duration(signal.within) : Infinity,
    points: milli(signal.points), decay: decay(signal.decay ?? model.intent.decay ?? "none"), cap: signal.cap === undefined ? Infinity : milli(signal.cap), kind: kind(signal),
  }));

  function decay(source) {
    if (source === "none") return (points) => points;
    if (typeof source === "string") {
      const half = duration(source);
      return (points, age) => halved(points, age, half);
    }
    const over = duration(source.linear);
    return (points, age) => linear(points, age, over);
  }

  // Each kind gives [points, count, newest event taking part or null], or nothing when it did not fire.
  function kind(signal) {
    const { repeat, atMost = Infinity, burst, distinct, sessions, then, idle, count } = signal;
    const once = (self, event, n) => [self.decay(self.points, event.age), n, event];
    if (burst) {
      const span = duration(burst.in);
      return (self, events) => {
        for (let last = events.length - 1; last >= burst.count - 1; last--) {
          if (events[last].at - events[last - burst.count + 1].at > span) continue;
          let first = last;
          while (first > 0 && events[last].at - events[first - 1].at <= span) first--;
          return once(self, events[last], last - first + 1);
        }
      };
    }
    if (distinct) {
      const keys = list(distinct.by).map((name) => (name === "day" ? (event) => Math.floor(event.at / DAY) : (event) => event[name]));
      return (self, events) => {
        let most = 0;
        for (const key of keys) {
          const seen = new Set();
          for (const event of events) {
            const value = key(event);
            if (value !== undefined) seen.add(value);
          }
          if (seen.size > most) most = seen.size;
        }
        return most >= distinct.count ? once(self, events.at(-1), most) : undefined;
      };
    }
    if (sessions) {
      const gap = duration(sessions.gap);
      return (self, events) => {
        let found = events.length > 0 ? 1 : 0;
        for (let i = 1; i < events.length; i++) if (events[i].at - events[i - 1].at > gap) found++;
        return found >= sessions.count ? once(self, events.at(-1), found) : undefined;
      };
    }
    if (then) {
      const span = duration(then.in);
      const second = watch(eventMatch(then.on));
      return (self, events) => {
        let [count, newest, first] = [0, null, 0];
        for (const event of sinks[second]) {
          while (first + 1 < events.length && events[first + 1].rank < event.rank) first++;
          const before = events[first];
          if (before === undefined || before.rank >= event.rank || event.at - before.at > span) continue;
          count++;
          newest = event;
        }
        return newest === null ? undefined : once(self, newest, count);
      };
    }
    if (idle) {
      const span = duration(idle);
      return (self, events) => (events.length > 0 && events.at(-1).age >= span ? [self.points, events.length, events.at(-1)] : undefined);
    }
    if (count) return (self, events) => (events.length >= count ? once(self, events.at(-1), events.length) : undefined);
    return (self, events) => {
      let taken = events;
      if (repeat === "once") taken = events.slice(-1);
      else if (repeat?.per) {
        const newest = new Map();
        for (const event of events) {
          if (event[repeat.per] === undefined) continue;
          newest.delete(event[repeat.per]);
          newest.set(event[repeat.per], event);
        }
        taken = [...newest.values()];
      }
      const from = Math.max(0, taken.length - atMost);
      if (taken.length === 0) return undefined;
      let points = 0;
      for (let i = from; i < taken.length; i++) points += self.decay(self.points, taken[i].age);
      return [points, taken.length - from, taken.at(-1)];
    };
  }

  function axis(name, { groups = {}, min, max }) {
    const ids = Object.keys(groups);
    const bounds = ids.map((id) => [groups[id].min === undefined ? -Infinity : milli(groups[id].min), groups[id].max === undefined ? Infinity : milli(groups[id].max)]);
    return { name, ids, bounds, min: min === undefined ? -Infinity : milli(min), max: max === undefined ? Infinity : milli(max), slots: ids.map((id) => slot(`${name}.group.${id}`)) };
  }
  const fit = axis("fit", model.fit);
  const intent = axis("intent", model.intent);
  for (const of of [...rules.map((rule) => [rule, fit]), ...signals.map((signal) => [signal, intent])]) of[0].group_ = of[0].group === null ? -1 : of[1].ids.indexOf(of[0].group);
  const cuts = (declared) => declared.map(({ id, at }) => ({ id, at: at === undefined ? -Infinity : milli(at) }));
  const [tiers, bands] = [cuts(model.fit.tiers), cuts(model.intent.bands)];

  // Clamps groups and then the axis; the clamps that change a sum become reasons at the end.
  function total(axis, free, groups, values, clamps) {
    let sum = free;
    for (let i = 0; i < groups.length; i++) {
      const [low, high] = axis.bounds[i];
      const clamped = Math.min(Math.max(groups[i], low), high);
      if (clamped !== groups[i]) clamps.push({ axis: axis.name, rule: null, group: axis.ids[i], points: (clamped - groups[i]) / 1000, because: "capped", count: null, last: null });
      values[axis.slots[i]] = clamped;
      sum += clamped;
    }
    const clamped = Math.min(Math.max(sum, axis.min), axis.max);
    if (clamped !== sum) clamps.push({ axis: axis.name, rule: null, group: null, points: (clamped - sum) / 1000, because: "capped", count: null, last: null });
    return clamped;
  }

  // ── the rest of the line
  const frameworks = Object.entries(model.frameworks ?? {}).map(([name, { criteria, passes }]) => ({
    name, atLeast: passes?.atLeast ?? Object.keys(criteria).length, slot: slot(`${name}.met`),
    criteria: Object.entries(criteria).map(([id, { met }]) => ({ id, met: condition(met), slot: slot(`${name}.${id}`) })),
  }));
  const labels = (model.labels ?? []).map((label) => ({ id: label.id, when: condition(label.when), severity: label.severity ?? "info", because: label.because ?? label.id, slot: slot(`label.${label.id}`) }));
  const out = (model.disqualify ?? []).map((rule) => ({ id: rule.id, code: rule.code, when: condition(rule.when), unless: rule.unless === undefined ? () => -1 : condition(rule.unless) }));
  const stages = (model.stages ?? []).map((stage) => ({
    id: stage.id, when: condition(stage.when), requires: (stage.requires ?? []).map((id) => model.stages.findIndex((other) => other.id === id)), sticky: stage.sticky === true,
    accept: stage.gate && watch({ types: stage.gate.accept.map(fold), rest: null }), reject: stage.gate && watch({ types: (stage.gate.reject ?? []).map(fold), rest: null }),
  }));
  const stageIndex = new Map(["lead", ...stages.map(({ id }) => id)].map((id, index) => [fold(id), index]));
  const routes = model.routing.map((rule) => ({ id: rule.id, when: condition(rule.when), to: rule.to, protocol: rule.protocol ?? null, promises: promises(rule.protocol) }));
  function promises(protocol) {
    const sla = model.slas?.[model.protocols?.[protocol]?.sla];
    return Object.entries(sla?.promises ?? {}).map(([name, promise]) => ({ name, in: duration(promise.in), by: watch({ types: promise.by.map(fold), rest: null }) }));
  }
  const tracks = new Map(Object.entries(model.nurture ?? {}).map(([id, { touches }]) => [id, touches.map(duration)]));
  const points = (model.handoff?.talkingPoints ?? []).map(({ when, say }) => ({ when: condition(when), say }));
  const include = (model.handoff?.include ?? []).map((name) => {
    const field = readers.find((field) => field.name === name);
    return { name, slot: slot(name), show: field?.options ? (option) => field.options[option]?.id ?? null : field?.type === "date" ? instantText : (value) => value };
  });
  const [motionSlot, nowSlot, scoreSlot, fitSlot, tierSlot, intentSlot, bandSlot, stageSlot] = ["motion", "now", "score", "fit.points", "fit.tier", "intent.points", "intent.band", "stage"].map(slot);
  const head = { name: model.name, version: model.version ?? null, hash };
  const size = slots.size;

  return function evaluate(lead, now) {
    const values = new Array(size).fill(undefined);
    const notices = [];
    const known = [0, 0, 0];
    values[nowSlot] = now;
    values[motionSlot] = lead.motion ?? "inbound";
    read(lead.profile ?? {}, values, now, known, notices);

    const events = [];
    let sorted = true;
    for (const event of lead.events ?? []) {
      const at = Date.parse(event.at);
      if (Number.isNaN(at) || typeof event.type !== "string" || at > now + 300_000) continue;
      if (events.length > 0 && at < events[events.length - 1].at) sorted = false;
      events.push({ at, age: at > now ? 0 : now - at, rank: 0, type: fold(event.type), channel: event.channel === undefined ? undefined : fold(event.channel), asset: event.asset === undefined ? undefined : fold(event.asset), value: event.value, props: event.props, source: event });
    }
    if (!sorted) events.sort((a, b) => a.at - b.at);
    for (const sink of sinks) sink.length = 0;
    for (let rank = 0; rank < events.length; rank++) {
      const event = events[rank];
      event.rank = rank;
      const about = watchers.get(event.type);
      if (about !== undefined) for (const { sink, rest } of about) if (rest === null || rest(event)) sinks[sink].push(event);
      for (const { sink, rest } of anyType) if (rest === null || rest(event)) sinks[sink].push(event);
    }

    const reasons = [];
    const clamps = [];
    let free = 0;
    let groups = fit.ids.map(() => 0);
    for (const rule of rules) {
      const truth = rule.when(values);
      values[rule.slot] = truth === 0 ? undefined : truth > 0;
      if (truth <= 0) continue;
      let given = rule.points;
      if (rule.by >= 0) {
        const value = values[rule.by];
        if (value === undefined) continue;
        for (const [from, points] of rule.steps) {
          if (value < from) break;
          given = points;
        }
      }
      if (given === 0) continue;
      if (rule.group_ < 0) free += given;
      else groups[rule.group_] += given;
      reasons.push({ axis: "fit", rule: rule.id, group: rule.group, points: given / 1000, because: rule.because, count: null, last: null });
    }
    const fitPoints = total(fit, free, groups, values, clamps);
    const tier = tiers.findIndex(({ at }) => fitPoints >= at);
    values[fitSlot] = fitPoints;
    values[tierSlot] = tier < 0 ? -Infinity : -tier;

    free = 0;
    groups = intent.ids.map(() => 0);
    for (const signal of signals) {
      let matched = sinks[signal.sink];
      if (signal.within !== Infinity) {
        let from = 0;
        while (from < matched.length && matched[from].age >= signal.within) from++;
        if (from > 0) matched = matched.slice(from);
      }
      const fired = matched.length > 0 && signal.when(values) > 0 ? signal.kind(signal, matched) : undefined;
      values[signal.slot] = fired !== undefined;
      if (fired === undefined) continue;
      const given = Math.min(Math.max(fired[0], -signal.cap), signal.cap);
      if (given === 0) continue;
      if (signal.group_ < 0) free += given;
      else groups[signal.group_] += given;
      const newest = fired[2];
      reasons.push({ axis: "intent", rule: signal.id, group: signal.group, points: given / 1000, because: signal.counts ? signal.because.replace("{count}", fired[1]) : signal.because,
        count: fired[1], last: sameText(newest.source.at, newest.at) });
    }
    const intentPoints = total(intent, free, groups, values, clamps);
    const band = bands.findIndex(({ at }) => intentPoints >= at);
    values[intentSlot] = intentPoints;
    values[bandSlot] = band < 0 ? -Infinity : -band;
    values[scoreSlot] = fitPoints + intentPoints;
    const ofRules = reasons.length;
    for (const clamp of clamps) reasons.push(clamp);

    const assessed = {};
    for (const { name, atLeast, slot, criteria } of frameworks) {
      const found = { passed: null, met: [], unmet: [], unknown: [] };
      for (const criterion of criteria) {
        const truth = criterion.met(values);
        values[criterion.slot] = truth === 0 ? undefined : truth > 0;
        (truth > 0 ? found.met : truth < 0 ? found.unmet : found.unknown).push(criterion.id);
      }
      found.passed = found.met.length >= atLeast ? true : found.met.length + found.unknown.length < atLeast ? false : null;
      values[slot] = found.met.length;
      assessed[name] = found;
    }
    const labelled = [];
    for (const label of labels) {
      const truth = label.when(values);
      values[label.slot] = truth === 0 ? undefined : truth > 0;
      if (truth > 0) labelled.push({ id: label.id, severity: label.severity, because: label.because });
    }
    const outs = [];
    for (const rule of out) if (rule.when(values) > 0 && rule.unless(values) <= 0) outs.push({ rule: rule.id, code: rule.code });

    // Stages: 0 is `lead`.
    const holds = [];
    const undecided = [];
    let stage = 0;
    for (let i = 0; i < stages.length; i++) {
      const { when, requires, accept, reject } = stages[i];
      const rest = when(values) > 0 && requires.every((other) => holds[other]);
      let passes = true;
      undecided[i] = false;
      if (accept !== undefined) {
        const [yes, no] = [sinks[accept].at(-1), sinks[reject].at(-1)];
        passes = yes !== undefined && (no === undefined || yes.rank > no.rank);
        undecided[i] = rest && yes === undefined && no === undefined;
      }
      holds[i] = rest && passes;
      if (holds[i]) stage = i + 1;
    }
    const had = lead.stage === undefined ? undefined : stageIndex.get(fold(lead.stage));
    if (had > stage && stages[had - 1].sticky) stage = had;
    values[stageSlot] = stage;
    let awaiting = null;
    for (let i = stage; i < stages.length && awaiting === null; i++) if (undecided[i]) awaiting = stages[i].id;
    const name = stage === 0 ? "lead" : stages[stage - 1].id;
    const isOut = outs.length > 0;
    const change = had === undefined ? null : isOut ? { from: had === 0 ? "lead" : stages[had - 1].id, direction: "out" }
      : had === stage ? null : { from: had === 0 ? "lead" : stages[had - 1].id, direction: stage > had ? "up" : "down" };

    const action = { kind: "close", rule: null, team: null, owner: null, queue: null, track: null, partner: null, protocol: null, considered: [], at: null, touches: [], due: {}, escalate: null };
    if (isOut) action.rule = outs[0].rule;
    else {
      for (const route of routes) {
        if (route.when(values) <= 0) continue;
        action.rule = route.id;
        action.protocol = route.protocol;
        if (route.to.queue) {
          action.kind = "route";
          action.queue = route.to.queue;
        } else {
          action.kind = "nurture";
          action.track = route.to.nurture;
          for (const touch of tracks.get(route.to.nurture)) action.touches.push(instantText(now + touch));
        }
        const start = had === stage && lead.stageSince !== undefined ? Date.parse(lead.stageSince) : now;
        for (const promise of route.promises) {
          const by = start + promise.in;
          const done = sinks[promise.by].filter(({ at }) => at >= start);
          action.due[promise.name] = { by: instantText(by), state: done.some(({ at }) => at <= by) ? "met" : done.length > 0 ? "late" : now > by ? "breached" : "due" };
        }
        break;
      }
    }

    const summary = summaryOf(tier < 0 ? null : tiers[tier].id, reasons, ofRules);
    let handoff = null;
    if (action.kind === "route") {
      const engaged = new Map();
      for (const event of events) {
        const key = event.asset === undefined ? event.type : `${event.type}\0${event.asset}`;
        const entry = engaged.get(key);
        const at = sameText(event.source.at, event.at);
        if (entry === undefined) engaged.set(key, { type: event.source.type, asset: event.source.asset ?? null, count: 1, first: at, last: at });
        else {
          entry.count += 1;
          entry.last = at;
        }
      }
      const fields = {};
      for (const { name, slot, show } of include) fields[name] = values[slot] === undefined ? null : show(values[slot]);
      handoff = { summary, talkingPoints: points.filter(({ when }) => when(values) > 0).map(({ say }) => say), fields, engagement: [...engaged.values()] };
    }
    if ((known[0] > 0) + (known[1] > 0) + (known[2] > 0) + (events.length > 0) === 1) notices.push({ code: "single-layer", path: null, count: 1 });

    return {
      model: head, lead: lead.id ?? null, now: instantText(now), fit: { points: fitPoints / 1000, tier: tier < 0 ? null : tiers[tier].id },
      intent: { points: intentPoints / 1000, band: band < 0 ? null : bands[band].id }, score: (fitPoints + intentPoints) / 1000,
      stage: isOut ? "disqualified" : name, wouldBe: isOut ? name : null, change, awaiting: isOut ? null : awaiting, frameworks: assessed, labels: labelled,
      disqualified: isOut ? { rule: outs[0].rule, code: outs[0].code, all: outs } : null, action, reasons, summary,
      layers: { static: [known[0], declared[0]], intent: events.length, crm: [known[1], declared[1]], human: [known[2], declared[2]] }, handoff, notices,
    };
  };
}
