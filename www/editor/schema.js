// The parts of the model's JSON Schema that apply at a path. All alternatives are kept: which of them holds is leadgrade's to say.

export function openSchema(schema) {
  const resolve = (ref) => ref.slice(2).split("/").reduce((part, key) => part[key], schema);

  /** A schema, what it refers to and its alternatives, outermost first. */
  function expand(part, seen = new Set()) {
    if (part === null || typeof part !== "object" || seen.has(part)) return [];
    seen.add(part);
    const inner = [...(part.$ref === undefined ? [] : [resolve(part.$ref)]), ...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])];
    return [part, ...inner.flatMap((each) => expand(each, seen))];
  }

  function step(part, key) {
    if (typeof key === "number") return part.prefixItems?.[key] ?? part.items;
    return part.properties?.[key] ?? part.additionalProperties;
  }

  return {
    at: (path) => path.reduce((parts, key) => unique(parts.flatMap((part) => expand(step(part, key)))), expand(schema)),
    /** Whether a named definition is among the parts. */
    isA: (parts, name) => parts.includes(schema.$defs[name]),
  };
}

function unique(parts) {
  return [...new Set(parts)];
}

export function firstWords(parts) {
  return parts.find((part) => part.description !== undefined)?.description ?? "";
}

/** "text", "number", "one of `a`, `b`": what may stand there. */
export function kinds(parts) {
  const found = parts.flatMap((part) => [part.type ?? []].flat().concat(part.enum !== undefined || part.const !== undefined ? ["constant"] : []));
  const words = { string: "text", object: "an object", array: "a list", number: "a number", integer: "a whole number", boolean: "true or false", constant: [] };
  return [...new Set(found.flatMap((kind) => words[kind] ?? []))];
}
