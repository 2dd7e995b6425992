// The few words of HTML that the site's generator needs.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"' };

export function escape(text) {
  return /[&<>"]/.test(text) ? text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char]) : text;
}

/** The words of a piece of HTML that this generator wrote. */
export function textOf(html) {
  return html.replaceAll(/<(?:wbr|\/?(?:code|em|strong|a|span|mark|kbd)\b[^>]*)>/g, "").replaceAll(/<[^>]*>/g, " ").replaceAll(/&(amp|lt|gt|quot);/g, (_, name) => ENTITIES[name]).replaceAll(/\s+/g, " ").trim();
}

/** An anchor as GitHub makes it of a heading, so that links hold there and here. */
export function slug(heading) {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
}

/** A heading that can be linked to. */
export function heading(level, id, html) {
  return `<h${level} id="${escape(id)}">${html} <a class="anchor" href="#${escape(id)}" aria-label="Link to this section">#</a></h${level}>`;
}

/** A table, which scrolls by itself where the page is narrow. */
export function scrolling(table, label) {
  return `<div class="table" role="group" tabindex="0" aria-label="${escape(label)}">${table}</div>`;
}
