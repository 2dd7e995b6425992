// The code blocks of the documentation. Each says in its info string, the line that it begins with, how it is tried:
//
//   js, ts                 a program of its own, in Node; or the next part of the page's program, if it begins with no import.
//                          With a text block right after it, or comments behind `console.log(…);`, it prints just that
//   js given=NAME          a program of its own that is given what tests/js/fixtures/fences/NAME.mjs exports, but `check`,
//                          which is called with what the program exports
//   js page                a script of a page in a browser that has the html block above it
//   rust                   a doctest: src/lib.rs includes the page
//   sh                     commands that are run in the project's folder
//   json KIND              see docs.test.mjs
//   … untried="REASON"     not tried, and why
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./packed.mjs";

const CODE = ["js", "mjs", "cjs", "jsx", "ts", "tsx", "html", "css", "json", "jsonc", "rust", "sh", "bash", "console"];

const below = (folder) => readdirSync(join(ROOT, folder), { recursive: true }).filter((name) => name.endsWith(".md")).sort().map((name) => `${folder}/${name}`);
export const PAGES = ["README.md", "pkg/README.md", ...below("docs"), ...below("www/docs")];
/** Those whose examples in JSON belong to each other. */
export const DOCUMENTS = ["docs/model.md", "docs/evaluation.md", "docs/recipes.md", ...below("www/docs")];

/** The blocks of a page, of languages that can be tried. */
export function fencesOf(page) {
  const text = readFileSync(join(ROOT, page), "utf8");
  const fences = [...text.matchAll(/^```(\S+)(.*)\n([^]*?)^```$(?:\n\n```text\n([^]*?)^```$)?/gm)].map((match) => {
    const [, language, rest, code, printed] = match;
    const words = rest.match(/[^\s"]+(?:"[^"]*")?/g) ?? [];
    const value = (name) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
    return {
      page, line: text.slice(0, match.index).split("\n").length, language, code, printed: printed ?? commented(code),
      given: value("given"), untried: value("untried"), inPage: words.includes("page"), kind: words[0],
    };
  });
  return fences.filter(({ language }) => CODE.includes(language));
}

/** Blocks put together to programs, each line at the line where the page has it, so that what is said of it leads there. */
export function programsOf(fences) {
  const programs = [];
  for (const fence of fences) {
    const goesOn = fence.given === undefined && !fence.inPage && !/^import /.test(fence.code);
    const program = goesOn ? programs.findLast(({ page, given, inPage }) => page === fence.page && given === undefined && !inPage) : undefined;
    if (program === undefined) programs.push({ ...fence, parts: [fence] });
    else program.parts.push(fence);
  }
  return programs;
}

/** A program's text. `head` is its first line; between its parts it prints what PART is. */
export const PART = "-- the next part --";
export function textOf({ parts }, head = "") {
  return parts.reduce((text, { line, code }, index) => {
    const between = index === 0 ? "" : `console.log(${JSON.stringify(PART)});`;
    return `${text}${"\n".repeat(line - text.split("\n").length)}${between}\n${code}`;
  }, head);
}

function commented(code) {
  const lines = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => `${text}\n`);
  return lines.length === 0 ? undefined : lines.join("");
}
