// The controls of a form: what they would submit, how to make them say something, and what of the page belongs to them.

const SILENT = new Set(["submit", "button", "reset", "image", "file", "fieldset", "output", "object"]);
const OTHERS = "input:not([type=hidden]), select, textarea, button";

/** The controls that would be submitted, by name, in the order of the page; hidden inputs that we wrote are left out. */
export function controlsOf(form) {
  const found = new Map();
  for (const control of form.elements) {
    if (control.name === "" || control.name === undefined || SILENT.has(control.type) || control.matches(":disabled, [data-leadgrade]")) continue;
    if (found.has(control.name)) found.get(control.name).push(control);
    else found.set(control.name, [control]);
  }
  return found;
}

/** What the controls of one name would submit: a text, several as an array for a set, or null for nothing but blanks. */
export function read(controls, type) {
  const texts = controls.flatMap(submitted).filter((text) => text.trim() !== "");
  if (texts.length === 0) return null;
  // The last, as servers take it: a hidden input before a checkbox says what it means when it is not checked.
  return type === "set" && texts.length > 1 ? texts : texts.at(-1);
}

/** Makes the controls say a value; null empties them. */
export function write(controls, value) {
  const texts = value === null ? [] : [value].flat().map(String);
  for (const control of controls) {
    if (isTick(control)) control.checked = texts.includes(control.value);
    else if (control.localName === "select") choose(control, texts);
    else if (isVisibleKind(control)) control.value = texts.join("; ");
  }
}

/** Whether someone (a visitor, the browser) has changed what the page came with. */
export function isTouched(controls) {
  return controls.some((control) => {
    if (isTick(control)) return control.checked !== control.defaultChecked;
    if (control.localName === "select") return !isUnchosen(control) && [...control.options].some((option) => option.selected !== option.defaultSelected && option.value !== "");
    return control.value !== control.defaultValue;
  });
}

/** A list without an empty option shows its first one though nobody has chosen it: such a list is emptied. */
export function emptyUnchosen(controls) {
  for (const control of controls) if (control.localName === "select" && isUnchosen(control)) control.selectedIndex = -1;
}

export function isTick({ type }) {
  return type === "radio" || type === "checkbox";
}

export function isVisibleKind({ type }) {
  return type !== "hidden";
}

/**
 * The parts of the page that belong to one question: for each control the nearest element marked `data-question`, else the
 * largest one inside the form that holds no other control; and labels that stand elsewhere.
 */
export function placesOf(form, name, controls) {
  const places = new Set(controls.filter(isVisibleKind).map((control) => placeOf(form, name, control)));
  for (const label of controls.flatMap((control) => [...(control.labels ?? [])])) {
    if (![...places].some((place) => place.contains(label))) places.add(label);
  }
  return places;
}

function placeOf(form, name, control) {
  const marked = control.closest("[data-question]");
  if (marked !== null && !marked.contains(form)) return marked;
  let place = control;
  for (let up = control.parentElement; up !== null && up !== form && form.contains(up); up = up.parentElement) {
    if ([...up.querySelectorAll(OTHERS)].some((other) => other.name !== name)) break;
    place = up;
  }
  return place;
}

function submitted(control) {
  if (isTick(control)) return control.checked ? [control.value] : [];
  if (control.localName === "select") return [...control.selectedOptions].filter((option) => !option.disabled).map((option) => option.value);
  return [control.value];
}

function choose(select, texts) {
  const chosen = [...select.options].filter((option) => (texts.length === 0 ? option.value.trim() === "" : texts.includes(option.value)));
  select.selectedIndex = -1;
  for (const option of select.multiple ? chosen : chosen.slice(0, 1)) option.selected = true;
}

function isUnchosen(select) {
  return !select.multiple && select.size <= 1 && select.selectedIndex === 0 && !hasBlank(select) && ![...select.options].some((option) => option.defaultSelected);
}

function hasBlank(select) {
  return [...select.options].some((option) => option.value.trim() === "");
}
