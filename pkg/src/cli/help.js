export const MAIN = `leadgrade decides what to do with B2B leads, from one JSON model.

Usage:
  leadgrade check MODEL...                          find the faults of models
  leadgrade evaluate --model MODEL [options] LEADS  evaluate a file of leads

Options:
  -h, --help     show this help, or a command's with \`leadgrade COMMAND --help\`
  -v, --version  show the version
`;

export const CHECK = `Finds all faults of models, each with the line it points to.

Usage:
  leadgrade check [--json] [--strict] MODEL...

MODEL is a file, or - for standard input.

Options:
      --json    print one diagnostic per line, as JSON
      --strict  take warnings for errors
  -h, --help    show this help

Exit code: 0 without errors (warnings may be), 1 with errors, 2 when a file cannot be read.
`;

export const EVALUATE = `Evaluates every lead of a file.

Usage:
  leadgrade evaluate --model MODEL [options] LEADS

LEADS is a file of one JSON object per line (NDJSON) or of comma, semicolon or tab separated
values (CSV) with a header line; - is standard input. The columns of CSV are the model's fields,
by name or alias without regard to case, and the lead's own id, stage, motion, stageSince,
disqualifiedAt and nurtureSince. A row that cannot be read is reported and skipped.

Options:
  -m, --model MODEL      the model
  -o, --out FILE         write the evaluations to FILE and the closing table to standard output;
                         without it they go to standard output and the table to standard error
      --format FORMAT    of the evaluations: ndjson (one evaluation per line) or csv (id, stage,
                         tier, band, score, action, summary, then the input's columns);
                         by default as FILE is called, else ndjson
      --input FORMAT     of LEADS: ndjson or csv; by default as LEADS is called, else as it begins
      --id COLUMN        the column of CSV that identifies a lead
      --now INSTANT      evaluate as of this instant, such as 2026-11-22T10:00:00Z; by default now
      --context FILE     a JSON object with turn, load, away and salt, for routing
  -q, --quiet            show neither progress nor the closing table
  -h, --help             show this help

Exit code: 0 when leads were evaluated, 1 when the model has errors or no lead could be read,
2 when a file or an option is wrong.
`;
