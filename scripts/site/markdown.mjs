// The project's documents as pages. They are written for GitHub as well: the generator only makes links lead to pages,
// and lets examples run.
import MarkdownIt from "markdown-it";
import { dirname, join } from "node:path/posix";
import { codeBlock } from "./code.mjs";
import { exampleHtml } from "./example.mjs";
import { escape, heading, scrolling, slug, textOf } from "./html.mjs";

const LABELS = { model: "Model", part: "In the model", lead: "Lead", context: "Context", expect: "Decision", faulty: "In the model", faults: "What is wrong", sales: "In words" };

/**
 * One document as `{ title, html }`.
 *
 * @param options `path` of the document in the project, `linkTo(path, hash)` gives the address of a file of the project or of a
 * heading in it, `titleOf(path)` the title of a page, `answer(example)` runs an example.
 */
export async function renderMarkdown(source, { path, linkTo, titleOf = () => undefined, answer }) {
  const markdown = new MarkdownIt({ html: true });
  const examples = [];
  const seen = new Map();
  let title = "";

  markdown.core.ruler.push("site", ({ tokens }) => {
    const heads = tokens.flatMap((token, index) => (token.type === "heading_open" ? [index] : []));
    for (const index of heads) tokens[index].meta = { id: uniqueSlug(tokens[index + 1].content) };
    const first = heads.find((index) => tokens[index].tag === "h1");
    if (first !== undefined) {
      title = tokens[first + 1].content;
      tokens.splice(first, 3);
    }
    // The site has contents beside each page.
    const contents = tokens.findIndex(({ type, content }) => type === "inline" && content.startsWith("**Contents:**"));
    if (contents >= 0) tokens.splice(contents - 1, 3);
    for (const token of tokens) for (const child of token.children ?? []) if (child.type === "link_open") rewrite(child, token.children);
    let near = "";
    for (const [index, token] of tokens.entries()) {
      if (token.type === "heading_open") near = tokens[index + 1].content;
      if (token.type === "table_open") token.meta = { near };
      // Alignment is a class: the site's policy has no styles in attributes.
      const style = token.attrGet?.("style");
      if (style) {
        token.attrs = token.attrs.filter(([name]) => name !== "style");
        token.attrSet("class", style.replace("text-align:", "").trim());
      }
    }
  });

  function uniqueSlug(content) {
    const plain = slug(content.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return count === 0 ? plain : `${plain}-${count}`;
  }

  function rewrite(link, siblings) {
    const href = link.attrGet("href");
    // Addresses of the site itself, and of others, are as they are.
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(href)) return;
    const [file, hash = ""] = href.split("#");
    const to = file === "" ? path : join(dirname(path), decodeURIComponent(file));
    link.attrSet("href", to === path ? `#${hash}` : linkTo(to, hash));
    // A link that is called after its file is called after the page here.
    const words = siblings[siblings.indexOf(link) + 1];
    const name = titleOf(to);
    if (name !== undefined && words.type === "code_inline" && words.content.endsWith(".md")) Object.assign(words, { type: "text", tag: "", content: name });
  }

  const rules = markdown.renderer.rules;
  rules.heading_open = () => "";
  rules.heading_close = () => "";
  const inline = markdown.renderer.renderInline.bind(markdown.renderer);
  rules.table_open = (tokens, index) => `<div class="table" role="group" tabindex="0" aria-label="${escape(`Table: ${textOf(markdown.utils.escapeHtml(tokens[index].meta.near))}`)}"><table>`;
  rules.table_close = () => "</table></div>";
  rules.fence = (tokens, index) => fence(tokens[index]);
  rules.code_block = (tokens, index) => codeBlock(tokens[index].content, "");

  // Headings are written whole, with their anchor.
  const render = (tokens, env) => {
    let html = "";
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (token.type === "heading_open") {
        html += heading(Number(token.tag[1]), token.meta.id, inline(tokens[index + 1].children, markdown.options, env));
        index += 2;
      } else {
        let end = index;
        while (end < tokens.length && tokens[end].type !== "heading_open") end += 1;
        html += markdown.renderer.render(tokens.slice(index, end), markdown.options, env);
        index = end - 1;
      }
    }
    return html;
  };

  let state = {};
  function fence({ info, content }) {
    const [language, kind, ...words] = info.trim().split(/\s+/);
    const label = LABELS[kind] ?? (language === "text" || language === "" ? "" : { sh: "Shell", toml: "TOML", json: "JSON", js: "JavaScript", jsx: "JSX", ts: "TypeScript", html: "HTML", rust: "Rust" }[language] ?? "");
    // What is `live` is shown as the example that runs, and not before it as well.
    const block = words.includes("live") ? "" : codeBlock(content, language, label);
    return language === "json" && kind in STEPS ? block + STEPS[kind](JSON.parse(content), words) : block;
  }

  const STEPS = {
    model(value) { state = { base: value, document: value }; return ""; },
    part(value, words) { state = { base: state.base, document: merged(words.includes("more") ? state.document : state.base, value) }; return ""; },
    lead(value) { state = { ...state, lead: value, context: undefined }; return ""; },
    context(value) { state = { ...state, context: value }; return ""; },
    faulty(value) { state = { ...state, faulty: value }; return ""; },
    expect: (expect, words) => placed({ model: state.document, lead: state.lead, context: state.context, now: words.find((word) => word.startsWith("now="))?.slice(4), isOpen: words.includes("live"), expect }),
    faults: (expect) => placed({ model: merged(state.base, state.faulty), kind: "faults", expect }),
  };

  function placed(example) {
    examples.push(example);
    return `\u0000${examples.length - 1}\u0000`;
  }

  const tokens = markdown.parse(source, {});
  let html = render(tokens, {});
  if (answer !== undefined) {
    const done = await Promise.all(examples.map(async (example) => exampleHtml({ ...example, about: example.isOpen ? "change the model or the lead, and see the decision" : "with the whole model", expect: await answer(example) })));
    html = html.replaceAll(/\u0000(\d+)\u0000/g, (_, index) => done[index]);
  } else html = html.replaceAll(/\u0000\d+\u0000/g, "");
  return { title, html };
}

/** A piece of prose, such as a comment in the types: no headings of its own. */
export function renderProse(source, { inline = false } = {}) {
  const markdown = new MarkdownIt({ html: false });
  markdown.renderer.rules.fence = (tokens, index) => codeBlock(tokens[index].content, tokens[index].info.trim());
  return inline ? markdown.renderInline(source) : markdown.render(source);
}

// As the tests of the documents put parts together.
function merged(under, over) {
  if (!isObject(under) || !isObject(over)) return over;
  const result = { ...under };
  for (const [key, value] of Object.entries(over)) result[key] = Object.hasOwn(under, key) ? merged(under[key], value) : value;
  return result;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
