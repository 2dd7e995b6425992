// All fields of the profile, built from the model's declarations.

import { h } from "./dom.js";
import { humanize, localText, named } from "./words.js";

const LAYERS = [
  ["static", "The person and the company"],
  ["crm", "What your CRM remembers"],
  ["human", "What a conversation told you"],
];
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const SEGMENT_LIMIT = 24;

/** Fills the form for a model, a lead and who is in. `changed` is called after each edit; both are edited in place. */
export function showForm(form, doc, lead, crew, changed) {
  const memory = memoryFields(doc, lead, changed);
  const groups = LAYERS.map(([layer, title]) => {
    const fields = Object.entries(doc.fields).filter(([, field]) => (field.layer ?? "static") === layer);
    const controls = fields.map(([name, field]) => control(name, field, lead.profile, changed));
    return { layer, title, names: fields.map(([name]) => name), controls: layer === "crm" ? [...controls, ...memory] : controls };
  });
  const colleagues = crewFields(doc, crew, changed);
  groups.push({ layer: "crew", title: "Your colleagues today", names: [], controls: colleagues, told: () => (crew.away.length > 0 ? `${crew.away.length} away` : "all in") });
  const opened = new Set([...form.querySelectorAll("details[open]")].map((details) => details.dataset.layer));
  // A model that asks has a form for what matters; the fields are there for who wants them.
  const asks = (doc.form?.questions ?? []).length > 0;
  const isOpen = ({ layer, names }) => opened.has(layer) || (!asks && (layer === "static" || names.some((name) => Object.hasOwn(lead.profile, name))));
  const shown = groups.filter(({ controls }) => controls.length > 0).map((each) => ({ ...each, open: isOpen(each) }));
  form.replaceChildren(...shown.map(group));
  return () => shown.forEach((each) => each.tally(lead.profile));
}

function group(each) {
  const tally = h("span", { class: "tally" });
  each.tally = (profile) => {
    const known = each.names.filter((name) => Object.hasOwn(profile, name)).length;
    tally.textContent = each.told?.() ?? (each.names.length > 0 ? `${known} of ${each.names.length} known` : "");
  };
  return h("details", { class: "group", "data-layer": each.layer, open: each.open },
    h("summary", {}, h("span", {}, each.title), tally),
    h("div", { class: "fields" }, each.controls));
}

function control(name, field, profile, changed) {
  const set = (value) => {
    if (value === undefined) delete profile[name];
    else profile[name] = value;
    changed();
  };
  const id = `field-${name}`;
  const label = field.label ?? humanize(name);
  const hint = field.description && h("small", { id: `${id}-hint` }, field.description);
  const common = { id, name, "aria-describedby": hint ? `${id}-hint` : undefined };
  const options = (field.options ?? []).map((option) => (typeof option === "string" ? { id: option } : option))
    .map((option) => ({ value: option.id, label: option.label ?? humanize(option.id) }));
  const value = profile[name];
  switch (field.type) {
    case "choice":
      return fits(options)
        ? segments(common, label, hint, options, value, set)
        : labelled(common, label, hint, select(common, options, value, set));
    case "boolean":
      return segments(common, label, hint, [{ value: true, label: "Yes" }, { value: false, label: "No" }], value, set);
    case "set":
      if (options.length > 0) return checkboxes(common, label, hint, options, value, set);
      return labelled(common, label, hint, input(common, "text", [value ?? []].flat().join("; "), set, { placeholder: "one; another" }));
    case "number":
      return labelled(common, label, hint, input(common, "text", value, (text) => set(JSON_NUMBER.test(text) ? Number(text) : text), { inputmode: field.integer ? "numeric" : "decimal" }));
    case "email":
      return labelled(common, label, hint, input(common, "email", value, set, { autocapitalize: "off", spellcheck: "false" }));
    case "date":
      return labelled(common, label, hint, input(common, "date", value, set));
    default:
      return labelled(common, label, hint, input(common, "text", value, set));
  }
}

/** What the CRM sends beside the profile: how the lead came in, and the stage it had last. */
function memoryFields(doc, lead, changed) {
  const set = (key) => (value) => {
    lead[key] = value ?? "";
    changed();
  };
  const motions = ["inbound", "outbound", "product"].map((value) => ({ value, label: humanize(value) }));
  const stages = (doc.stages ?? []).map(({ id, label }) => ({ value: id, label: label ?? humanize(id) }));
  const motion = { id: "lead-motion", name: "lead-motion" };
  const stage = { id: "lead-stage", name: "lead-stage" };
  if (stages.length > 0) stages.unshift({ value: "lead", label: "Lead, not qualified" });
  if (doc.disqualify !== undefined) stages.push({ value: "disqualified", label: "Disqualified" });
  const since = { id: "lead-stage-since", name: "lead-stage-since" };
  const whenSince = h("input", { ...since, type: "datetime-local", autocomplete: "off", onchange: () => {
    const at = new Date(whenSince.value).getTime();
    set("stageSince")(Number.isNaN(at) ? "" : at);
  } });
  whenSince.value = lead.stageSince === "" ? "" : localText(lead.stageSince);
  return [
    labelled(motion, "How they came to you", null, select(motion, motions, lead.motion, set("motion"), "Inbound, unless you say so")),
    stages.length > 0 && labelled(stage, "Stage in the CRM so far", null, select(stage, stages, lead.stage, set("stage"), "None yet")),
    stages.length > 0 && labelled(since, "In that stage since", null, whenSince),
  ].filter(Boolean);
}

