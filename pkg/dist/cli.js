#!/usr/bin/env node

// pkg/src/cli/main.js
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { checkModel, loadModel } from "./inline.js";

// pkg/src/cli/arguments.js
import { parseArgs } from "node:util";

// pkg/src/cli/failure.js
var Failure = class extends Error {
  constructor(message, { exit = 2, help = null } = {}) {
    super(message);
    this.name = "Failure";
    this.exit = exit;
    this.help = help;
  }
};
var REASONS = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  ENOSPC: "no space left",
  EROFS: "the file system is read-only",
  EMFILE: "too many files are open"
};
function fileFailure(verb, name, error) {
  return new Failure(`cannot ${verb} \`${name}\`: ${REASONS[error.code] ?? error.code ?? error.message}`);
}

// pkg/src/cli/suggest.js
function distance(a, b) {
  let before = [];
  let last = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.length];
}
function nearest(word, known) {
  const typed = word.toLowerCase();
  let best = null;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(typed, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
function didYouMean(word, known, prefix = "") {
  const candidate = nearest(word, known);
  return candidate === null ? null : `did you mean \`${prefix}${candidate}\`?`;
}

// pkg/src/cli/arguments.js
function readArguments(args, options, command) {
  const help = `see \`leadgrade${command ? ` ${command}` : ""} --help\``;
  const { values, positionals, tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : null;
    if (option === null) {
      throw new Failure(`unknown option \`${token.rawName}\``, { help: didYouMean(token.name, Object.keys(options), "--") ?? help });
    }
    if (option.type === "boolean" && token.inlineValue) {
      throw new Failure(`\`${token.rawName}\` takes no value`, { help });
    }
    if (option.type === "string" && isMissing(token)) {
      throw new Failure(`\`${token.rawName}\` needs a value`, { help });
    }
  }
  return { values, positionals };
}
function isMissing({ value, inlineValue }) {
  return value === void 0 || value === "" || !inlineValue && value.length > 1 && value.startsWith("-");
}
function oneOf(name, value, allowed) {
  if (value === void 0 || allowed.includes(value)) return value;
  const list = allowed.map((word) => `\`${word}\``).join(" or ");
  throw new Failure(`\`--${name}\` is ${list}, not \`${value}\``, { help: didYouMean(value, allowed) });
}

// pkg/src/cli/text.js
var CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
function printable(text) {
  return text.replace(CONTROLS, "\uFFFD");
}
var NUMBERS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
function grouped(number) {
  return NUMBERS.format(number);
}
function counted(number, noun) {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}
function share(part, whole) {
  return `${(whole === 0 ? 0 : 100 * part / whole).toFixed(1)} %`;
}

// pkg/src/cli/diagnostics.js
var WIDTH = 100;
var BEFORE = 40;
function describe(file, text, diagnostics, style) {
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
    `${style.blue(`${blank} |`)} ${color(carets)}`
  ];
  if (path) text.push(`${style.blue(`${blank} =`)} at ${printable(path)}`);
  if (help !== null) text.push(`${style.blue(`${blank} =`)} help: ${printable(help)}`);
  return `${text.join("\n")}
`;
}
function excerpt(line, column) {
  const chars = Array.from(line);
  const at = Math.min(Math.max(column, 1), chars.length + 1) - 1;
  const from = chars.length <= WIDTH ? 0 : Math.max(0, Math.min(at - BEFORE, chars.length - WIDTH));
  const to = Math.min(chars.length, from + WIDTH);
  const head = from > 0 ? "\u2026" : "";
  const tail = to < chars.length ? "\u2026" : "";
  const part = chars.slice(from, to).map((char) => char === "	" ? " " : char).join("");
  const word = /^(?:"(?:[^"\\]|\\.)*"?|[^\s,:[\]{}"]+|.)?/su.exec(chars.slice(at, to).join(""))[0];
  return {
    shown: `${head}${printable(part)}${tail}`,
    carets: " ".repeat(head.length + at - from) + "^".repeat(Math.max(1, Array.from(word).length))
  };
}
function summary(file, diagnostics) {
  const errors = countErrors(diagnostics);
  const warnings = diagnostics.length - errors;
  const counts = [];
  if (errors > 0) counts.push(counted(errors, "error"));
  if (warnings > 0) counts.push(counted(warnings, "warning"));
  return `${printable(file)}: ${counts.join(", ") || "no faults"}
`;
}
function countErrors(diagnostics) {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}

// pkg/src/cli/document.js
import { readFile } from "node:fs/promises";
async function readDocument(path, stdin) {
  if (path === "-") {
    const parts = [];
    for await (const part of stdin) parts.push(part);
    return document("<stdin>", Buffer.concat(parts));
  }
  try {
    return document(path, await readFile(path));
  } catch (error) {
    throw fileFailure("read", path, error);
  }
}
function document(name, bytes) {
  return { name, bytes, text: new TextDecoder().decode(bytes) };
}

