// Sets a JSON text in order as its author would: what was spread over lines stays so, what was on one line stays where it fits.

const INDENT = "  ";
const WIDTH = 160;
const TOKEN = /\s*("(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:])/y;

/** Null when the text is no JSON. Numbers and texts stay as they were written, and keys that occur twice are kept. */
export function formatJson(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const reader = read(text);
  return `${write(reader(), 0, 0)}\n`;
}

/** Nodes: a text for what is not nested, else `{ open, close, items: [{ key, value, gap }], isSpread }`. */
function read(text) {
  TOKEN.lastIndex = 0;
  let before = "";
  const next = () => {
    const start = TOKEN.lastIndex;
    const token = TOKEN.exec(text)[1];
    before = text.slice(start, TOKEN.lastIndex - token.length);
    return token;
  };
  const value = (token) => {
    if (token !== "{" && token !== "[") return token;
    const close = token === "{" ? "}" : "]";
    const items = [];
    let isSpread = false;
    for (let each = next(); each !== close; each = next()) {
      if (items.length === 0) isSpread = before.includes("\n");
      if (each === ",") each = next();
      const gap = items.length > 0 && before.split("\n").length > 2;
      const key = token === "{" ? each : null;
      if (key !== null) next();
      items.push({ key, value: value(key === null ? each : next()), gap });
    }
    return { open: token, close, items, isSpread };
  };
  return () => value(next());
}

function write(node, depth, used) {
  if (typeof node === "string") return node;
  if (node.items.length === 0) return node.open + node.close;
  const flat = inline(node);
  if (!node.isSpread && flat !== null && depth > 0 && depth * INDENT.length + used + flat.length <= WIDTH) return flat;
  const pad = INDENT.repeat(depth + 1);
  const lines = node.items.map(({ key, value, gap }) => `${gap ? "\n" : ""}${pad}${key === null ? "" : `${key}: `}${write(value, depth + 1, key === null ? 0 : key.length + 2)}`);
  return `${node.open}\n${lines.join(",\n")}\n${INDENT.repeat(depth)}${node.close}`;
}

/** On one line; null when a part was spread over lines. */
function inline(node) {
  if (typeof node === "string") return node;
  if (node.isSpread) return null;
  const parts = node.items.map(({ key, value }) => {
    const text = inline(value);
    return text === null ? null : `${key === null ? "" : `${key}: `}${text}`;
  });
  if (parts.includes(null)) return null;
  if (parts.length === 0) return node.open + node.close;
  return node.open === "{" ? `{ ${parts.join(", ")} }` : `[${parts.join(", ")}]`;
}
