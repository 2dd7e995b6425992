import { counted, grouped, printable, share } from "./text.js";

/**
 * The closing table as text: leads per stage, tier × band with counts and shares, notices, what was left aside.
 *
 * `run` is { model, now, seconds, skipped, unused (names of columns), mapped (whether a column feeds the profile),
 * identified (whether leads have an id), foreignBytes }; the last four concern CSV only.
 */
export function closingTable(tally, run, style) {
  return [title(tally, run, style), stageTable(tally, style), matrix(tally, style), noticeTable(tally, style), remarks(run, style)]
    .filter((part) => part !== "")
    .join("\n");
}

function title({ leads }, { model, now, seconds, skipped }, style) {
  const speed = seconds > 0 ? `, ${grouped(leads / seconds)} leads/s` : "";
  const lost = skipped > 0 ? `; ${style.yellow(`${counted(skipped, "row")} skipped`)}` : "";
  const name = printable(model.version ? `${model.name} ${model.version}` : model.name);
  return `${style.bold(name)} at ${now}\n${counted(leads, "lead")} in ${seconds.toFixed(2)} s${speed}${lost}\n`;
}

function stageTable({ stages, leads }, style) {
  const rows = [...stages].map(([stage, count]) => [stage, grouped(count), share(count, leads)]);
  return grid([["stage", "leads", "share"], ...rows], style);
}

function matrix(tally, style) {
  if (tally.tiers.length === 0 && tally.bands.length === 0) return "";
  const anyTier = [...tally.tiers, null];
  const anyBand = [...tally.bands, null];
  const sum = (tiers, bands) => tiers.reduce((all, tier) => bands.reduce((part, band) => part + tally.at(tier, band), all), 0);
  const shown = (names, leadsWithNone) => (names.length > 0 && leadsWithNone > 0 ? [...names, null] : names);
  const columns = shown(tally.bands, sum(anyTier, [null])).map((band) => [band ?? "no band", [band]]);
  const rows = shown(tally.tiers, sum([null], anyBand)).map((tier) => [tier ?? "no tier", [tier]]);
  columns.push(["all", anyBand]);
  rows.push(["all", anyTier]);
  const cells = (tiers) => columns.map(([, bands]) => sum(tiers, bands)).flatMap((count) => [grouped(count), share(count, tally.leads)]);
  const header = [tally.tiers.length > 0 ? "tier" : "", ...columns.flatMap(([name]) => [name, ""])];
  return grid([header, ...rows.map(([name, tiers]) => [name, ...cells(tiers)])], style);
}

function noticeTable({ notices }, style) {
  if (notices.size === 0) return "";
  const rows = [...notices].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return grid([["notice", "leads"], ...rows.map(([code, count]) => [code, grouped(count)])], style);
}

function remarks({ mapped = true, unused = [], identified = true, foreignBytes = false }, style) {
  const lines = [];
  if (!mapped) lines.push(style.yellow("no column is called like a field of the model: every lead was evaluated without a profile"));
  if (unused.length > 0) lines.push(`columns the model does not use: ${unused.map(printable).join(", ")}`);
  if (!identified) lines.push("no column identifies the leads; name one with --id COLUMN");
  if (foreignBytes) lines.push(style.yellow("the input is not all UTF-8: what is not reads as \ufffd; save it as UTF-8"));
  return lines.map((line) => `${line}\n`).join("");
}

/** Rows as text in columns: the first to the left, the others to the right, the header bold. */
function grid(rows, style) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])));
      const line = cells.join("  ").trimEnd();
      return `${index === 0 ? style.bold(line) : line}\n`;
    })
    .join("");
}
