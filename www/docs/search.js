// Search over all pages, with an index that was made with them: nothing that is typed leaves the browser.
import MiniSearch from "minisearch";
import { h } from "./dom.js";
import { SEARCH } from "./search-options.js";

const MOST = 12;
const EXCERPT = 110;

export function setUpSearch() {
  const opener = document.getElementById("search-open");
  const input = h("input", { type: "text", id: "search-input", role: "combobox", "aria-label": "Search the docs", "aria-expanded": "false", "aria-controls": "search-results", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder: "A key, a code, a question …" });
  const close = h("button", { type: "button" }, "Close");
  const results = h("div", { id: "search-results", class: "search-results", role: "listbox", "aria-label": "Results", hidden: "" });
  const said = h("p", { class: "search-said", role: "status" });
  const dialog = h("dialog", { class: "search", "aria-label": "Search" }, h("div", { class: "search-bar" }, input, close), results, said);
  document.body.append(dialog);
  opener.hidden = false;
  let index;
  let chosen = -1;

  opener.addEventListener("click", open);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    const isAsked = (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey);
    if (!isAsked || dialog.open) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = results.children.length;
    if (step !== undefined && count > 0) {
      event.preventDefault();
      choose((chosen + step + count) % count);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      results.children[chosen].click();
    }
  });
  // A result on this very page would leave the dialog open.
  results.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });

  function open() {
    document.getElementById("pages").hidePopover?.();
    dialog.showModal();
    input.select();
    find();
  }

  async function load() {
    try {
      const answer = await fetch("/docs/search.json");
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return MiniSearch.loadJSON(await answer.text(), SEARCH);
    } catch (error) {
      index = undefined;
      throw error;
    }
  }

  async function find() {
    const words = input.value.trim();
    let found = [];
    try {
      index ??= load();
      const search = await index;
      if (words !== input.value.trim()) return;
      found = words === "" ? [] : search.search(words);
      // Of several words all are wanted; where no section has them all, some will do.
      if (found.length === 0 && words !== "") found = search.search(words, { combineWith: "OR" });
    } catch (error) {
      said.textContent = `The index did not come: ${error.message}`;
      return;
    }
    results.replaceChildren(...found.slice(0, MOST).map(result));
    results.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = words === "" ? "Arrow keys choose, Enter opens, Escape closes." : found.length === 0 ? "Nothing found." : `${Math.min(found.length, MOST)} of ${found.length} results`;
    choose(found.length === 0 ? -1 : 0);
  }

  function choose(at) {
    chosen = at;
    for (const [index, option] of [...results.children].entries()) option.setAttribute("aria-selected", String(index === at));
    const option = results.children[at];
    if (option === undefined) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }
}

function result({ id, title, page, text, match }, index) {
  const terms = Object.keys(match);
  return h("a", { href: id, id: `result-${index}`, role: "option", "aria-selected": "false", tabindex: "-1" },
    h("span", { class: "result-title" }, h("span", {}, ...marked(title, terms)), ...(page === "" ? [] : [h("span", { class: "result-page" }, page)])),
    h("span", { class: "result-text" }, ...marked(excerpt(text, terms), terms)),
  );
}

// The text around the first word that was looked for.
function excerpt(text, terms) {
  const lower = text.toLowerCase();
  const first = Math.min(...terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0), text.length);
  const start = first === text.length || first < EXCERPT / 2 ? 0 : text.lastIndexOf(" ", first - EXCERPT / 4) + 1;
  return `${start > 0 ? "… " : ""}${text.slice(start, start + EXCERPT * 2)}`;
}

function marked(text, terms) {
  if (terms.length === 0) return [text];
  const pattern = new RegExp(`(${terms.toSorted((one, other) => other.length - one.length).map((term) => term.replaceAll(/[^\p{L}\p{N}]/gu, "\\$&")).join("|")})`, "giu");
  return text.split(pattern).map((piece, index) => (index % 2 === 1 ? h("mark", {}, piece) : piece));
}
