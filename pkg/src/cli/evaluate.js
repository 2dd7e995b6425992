import { oneOf, readArguments } from "./arguments.js";
import { mapColumns } from "./columns.js";
import { readContext } from "./context.js";
import { CsvReader } from "./csv.js";
import { digester } from "./digest.js";
import { Failure } from "./failure.js";
import { EVALUATE } from "./help.js";
import { formatOfHead, openInput, refuseSameFile } from "./input.js";
import { readInstant } from "./instant.js";
import { leadWriter } from "./lead.js";
import { openModel } from "./model.js";
import { NdjsonReader } from "./ndjson.js";
import { Output } from "./output.js";
import { NO_PROGRESS, Progress } from "./progress.js";
import { Skipped } from "./skipped.js";
import { styleFor } from "./style.js";
import { closingTable } from "./table.js";
import { Tally } from "./tally.js";
import { newWriter, outputFormat } from "./writers.js";

const OPTIONS = {
  model: { type: "string", short: "m" },
  now: { type: "string" },
  context: { type: "string" },
  format: { type: "string" },
  input: { type: "string" },
  id: { type: "string" },
  out: { type: "string", short: "o" },
  quiet: { type: "boolean", short: "q" },
  help: { type: "boolean", short: "h" },
};

/** `leadgrade evaluate`: evaluates a file of leads, row by row, and closes with a table. */
export async function evaluate(args, host) {
  const { values, positionals } = readArguments(args, OPTIONS, "evaluate");
  if (values.help) {
    host.stdout.write(EVALUATE);
    return 0;
  }
  const path = checkArguments(values, positionals);
  const { model, document, bytes } = await openModel(values.model, host);
  const now = readInstant(values.now, model, host.now);
  const context = await readContext(values.context, host.stdin);
  const input = await openInput(path, host.stdin);
  const output = await openOutput(values, path, host);
  const progress = wantsProgress(values, host) ? new Progress(host.stderr, input.size, host.timer) : NO_PROGRESS;
  const skipped = new Skipped(input.name, (text) => {
    progress.clear();
    host.stderr.write(text);
  });
  const format = outputFormat(values.format, values.out);
  const writer = newWriter(format, output);
  const tally = new Tally(document);
  const run = { model, now: now.written };
  const job = { model, document, bytes, at: { now: now.ms, context }, format };
  const rows = rowHandler({ ...job, id: values.id, writer, output, tally, skipped, run });
  const reader = newReader(values, input, rows, job, host);

  const started = host.timer();
  try {
    for await (const chunk of input.chunks) {
      await reader.push(chunk);
      writer.flush();
      await output.ready();
      progress.update(input.consumed(), tally.leads);
    }
    await reader.end();
    writer.flush();
    await output.close();
  } finally {
    await reader.close();
    progress.clear();
    skipped.close();
  }
  if (tally.leads === 0) throw new Failure(`no lead could be read from \`${input.name}\``, { exit: 1 });
  if (!values.quiet) {
    Object.assign(run, { seconds: (host.timer() - started) / 1000, skipped: skipped.count, foreignBytes: reader.foreignBytes });
    const stream = values.out === undefined ? host.stderr : host.stdout;
    stream.write(closingTable(tally, run, styleFor(stream, host.env)));
  }
  return 0;
}

/** Refuses what cannot be meant, and gives the path of the leads. */
function checkArguments(values, positionals) {
  oneOf("format", values.format, ["ndjson", "csv"]);
  oneOf("input", values.input, ["ndjson", "csv"]);
  if (values.model === undefined) throw new Failure("no model is named", { help: "leadgrade evaluate --model MODEL LEADS" });
  if (positionals.length === 0) throw new Failure("no leads are named", { help: "name a file, or - for standard input" });
  if (positionals.length > 1) throw new Failure(`one file of leads at a time, please: \`${positionals[1]}\` is one too many`);
  if ([values.model, values.context, positionals[0]].filter((path) => path === "-").length > 1) {
    throw new Failure("standard input can be read only once");
  }
  return positionals[0];
}

async function openOutput({ out, model, context }, path, { stdout }) {
  if (out === undefined) return new Output(stdout);
  for (const input of [path, model, context]) {
    if (input !== undefined && input !== "-") await refuseSameFile(input, out);
  }
  return Output.toFile(out);
}

// Evaluations that scroll by on the same terminal are progress enough.
function wantsProgress({ quiet, out }, { stdout, stderr }) {
  return !quiet && stderr.isTTY === true && (out !== undefined || stdout.isTTY !== true);
}

function newReader(values, input, rows, job, host) {
  const format = values.input ?? input.format ?? formatOfHead(input.head);
  if (format === "csv") return new CsvReader(rows);
  if (values.id !== undefined) throw new Failure("`--id` names a column of CSV, and the input is NDJSON");
  rows.header();
  return new NdjsonReader(rows, job, host);
}

/** What the readers call with each row: evaluates it, writes the evaluation and counts it. */
function rowHandler({ model, document, at, id, writer, output, tally, skipped, run }) {
  const digestOf = digester();
  let toLead;

  const add = (lead, line, cells) => {
    let bytes;
    try {
      bytes = model.evaluateBytes(lead, at);
    } catch (error) {
      // A bug that one lead meets is no reason to withhold the others' evaluations.
      if (error.code !== "internal") throw error;
      skipped.add(line, error.message);
      return;
    }
    writer.add(bytes, cells);
    tally.add(digestOf(bytes));
  };

  return {
    broken: (line, why) => skipped.add(line, why),
    block({ bytes, tally: more, skipped: rows }, line) {
      output.add(bytes);
      tally.merge(more);
      for (const [row, why] of rows) skipped.add(line + row, why);
    },
    header(names, separator) {
      writer.header(names, separator);
      if (names === undefined) return;
      const columns = mapColumns(names, document, id);
      toLead = leadWriter(columns);
      run.unused = columns.unused.map((column) => names[column].trim() || `column ${column + 1}`);
      run.mapped = columns.profile.length > 0;
      run.identified = columns.members.some(([, key]) => key === "id");
    },
    cells: (cells, line) => add(toLead(cells), line, cells),
  };
}
