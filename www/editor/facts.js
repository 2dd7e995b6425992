// What a model declares, for suggestions: the facts its conditions may ask about, and the names its references may use.

/** `{ name, info, options }` for every fact of a model. */
export function factsOf(model) {
  const facts = [];
  const add = (name, info, options = []) => facts.push({ name, info, options });
  const boolean = [true, false];
  for (const [name, field] of entries(model.fields)) {
    add(name, [field.label, field.type].filter(Boolean).join(", "), field.type === "boolean" ? boolean : (field.options ?? []).map((option) => option.id ?? option));
    if (field.type === "email") {
      add(`${name}.domain`, "the domain of the address");
      add(`${name}.kind`, "what kind of address it is", ["disposable", "free", "education", "work"]);
    }
    if (field.type === "date") add(`days.${name}`, "whole days since then");
  }
  for (const [name, { label, cases = [], otherwise }] of entries(model.derived)) add(name, label ?? "derived fact", [...new Set([...cases.map((each) => each.is), otherwise])].filter(Boolean));
  add("motion", "how the lead came in", ["inbound", "outbound", "product"]);
  add("fit.points", "points of fit");
  add("fit.tier", "tier of fit", ids(model.fit?.tiers));
  add("intent.points", "points of intent");
  add("intent.band", "band of intent", ids(model.intent?.bands));
  add("score", "fit and intent together");
  add("stage", "the stage reached", ["lead", ...ids(model.stages)]);
  add("disqualified", "whether the lead is out", boolean);
  for (const group of Object.keys(model.fit?.groups ?? {})) add(`fit.group.${group}`, "points of the group");
  for (const group of Object.keys(model.intent?.groups ?? {})) add(`intent.group.${group}`, "points of the group");
  for (const rule of model.fit?.rules ?? []) add(`rule.${rule.id}`, rule.because ?? "fit rule", boolean);
  for (const signal of model.intent?.signals ?? []) {
    add(`signal.${signal.id}`, signal.because ?? "signal", boolean);
    add(`signal.${signal.id}.count`, "how often");
  }
  for (const [name, { criteria }] of entries(model.frameworks)) {
    add(`${name}.passed`, "whether it is passed", boolean);
    add(`${name}.met`, "how many criteria are met");
    for (const [id, { label }] of entries(criteria)) add(`${name}.${id}`, label ?? "criterion", boolean);
  }
  for (const label of model.labels ?? []) add(`label.${label.id}`, label.because ?? "label", boolean);
  return facts;
}

/** The declared names that a reference at this path may use; empty when it is none. */
export function referencesAt(path, model) {
  const keys = path.filter((key) => typeof key === "string");
  const [section, ...rest] = keys;
  const last = rest.at(-1);
  const names = (part) => Object.keys(part ?? {});
  const fields = (type) => entries(model.fields).filter(([, field]) => type === undefined || field.type === type).map(([name]) => name);
  switch (last) {
    case "inList": return names(model.lists);
    case "group": return names(model[section]?.groups);
    case "tiersOf": return names(model.fit?.groups);
    case "bandsOf": return names(model.intent?.groups);
    case "by": return section === "fit" ? [...fields("number"), ...fields("date").map((name) => `days.${name}`)] : [];
    case "requires": return ids(model.stages);
    case "team": return names(model.teams);
    case "owner": return section === "routing" ? fields() : [];
    case "protocol": return names(model.protocols);
    case "sla": return names(model.slas);
    case "calendar": return ["always", ...names(model.calendars)];
    case "nurture": return names(model.nurture);
    case "must": return names(model.frameworks?.[rest[0]]?.criteria);
    case "on": return rest.at(-2) === "recycle" ? fields("date") : [];
    case "field": return section === "form" ? fields() : [];
    case "include":
    case "key": return [...fields(), ...names(model.derived), ...fields("email").map((name) => `${name}.domain`)];
    case "code": return ["bad-fit", "no-budget", "wrong-persona", "competitor", "timing", "unresponsive", "duplicate", "geography", "spam", "student"];
    default: return [];
  }
}

function entries(part) {
  return Object.entries(part ?? {});
}

function ids(items = []) {
  return items.map((item) => item.id);
}
