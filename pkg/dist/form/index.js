// Binds a plain <form> to a form session: it asks what matters, one question after the other. No framework, no WebAssembly.
import { controlsOf, emptyUnchosen, isTick, isTouched, isVisibleKind, placesOf, read, write } from "./controls.js";
import { h, renderQuestion } from "./render.js";
import { memory } from "./storage.js";
import { WORDS } from "./words.js";

// The inputs that we write; without the mark they would look like answers of the page.
const WRITTEN = "input[type=hidden][data-leadgrade]";
const bound = new WeakMap();

export function bindForm(element, options = {}) {
  if (element?.localName !== "form") throw new TypeError("bindForm takes a <form> element");
  if (bound.has(element)) throw new Error("this form is bound already; destroy() its binding first");
  if (options.form === undefined && options.model === undefined) throw new TypeError("bindForm needs a `form` or a `model`");
  return new Binding(element, options);
}

class Binding {
  #element;
  #options;
  #words;
  #memory;
  #form = null;
  #isOwn;
  #questions = new Map();
  #masked;
  // What the session says, until it is told something: asked for once, however often it is needed.
  #seen = null;
  // What the visitor said, by field: exactly what the page would submit.
  #answers = new Map();
  #skipped = new Set();
  // The fields asked so far, as they were shown together, and which of them is on show; at the end it is one past the last.
  #asked = [];
  #at = 0;
  #told = { settled: false, stage: undefined, code: null, fields: null };
  // What was done to the page, to be undone.
  #undo = [];
  #places = new Map();
  #status;
  #buttons = {};

  constructor(element, options) {
    this.#element = element;
    this.#options = options;
    this.#words = { ...WORDS, ...options.words };
    this.#isOwn = options.form === undefined || typeof options.form === "function";
    this.#masked = new Set(options.known?.known ?? []);
    bound.set(element, this);
    this.#attribute(element, "data-leadgrade", "loading");
    this.ready = this.#start();
  }

  get form() {
    return this.#form;
  }

