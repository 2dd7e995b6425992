// The model editor: CodeMirror in a shadow root, where its styles are sheets that a strict policy allows.

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import schema from "../../pkg/schema.json" with { type: "json" };
import { complete } from "./complete.js";
import { offsetOf, showDiagnostics } from "./diagnostics.js";
import { describe, hover } from "./describe.js";
import { formatJson } from "./format.js";
import { openSchema } from "./schema.js";
import { theme } from "./theme.js";

// What is typed over a selection is inserted here: the browser would wrap it in a style attribute, which the policy forbids.
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.data || empty || view.composing) return false;
    event.preventDefault();
    const insert = () => view.state.update({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, event.data, insert))) view.dispatch(insert());
    return true;
  },
});

/** Puts an editor into `host`. `changed(text)` is called after each edit, `told(words)` with what stands at the cursor. */
export function createEditor(host, { text, changed, told }) {
  const rules = openSchema(schema);
  let model = {};
  let isLoading = false;
  const root = host.attachShadow({ mode: "open" });
  const listener = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isLoading) changed(update.state.doc.toString());
    if (update.docChanged || update.selectionSet) told(describe(update.state, update.state.selection.main.head, rules, model));
  });
  const extensions = [
    lineNumbers(), foldGutter(), codeFolding(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
    highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }), lintGutter(), json(), theme,
    autocompletion({ override: [(context) => complete(context, rules, model)], icons: false }),
    hoverTooltip((view, pos) => hover(view.state, pos, rules, model)),
    EditorView.lineWrapping, typeOver,
    EditorView.contentAttributes.of({ "aria-label": "Model document, JSON. Tab leaves the editor.", tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
    // Tab takes an open suggestion and otherwise goes on to the next control, as everywhere on a page.
    keymap.of([{ key: "Tab", run: acceptCompletion }, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
    listener,
  ];
  const start = (content) => EditorState.create({ doc: content, extensions });
  const view = new EditorView({ state: start(text), parent: root, root });
  told(describe(view.state, 0, rules, model));

  const replace = (content) => {
    if (content === view.state.doc.toString()) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: content }, userEvent: "input.replace" });
  };

  return {
    /** Another model: its text, without a way back to the one before. */
    load(content) {
      isLoading = true;
      view.setState(start(content));
      isLoading = false;
    },
    setText(content) {
      replace(content);
      view.focus();
    },
    /** Sets the text in order; one that is no JSON stays as it is. */
    format() {
      const formatted = formatJson(view.state.doc.toString());
      if (formatted !== null) replace(formatted);
    },
    /** Marks the diagnostics of the text; `doc` is the last good model, whose names are suggested. */
    show(diagnostics, doc) {
      model = doc;
      showDiagnostics(view, diagnostics);
    },
    goTo(diagnostic) {
      const at = offsetOf(view.state.doc, diagnostic);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
  };
}