/** Absence, open leads and turns: what a team decides by, beside the lead itself. */
function crewFields(doc, crew, changed) {
  const toggle = (member, away) => {
    crew.away = crew.away.filter((each) => each !== member);
    if (away) crew.away.push(member);
    changed();
  };
  const setLoad = (member, text) => {
    if (/^\d{1,6}$/.test(text)) crew.load[member] = Number(text);
    else delete crew.load[member];
    changed();
  };
  const seen = new Set();
  const teams = Object.entries(doc.teams ?? {});
  const rows = teams.map(([id, team]) => {
    const members = team.members.filter((member) => !seen.has(member.id) && seen.add(member.id));
    return members.length > 0 && h("fieldset", { class: "field crew" }, h("legend", {}, `Team ${named(doc.teams, id)}`),
      members.map((member) => {
        const name = member.label ?? humanize(member.id);
        const load = h("input", { id: `load-${member.id}`, type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": `Open leads of ${name}`, oninput: () => setLoad(member.id, load.value) });
        load.value = crew.load[member.id] ?? "";
        return h("div", { class: "colleague" },
          h("label", {}, h("input", { type: "checkbox", id: `away-${member.id}`, checked: crew.away.includes(member.id), onchange: ({ target }) => toggle(member.id, target.checked) }), h("span", {}, `${name} is away`)),
          h("span", { class: "load" }, load, h("span", { class: "quiet", "aria-hidden": "true" }, member.capacity === undefined ? "open leads" : `of ${member.capacity} leads`)));
      }));
  }).filter(Boolean);
  if (teams.some(([, { mode }]) => mode === "turns")) {
    const turn = { id: "crew-turn", name: "crew-turn" };
    rows.push(labelled(turn, "Leads given out before this one", null, input(turn, "text", crew.turn, (text) => {
      crew.turn = /^\d{1,6}$/.test(text ?? "") ? Number(text) : "";
      changed();
    }, { inputmode: "numeric" })));
  }
  return rows;
}

function labelled({ id }, label, hint, element) {
  return h("div", { class: "field" }, h("label", { for: id }, label), element, hint);
}

function input(common, type, value, set, more = {}) {
  const element = h("input", { ...common, type, autocomplete: "off", ...more, oninput: () => set(element.value === "" ? undefined : element.value) });
  element.value = value ?? "";
  return element;
}

function select(common, options, value, set, unknown = "Not known") {
  const element = h("select", { ...common, autocomplete: "off", onchange: () => set(element.value === "" ? undefined : element.value) },
    h("option", { value: "" }, unknown),
    options.map((option) => h("option", { value: option.value }, option.label)));
  element.value = value ?? "";
  return element;
}

function segments(common, label, hint, options, value, set) {
  const all = [{ value: undefined, label: "Not known" }, ...options];
  return h("fieldset", { class: "field", "aria-describedby": common["aria-describedby"] }, h("legend", {}, label), radios(common, all, value, set), hint);
}

/** Radio buttons side by side. */
export function radios({ id, name }, options, value, set) {
  return h("div", { class: "segments" }, options.map((option) => h("label", {},
    h("input", { type: "radio", id: `${id}-${option.value ?? "unknown"}`, name, value: String(option.value ?? ""), autocomplete: "off", checked: option.value === value, onchange: () => set(option.value) }),
    h("span", {}, option.label))));
}

function checkboxes(common, label, hint, options, value, set) {
  const picked = new Set(value);
  const toggle = (option, on) => {
    if (on) picked.add(option);
    else picked.delete(option);
    const inOrder = options.map((each) => each.value).filter((each) => picked.has(each));
    set(inOrder.length > 0 ? inOrder : undefined);
  };
  return h("fieldset", { class: "field wide", "aria-describedby": common["aria-describedby"] }, h("legend", {}, label),
    h("div", { class: "checks" }, options.map((option) => h("label", {},
      h("input", { type: "checkbox", id: `${common.id}-${option.value}`, checked: picked.has(option.value), onchange: ({ target }) => toggle(option.value, target.checked) }),
      h("span", {}, option.label)))),
    hint);
}

function fits(options) {
  return options.length <= 3 && options.map((option) => option.label).join("").length <= SEGMENT_LIMIT;
}
