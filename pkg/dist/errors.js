/** What leadgrade throws. `code` is stable; `message` is for people. */
export class LeadgradeError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}

/** A model that does not load. `diagnostics` holds all of its faults. */
export class ModelError extends LeadgradeError {
  constructor(diagnostics) {
    super("bad-model", describe(diagnostics));
    this.diagnostics = diagnostics;
  }
}

// On the prototype, as the built-in errors have it: minifiers rename classes, and an own property would be printed.
for (const [Class, name] of [[LeadgradeError, "LeadgradeError"], [ModelError, "ModelError"]]) {
  Object.defineProperty(Class.prototype, "name", { value: name, configurable: true, writable: true });
}

/** What the core throws on purpose is text: a list of diagnostics as JSON, or a code and a message on two lines. */
export function said(text) {
  if (text.startsWith("[")) return new ModelError(JSON.parse(text));
  const [code, message] = text.split("\n");
  return new LeadgradeError(code, message);
}

/** Anything else that is thrown inside is a fault of leadgrade's own. */
export function internal(error) {
  // What JSON.parse throws cites the text.
  const cause = error instanceof SyntaxError ? new SyntaxError("this is no JSON") : error;
  return new LeadgradeError("internal", "leadgrade failed inside; this is a bug in leadgrade, please report it", { cause });
}

const SHOWN = 5;

function describe(diagnostics) {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  // A model given as an object has no lines of its own; the pointer alone is then the place.
  const hasLines = diagnostics.some((diagnostic) => diagnostic.line > 1);
  const shown = errors.slice(0, SHOWN).map(({ path, line, column, message, help }) => {
    const place = `${path || "the document"}${hasLines ? ` (line ${line}, column ${column})` : ""}`;
    return `  ${place}: ${message}${help === null ? "" : `; ${help}`}`;
  });
  if (errors.length > SHOWN) shown.push(`  … and ${errors.length - SHOWN} more in \`diagnostics\``);
  return `the model has ${errors.length === 1 ? "an error" : `${errors.length} errors`}\n${shown.join("\n")}`;
}
