import { digester } from "./digest.js";
import { Gathered } from "./output.js";
import { Tally } from "./tally.js";
import { newWriter } from "./writers.js";

const NEWLINE = 10;

/**
 * Gives a function that evaluates a block of leads on lines. What it gives may be sent from one thread to another: `bytes` to be
 * written, the `tally`, `skipped` ([line, why] with lines of the block from 0 on), and how many `lines` there were.
 */
export function blockEvaluator({ model, document, at, format }) {
  const digestOf = digester();

  return async (block) => {
    const tally = new Tally(document);
    const gathered = new Gathered();
    const writer = newWriter(format, gathered);
    const skipped = [];
    let leads;

    const take = (bytes, index) => {
      const digest = digestOf(bytes);
      const fault = unreadable(digest);
      if (fault !== null) {
        leads ??= leadsOf(block);
        skipped.push([leads[index].line, fault]);
        return;
      }
      writer.add(bytes);
      tally.add(digest);
    };

    try {
      const evaluations = await streamed(model.stream(at), block);
      linesOf(evaluations).forEach(take);
    } catch (error) {
      if (error.code !== "internal") throw error;
      // A bug that one lead meets is no reason to withhold the others' evaluations.
      leads = leadsOf(block);
      leads.forEach(({ line, bytes }, index) => {
        let evaluation;
        try {
          evaluation = model.evaluateBytes(bytes, at);
        } catch (error) {
          if (error.code !== "internal") throw error;
          skipped.push([line, error.message]);
          return;
        }
        take(evaluation, index);
      });
    }
    writer.flush();
    return { bytes: gathered.bytes(), tally, skipped, lines: count(block) };
  };
}

/** The engine gives an evaluation even of what is no lead; a row of a file is then better skipped. */
function unreadable({ codes }) {
  if (codes.has("not-json")) return "not valid JSON";
  return codes.has("not-an-object") ? "not a JSON object" : null;
}

// All that comes out of a stream for what goes in.
async function streamed({ readable, writable }, bytes) {
  const writer = writable.getWriter();
  // What fails there fails the reading, too.
  Promise.all([writer.write(bytes), writer.close()]).catch(() => {});
  const parts = [];
  for await (const part of readable) parts.push(part);
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

function linesOf(bytes) {
  const lines = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end < 0 ? bytes.length : end;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

/** The lines that are not blank, each with its number: those that the stream answers. */
function leadsOf(block) {
  return linesOf(block).map((bytes, line) => ({ bytes, line })).filter(({ bytes }) => bytes.some((byte) => byte > 32));
}

function count(block) {
  let lines = 0;
  for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}