// pkg/src/cli/help.js
var MAIN = `leadgrade decides what to do with B2B leads, from one JSON model.

Usage:
  leadgrade check MODEL...                          find the faults of models
  leadgrade evaluate --model MODEL [options] LEADS  evaluate a file of leads

Options:
  -h, --help     show this help, or a command's with \`leadgrade COMMAND --help\`
  -v, --version  show the version
`;
var CHECK = `Finds all faults of models, each with the line it points to.

Usage:
  leadgrade check [--json] [--strict] MODEL...

MODEL is a file, or - for standard input.

Options:
      --json    print one diagnostic per line, as JSON
      --strict  take warnings for errors
  -h, --help    show this help

Exit code: 0 without errors (warnings may be), 1 with errors, 2 when a file cannot be read.
`;
var EVALUATE = `Evaluates every lead of a file.

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

// pkg/src/cli/style.js
var CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], blue: [34, 39] };
var wantsColor = (stream, env) => stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
function styleFor(stream, env) {
  const on2 = wantsColor(stream, env);
  const paint = ([start, end]) => (text) => on2 ? `\x1B[${start}m${text}\x1B[${end}m` : text;
  return Object.fromEntries(Object.entries(CODES).map(([name, codes]) => [name, paint(codes)]));
}

// pkg/src/cli/check.js
var OPTIONS = { json: { type: "boolean" }, strict: { type: "boolean" }, help: { type: "boolean", short: "h" } };
async function check(args, host) {
  const { values, positionals } = readArguments(args, OPTIONS, "check");
  if (values.help) {
    host.stdout.write(CHECK);
    return 0;
  }
  if (positionals.length === 0) throw new Failure("no model is named", { help: "leadgrade check MODEL" });
  if (positionals.filter((path) => path === "-").length > 1) throw new Failure("standard input can be read only once");
  const print = values.json ? printJson : printWords;
  let errors = 0;
  for (const path of positionals) {
    const model = await readDocument(path, host.stdin);
    const found = await host.checkModel(model.bytes);
    const diagnostics = values.strict ? found.map((diagnostic) => ({ ...diagnostic, severity: "error" })) : found;
    errors += countErrors(diagnostics);
    print(model, diagnostics, host);
  }
  return errors > 0 ? 1 : 0;
}
function printJson({ name }, diagnostics, { stdout }) {
  for (const diagnostic of diagnostics) stdout.write(`${JSON.stringify({ file: name, ...diagnostic })}
`);
}
function printWords({ name, text }, diagnostics, { stdout, env }) {
  if (diagnostics.length > 0) stdout.write(`${describe(name, text, diagnostics, styleFor(stdout, env))}
`);
  stdout.write(summary(name, diagnostics));
}

// pkg/src/cli/columns.js
var MEMBERS = ["id", "motion", "stage", "stageSince", "disqualifiedAt", "nurtureSince"];
var loose = (name) => name.trim().toLowerCase();
function mapColumns(header, model, id) {
  const spellings = fieldSpellings(model);
  const profile = assign(header, spellings);
  const taken = new Set(profile.map(([column]) => column));
  const inProfile = new Set(spellings.map(loose));
  const free = MEMBERS.filter((member) => !inProfile.has(member.toLowerCase()) && !(member === "id" && id !== void 0));
  const members = assign(header, free).filter(([column]) => !taken.has(column));
  if (id !== void 0) members.unshift([columnNamed(id, header), "id"]);
  for (const [column] of members) taken.add(column);
  return { profile, members, unused: header.map((_, column) => column).filter((column) => !taken.has(column)) };
}
function fieldSpellings({ fields }) {
  const names = Object.entries(fields).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  return [...new Set(names)].filter((name) => !name.startsWith("/"));
}
function assign(header, keys) {
  const exact = new Set(keys);
  const pairs = /* @__PURE__ */ new Map();
  header.forEach((name, column) => {
    if (exact.has(name) && !pairs.has(name)) pairs.set(name, column);
  });
  const used = new Set(pairs.values());
  header.forEach((name, column) => {
    if (used.has(column)) return;
    for (const key of keys) {
      if (loose(key) === loose(name) && !pairs.has(key)) pairs.set(key, column);
    }
  });
  return [...pairs].map(([key, column]) => [column, key]).sort(([a], [b]) => a - b);
}
function columnNamed(id, header) {
  const exact = header.indexOf(id);
  const column = exact >= 0 ? exact : header.findIndex((name) => loose(name) === loose(id));
  if (column < 0) throw new Failure(`the input has no column \`${id}\` for \`--id\``, { help: didYouMean(id, header) });
  return column;
}

// pkg/src/cli/context.js
async function readContext(path, stdin) {
  if (path === void 0) return void 0;
  const { name, text } = await readDocument(path, stdin);
  let context;
  try {
    context = JSON.parse(text);
  } catch {
    throw new Failure(`\`${name}\` is not JSON`);
  }
  if (context === null || typeof context !== "object" || Array.isArray(context)) {
    throw new Failure(`\`${name}\` is no context: a JSON object is wanted`);
  }
  return context;
}

// pkg/src/cli/csv.js
import { isUtf8 } from "node:buffer";

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === void 0 || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter) => delimiter.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info, options2) => {
        return (info.total - info.std) * (options2.preferred[info.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records2 = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records2.push(record);
      const close = () => {
      };
      const error = parser.parse(data, true, push, close);
      if (error !== void 0) throw error;
      return records2;
    })(records);
  }
  const info = Array(127).fill().map(() => ({ lines: [] }));
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === void 0) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  info.map((info2, i) => {
    info2.char_code = i;
    info2.std = std(info2.lines);
    info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
    info2.preferred = !!options.preferred[i];
    info2.score = options.score(info2, options);
  });
  const result = info.reduce(
    (acc, info2) => acc.score > info2.score ? acc : info2,
    {}
  );
  return String.fromCharCode(result.char_code);
};
var std = function(array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record) {
  return record.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = function(original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info2 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info2,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info: info2,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns !== false) {
          const obj = {};
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === void 0 || columns[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record : [record[objname], record],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== void 0) return err;
        field = f;
      }
      this.state.record.push(field);
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info2 = this.__infoRecord();
        try {
          record = on_record.call(null, record, info2);
        } catch (err) {
          return err;
        }
        if (record === void 0 || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info2 = this.__infoField();
          return [void 0, this.state.castField.call(null, field, info2)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [void 0, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info2 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field, info2)];
      }
      return [void 0, field];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value) {
      return value - parseFloat(value) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/sync.js
var parse = function(data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === void 0) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {
  };
  const error = parser.parse(data, true, push, close);
  if (error !== void 0) throw error;
  return records;
};

// pkg/src/cli/cells.js
var LINE_BREAK = Buffer.from("\n");
function readCells(bytes, records, separator) {
  const quoted = parseTogether(bytes, records.filter((record) => record.quoted), separator);
  const table = [];
  for (const record of records) {
    let cells;
    if (!record.quoted) cells = bytes.toString("utf8", record.start, record.end).split(separator);
    else cells = quoted === null ? parseOne(bytes, record, separator) : quoted.shift();
    table.push(cells);
    if (cells === null && record.second >= 0) break;
  }
  return table;
}
function parseTogether(bytes, records, separator) {
  const parts = records.flatMap(({ start, end }) => [bytes.subarray(start, end), LINE_BREAK]);
  const table = parts.length === 0 ? [] : tryParse(Buffer.concat(parts), separator);
  return table?.length === records.length ? table : null;
}
function parseOne(bytes, { start, end }, separator) {
  const table = tryParse(bytes.subarray(start, end), separator);
  return table?.length === 1 ? table[0] : null;
}
function tryParse(bytes, separator) {
  try {
    return parse(bytes, { delimiter: separator, record_delimiter: "\n", relax_column_count: true });
  } catch {
    return null;
  }
}

