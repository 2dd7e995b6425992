// JSON for people, and the parts of an answer that an example is about.

/** JSON text in which whatever fits into a line stands in one. `before` is how much of its first line is taken. */
export function pretty(value, width = 80, indent = "", before = indent.length) {
  const line = inline(value);
  // A comma may follow.
  if (value === null || typeof value !== "object" || before + line.length < width) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((element) => inner + pretty(element, width, inner)).join(",\n")}\n${indent}]`;
  const members = Object.entries(value).map(([key, member]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + pretty(member, width, inner, name.length);
  });
  return `{\n${members.join(",\n")}\n${indent}}`;
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Which members of an answer are shown: those that the expected one has. `true` stands for all there is. */
export function shapeOf(expected) {
  if (Array.isArray(expected)) {
    const elements = expected.filter((element) => element !== null && typeof element === "object").map(shapeOf);
    return elements.length === 0 ? true : elements.reduce(both);
  }
  if (expected === null || typeof expected !== "object" || Object.keys(expected).length === 0) return true;
  return Object.fromEntries(Object.entries(expected).map(([key, member]) => [key, shapeOf(member)]));
}

/** Of a value the members of a shape. Of a list it is the members of each element. */
export function pick(value, shape) {
  if (shape === true || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((element) => pick(element, shape));
  return Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(shape, key)).map(([key, member]) => [key, pick(member, shape[key])]));
}

function both(one, other) {
  if (one === true || other === true) return true;
  const shape = { ...one };
  for (const [key, member] of Object.entries(other)) shape[key] = Object.hasOwn(shape, key) ? both(shape[key], member) : member;
  return shape;
}
