const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], blue: [34, 39] };

const wantsColor = (stream, env) => stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";

/** Functions that color text for a stream: on a terminal and unless `NO_COLOR` is set; else they leave it alone. */
export function styleFor(stream, env) {
  const on = wantsColor(stream, env);
  const paint = ([start, end]) => (text) => (on ? `\u001b[${start}m${text}\u001b[${end}m` : text);
  return Object.fromEntries(Object.entries(CODES).map(([name, codes]) => [name, paint(codes)]));
}
