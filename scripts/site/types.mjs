// The reference of the JavaScript API, from the comments and declarations of pkg/src/**/*.d.ts.
import { parse } from "@babel/parser";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { highlighted } from "./code.mjs";
import { escape, heading } from "./html.mjs";
import { renderProse } from "./markdown.mjs";

/** The pages: what is imported from where, and which declarations of which files are on them. */
export const API_PAGES = [
  { id: "leadgrade", title: "leadgrade", from: ["index.d.ts", "explain.d.ts"] },
  { id: "forms", title: "Form sessions", from: ["form-session.d.ts"] },
  { id: "model", title: "Types of a model", from: ["types.d.ts"], banners: ["Words used throughout", "The model document", "Conditions", "Fit", "Intent", "Frameworks, labels, disqualification, stages", "Action"] },
  { id: "evaluation", title: "Types of leads and evaluations", from: ["types.d.ts", "literal.d.ts"], banners: undefined },
  { id: "form", title: "leadgrade/form", from: ["form/index.d.ts"] },
  { id: "adapters", title: "leadgrade/adapters", from: ["adapters/index.d.ts"] },
];

/** All declarations by page: `{ page, about, declarations }`. Each declaration is on one page. */
export async function readTypes(folder) {
  const files = new Map();
  const pages = [];
  const placed = new Set();
  for (const page of API_PAGES) {
    const declarations = [];
    let about = "";
    for (const name of page.from) {
      if (!files.has(name)) files.set(name, declarationsOf(await readFile(join(folder, name), "utf8")));
      const file = files.get(name);
      if (about === "") about = file.about;
      for (const declaration of file.declarations) {
        if (placed.has(declaration) || (page.banners && !page.banners.includes(declaration.banner))) continue;
        placed.add(declaration);
        declarations.push(declaration);
      }
    }
    pages.push({ ...page, about: page.from[0] === "types.d.ts" ? "" : about, declarations });
  }
  return pages;
}

/** A page as `{ title, html }`. */
export function typesPage(pages, page) {
  const addresses = new Map(pages.flatMap(({ id, declarations }) => declarations.flatMap(({ name, members }) => [[name, `/docs/api/${id}#${name}`], ...members.map((member) => [`${name}.${member.name}`, `/docs/api/${id}#${name}.${member.name}`])])));
  const html = page.declarations.map((declaration, index, { [index - 1]: before }) => {
    const banner = page.banners !== undefined || page.id === "evaluation" ? declaration.banner : undefined;
    const opens = banner !== undefined && banner !== before?.banner;
    return (opens ? heading(2, `part-${index}`, escape(banner)) : "") + declarationHtml(declaration, addresses, banner === undefined ? 2 : 3);
  }).join("\n");
  return { title: page.title, html: docsHtml(page.about, addresses) + html };
}

function declarationHtml({ name, kind, signature, docs, members }, addresses, level) {
  return `<section class="declaration">
${heading(level, name, `<code>${escape(name)}</code> <span class="kind">${kind}</span>`)}
<div class="code"><pre tabindex="0"><code>${signatureHtml(signature, addresses, name)}</code></pre></div>
${docsHtml(docs, addresses)}
${members.length === 0 ? "" : `<dl class="members">${members.map((member) => `<div id="${escape(`${name}.${member.name}`)}"><dt><code>${signatureHtml(member.signature, addresses, name)}</code></dt><dd>${docsHtml(member.docs, addresses)}</dd></div>`).join("\n")}</dl>`}
</section>`;
}

// Names that are explained somewhere lead there.
function signatureHtml(signature, addresses, own) {
  return highlighted(signature, "ts").replaceAll(/(<span class="(?:text|note)">[^<]*<\/span>)|\b([A-Z]\w*)\b/g, (match, skipped, name) => {
    return skipped || name === own || !addresses.has(name) ? match : `<a href="${addresses.get(name)}">${name}</a>`;
  });
}

