import { counted, printable } from "./text.js";

// A model may be one line of a megabyte: only this much of a line is shown, around the place meant.
const WIDTH = 100;
const BEFORE = 40;

/** A model's diagnostics as a compiler prints them: place, words, the line of the text with carets, help. */
export function describe(file, text, diagnostics, style) {
  const lines = text.split("\n");
  return diagnostics.map((diagnostic) => describeOne(file, lines, diagnostic, style)).join("\n");
}

function describeOne(file, lines, { code, severity, path, message, help, line, column }, style) {
  const color = severity === "error" ? style.red : style.yellow;
  const place = style.bold(`${printable(file)}:${line}:${column}:`);
  const margin = String(line).length;
  const blank = " ".repeat(margin);
  const { shown, carets } = excerpt((lines[line - 1] ?? "").replace(/\r$/, ""), column);
  const text = [
    `${place} ${color(severity)}[${code}]: ${printable(message)}`,
    `${style.blue(`${line} |`)} ${shown}`.trimEnd(),
    `${style.blue(`${blank} |`)} ${color(carets)}`,
  ];
  if (path) text.push(`${style.blue(`${blank} =`)} at ${printable(path)}`);
  if (help !== null) text.push(`${style.blue(`${blank} =`)} help: ${printable(help)}`);
  return `${text.join("\n")}\n`;
}

/** The part of a line around a column (counted in characters from 1), and carets under the word that begins there. */
function excerpt(line, column) {
  const chars = Array.from(line);
  const at = Math.min(Math.max(column, 1), chars.length + 1) - 1;
  const from = chars.length <= WIDTH ? 0 : Math.max(0, Math.min(at - BEFORE, chars.length - WIDTH));
  const to = Math.min(chars.length, from + WIDTH);
  const head = from > 0 ? "…" : "";
  const tail = to < chars.length ? "…" : "";
  const part = chars.slice(from, to).map((char) => (char === "\t" ? " " : char)).join("");
  const word = /^(?:"(?:[^"\\]|\\.)*"?|[^\s,:[\]{}"]+|.)?/su.exec(chars.slice(at, to).join(""))[0];
  return {
    shown: `${head}${printable(part)}${tail}`,
    carets: " ".repeat(head.length + at - from) + "^".repeat(Math.max(1, Array.from(word).length)),
  };
}

/** "model.json: 2 errors, 1 warning", or "model.json: no faults". */
export function summary(file, diagnostics) {
  const errors = countErrors(diagnostics);
  const warnings = diagnostics.length - errors;
  const counts = [];
  if (errors > 0) counts.push(counted(errors, "error"));
  if (warnings > 0) counts.push(counted(warnings, "warning"));
  return `${printable(file)}: ${counts.join(", ") || "no faults"}\n`;
}

export function countErrors(diagnostics) {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}
