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
  { id: "evaluation", title: "Types of leads and evaluations", from: ["types.d.ts"], banners: undefined },
  { id: "typed", title: "Types of one model", from: ["literal.d.ts"] },
  { id: "form", title: "leadgrade/form", from: ["form/index.d.ts"] },
  { id: "adapters", title: "leadgrade/adapters", from: ["adapters/index.d.ts"] },
];

/** All declarations by page: `{ page, about, declarations }`. Each declaration is on one page. */
export async function readTypes(folder) {
  const files = new Map();
  const pages = [];
  const placed = new Set();
  const named = reexportedNames(await readFile(join(folder, "index.d.ts"), "utf8"));
  for (const page of API_PAGES) {
    const declarations = [];
    let about = "";
    for (const name of page.from) {
      if (!files.has(name)) files.set(name, declarationsOf(await readFile(join(folder, name), "utf8")));
      const file = files.get(name);
      if (about === "") about = file.about;
      for (const declaration of file.declarations) {
        if (placed.has(declaration) || named.get(name)?.has(declaration.name) === false || (page.banners && !page.banners.includes(declaration.banner))) continue;
        placed.add(declaration);
        declarations.push(declaration);
      }
    }
    pages.push({ ...page, about: page.from[0] === "types.d.ts" ? "" : about, declarations });
  }
  return pages;
}

/** What the main entry names of other files, by file; of those that it exports whole nothing. */
export function reexportedNames(source) {
  const files = new Map();
  for (const [, names, file] of source.matchAll(/^export (?:type )?\{([^}]*)\} from "\.\/([\w-]+)\.js";$/gm)) {
    const of = files.get(`${file}.d.ts`) ?? files.set(`${file}.d.ts`, new Set()).get(`${file}.d.ts`);
    for (const name of names.split(",")) of.add(name.trim());
  }
  return files;
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
    const [, name, about] = /^(?:type)?param$/i.test(word) ? /^(\w+)\s*([^]*)$/.exec(rest) : [, "", rest];
    const label = name === "" ? escape(word[0].toUpperCase() + word.slice(1)) : `<code>${name}</code>`;
    return `<div><dt>${label}</dt><dd>${renderProse(linked(about, addresses))}</dd></div>`;
  });
  return rendered + (rows.length === 0 ? "" : `<dl class="tags">${rows.join("")}</dl>`);
}

function linked(text, addresses) {
  // To what is not there, it is a dead anchor, which the test of links finds.
  return text.replaceAll(/\{@link ([\w.]+)\}/g, (_, name) => `[\`${name}\`](${addresses.get(name) ?? `#${name}`})`);
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
    if (kind === undefined) throw new Error(`${declaration.type}, exported by the types, has no place in the reference`);
    const banner = banners.findLast((comment) => comment.end < start)?.value.trim().replace(/\s*-+$/, "");
    const body = declaration.body?.body ?? unionOf(declaration);
    const members = body.map((member) => ({ name: memberName(member), signature: text(member), docs: docs(member.start) })).filter((member) => member.docs !== "" || declaration.type === "TSInterfaceDeclaration");
    const head = declaration.body?.start ?? (members.length > 0 ? (declaration.typeParameters ?? declaration.id).end : undefined);
    const signature = head === undefined ? text(declaration) : source.slice(declaration.start, head).trim();
    declarations.push({ name: declaration.id.name, kind, banner, signature, docs: docs(start), members: overloaded(members) });
  }
  return { about: about === undefined ? "" : docsOf(about), declarations: overloaded(declarations) };

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
    // Lines that go on are set in, unless a bracket at the end closes them.
    const margin = /^\s*[}\])]/.test(lines.at(-1)) ? "" : "  ";
    return lines.map((line, index) => (index === 0 ? line : margin + line.slice(indent))).join("\n");
  }
}

// What is declared several times in a row has several signatures; what they all throw is said once.
function overloaded(list) {
  const merged = [];
  for (const each of list) {
    const before = merged.at(-1);
    if (before?.name !== each.name) merged.push({ ...each });
    else Object.assign(before, { signature: `${before.signature}\n${each.signature}`, docs: `${before.docs.split(/^@/m)[0]}\n${each.docs}`.trim() });
  }
  return merged;
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