// `{@link X}` is a link, `@param` and its like are a list.
function docsHtml(docs, addresses) {
  if (docs === "") return "";
  const [text, ...tags] = docs.split(/^@(?=\w)/m);
  const rendered = renderProse(linked(text, addresses));
  const rows = tags.filter((tag) => !tag.startsWith("packageDocumentation")).map((tag) => {
    const [, word, rest] = /^(\w+)\s*([^]*)$/.exec(tag);
    const [, name, about] = word === "param" ? /^(\w+)\s*([^]*)$/.exec(rest) : [, "", rest];
    const label = { param: `<code>${name}</code>`, returns: "Returns", throws: "Throws" }[word];
    if (label === undefined) throw new Error(`the tag @${word} has no place in the reference`);
    return `<div><dt>${label}</dt><dd>${renderProse(linked(about, addresses))}</dd></div>`;
  });
  return rendered + (rows.length === 0 ? "" : `<dl class="tags">${rows.join("")}</dl>`);
}

function linked(text, addresses) {
  return text.replaceAll(/\{@link ([\w.]+)\}/g, (_, name) => {
    if (!addresses.has(name)) throw new Error(`{@link ${name}} leads nowhere`);
    return `[\`${name}\`](${addresses.get(name)})`;
  });
}

const KINDS = { TSInterfaceDeclaration: "interface", TSTypeAliasDeclaration: "type", TSDeclareFunction: "function", ClassDeclaration: "class" };

/** What a file exports, in its order, with comments. */
function declarationsOf(source) {
  const { program, comments } = parse(source, { sourceType: "module", plugins: [["typescript", { dts: true }]], attachComment: false });
  const blocks = comments.filter(({ type }) => type === "CommentBlock");
  const banners = comments.filter(({ type, value }, index) => type === "CommentLine" && !isRuler(value) && (/-{5,}$/.test(value) || (isRuler(comments[index - 1]?.value) && isRuler(comments[index + 1]?.value))));
  const about = blocks.find(({ value }) => value.includes("@packageDocumentation"));
  const declarations = [];
  for (const { type, start, declaration } of program.body) {
    if (type !== "ExportNamedDeclaration" || !declaration) continue;
    const kind = KINDS[declaration.type];
    if (kind === undefined) throw new Error(`${declaration.type} has no place in the reference`);
    const banner = banners.findLast((comment) => comment.end < start)?.value.trim().replace(/\s*-+$/, "");
    const body = declaration.body?.body ?? unionOf(declaration);
    const members = body.map((member) => ({ name: memberName(member), signature: text(member), docs: docs(member.start) })).filter((member) => member.docs !== "" || declaration.type === "TSInterfaceDeclaration");
    const head = declaration.body?.start ?? (members.length > 0 ? (declaration.typeParameters ?? declaration.id).end : undefined);
    const signature = head === undefined ? text(declaration) : source.slice(declaration.start, head).trim();
    const before = declarations.at(-1);
    if (before?.name === declaration.id.name) {
      // Another way to call it: what both throw is said once.
      before.signature += `\n${signature}`;
      before.docs = `${before.docs.split(/^@/m)[0]}\n${docs(start)}`;
    } else declarations.push({ name: declaration.id.name, kind, banner, signature, docs: docs(start), members });
  }
  return { about: about === undefined ? "" : docsOf(about), declarations };

  // A comment belongs to what comes right after it; a union's may have its line before it.
  function docs(start) {
    const comment = blocks.findLast(({ end }) => end <= start);
    return comment?.value.startsWith("*") && /^[\s|]*$/.test(source.slice(comment.end, start)) ? docsOf(comment) : "";
  }

  // The source of a node without the comments in it, at the left margin.
  function text({ start, end }) {
    let cut = "";
    let at = start;
    for (const comment of blocks.filter((each) => each.start >= start && each.end <= end)) {
      cut += source.slice(at, comment.start);
      at = comment.end;
    }
    const lines = (cut + source.slice(at, end)).replace(/;$/, "").split("\n").filter((line) => line.trim() !== "");
    const indent = Math.min(...lines.slice(1).map((line) => line.search(/\S/)));
    return lines.map((line, index) => (index === 0 ? line : `${line.trim() === "}" ? "" : "  "}${line.slice(indent)}`)).join("\n");
  }
}

// The members of a union that are explained one by one.
function unionOf({ typeAnnotation }) {
  return typeAnnotation?.type === "TSUnionType" ? typeAnnotation.types : [];
}

function memberName({ type, key, literal, parameters }) {
  if (type === "TSIndexSignature") return `[${parameters[0].name}]`;
  return key?.name ?? key?.value ?? literal?.value ?? "";
}

function docsOf({ value }) {
  return value.replace(/^\*/, "").replaceAll(/^\s*\* ?/gm, "").trim();
}

function isRuler(value = "") {
  return /^ -{5,}$/.test(value);
}
