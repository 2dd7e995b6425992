// pkg/schema.json as the model reference needs it: the objects that a model is made of, their keys, and where a model has them.

/** Follows `$ref`; a description beside it goes before the one it leads to. */
export function resolve(schema, node) {
  if (node.$ref === undefined) return node;
  const { $ref, ...own } = node;
  return { ...resolve(schema, schema.$defs[$ref.replace("#/$defs/", "")]), ...own };
}

export function at(schema, pointer) {
  return pointer === "" ? schema : pointer.split("/").reduce((node, key) => node[key], schema);
}

// Keywords that only forbid or ask for a key beside another one.
const BESIDES = ["allOf", "dependentSchemas", "if", "then"];

/** The places of all objects with keys of their own, such as `$defs/signal`. */
export function objectPointers(schema) {
  const pointers = [];
  (function walk(node, path) {
    if (node === null || typeof node !== "object") return;
    if (node.type === "object" && node.properties !== undefined) pointers.push(path.join("/"));
    for (const [key, child] of Object.entries(node)) if (path.at(-1) === "properties" || !BESIDES.includes(key)) walk(child, [...path, key]);
  })(schema, []);
  return pointers;
}

/** Where a model has an object of the schema: `visit(pointer, object)` for each. */
export function walkModel(schema, model, visit) {
  (function walk(node, pointer, value) {
    if (node.$ref !== undefined) {
      const name = node.$ref.replace("#/$defs/", "");
      return walk(schema.$defs[name], `$defs/${name}`, value);
    }
    const below = (...keys) => [pointer, ...keys].filter((key) => key !== "").join("/");
    if (node.anyOf !== undefined) {
      const index = node.anyOf.findIndex((each) => takes(schema, each, value));
      if (index >= 0) walk(node.anyOf[index], below("anyOf", index), value);
    }
    if (Array.isArray(value) && node.items) for (const element of value) walk(node.items, below("items"), element);
    if (value === null || typeof value !== "object" || Array.isArray(value) || node.type !== "object") return;
    if (node.properties !== undefined) visit(pointer, value);
    for (const [key, member] of Object.entries(value)) {
      if (node.properties?.[key] !== undefined) walk(node.properties[key], below("properties", key), member);
      else if (typeof node.additionalProperties === "object") walk(node.additionalProperties, below("additionalProperties"), member);
    }
  })(schema, "", model);
}

function takes(schema, node, value) {
  const { type, required = [], properties, anyOf, const: only, enum: some } = resolve(schema, node);
  if (anyOf !== undefined) return anyOf.some((each) => takes(schema, each, value));
  if (only !== undefined) return value === only;
  if (some !== undefined) return some.includes(value);
  const found = Array.isArray(value) ? "array" : typeof value;
  if (type !== (type === "integer" && found === "number" ? "integer" : found)) return false;
  return type !== "object" || properties === undefined || (required.every((key) => Object.hasOwn(value, key)) && Object.keys(value).every((key) => Object.hasOwn(properties, key)) || required.length === 0);
}
