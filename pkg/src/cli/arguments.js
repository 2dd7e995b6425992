import { parseArgs } from "node:util";
import { Failure } from "./failure.js";
import { didYouMean } from "./suggest.js";

/**
 * Reads a command's arguments. Node's own strict mode would name unknown options without a suggestion,
 * so the tokens are checked here, in the order they were typed.
 */
export function readArguments(args, options, command) {
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

// A lone dash is a value (standard input); another word with a dash in front is the next option.
function isMissing({ value, inlineValue }) {
  return value === undefined || value === "" || (!inlineValue && value.length > 1 && value.startsWith("-"));
}

/** Refuses a value that is not one of `allowed`. */
export function oneOf(name, value, allowed) {
  if (value === undefined || allowed.includes(value)) return value;
  const list = allowed.map((word) => `\`${word}\``).join(" or ");
  throw new Failure(`\`--${name}\` is ${list}, not \`${value}\``, { help: didYouMean(value, allowed) });
}