// pkg/src/cli/records.js
var NEWLINE = 10;
var RETURN = 13;
var QUOTE = 34;
var SEPARATORS = [",", ";", "	"];
function dialectOf(bytes, final) {
  const counts = new Map(SEPARATORS.map((separator2) => [separator2.charCodeAt(0), 0]));
  let quoted = false;
  let at = 0;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && (byte === NEWLINE || byte === RETURN)) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, counts.get(byte) + 1);
  }
  const known = at < bytes.length - 1 || at === bytes.length - 1 && bytes[at] === NEWLINE;
  if (!known && !final) return null;
  const separator = SEPARATORS.reduce((best, next) => counts.get(next.charCodeAt(0)) > counts.get(best.charCodeAt(0)) ? next : best);
  return { separator, loneReturn: bytes[at] === RETURN && bytes[at + 1] !== NEWLINE };
}
function frame(bytes, from, line, { loneReturn }, final, most) {
  const records = [];
  let start = from;
  let at = from;
  let lines = 0;
  let quotes = 0;
  let second = -1;
  let nextQuote = indexOr(bytes, QUOTE, from);
  while (at < bytes.length && records.length < most) {
    const end = lineEnd(bytes, at, loneReturn, final);
    if (end < 0) break;
    for (; nextQuote < end; nextQuote = indexOr(bytes, QUOTE, nextQuote + 1)) quotes++;
    lines++;
    at = afterBreak(bytes, end);
    if (quotes % 2 === 1 && at < bytes.length) {
      if (second < 0) second = at;
      continue;
    }
    if (quotes % 2 === 1) break;
    const stop = bytes[end - 1] === RETURN && end > start && bytes[end] === NEWLINE ? end - 1 : end;
    if (stop > start) records.push({ start, end: stop, line, quoted: quotes > 0, second });
    line += lines;
    start = at;
    lines = quotes = 0;
    second = -1;
  }
  return { records, next: start, line, second };
}
function indexOr(bytes, byte, from) {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? bytes.length : at;
}
function lineEnd(bytes, from, loneReturn, final) {
  let end = indexOr(bytes, NEWLINE, from);
  if (loneReturn) {
    const back = indexOr(bytes, RETURN, from);
    if (back === bytes.length - 1 && !final) return end < back ? end : -1;
    end = Math.min(end, back);
  }
  return end < bytes.length || final ? end : -1;
}
function afterBreak(bytes, end) {
  return bytes[end] === RETURN && bytes[end + 1] === NEWLINE ? end + 2 : Math.min(end + 1, bytes.length);
}

// pkg/src/cli/csv.js
var LIMIT = 1024 * 1024;
var BATCH = 64;
var NEWLINE2 = 10;
var RETURN2 = 13;
var CsvReader = class {
  #rows;
  #held = Buffer.alloc(0);
  #line = 1;
  #dialect = null;
  #width = 0;
  #discarding = false;
  /** Whether bytes were met that are no UTF-8 (they read as U+FFFD). */
  foreignBytes = false;
  constructor(rows) {
    this.#rows = rows;
  }
  /** Whether a header was read. */
  get hasHeader() {
    return this.#width > 0;
  }
  push(chunk) {
    this.#read(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), false);
  }
  end() {
    this.#read(this.#held, true);
  }
  close() {
  }
  #read(bytes, final) {
    let at = 0;
    while (at < bytes.length) {
      if (this.#dialect === null) {
        at = this.#skipBlankLines(bytes, at);
        this.#dialect = dialectOf(bytes.subarray(at), final || bytes.length - at > LIMIT);
        if (this.#dialect === null) break;
      }
      const next = this.#discarding ? this.#discard(bytes, at) : this.#advance(bytes, at, final);
      if (next === at) break;
      at = next;
    }
    this.#held = bytes.subarray(at);
  }
  #skipBlankLines(bytes, from) {
    let at = from;
    for (; bytes[at] === NEWLINE2 || bytes[at] === RETURN2; at++) {
      if (bytes[at] === NEWLINE2 || at + 1 < bytes.length && bytes[at + 1] !== NEWLINE2) this.#line++;
    }
    return at;
  }
  /** Reads some records and gives the place of the next one; the same place when more bytes are needed. */
  #advance(bytes, from, final) {
    const framed = frame(bytes, from, this.#line, this.#dialect, final, this.hasHeader ? BATCH : 1);
    if (framed.next === from) return this.#unfinished(bytes, from, framed.second, final);
    if (!isUtf8(bytes.subarray(from, framed.next))) this.foreignBytes = true;
    const table = readCells(bytes, framed.records, this.#dialect.separator);
    for (const [i, cells] of table.entries()) {
      const record = framed.records[i];
      if (cells === null) {
        this.#refuse(record.line, BAD_QUOTE);
        if (record.second >= 0) {
          this.#line = record.line + 1;
          return record.second;
        }
      } else if (record.end - record.start > LIMIT) {
        this.#refuse(record.line, TOO_LONG);
      } else if (this.hasHeader && cells.length !== this.#width) {
        this.#refuse(record.line, `${counted(cells.length, "cell")} where the header has ${this.#width}`);
      } else {
        this.#accept(cells, record.line);
      }
    }
    this.#line = framed.line;
    return framed.next;
  }
  #unfinished(bytes, from, second, final) {
    const tooLong = bytes.length - from > LIMIT;
    if (!final && !tooLong) return from;
    if (second < 0 && tooLong) {
      this.#refuse(this.#line, TOO_LONG);
      this.#discarding = true;
      return this.#discard(bytes, from);
    }
    this.#refuse(this.#line, OPEN_QUOTE);
    this.#line++;
    return second < 0 ? bytes.length : second;
  }
  #discard(bytes, from) {
    const at = bytes.indexOf(this.#dialect.loneReturn ? RETURN2 : NEWLINE2, from);
    if (at < 0) return bytes.length;
    this.#discarding = false;
    this.#line++;
    return at + 1;
  }
  #accept(cells, line) {
    if (!this.hasHeader) {
      this.#width = cells.length;
      this.#rows.header(cells, this.#dialect.separator);
    } else if (cells.some((cell) => cell !== "")) {
      this.#rows.cells(cells, line);
    }
  }
  #refuse(line, why) {
    if (!this.hasHeader) throw new Failure(`the header on line ${line} cannot be read: ${why}`, { exit: 1 });
    this.#rows.broken(line, why);
  }
};
var TOO_LONG = "the row is longer than 1 MiB";
var BAD_QUOTE = "a quote stands inside a cell; a cell with quotes is quoted, and quotes in it are doubled";
var OPEN_QUOTE = "a quote is opened and never closed";

