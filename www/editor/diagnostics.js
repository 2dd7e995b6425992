// leadgrade's diagnostics in the editor: a mark in the margin, a line below the words, and the message behind the line.

import { setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { treeTo } from "./place.js";

/** Where a diagnostic stands. Its columns count characters, the editor's offsets count UTF-16 units. */
export function offsetOf(doc, { line, column }) {
  const { from, text, to } = doc.line(Math.min(line, doc.lines));
  const units = [...text].slice(0, column - 1).join("").length;
  return Math.min(from + units, to);
}

export function showDiagnostics(view, diagnostics) {
  const { state } = view;
  const marks = diagnostics.map((each) => {
    const from = offsetOf(state.doc, each);
    return { from, to: endOf(state, from), severity: each.severity, message: messageOf(each), renderMessage: () => tooltip(each), line: state.doc.lineAt(from) };
  });
  const lines = new Map();
  for (const [index, { line }] of marks.entries()) lines.set(line.to, [...(lines.get(line.to) ?? []), diagnostics[index]]);
  if (view.state.field(remarks, false) === undefined) view.dispatch({ effects: StateEffect.appendConfig.of(remarks) });
  view.dispatch(setDiagnostics(state, marks));
  view.dispatch({ effects: setRemarks.of([...lines].sort(([a], [b]) => a - b)) });
}

function messageOf({ code, message, help }) {
  return `${message}${help === null ? "" : `; ${help}`} (${code})`;
}

function tooltip({ code, message, help }) {
  const element = document.createElement("div");
  const words = document.createElement("div");
  words.textContent = message;
  const more = document.createElement("div");
  more.className = "lg-more";
  more.textContent = [help, code].filter((part) => part !== null).join(" · ");
  element.append(words, more);
  return element;
}

/** The end of the word or name that begins at `from`; at least one character, where there is one. */
function endOf(state, from) {
  const node = treeTo(state, from).resolveInner(from, 1);
  const isWord = node.from === from && node.to > from && node.firstChild === null;
  const line = state.doc.lineAt(from);
  return isWord ? Math.min(node.to, line.to) : Math.min(from + 1, line.to);
}

const setRemarks = StateEffect.define();

const remarks = StateField.define({
  create: () => Decoration.none,
  update(set, transaction) {
    const given = transaction.effects.find((effect) => effect.is(setRemarks));
    if (given === undefined) return set.map(transaction.changes);
    return Decoration.set(given.value.map(([at, found]) => Decoration.widget({ widget: new Remark(found), side: 1 }).range(at)));
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Remark extends WidgetType {
  constructor(found) {
    super();
    this.severity = found.some(({ severity }) => severity === "error") ? "error" : "warning";
    this.words = `${messageOf(found[0])}${found.length > 1 ? `, and ${found.length - 1} more` : ""}`;
  }

  eq(other) {
    return other.words === this.words && other.severity === this.severity;
  }

  toDOM() {
    const element = document.createElement("span");
    element.className = `lg-remark lg-${this.severity}`;
    element.textContent = this.words;
    return element;
  }
}