  get fields() {
    return [...(this.#asked[this.#at] ?? [])];
  }

  get answers() {
    return Object.fromEntries(this.#answers);
  }

  get settled() {
    if (this.#form === null) return false;
    return this.#form.settled || !this.#mattersAny(this.#ahead());
  }

  get done() {
    return this.#form !== null && this.#ahead().length === 0;
  }

  next() {
    if (this.#form === null) return false;
    this.#read();
    const shown = this.fields;
    const faulty = shown.map((field) => this.#fault(field)).find((control) => control !== undefined);
    if (faulty !== undefined) {
      faulty.reportValidity();
      return false;
    }
    for (const field of shown) if (!this.#answers.has(field) && !this.#skipped.has(field)) this.#leaveOut(field);
    this.#forward();
    return true;
  }

  skip() {
    if (this.#form === null || this.fields.length === 0) return;
    for (const field of this.fields) if (!this.#questions.get(field).required) this.#leaveOut(field);
    this.#forward();
  }

  back() {
    if (this.#form === null || this.#at === 0) return false;
    this.#read();
    this.#at -= 1;
    this.#show();
    this.#focus();
    return true;
  }

  answer(field, value) {
    if (this.#form === null) throw new Error("the form is not ready yet; wait for `ready`");
    if (!this.#questions.has(field)) throw new RangeError(`\`${field}\` is no question of the model`);
    const blank = value === null || value === undefined || (typeof value === "string" && value.trim() === "");
    const controls = controlsOf(this.#element).get(field) ?? [];
    const said = blank ? null : Array.isArray(value) ? value.map(String) : String(value);
    write(controls, said);
    // Without a control of its own the answer is kept as it was given.
    this.#tell(field, controls.length > 0 ? read(controls, this.#questions.get(field).type) : said, controls);
    this.#show();
  }

  refresh() {
    if (this.#form === null) return;
    this.#seen = null;
    this.#read();
    if (this.fields.length === 0) this.#ask();
    this.#show();
  }

  destroy() {
    if (bound.get(this.#element) !== this) return;
    bound.delete(this.#element);
    for (const undo of this.#undo.reverse()) undo();
    for (const places of this.#places.values()) {
      for (const [place, { hidden, display }] of places) Object.assign(place, { hidden }).style.display = display;
      for (const control of places.controls) control.setCustomValidity("");
    }
    for (const input of this.#element.querySelectorAll(WRITTEN)) input.remove();
    if (this.#isOwn) this.#form?.free?.();
    this.#form = null;
  }

  // Beginning ---------------------------------------------------------------------------------------------------------

  async #start() {
    try {
      const form = await makeForm(this.#options);
      if (bound.get(this.#element) === this) this.#begin(form);
      else if (this.#isOwn) form.free?.();
      return this;
    } catch (error) {
      // The ordinary form is what remains.
      this.destroy();
      throw error;
    }
  }

  #begin(form) {
    const element = this.#element;
    this.#form = form;
    // Not `element.id`: an input of that name would hide it.
    const called = element.getAttribute("id") || element.getAttribute("name") || "form";
    const { storage, key = `leadgrade:${globalThis.location?.pathname ?? ""}:${called}` } = this.#options;
    this.#memory = storage === null ? memory({}, key) : memory(storage, key);
    for (const question of form.questions) this.#questions.set(question.field, question);
    for (const [field, value] of Object.entries(this.#options.known?.values ?? {})) {
      this.#masked.add(field);
      acceptKnown(form, field, value);
    }
    if (this.#options.render) this.#render();
    this.#furnish();
    this.#attribute(element, "novalidate", "");
    this.#restore();
    this.#read();
    // Whoever already types keeps the question under their hands.
    const active = element.getRootNode().activeElement;
    const { name } = element.contains(active) ? active : {};
    if (this.#asked.length === 0 && this.#questions.has(name) && this.#canAsk(name, controlsOf(element))) this.#asked = [[name]];
    this.#told.stage = form.evaluation.stage;
    this.#ask();
    this.#listen();
    this.#show();
  }

  /** Questions that the page has no inputs for. */
  #render() {
    const controls = controlsOf(this.#element);
    const place = this.#element.querySelector("[data-questions]") ?? this.#element;
    const id = this.#element.getAttribute("id") || "leadgrade";
    const made = [...this.#questions.values()].filter(({ field }) => !controls.has(field))
      .map((question) => renderQuestion(question, `${id}-${question.field}`, this.#words));
    if (place === this.#element) place.prepend(...made);
    else place.append(...made);
    this.#undo.push(() => made.forEach((question) => question.remove()));
  }

  /** The buttons and the status: the page's own, or new ones around its submit button. */
  #furnish() {
    const element = this.#element;
    const made = [];
    const find = (name, tag, ...children) => {
      const there = element.querySelector(`[data-${name}]`);
      if (there === null) made.push(h(tag, { [`data-${name}`]: "", class: `leadgrade-${name}`, type: tag === "button" ? tag : undefined }, ...children));
      return there ?? made.at(-1);
    };
    const buttons = this.#buttons;
    for (const name of ["next", "skip", "back"]) buttons[name] = find(name, "button", this.#words[name]);
    // After the buttons, which do not move when its words change: a click that ends a question would miss them.
    this.#status = find("status", "span");
    buttons.send = [...element.elements].find(({ type }) => type === "submit" || type === "image") ?? null;
    if (buttons.send === null) {
      if (this.#options.render) made.splice(made.indexOf(buttons.next) + 1, 0, (buttons.send = h("button", { type: "submit" }, this.#words.send)));
      element.append(...made);
    } else {
      // What goes on is in one place: first "Next", at last the submit button.
      const isFirst = (part) => part === buttons.next;
      buttons.send.before(...made.filter(isFirst));
      buttons.send.after(...made.filter((part) => !isFirst(part)));
    }
    this.#attribute(this.#status, "role", "status");
    this.#undo.push(() => made.forEach((part) => part.remove()));
    for (const button of Object.values(this.#buttons)) {
      if (button === null) continue;
      const { hidden } = button;
      this.#undo.push(() => { button.hidden = hidden; });
    }
  }

  /** Puts back what was said before the page was left, where nothing newer stands in its place. */
  #restore() {
    const saved = this.#memory.load();
    const controls = controlsOf(this.#element);
    for (const [field, { type }] of this.#questions) {
      const mine = controls.get(field) ?? [];
      emptyUnchosen(mine);
      const value = saved.answers[field] ?? null;
      if (value !== null && !isTouched(mine)) {
        write(mine, value);
        if (mine.length === 0) this.#tell(field, value, mine);
      } else if (value === null && saved.skipped.includes(field) && read(mine, type) === null) {
        this.#leaveOut(field);
      }
    }
    this.#asked = saved.asked.map((fields) => fields.filter((field) => this.#canAsk(field, controls))).filter((fields) => fields.length > 0);
    this.#at = Math.min(saved.at, this.#asked.length);
  }

  #listen() {
    const on = (target, type, act, capture = false) => {
      target.addEventListener(type, act, capture);
      this.#undo.push(() => target.removeEventListener(type, act, capture));
    };
    const element = this.#element;
    // While someone types, only the buttons follow, so that none of them moves away under a click; the rest waits for the change.
    on(element, "input", () => { this.#read(); this.#showButtons(); });
    on(element, "change", () => { this.#read(); this.#show(); });
    // Before the page's own listeners: a form that has questions left is not submitted, whatever they do with it.
    on(element, "submit", (event) => this.#submit(event), true);
    // A key held down would leave out one question after the other.
    on(element, "keydown", (event) => { if (event.key === "Enter" && event.repeat && event.target.localName !== "textarea") event.preventDefault(); });
    on(element, "reset", () => setTimeout(() => this.#reset()));
    on(globalThis, "pageshow", () => this.refresh());
    on(this.#buttons.next, "click", () => this.next());
    on(this.#buttons.skip, "click", () => this.skip());
    on(this.#buttons.back, "click", () => this.back());
  }

  #submit(event) {
    this.#read();
    const mayGo = this.done && this.fields.every((field) => this.#fault(field) === undefined);
    if (mayGo) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.next();
  }

  #reset() {
    if (this.#form === null) return;
    // What has no input is not reset by the browser.
    const controls = controlsOf(this.#element);
    for (const field of [...this.#skipped, ...this.#answers.keys()]) if (this.#skipped.has(field) || !controls.has(field)) this.#tell(field, null, []);
    this.#skipped.clear();
    for (const field of this.#questions.keys()) emptyUnchosen(controls.get(field) ?? []);
    this.#read();
    this.#memory.forget();
    this.#asked = [];
    this.#at = 0;
    this.#ask();
    this.#show();
  }

  // Answers -----------------------------------------------------------------------------------------------------------

  /** Takes over what the controls say by now, whoever filled them. */
  #read() {
    const controls = controlsOf(this.#element);
    for (const [field, { type }] of this.#questions) {
      const mine = controls.get(field);
      if (mine === undefined) continue;
      const value = read(mine, type);
      if (!isSame(value, this.#answers.get(field) ?? null)) this.#tell(field, value, mine);
    }
  }

  #tell(field, value, controls) {
    if (value === null) this.#answers.delete(field);
    else {
      this.#answers.set(field, value);
      this.#skipped.delete(field);
    }
    this.#seen = null;
    const notice = this.#form.answer(field, value);
    const { type } = this.#questions.get(field);
    controls.find(isVisibleKind)?.setCustomValidity(notice?.code === "wrong-type" ? this.#words.unread(type) : "");
  }

  #leaveOut(field) {
    const controls = controlsOf(this.#element).get(field) ?? [];
    write(controls, null);
    controls.find(isVisibleKind)?.setCustomValidity("");
    this.#seen = null;
    // A skip alone says that nothing more will be said, and leaves what was.
    if (this.#answers.delete(field)) this.#form.answer(field, null);
    this.#skipped.add(field);
    this.#form.skip(field);
  }

  /** The first control of a question that keeps it from being left, if any. */
  #fault(field) {
    const controls = (controlsOf(this.#element).get(field) ?? []).filter(isVisibleKind);
    const ticks = controls.filter(({ type }) => type === "checkbox");
    // For a group of checkboxes there is no `required`.
    if (ticks.length > 0 && this.#questions.get(field).required) ticks[0].setCustomValidity(this.#answers.has(field) ? "" : this.#words.missing);
    return controls.find((control) => !control.checkValidity());
  }

  // Questions ---------------------------------------------------------------------------------------------------------

  /** Whether the page can ask for a field: it is not known to the server, and there is an input. */
  #canAsk(field, controls) {
    return !this.#masked.has(field) && (controls.get(field) ?? []).some(isVisibleKind);
  }

  /** The fields still to be asked, best first. */
  #ahead() {
    const controls = controlsOf(this.#element);
    return this.#see().next.filter((field) => this.#canAsk(field, controls));
  }

  #see() {
    return (this.#seen ??= { next: this.#form.next(this.#questions.size).map(({ field }) => field), questions: this.#form.questions });
  }

  #mattersAny(fields) {
    return this.#see().questions.some(({ field, matters }) => matters && fields.includes(field));
  }

  #forward() {
    this.#at += 1;
    this.#ask();
    this.#show();
    this.#focus();
  }

  /** Drops from the questions asked what is no longer wanted, and at their end asks the next. */
  #ask() {
    const ahead = this.#ahead();
    const visible = new Set(this.#see().questions.filter((question) => question.visible).map(({ field }) => field));
    const isWanted = (field) => visible.has(field) && (this.#answers.has(field) || this.#skipped.has(field) || ahead.includes(field));
    const before = this.#asked.slice(0, this.#at).map((fields) => fields.filter(isWanted)).filter((fields) => fields.length > 0);
    const after = this.#asked.slice(this.#at).map((fields) => fields.filter(isWanted)).filter((fields) => fields.length > 0);
    this.#asked = [...before, ...after];
    this.#at = before.length;
    if (after.length > 0) return;
    const fields = ahead.slice(0, Math.max(1, this.#options.atOnce ?? 1));
    if (fields.length > 0) this.#asked.push(fields);
  }

  // The page ----------------------------------------------------------------------------------------------------------

  #show() {
    const fields = this.fields;
    const controls = controlsOf(this.#element);
    const shown = new Set(fields);
    if (this.#options.keep) for (const { field, visible } of this.#see().questions) if (visible && this.#answers.has(field)) shown.add(field);
    for (const field of this.#questions.keys()) {
      const mine = controls.get(field) ?? [];
      if (mine.some(isVisibleKind)) this.#place(field, mine);
      this.#reveal(field, shown.has(field));
    }
    this.#writeHidden(controls);
    this.#showButtons();
    this.#tellAll(fields);
    this.#memory.save({ answers: this.answers, skipped: [...this.#skipped], asked: this.#asked, at: this.#at });
  }

  #showButtons() {
    const isDone = this.done;
    const { next, skip, back, send } = this.#buttons;
    show(next, !isDone);
    show(send, isDone);
    show(skip, this.fields.length > 0 && !this.fields.every((field) => this.#questions.get(field).required));
    show(back, this.#at > 0 && !this.#options.keep);
    this.#element.setAttribute("data-leadgrade", isDone ? "done" : "asking");
  }

  /** Remembers the parts of the page that a question has; a framework may have replaced them. */
  #place(field, controls) {
    const known = this.#places.get(field);
    if (known !== undefined && [...known.keys()].every((place) => place.isConnected) && controls.every((control) => known.controls.has(control))) return;
    const places = new Map([...placesOf(this.#element, field, controls)].map((place) => [place, { hidden: place.hidden, display: place.style.display }]));
    this.#places.set(field, Object.assign(places, { controls: new Set(controls) }));
    if (!this.#questions.get(field).required) return;
    for (const control of controls) if (control.type !== "checkbox" && isVisibleKind(control)) this.#attribute(control, "required", "");
  }

  #reveal(field, isShown) {
    for (const [place, { display }] of this.#places.get(field) ?? []) {
      place.hidden = !isShown;
      place.style.display = display;
      // Where a style sheet's `display` beats the attribute.
      if (!isShown && getComputedStyle(place).display !== "none") place.style.display = "none";
    }
  }

  /** Answers without an input of their own, for whoever receives the form. */
  #writeHidden(controls) {
    for (const old of this.#element.querySelectorAll(WRITTEN)) old.remove();
    for (const [field, value] of this.#answers) {
      if (controls.has(field)) continue;
      this.#element.append(...[value].flat().map((text) => h("input", { type: "hidden", name: field, value: text, "data-leadgrade": "" })));
    }
  }

  #focus() {
    const [field] = this.fields;
    const controls = (controlsOf(this.#element).get(field) ?? []).filter(isVisibleKind);
    if (this.#form === null) return;
    const target = controls.find((control) => isTick(control) && control.checked) ?? controls[0] ?? (this.done ? this.#buttons.send : this.#buttons.next);
    target?.focus();
  }

  // What is told ------------------------------------------------------------------------------------------------------

  #tellAll(fields) {
    const { stage, disqualified } = this.#form.evaluation;
    const told = this.#told;
    const now = { settled: this.settled, stage, code: disqualified?.code ?? null, fields: fields.join() };
    this.#told = now;
    const { number, most } = this.#progress();
    const text = this.done ? this.#words.done : fields.length > 0 ? this.#words.progress(number, most) : "";
    if (this.#status.textContent !== text) this.#status.textContent = text;
    // All of it is known before anyone hears of it: a listener may destroy the binding.
    const events = [
      now.stage !== told.stage && ["stage", { from: told.stage, to: now.stage }],
      now.code !== told.code && now.code !== null && ["disqualified", { code: now.code, all: disqualified.all }],
      now.settled && !told.settled && ["settled", { proven: this.#form.settled, exact: this.#form.exact }],
      now.fields !== told.fields && ["question", { fields, number, most }],
    ].filter(Boolean);
    for (const [name, detail] of events) {
      this.#element.dispatchEvent(new CustomEvent(`leadgrade:${name}`, { detail, bubbles: true, composed: true }));
    }
  }

  #progress() {
    const controls = controlsOf(this.#element);
    const asked = new Set(this.#asked.flat());
    const isLeft = ({ field, state, matters, required }) => state === "open" && (matters || required) && !asked.has(field) && this.#canAsk(field, controls);
    const open = this.#see().questions.filter(isLeft);
    return { number: this.#asked.slice(0, this.#at).flat().length + 1, most: asked.size + open.length };
  }

  #attribute(element, name, value) {
    const before = element.getAttribute(name);
    element.setAttribute(name, value);
    this.#undo.push(() => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before)));
  }
}

async function makeForm({ form, model, lead, at }) {
  if (form !== undefined) return typeof form === "function" ? form() : form;
  const loaded = await (typeof model === "function" ? model() : model);
  return loaded.form(lead, at);
}

// A value that the server knows may be of a field that the model in the browser was not told of.
function acceptKnown(form, field, value) {
  try {
    form.answer(field, value);
  } catch (error) {
    if (error.code !== "unknown-field") throw error;
  }
}

function show(button, isShown) {
  if (button !== null) button.hidden = !isShown;
}

function isSame(one, other) {
  return one === other || (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((text, index) => text === other[index]));
}