// pkg/src/cli/digest.js
var OUTCOME = /"fit":\{"points":[^,]+,"tier":(?:null|"([^"]*)")\},"intent":\{"points":[^,]+,"band":(?:null|"([^"]*)")\},"score":[^,]+,"stage":"([^"]*)"/;
var NOTICES = ',"notices":[';
var REMEMBERED = 1e3;
function digester() {
  const remembered = /* @__PURE__ */ new Map();
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).latin1Slice();
    const [, tier = null, band = null, stage] = OUTCOME.exec(text);
    const notices = text.slice(text.lastIndexOf(NOTICES) + NOTICES.length - 1, -1);
    let codes = remembered.get(notices);
    if (codes === void 0) {
      codes = new Set(JSON.parse(notices).map(({ code }) => code));
      if (remembered.size === REMEMBERED) remembered.clear();
      remembered.set(notices, codes);
    }
    return { stage, tier, band, codes };
  };
}

// pkg/src/cli/input.js
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
var CHUNK = 256 * 1024;
async function openInput(path, stdin) {
  const name = path === "-" ? "<stdin>" : path;
  let size = 0;
  if (path !== "-") {
    try {
      const stats = await stat(path);
      if (stats.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      size = stats.size;
    } catch (error) {
      throw fileFailure("read", path, error);
    }
  }
  let consumed = 0;
  const source = path === "-" ? stdin : createReadStream(path, { highWaterMark: CHUNK });
  const raw = readAll(source, name, (bytes) => consumed += bytes);
  const first = await beginning(raw);
  const { encoding, skip } = mark(first);
  const chunks = decoded(raw, first.subarray(skip), encoding);
  const head = encoding === "utf-8" ? first.subarray(skip) : Buffer.from(new TextDecoder(encoding).decode(first));
  return { name, size, head, chunks, consumed: () => consumed, format: formatOfName(path) };
}
async function* readAll(source, name, took) {
  try {
    for await (const chunk of source) {
      took(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw error.code === void 0 ? error : fileFailure("read", name, error);
  }
}
async function beginning(raw) {
  let bytes = Buffer.alloc(0);
  while (bytes.length < 3 || bytes.length < CHUNK && bytes.toString("latin1").trim() === "") {
    const { value, done } = await raw.next();
    if (done) break;
    bytes = Buffer.concat([bytes, value]);
  }
  return bytes;
}
function mark(bytes) {
  if (bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191) return { encoding: "utf-8", skip: 3 };
  if (bytes[0] === 255 && bytes[1] === 254) return { encoding: "utf-16le", skip: 2 };
  if (bytes[0] === 254 && bytes[1] === 255) return { encoding: "utf-16be", skip: 2 };
  return { encoding: "utf-8", skip: 0 };
}
async function* decoded(raw, first, encoding) {
  if (encoding === "utf-8") {
    yield first;
    yield* raw;
    return;
  }
  const decoder = new TextDecoder(encoding);
  yield Buffer.from(decoder.decode(first, { stream: true }));
  for await (const chunk of raw) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
function formatOfName(path) {
  switch (extname(path).toLowerCase()) {
    case ".csv":
    case ".tsv":
      return "csv";
    case ".ndjson":
    case ".jsonl":
      return "ndjson";
    default:
      return null;
  }
}
function formatOfHead(head) {
  return head.toString("latin1").trimStart().startsWith("{") ? "ndjson" : "csv";
}
async function refuseSameFile(input, output) {
  const [a, b] = await Promise.all([input, output].map((path) => stat(path).catch(() => null)));
  if (a !== null && b !== null && a.isFile() && a.ino === b.ino && a.dev === b.dev) {
    throw new Failure(`\`--out ${output}\` is a file that is being read`);
  }
}

// pkg/src/cli/instant.js
function readInstant(text, model, clock) {
  const now = text === void 0 ? clock() : /^-?\d+$/.test(text) ? Number(text) : text;
  try {
    const written = model.evaluate({}, { now }).now;
    return { ms: Date.parse(written), written };
  } catch (error) {
    if (error.code !== "bad-instant") throw error;
    throw new Failure(`\`--now ${text}\` is no instant`, { help: "write it as 2026-11-22T10:00:00Z or 2026-11-22" });
  }
}

// pkg/src/cli/lead.js
function leadWriter({ profile, members }) {
  const prefixes = (pairs) => pairs.map(([column, key]) => ({ column, prefix: `${JSON.stringify(key)}:` }));
  const memberPrefixes = prefixes(members);
  const profilePrefixes = prefixes(profile);
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(64 * 1024);
  return (cells) => {
    let text = "{";
    for (const { column, prefix } of memberPrefixes) {
      const value = cells[column].trim();
      if (value !== "") text += `${prefix}${JSON.stringify(value)},`;
    }
    text += '"profile":{';
    let comma = "";
    for (const { column, prefix } of profilePrefixes) {
      const value = cells[column];
      if (value === "") continue;
      text += comma + prefix + JSON.stringify(value);
      comma = ",";
    }
    text += "}}";
    if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 3);
    return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
  };
}

// pkg/src/cli/model.js
async function openModel(path, { loadModel: loadModel2, stdin, stderr, env }) {
  const { name, bytes, text } = await readDocument(path, stdin);
  try {
    return { model: await loadModel2(bytes), document: JSON.parse(text), bytes };
  } catch (error) {
    if (error.code !== "bad-model") throw error;
    stderr.write(`${describe(name, text, error.diagnostics, styleFor(stderr, env))}
${summary(name, error.diagnostics)}`);
    throw new Failure(`\`${name}\` has ${countErrors(error.diagnostics) === 1 ? "an error" : "errors"}`, { exit: 1 });
  }
}

// pkg/src/snapshot.js
var LONGEST = 262145;
var UNSAYABLE = Object.freeze({});
var BIGGEST = 2n ** 53n;
var LETTER_U = 117;
var ESCAPES = new Uint8Array(128).fill(LETTER_U, 0, 32);
for (const [character, letter] of ['""', "\\\\", "\bb", "\ff", "\nn", "\rr", "	t"]) {
  ESCAPES[character.charCodeAt(0)] = letter.charCodeAt(0);
}

// pkg/src/lines.js
var BLOCK = 262144;
var NEWLINE3 = 10;
var MARK = Uint8Array.of(239, 187, 191);
var Blocks = class {
  // The beginning of a line under way.
  #held = new Uint8Array(4096);
  #size = 0;
  // How much of a byte order mark was there; 3 once that is decided.
  #mark = 0;
  /** Gives blocks as lists of parts. Take each before the next, for they lie in memory that is used again. */
  *push(bytes) {
    let rest = this.#withoutMark(bytes);
    while (rest.length > 0) {
      const end = wholeLines(rest);
      if (end === 0) {
        this.#hold(rest);
        return;
      }
      yield this.#block(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  }
  /** Gives the last line, if it had no line break. */
  *end() {
    if (this.#mark < MARK.length) this.#hold(MARK.subarray(0, this.#mark));
    if (this.#size > 0) yield [this.#held.subarray(0, this.#size)];
    this.#size = 0;
  }
  // The line under way, and lines that begin with its end.
  #block(lines) {
    const first = lines.indexOf(NEWLINE3);
    const fitting = Math.min(first, LONGEST - this.#size);
    const block = [this.#held.subarray(0, this.#size), lines.subarray(0, fitting), lines.subarray(first)];
    this.#size = 0;
    return block;
  }
  #hold(part) {
    const size = Math.min(this.#size + part.length, LONGEST);
    if (size > this.#held.length) {
      const held = new Uint8Array(Math.min(LONGEST, Math.max(size, 2 * this.#held.length)));
      held.set(this.#held.subarray(0, this.#size));
      this.#held = held;
    }
    this.#held.set(part.subarray(0, size - this.#size), this.#size);
    this.#size = size;
  }
  #withoutMark(bytes) {
    let at = 0;
    while (this.#mark < MARK.length && at < bytes.length) {
      if (bytes[at] !== MARK[this.#mark]) {
        this.#hold(MARK.subarray(0, this.#mark));
        this.#mark = MARK.length;
        break;
      }
      this.#mark++;
      at++;
    }
    return bytes.subarray(at);
  }
};
function wholeLines(bytes) {
  const near = bytes.subarray(0, BLOCK).lastIndexOf(NEWLINE3);
  return 1 + (near >= 0 ? near : bytes.indexOf(NEWLINE3, BLOCK));
}

// pkg/src/cli/output.js
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
var BLOCK2 = 64 * 1024;
var NEWLINE4 = 10;
var Output = class _Output {
  #stream;
  #name;
  #error = null;
  #block = Buffer.allocUnsafe(BLOCK2);
  #used = 0;
  #full = false;
  /** `name` is that of the file, for words about a failure. */
  constructor(stream, name) {
    this.#stream = stream;
    this.#name = name;
  }
  /** Opens a file at once, so that a path that cannot be written is known before any work. */
  static async toFile(path) {
    const output = new _Output(createWriteStream(path), path);
    output.#stream.on("error", (error) => output.#error = error);
    await output.#event("open");
    return output;
  }
  /** Adds bytes and a line break. */
  line(bytes) {
    this.add(bytes);
    if (this.#used === BLOCK2) this.#flush();
    this.#block[this.#used++] = NEWLINE4;
  }
  text(text) {
    this.add(Buffer.from(text));
  }
  add(bytes) {
    if (this.#used + bytes.length > BLOCK2) this.#flush();
    if (bytes.length > BLOCK2) {
      this.#write(bytes);
    } else {
      this.#block.set(bytes, this.#used);
      this.#used += bytes.length;
    }
  }
  /** Resolves once the stream takes more. */
  async ready() {
    if (this.#full) await this.#event("drain");
    this.#full = false;
  }
  /** Writes what is left, and ends a file (a standard stream stays open). */
  async close() {
    this.#flush();
    await this.ready();
    if (this.#name === void 0) return;
    this.#stream.end();
    await this.#failing(finished(this.#stream));
  }
  #flush() {
    if (this.#used === 0) return;
    this.#write(this.#block.subarray(0, this.#used));
    this.#block = Buffer.allocUnsafe(BLOCK2);
    this.#used = 0;
  }
  #write(bytes) {
    if (!this.#stream.write(bytes)) this.#full = true;
  }
  #event(name) {
    return this.#failing(this.#error === null ? once(this.#stream, name) : Promise.reject(this.#error));
  }
  async #failing(promise) {
    try {
      await promise;
    } catch (error) {
      throw fileFailure("write", this.#name ?? "standard output", error);
    }
  }
};
var Gathered = class {
  #block = new Uint8Array(BLOCK2);
  #used = 0;
  line(bytes) {
    this.#add(bytes, 1);
    this.#block[this.#used++] = NEWLINE4;
  }
  text(text) {
    this.#add(Buffer.from(text), 0);
  }
  /** What was gathered. */
  bytes() {
    return this.#block.subarray(0, this.#used);
  }
  #add(bytes, more) {
    const size = this.#used + bytes.length + more;
    if (size > this.#block.length) {
      const block = new Uint8Array(Math.max(size, 2 * this.#block.length));
      block.set(this.bytes());
      this.#block = block;
    }
    this.#block.set(bytes, this.#used);
    this.#used += bytes.length;
  }
};

// pkg/src/cli/tally.js
var Tally = class {
  leads = 0;
  stages;
  tiers;
  bands;
  notices = /* @__PURE__ */ new Map();
  cells = /* @__PURE__ */ new Map();
  /** Lists the model's stages, tiers and bands in its order, so that those with no lead are shown as well. */
  constructor({ stages = [], fit, intent }) {
    this.stages = new Map(["lead", ...stages.map(({ id }) => id), "disqualified"].map((id) => [id, 0]));
    this.tiers = (fit?.tiers ?? []).map(({ id }) => id);
    this.bands = (intent?.bands ?? []).map(({ id }) => id);
  }
  /** Counts an evaluation by its digest. */
  add({ stage, tier, band, codes }) {
    this.leads++;
    count(this.stages, stage);
    count(this.cells, cellOf(tier, band));
    for (const code of codes) count(this.notices, code);
  }
  /** Adds another tally, or what is left of one that came from another thread. */
  merge({ leads, ...counts }) {
    this.leads += leads;
    for (const name of ["stages", "cells", "notices"]) {
      for (const [key, more] of counts[name]) count(this[name], key, more);
    }
  }
  /** The leads of a tier and a band; null stands for leads that have none. */
  at(tier, band) {
    return this.cells.get(cellOf(tier, band)) ?? 0;
  }
};
function count(counts, key, more = 1) {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
var cellOf = (tier, band) => `${tier ?? ""} ${band ?? ""}`;

// pkg/src/cli/writers.js
import { extname as extname2 } from "node:path";
function outputFormat(format, path) {
  if (format !== void 0) return format;
  return path !== void 0 && [".csv", ".tsv"].includes(extname2(path).toLowerCase()) ? "csv" : "ndjson";
}
function newWriter(format, output) {
  return format === "csv" ? new CsvWriter(output) : new NdjsonWriter(output);
}
var NdjsonWriter = class {
  #output;
  constructor(output) {
    this.#output = output;
  }
  header() {
  }
  add(bytes) {
    this.#output.line(bytes);
  }
  flush() {
  }
};
var COLUMNS = ["id", "stage", "tier", "band", "score", "action", "summary"];
var isOurs = (name) => COLUMNS.includes(name.trim().toLowerCase());
var CsvWriter = class {
  #output;
  #separator = ",";
  #text = "";
  constructor(output) {
    this.#output = output;
  }
  /** Writes the names of the columns; NDJSON has none of its own. */
  header(names = [], separator = ",") {
    this.#separator = separator;
    this.#row([...COLUMNS, ...names.map((name) => isOurs(name) ? `input.${name.trim()}` : name)]);
    this.flush();
  }
  add(bytes, cells = []) {
    const { lead, stage, fit, intent, score, action, summary: summary2 } = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).utf8Slice());
    this.#row([lead, stage, fit.tier, intent.band, score, action.kind, summary2, ...cells]);
  }
  /** Hands over what was gathered, so that memory stays constant. */
  flush() {
    this.#output.text(this.#text);
    this.#text = "";
  }
  #row(cells) {
    this.#text += `${cells.map((cell) => this.#quoted(cell ?? "")).join(this.#separator)}
`;
  }
  // Any separator and a lone CR are quoted as well, because readers guess.
  #quoted(cell) {
    return /["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
};

// pkg/src/cli/block.js
var NEWLINE5 = 10;
function blockEvaluator({ model, document: document2, at, format }) {
  const digestOf = digester();
  return async (block) => {
    const tally = new Tally(document2);
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
      leads = leadsOf(block);
      leads.forEach(({ line, bytes }, index) => {
        let evaluation;
        try {
          evaluation = model.evaluateBytes(bytes, at);
        } catch (error2) {
          if (error2.code !== "internal") throw error2;
          skipped.push([line, error2.message]);
          return;
        }
        take(evaluation, index);
      });
    }
    writer.flush();
    return { bytes: gathered.bytes(), tally, skipped, lines: count2(block) };
  };
}
function unreadable({ codes }) {
  if (codes.has("not-json")) return "not valid JSON";
  return codes.has("not-an-object") ? "not a JSON object" : null;
}
async function streamed({ readable, writable }, bytes) {
  const writer = writable.getWriter();
  Promise.all([writer.write(bytes), writer.close()]).catch(() => {
  });
  const parts = [];
  for await (const part of readable) parts.push(part);
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}
function linesOf(bytes) {
  const lines = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE5, from);
    const to = end < 0 ? bytes.length : end;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}
function leadsOf(block) {
  return linesOf(block).map((bytes, line) => ({ bytes, line })).filter(({ bytes }) => bytes.some((byte) => byte > 32));
}
function count2(block) {
  let lines = 0;
  for (let at = block.indexOf(NEWLINE5); at >= 0; at = block.indexOf(NEWLINE5, at + 1)) lines++;
  return lines;
}

// pkg/src/cli/crew.js
var Crew = class {
  #members;
  constructor(count3, start) {
    this.#members = Array.from({ length: count3 }, () => new Member(start()));
  }
  /** How many blocks may be under way, so that no thread waits and memory stays the same. */
  get room() {
    return 2 * this.#members.length;
  }
  /** Has a block of memory of its own evaluated by whoever has least to do. */
  evaluate(block) {
    return this.#members.reduce((best, member) => member.load < best.load ? member : best).evaluate(block);
  }
  async close() {
    await Promise.all(this.#members.map((member) => member.close()));
  }
};
var Member = class {
  #worker;
  #waiting = [];
  #failure = null;
  constructor(worker) {
    this.#worker = worker;
    worker.on("message", ({ result, failure }) => {
      const waiting = this.#waiting.shift();
      if (failure === void 0) waiting?.resolve(result);
      else waiting?.reject(new Failure(failure, { exit: 1 }));
    });
    worker.on("error", (error) => this.#fail(error?.message ?? String(error)));
    worker.on("exit", () => this.#fail("it ended early"));
  }
  get load() {
    return this.#waiting.length;
  }
  evaluate(block) {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(block, [block.buffer]);
    });
  }
  async close() {
    await this.#worker.terminate();
  }
  #fail(why) {
    this.#failure ??= new Failure(`a thread that evaluates leads failed: ${why}`, { exit: 1 });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
};

// pkg/src/cli/ndjson.js
var MANY = 4 * 1024 * 1024;
var NdjsonReader = class {
  #blocks = new Blocks();
  #rows;
  #job;
  #host;
  #evaluate;
  #crew = null;
  #underWay = [];
  #size = 0;
  #line = 1;
  constructor(rows, job, host) {
    this.#rows = rows;
    this.#job = job;
    this.#host = host;
    this.#evaluate = blockEvaluator(job);
  }
  push(chunk) {
    return this.#take(this.#blocks.push(chunk));
  }
  async end() {
    await this.#take(this.#blocks.end());
    while (this.#underWay.length > 0) await this.#finish();
  }
  async close() {
    await this.#crew?.close();
  }
  async #take(blocks) {
    for (const parts of blocks) {
      const block = joined(parts);
      this.#size += block.length;
      if (this.#crew === null && this.#size > MANY && this.#host.threads > 1) this.#hire();
      const result = this.#evaluate(block);
      result.catch(() => {
      });
      this.#underWay.push(result);
      while (this.#underWay.length >= (this.#crew?.room ?? 1)) await this.#finish();
    }
  }
  #hire() {
    const { model: _, ...job } = this.#job;
    this.#crew = new Crew(this.#host.threads, () => this.#host.startThread(job));
    this.#evaluate = (block) => this.#crew.evaluate(block);
  }
  async #finish() {
    const result = await this.#underWay.shift();
    this.#rows.block(result, this.#line);
    this.#line += result.lines;
  }
};
function joined(parts) {
  const block = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    block.set(part, at);
    at += part.length;
  }
  return block;
}

// pkg/src/cli/progress.js
var DELAY = 500;
var INTERVAL = 100;
var WIDTH2 = 24;
var Progress = class {
  #stream;
  #size;
  #timer;
  #next;
  #shown = false;
  /** `size` is 0 when unknown: then only the leads are counted. */
  constructor(stream, size, timer) {
    this.#stream = stream;
    this.#size = size;
    this.#timer = timer;
    this.#next = timer() + DELAY;
  }
  update(consumed, leads) {
    const time = this.#timer();
    if (time < this.#next) return;
    this.#next = time + INTERVAL;
    this.#shown = true;
    this.#stream.write(`\r${bar(consumed, this.#size)}${grouped(leads)} leads\x1B[K`);
  }
  /** Takes the bar away, for other words on the same terminal or at the end. */
  clear() {
    if (this.#shown) this.#stream.write("\r\x1B[K");
    this.#shown = false;
  }
};
function bar(consumed, size) {
  if (size === 0) return "";
  const part = Math.min(1, consumed / size);
  const done = Math.round(part * WIDTH2);
  return `${"\u2588".repeat(done)}${"\u2591".repeat(WIDTH2 - done)} ${String(Math.floor(part * 100)).padStart(3)} %  `;
}
var NO_PROGRESS = { update() {
}, clear() {
} };

// pkg/src/cli/skipped.js
var SHOWN = 20;
var Skipped = class {
  count = 0;
  #name;
  #write;
  constructor(name, write) {
    this.#name = printable(name);
    this.#write = write;
  }
  add(line, why) {
    this.count++;
    if (this.count <= SHOWN) this.#write(`${this.#name}:${line}: skipped: ${why}
`);
  }
  /** Says how many were only counted. */
  close() {
    if (this.count > SHOWN) this.#write(`${this.#name}: ${counted(this.count - SHOWN, "more row")} skipped
`);
  }
};

// pkg/src/cli/table.js
function closingTable(tally, run2, style) {
  return [title(tally, run2, style), stageTable(tally, style), matrix(tally, style), noticeTable(tally, style), remarks(run2, style)].filter((part) => part !== "").join("\n");
}
function title({ leads }, { model, now, seconds, skipped }, style) {
  const speed = seconds > 0 ? `, ${grouped(leads / seconds)} leads/s` : "";
  const lost = skipped > 0 ? `; ${style.yellow(`${counted(skipped, "row")} skipped`)}` : "";
  const name = printable(model.version ? `${model.name} ${model.version}` : model.name);
  return `${style.bold(name)} at ${now}
${counted(leads, "lead")} in ${seconds.toFixed(2)} s${speed}${lost}
`;
}
function stageTable({ stages, leads }, style) {
  const rows = [...stages].map(([stage, count3]) => [stage, grouped(count3), share(count3, leads)]);
  return grid([["stage", "leads", "share"], ...rows], style);
}
function matrix(tally, style) {
  if (tally.tiers.length === 0 && tally.bands.length === 0) return "";
  const anyTier = [...tally.tiers, null];
  const anyBand = [...tally.bands, null];
  const sum = (tiers, bands) => tiers.reduce((all, tier) => bands.reduce((part, band) => part + tally.at(tier, band), all), 0);
  const shown = (names, leadsWithNone) => names.length > 0 && leadsWithNone > 0 ? [...names, null] : names;
  const columns = shown(tally.bands, sum(anyTier, [null])).map((band) => [band ?? "no band", [band]]);
  const rows = shown(tally.tiers, sum([null], anyBand)).map((tier) => [tier ?? "no tier", [tier]]);
  columns.push(["all", anyBand]);
  rows.push(["all", anyTier]);
  const cells = (tiers) => columns.map(([, bands]) => sum(tiers, bands)).flatMap((count3) => [grouped(count3), share(count3, tally.leads)]);
  const header = [tally.tiers.length > 0 ? "tier" : "", ...columns.flatMap(([name]) => [name, ""])];
  return grid([header, ...rows.map(([name, tiers]) => [name, ...cells(tiers)])], style);
}
function noticeTable({ notices }, style) {
  if (notices.size === 0) return "";
  const rows = [...notices].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return grid([["notice", "leads"], ...rows.map(([code, count3]) => [code, grouped(count3)])], style);
}
function remarks({ mapped = true, unused = [], identified = true, foreignBytes = false }, style) {
  const lines = [];
  if (!mapped) lines.push(style.yellow("no column is called like a field of the model: every lead was evaluated without a profile"));
  if (unused.length > 0) lines.push(`columns the model does not use: ${unused.map(printable).join(", ")}`);
  if (!identified) lines.push("no column identifies the leads; name one with --id COLUMN");
  if (foreignBytes) lines.push(style.yellow("the input is not all UTF-8: what is not reads as \uFFFD; save it as UTF-8"));
  return lines.map((line) => `${line}
`).join("");
}
function grid(rows, style) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row, index) => {
    const cells = row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
    const line = cells.join("  ").trimEnd();
    return `${index === 0 ? style.bold(line) : line}
`;
  }).join("");
}

// pkg/src/cli/evaluate.js
var OPTIONS2 = {
  model: { type: "string", short: "m" },
  now: { type: "string" },
  context: { type: "string" },
  format: { type: "string" },
  input: { type: "string" },
  id: { type: "string" },
  out: { type: "string", short: "o" },
  quiet: { type: "boolean", short: "q" },
  help: { type: "boolean", short: "h" }
};
async function evaluate(args, host) {
  const { values, positionals } = readArguments(args, OPTIONS2, "evaluate");
  if (values.help) {
    host.stdout.write(EVALUATE);
    return 0;
  }
  const path = checkArguments(values, positionals);
  const { model, document: document2, bytes } = await openModel(values.model, host);
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
  const tally = new Tally(document2);
  const run2 = { model, now: now.written };
  const job = { model, document: document2, bytes, at: { now: now.ms, context }, format };
  const rows = rowHandler({ ...job, id: values.id, writer, output, tally, skipped, run: run2 });
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
    Object.assign(run2, { seconds: (host.timer() - started) / 1e3, skipped: skipped.count, foreignBytes: reader.foreignBytes });
    const stream = values.out === void 0 ? host.stderr : host.stdout;
    stream.write(closingTable(tally, run2, styleFor(stream, host.env)));
  }
  return 0;
}
function checkArguments(values, positionals) {
  oneOf("format", values.format, ["ndjson", "csv"]);
  oneOf("input", values.input, ["ndjson", "csv"]);
  if (values.model === void 0) throw new Failure("no model is named", { help: "leadgrade evaluate --model MODEL LEADS" });
  if (positionals.length === 0) throw new Failure("no leads are named", { help: "name a file, or - for standard input" });
  if (positionals.length > 1) throw new Failure(`one file of leads at a time, please: \`${positionals[1]}\` is one too many`);
  if ([values.model, values.context, positionals[0]].filter((path) => path === "-").length > 1) {
    throw new Failure("standard input can be read only once");
  }
  return positionals[0];
}
async function openOutput({ out, model, context }, path, { stdout }) {
  if (out === void 0) return new Output(stdout);
  for (const input of [path, model, context]) {
    if (input !== void 0 && input !== "-") await refuseSameFile(input, out);
  }
  return Output.toFile(out);
}
function wantsProgress({ quiet, out }, { stdout, stderr }) {
  return !quiet && stderr.isTTY === true && (out !== void 0 || stdout.isTTY !== true);
}
function newReader(values, input, rows, job, host) {
  const format = values.input ?? input.format ?? formatOfHead(input.head);
  if (format === "csv") return new CsvReader(rows);
  if (values.id !== void 0) throw new Failure("`--id` names a column of CSV, and the input is NDJSON");
  rows.header();
  return new NdjsonReader(rows, job, host);
}
function rowHandler({ model, document: document2, at, id, writer, output, tally, skipped, run: run2 }) {
  const digestOf = digester();
  let toLead;
  const add = (lead, line, cells) => {
    let bytes;
    try {
      bytes = model.evaluateBytes(lead, at);
    } catch (error) {
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
      if (names === void 0) return;
      const columns = mapColumns(names, document2, id);
      toLead = leadWriter(columns);
      run2.unused = columns.unused.map((column) => names[column].trim() || `column ${column + 1}`);
      run2.mapped = columns.profile.length > 0;
      run2.identified = columns.members.some(([, key]) => key === "id");
    },
    cells: (cells, line) => add(toLead(cells), line, cells)
  };
}

// pkg/src/cli/run.js
var COMMANDS = { check, evaluate };
var OPTIONS3 = { help: { type: "boolean", short: "h" }, version: { type: "boolean", short: "v" } };
async function run(args, host) {
  try {
    return await dispatch(args, host);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const style = styleFor(host.stderr, host.env);
    host.stderr.write(`${style.red("error")}: ${printable(error.message)}
`);
    if (error.help !== null) host.stderr.write(`  ${style.blue("help")}: ${printable(error.help)}
`);
    return error.exit;
  }
}
async function dispatch([name, ...rest], host) {
  if (name !== void 0 && Object.hasOwn(COMMANDS, name)) return COMMANDS[name](rest, host);
  if (name !== void 0 && !name.startsWith("-")) {
    const help = didYouMean(name, Object.keys(COMMANDS)) ?? "see `leadgrade --help`";
    throw new Failure(`unknown command \`${name}\``, { help });
  }
  const { values, positionals } = readArguments(name === void 0 ? [] : [name, ...rest], OPTIONS3, "");
  if (values.version) {
    host.stdout.write(`${host.version()}
`);
    return 0;
  }
  if (values.help) {
    host.stdout.write(MAIN);
    return 0;
  }
  if (positionals.length > 0) throw new Failure(`unexpected \`${positionals[0]}\``, { help: "see `leadgrade --help`" });
  host.stderr.write(MAIN);
  return 2;
}

// pkg/src/cli/worker.js
import { on } from "node:events";
async function work(port, { bytes, ...job }, loadModel2) {
  const messages = on(port, "message");
  const evaluate2 = blockEvaluator({ ...job, model: await loadModel2(bytes) });
  for await (const [block] of messages) {
    try {
      const result = await evaluate2(block);
      port.postMessage({ result }, [result.bytes.buffer]);
    } catch (error) {
      port.postMessage({ failure: error.message });
    }
  }
}

// pkg/src/cli/main.js
var MOST_THREADS = 16;
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}
if (!isMainThread) await work(parentPort, workerData, loadModel);
else process.exitCode = await run(process.argv.slice(2), {
  loadModel,
  checkModel,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  // This file is published as dist/cli.js, one folder below the package's manifest.
  version: () => JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
  now: () => Date.now(),
  timer: () => performance.now(),
  threads: Math.min(availableParallelism(), MOST_THREADS),
  startThread: (job) => new Worker(new URL(import.meta.url), { workerData: job })
});
