// The editor in the page's colors; they come from the page's custom properties, so that light and dark need no second theme.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const wave = "wavy underline 1px";
const control = { font: "inherit", minHeight: "32px", border: "1px solid var(--edge)", borderRadius: "6px", background: "var(--panel)", color: "var(--ink)", padding: "0.125rem 0.5rem" };

const frame = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)", fontSize: "0.8125rem", height: "100%", borderRadius: "inherit" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overscrollBehavior: "contain", borderRadius: "inherit" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.375rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, & ::selection": { backgroundColor: "color-mix(in srgb, var(--focus) 26%, transparent)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--wash) 60%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--soft)", border: "0", paddingInlineStart: "0.25rem" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-foldGutter span": { color: "var(--soft)", cursor: "pointer" },
  ".cm-foldPlaceholder": { background: "var(--wash)", border: "1px solid var(--line)", color: "var(--soft)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--wash)", outline: "1px solid var(--edge)" },
  ".cm-selectionMatch": { backgroundColor: "var(--wash)" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--intent) 30%, transparent)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--intent) 55%, transparent)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: `${wave} var(--minus)`, textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: `${wave} var(--intent)`, textUnderlineOffset: "3px" },
  ".lg-remark": { marginInlineStart: "1.5em", fontFamily: "var(--sans)", fontSize: "0.8125rem", whiteSpace: "normal" },
  ".lg-error": { color: "var(--minus)" },
  ".lg-warning": { color: "var(--intent)" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "8px", boxShadow: "0 6px 24px rgb(0 0 0 / 0.18)", maxWidth: "min(28rem, 92vw)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.3rem 0.625rem", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--ink)", color: "var(--paper)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", marginInlineStart: "1em", color: "var(--soft)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { fontFamily: "var(--sans)", padding: "0.5rem 0.75rem", width: "20rem" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "0.5rem 0.75rem", borderLeft: "4px solid var(--minus)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--intent)" },
  ".lg-more": { color: "var(--soft)" },
  ".lg-card": { fontFamily: "var(--sans)", padding: "0.5rem 0.75rem", lineHeight: "1.45" },
  ".lg-card span": { color: "var(--soft)", marginInlineStart: "0.75em" },
  ".lg-card p": { margin: "0.25rem 0 0" },
  ".cm-panels": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { fontFamily: "var(--sans)", padding: "0.5rem 2rem 0.5rem 0.75rem", display: "flex", flexWrap: "wrap", gap: "0.375rem", alignItems: "center" },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search label": { fontSize: "0.8125rem", display: "inline-flex", gap: "0.25rem", alignItems: "center" },
  ".cm-panel.cm-search [name=close]": { fontSize: "1.25rem", minWidth: "32px", color: "var(--ink)" },
  ".cm-textfield": { ...control, margin: "0" },
  ".cm-button": { ...control, backgroundImage: "none", margin: "0", cursor: "pointer" },
});

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--ink)", fontWeight: "600" },
  { tag: tags.string, color: "var(--text-value)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--number-value)" },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

export const theme = [frame, syntaxHighlighting(colors)];
