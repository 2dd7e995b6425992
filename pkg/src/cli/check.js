import { readArguments } from "./arguments.js";
import { countErrors, describe, summary } from "./diagnostics.js";
import { readDocument } from "./document.js";
import { Failure } from "./failure.js";
import { CHECK } from "./help.js";
import { styleFor } from "./style.js";

const OPTIONS = { json: { type: "boolean" }, strict: { type: "boolean" }, help: { type: "boolean", short: "h" } };

/** `leadgrade check`: prints the diagnostics of models; 1 when one of them has errors, which with --strict warnings are, too. */
export async function check(args, host) {
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
  for (const diagnostic of diagnostics) stdout.write(`${JSON.stringify({ file: name, ...diagnostic })}\n`);
}

function printWords({ name, text }, diagnostics, { stdout, env }) {
  if (diagnostics.length > 0) stdout.write(`${describe(name, text, diagnostics, styleFor(stdout, env))}\n`);
  stdout.write(summary(name, diagnostics));
}
