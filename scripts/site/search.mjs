// The index that the page searches: one entry for each section of each page.
import MiniSearch from "minisearch";
import { SEARCH } from "../../www/docs/search-options.js";
import { textOf } from "./html.mjs";

const SECTION = /<h[23] id="([^"]*)">([^]*?) <a class="anchor"[^]*?<\/h[23]>|<div id="([^"]*)"><dt>/g;

/** The pages' texts, as JSON that `MiniSearch.loadJSON` reads. */
export function searchIndex(pages) {
  const index = new MiniSearch(SEARCH);
  for (const page of pages) index.addAll(entries(page));
  return JSON.stringify(index);
}

function entries({ address, title, html }) {
  // Of what can be tried the words are enough; a key's facts say little to somebody who looks for it.
  const shown = html.replaceAll(/<div class="example-body">[^]*?<\/details>|<dl class="facts">[^]*?<\/dl>| <span class="kind">[^<]*<\/span>/g, "");
  const marks = [...shown.matchAll(SECTION)];
  const sections = [{ id: address, title, page: "", text: textOf(shown.slice(0, marks[0]?.index)) }];
  for (const [at, mark] of marks.entries()) {
    const [all, id, heading, member] = mark;
    sections.push({
      id: `${address}#${id ?? member}`,
      title: member ?? nameOf(id, heading),
      page: title,
      text: textOf(shown.slice(mark.index + all.length, marks[at + 1]?.index)),
    });
  }
  return sections;
}

// A key of the reference is found by the name that is its anchor.
function nameOf(id, heading) {
  return /^<code>/.test(heading) && id.includes(".") ? id : textOf(heading);
}
