import { readArguments } from "./arguments.js";
import { check } from "./check.js";
import { evaluate } from "./evaluate.js";
import { Failure } from "./failure.js";
import { MAIN } from "./help.js";
import { styleFor } from "./style.js";
import { didYouMean } from "./suggest.js";
import { printable } from "./text.js";

const COMMANDS = { check, evaluate };

const OPTIONS = { help: { type: "boolean", short: "h" }, version: { type: "boolean", short: "v" } };

/**
 * Runs the command line and gives the exit code.
 *
 * Everything that is not in the arguments comes by `host`: the package's `loadModel` and `checkModel`, the three
 * standard streams, `env`, the version, and two clocks (`now()` for leads, `timer()` for speed).
 */
export async function run(args, host) {
  try {
    return await dispatch(args, host);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const style = styleFor(host.stderr, host.env);
    host.stderr.write(`${style.red("error")}: ${printable(error.message)}\n`);
    if (error.help !== null) host.stderr.write(`  ${style.blue("help")}: ${printable(error.help)}\n`);
    return error.exit;
  }
}

async function dispatch([name, ...rest], host) {
  if (name !== undefined && Object.hasOwn(COMMANDS, name)) return COMMANDS[name](rest, host);
  if (name !== undefined && !name.startsWith("-")) {
    const help = didYouMean(name, Object.keys(COMMANDS)) ?? "see `leadgrade --help`";
    throw new Failure(`unknown command \`${name}\``, { help });
  }
  const { values, positionals } = readArguments(name === undefined ? [] : [name, ...rest], OPTIONS, "");
  if (values.version) {
    host.stdout.write(`${host.version()}\n`);
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
