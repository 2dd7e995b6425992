// The frame around each page.
import { escape } from "./html.mjs";

const MAIN = [["Guide", "/docs/write-a-model"], ["Model", "/docs/reference/document"], ["API", "/docs/api/leadgrade"], ["Demo", "/"]];

/** A whole page. `contents` are its headings, `[level, id, html]`. */
export function layout({ address, title, html, description, group, contents, groups, before, after }) {
  const here = contents.filter(([level]) => level === 2 || level === 3);
  const list = here.length > 1 ? `<ul>${here.map(([level, id, words]) => `<li class="level-${level}"><a href="#${escape(id)}">${words}</a></li>`).join("")}</ul>` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(address === "/docs/" ? "leadgrade docs" : `${title} · leadgrade`)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escape(description)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/colors.css">
<link rel="stylesheet" href="/docs/site.css">
<script type="module" src="/docs/site.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="top">
<div class="top-inner">
<a class="wordmark" href="/docs/">leadgrade<span> docs</span></a>
<nav class="main-links" aria-label="Main">${MAIN.map(([words, href]) => `<a href="${href}"${isWithin(address, words, group) ? ' aria-current="true"' : ""}>${words}</a>`).join("")}</nav>
<button type="button" class="search-open" id="search-open" aria-haspopup="dialog" aria-keyshortcuts="/" hidden><svg aria-hidden="true" viewBox="0 0 20 20" width="16" height="16"><circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/><path d="m13 13 5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg><span>Search</span><kbd>/</kbd></button>
<button type="button" class="menu-open" popovertarget="pages">Menu</button>
</div>
</header>
<div class="frame">
<nav class="pages" id="pages" popover aria-label="Pages">
${groups.map(({ title: name, pages }) => `<section><h2>${escape(name)}</h2><ul>${pages.map((page) => `<li><a href="${page.address}"${page.address === address ? ' aria-current="page"' : ""}>${escape(page.label ?? page.title)}</a></li>`).join("")}</ul></section>`).join("\n")}
</nav>
<main id="content" tabindex="-1">
<article>
${group ? `<p class="group">${escape(group)}</p>` : ""}
<h1>${titleHtml(title)}</h1>
${list === "" || here.length < 3 ? "" : `<details class="here"><summary>On this page</summary>${list}</details>`}
${html}
</article>
<nav class="pager" aria-label="Next and previous page">
${before ? `<a class="before" href="${before.address}"><span>Previous</span> ${escape(before.title)}</a>` : ""}
${after ? `<a class="after" href="${after.address}"><span>Next</span> ${escape(after.title)}</a>` : ""}
</nav>
</main>
<aside class="toc">${list === "" ? "" : `<nav aria-label="On this page"><h2>On this page</h2>${list}</nav>`}</aside>
</div>
</body>
</html>
`;
}

function titleHtml(title) {
  return /^[a-z]+\/?[a-z]*$/.test(title) ? `<code>${escape(title)}</code>` : escape(title);
}

function isWithin(address, words, group) {
  return { Guide: group === "Guide", Model: address.startsWith("/docs/reference/"), API: address.startsWith("/docs/api/") }[words] ?? false;
}
