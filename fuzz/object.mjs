// The object door: JavaScript values of every kind, well-meant and hostile, go in as a lead, and must mean the same as the text
// that they stand for.
//
//   node fuzz/object.mjs --time 60            as many as there is time for
//   node fuzz/object.mjs --seed 7 --count 1   one of them again
//
// Every value is made from a recipe, and so is its text: by two ways that know nothing of each other.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import vm from "node:vm";
import { LeadgradeError, ModelError, checkModel, loadModel } from "leadgrade";
import { LONGEST, snapshot } from "../pkg/dist/snapshot.js";
import { evaluateByParts, same, thereAtOnce } from "../tests/js/support/parts.mjs";

const { values: options } = parseArgs({ options: { time: { type: "string", default: "60" }, seed: { type: "string" }, count: { type: "string", default: "Infinity" } } });
const DOCUMENT = JSON.parse(readFileSync(new URL("../tests/js/types/every-section.json", import.meta.url), "utf8"));
const NOW = "2026-11-22T10:00:00Z";
const AT = { now: NOW };
const CODES = new Set(["bad-instant", "freed", "not-json"]);
const DEEPEST = 17;
const KEYS = ["profile", "events", "id", "motion", "stage", "stageSince", "email", "jobTitle", "companySize", "industry", "tools", "customer", "backOn",
  "type", "at", "channel", "asset", "props", "path", "value", "a", "", "0", "-1", "__proto__", "constructor", "toString", "toJSON2", "length", "é", "\ud800", "x y"];
const TEXTS = ["", " ", "saas", "page", "ada@acme.example", "ada@gmail.com.", NOW, "50", "-0", "1e400", "\u0000", "\"\\/", "\u2028", "é\u0301", "😀", "\ud83d",
  "\ude00\ud83d", "n/a;crm; ;", "mql", "inbound", "x".repeat(8_193), "é".repeat(5_000), "\u001f".repeat(3_000)];
const NUMBERS = [0, -0, 1, -1, 50, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1_795_341_600_000, NaN, Infinity, -Infinity];
const BIG = [0n, 5n, -5n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 10n ** 400n];

const dead = () => { throw new Error("no"); };
const realm = vm.createContext({});
const [ForeignDate, ForeignArray, foreignObject] = vm.runInContext("[Date, Array, () => ({})]", realm);

/** Chance that is the same every time for one seed. */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit) => Math.floor(next() * limit), pick: (list) => list[Math.floor(next() * list.length)], once: (times) => next() * times < 1 };
}

// A recipe is [kind, …]; `parts` of containers are recipes again. One container may hold itself: ["again", levels].

function recipe(chance, depth, room) {
  if (room.left-- <= 0 || depth > 22) return ["null"];
  const scalar = [
    () => ["text", chance.pick(TEXTS)], () => ["text", chance.pick(TEXTS)], () => ["number", chance.pick(NUMBERS)], () => ["boolean", chance.once(2)],
    () => ["null"], () => ["big", chance.pick(BIG)], () => ["absent", chance.pick(["undefined", "function", "symbol"])], () => ["date", chance.pick([0, 1_795_341_600_000, NaN, 8.64e15, -1]), chance.once(3)],
    () => ["wrapped", chance.pick([5, -0, "saas", "\ud800", true, NaN])], () => ["broken", chance.below(9)],
  ];
  const list = () => ["list", chance.pick(["plain", "plain", "plain", "proxy", "foreign", "sparse", "subclass"]), parts(chance, depth, room, () => undefined)];
  const object = () => ["object", chance.pick(["plain", "plain", "plain", "bare", "proxy", "class", "foreign", "getters", "json", "hidden"]), parts(chance, depth, room, () => chance.pick(KEYS))];
  if (chance.once(40)) return ["again", 1 + chance.below(3)];
  if (chance.once(60)) return deep(chance);
  if (chance.once(30)) return ["empty", chance.pick(["Map", "Set", "RegExp", "Error", "Promise", "WeakMap"])];
  return chance.once(2) ? chance.pick(scalar)() : chance.once(2) ? list() : object();
}

function parts(chance, depth, room, name) {
  return Array.from({ length: chance.below(chance.once(8) ? 30 : 5) }, () => [name(), recipe(chance, depth + 1, room)]);
}

function deep(chance) {
  let inner = ["text", "bottom"];
  for (let level = chance.below(25); level > 0; level--) inner = chance.once(2) ? ["list", "plain", [[undefined, inner]]] : ["object", "plain", [["a", inner]]];
  return inner;
}

/** Mostly the shape of a lead, with anything in any place. */
function leadRecipe(chance) {
  const room = { left: chance.once(20) ? 3_000 : 60 };
  const any = (depth) => recipe(chance, depth, room);
  if (chance.once(12)) return any(1);
  const text = (list) => (chance.once(4) ? any(3) : ["text", chance.pick(list)]);
  const event = () => ["object", chance.pick(["plain", "proxy", "getters"]), [["type", text(["page", "demo", "form"])], ["at", text([NOW, "2026-11-20"])], ["props", any(4)], ["asset", any(4)]]];
  const profile = ["email", "jobTitle", "companySize", "industry", "tools", "customer", "backOn", "accountOwner", "contact"].filter(() => chance.once(2)).map((name) => [name, any(3)]);
  const members = [["id", any(2)], ["profile", chance.once(8) ? any(2) : ["object", chance.pick(["plain", "bare", "class", "proxy", "getters"]), profile]],
    ["events", chance.once(8) ? any(2) : ["list", chance.pick(["plain", "proxy"]), Array.from({ length: chance.below(5) }, () => [undefined, chance.once(6) ? any(3) : event()])]],
    ["motion", any(2)], ["stage", text(["mql", "sql", "lead"])], ["stageSince", any(2)]];
  return ["object", chance.pick(["plain", "plain", "bare", "proxy", "getters", "class"]), members.filter(() => !chance.once(4))];
}

/** The value of a recipe. `around` are the containers it is in; `reads` counts what is read of getters. */
function cook(recipe, around, reads) {
  const [kind, what, inner] = recipe;
  switch (kind) {
    case "text": case "number": case "boolean": case "big": return what;
    case "null": return null;
    case "absent": return { undefined, function: dead, symbol: Symbol("s") }[what];
    case "date": return inner ? new ForeignDate(what) : new Date(what);
    case "wrapped": return Object(what);
    case "empty": return { Map: new Map([[1, 2]]), Set: new Set([1]), RegExp: /x/, Error: new Error("e"), Promise: Promise.resolve(1), WeakMap: new WeakMap() }[what];
    case "broken": return broken(what);
    // Past the outermost container there is nothing to come again.
    case "again": return around.at(-Math.min(what, around.length)) ?? null;
    case "list": {
      const list = what === "foreign" ? new ForeignArray() : what === "subclass" ? new (class extends Array {})() : [];
      const inside = [...around, what === "proxy" ? new Proxy(list, {}) : list];
      inner.forEach(([, part], index) => {
        if (what === "sparse" && part[0] === "absent") list.length = index + 1;
        else list[index] = cook(part, inside, reads);
      });
      return inside.at(-1);
    }
    case "object": return object(what, inner, around, reads);
    default: throw new Error(kind);
  }
}

function object(what, inner, around, reads) {
  const made = what === "bare" ? Object.create(null) : what === "foreign" ? foreignObject() : what === "class" ? new (class { #secret = 1; get shown() { return this.#secret; } })() : {};
  const outside = what === "proxy" ? new Proxy(made, {}) : what === "json" ? { toJSON: () => made } : made;
  const inside = [...around, outside];
  for (const [name, part] of inner) {
    const value = cook(part, inside, reads);
    if (what === "getters") {
      const read = { times: 0 };
      reads.push(read);
      // Whoever looks twice sees something else.
      Object.defineProperty(made, name, { get: () => (read.times++ === 0 ? value : "changed"), enumerable: true, configurable: true });
    } else Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  }
  if (what === "hidden") {
    Object.defineProperty(made, "unseen", { value: 1, enumerable: false });
    made[Symbol("s")] = 1;
  }
  return outside;
}

// Of each there is nothing that JSON could say.
function broken(index) {
  const { proxy, revoke } = Proxy.revocable(index % 2 ? [] : {}, {});
  revoke();
  return [proxy, proxy, { get toJSON() { return dead(); } }, { toJSON: dead }, new Proxy({}, { ownKeys: dead }), new Proxy({}, { getPrototypeOf: dead }),
    new (class { get [Symbol.toStringTag]() { return "Date"; } })(), new Proxy([1], { get: dead }), new (class { get [Symbol.toStringTag]() { return dead(); } })()][index];
}

/** The text of a recipe, or undefined for what is left out; by the words of the documentation alone. */
function text(recipe, depth, around) {
  const [kind, what, inner] = recipe;
  switch (kind) {
    case "text": case "boolean": return JSON.stringify(what);
    case "number": return Number.isFinite(what) ? JSON.stringify(what) : "{}";
    case "big": return what >= -(2n ** 53n) && what <= 2n ** 53n ? String(what) : "{}";
    case "null": return "null";
    case "absent": return undefined;
    case "date": return Number.isNaN(what) ? "{}" : JSON.stringify(new Date(what));
    case "wrapped": return Number.isNaN(what) ? "{}" : JSON.stringify(what);
    case "empty": case "broken": return "{}";
    case "again": {
      const at = around.length - Math.min(what, around.length);
      // A getter has shown what it holds once; there is no saying what a second look gives. See `isFaithful`.
      return around.length === 0 ? "null" : text(around[at], depth, around.slice(0, at));
    }
    case "list":
      if (depth >= DEEPEST) return "{}";
      return `[${inner.map(([, part]) => text(part, depth + 1, [...around, recipe]) ?? "null").join(",")}]`;
    case "object": {
      if (depth >= DEEPEST) return "{}";
      // An object has a name once, at the first one's place unless it is an array index; of a name given twice the last value.
      const members = Object.create(null);
      for (const [name, part] of inner) members[name] = part;
      const texts = Object.keys(members).map((name) => [name, text(members[name], depth + 1, [...around, recipe])]);
      return `{${texts.filter(([, value]) => value !== undefined).map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
    }
    default: throw new Error(kind);
  }
}

/** Whether a cycle goes through a getter or repeats itself without end: then only that there is an answer is known. */
function isFaithful(recipe) {
  const has = (part, wanted) => wanted(part) || (Array.isArray(part[2]) && part[2].some(([, inner]) => has(inner, wanted)));
  const cycles = has(recipe, ([kind]) => kind === "again");
  return !cycles || (!has(recipe, ([kind, what]) => kind === "object" && what === "getters") && count(recipe, "again") <= 1);
}

function count(recipe, kind) {
  return (recipe[0] === kind ? 1 : 0) + (Array.isArray(recipe[2]) ? recipe[2].reduce((sum, [, part]) => sum + count(part, kind), 0) : 0);
}

// Of what repeats itself without end there may be more text than a string can hold.
function textIfFaithful(recipe) {
  return isFaithful(recipe) ? text(recipe, 1, []) : undefined;
}

const decode = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** What a call gives, or the code of the error that it throws; any other error is a fault. */
function outcome(call) {
  try {
    return { value: call() };
  } catch (error) {
    assert.ok(error instanceof LeadgradeError && CODES.has(error.code), `${error?.stack}`);
    return { code: error.code };
  }
}

const model = await loadModel(DOCUMENT);
const usual = { id: "l", profile: { email: "ada@acme.example", companySize: 240 }, events: [{ type: "page", at: NOW }] };
const usualAnswer = decode(model.evaluateBytes(usual, AT));

async function one(seed) {
  const chance = dice(seed);
  let lead = leadRecipe(chance);
  // A string is the text of a lead, and no value.
  if (lead[0] === "text") lead = ["object", "plain", [["id", lead]]];
  const expected = textIfFaithful(lead);
  const isObject = ["list", "object", "empty", "again"].includes(lead[0]);
  const reads = [];
  // A copy: it is valid until the next call. One that is too large is cut, be it within a character.
  const found = snapshot(cook(lead, [], reads)).slice();
  if (isFaithful(lead)) {
    const whole = isObject ? expected : "null";
    if (Buffer.byteLength(whole) < LONGEST) {
      assert.equal(decode(found), whole);
      const bytes = decode(model.evaluateBytes(cook(lead, [], []), AT));
      assert.equal(bytes, decode(model.evaluateBytes(whole, AT)), "an object is decided otherwise than its text");
      const parsed = JSON.parse(bytes);
      const [evaluation, isByParts] = evaluateByParts(model, cook(lead, [], []), AT);
      const there = thereAtOnce(evaluation);
      assert.deepEqual(there, same(there, parsed), "evaluate by parts and evaluateBytes differ");
      assert.deepEqual(evaluation, parsed, "evaluate and evaluateBytes differ");
      byParts += Number(isByParts);
      assert.equal(bytes, decode(model.evaluateBytes(new TextEncoder().encode(whole), AT)), "a text is decided otherwise than its bytes");
    } else {
      assert.ok(found.length >= LONGEST, "a lead that is too large is cut too early");
      assert.match(decode(model.evaluateBytes(cook(lead, [], []), AT)), /"lead-too-large"/);
    }
    assert.ok(reads.every(({ times }) => times <= 1), "something is read twice");
  }
  // In every other place it is taken, or refused with a code.
  const odd = recipe(chance, 1, { left: 40 });
  const context = { now: NOW, context: cook(odd, [], []) };
  const one = outcome(() => decode(model.evaluateBytes(usual, context)));
  if (isFaithful(odd)) assert.deepEqual(outcome(() => decode(model.evaluateBytes(usual, { now: NOW, context: cook(odd, [], []) }))), one, "the same context is read in two ways");
  outcome(() => model.evaluate(usual, { now: cook(recipe(chance, 1, { left: 3 }), [], []) }));
  outcome(() => model.evaluate(usual, cook(recipe(chance, 1, { left: 3 }), [], [])));
  outcome(() => {
    const form = model.form(cook(lead, [], []), AT);
    for (const name of ["email", "companySize", "industry"]) outcome(() => form.answer?.(name, cook(recipe(chance, 2, { left: 5 }), [], [])));
    form.free?.();
  });
  if (chance.once(20)) {
    const document = cook(["object", "plain", [...Object.keys(DOCUMENT).map((key) => [key, ["again", 1]]), ["fields", odd]]], [], []);
    for (const [key, value] of Object.entries(DOCUMENT)) if (key !== "fields") document[key] = value;
    await loadModel(document).then((loaded) => loaded.free(), (error) => assert.ok(error instanceof ModelError || CODES.has(error?.code), `${error?.stack}`));
    await checkModel(document).catch((error) => assert.ok(CODES.has(error?.code), `${error?.stack}`));
  }
  // A getter that evaluates, frees or loads inside of an evaluation disturbs nobody.
  if (chance.once(20)) {
    let inner;
    const nested = { ...usual, get motion() { inner = decode(model.evaluateBytes(usual, AT)); return undefined; } };
    assert.equal(decode(model.evaluateBytes(nested, AT)), usualAnswer);
    assert.equal(inner, usualAnswer);
    const other = await loadModel(DOCUMENT);
    assert.deepEqual(outcome(() => other.evaluate({ get id() { other.free(); return "l"; } }, AT)), { code: "freed" });
  }
  if (chance.once(8)) await streamed(chance, [expected ?? "", "{", JSON.stringify(usual), "", '"', textIfFaithful(leadRecipe(chance)) ?? "{}"]);
  assert.equal(decode(model.evaluateBytes(usual, AT)), usualAnswer, "a usual lead is decided otherwise now");
  assert.deepEqual(Object.keys(Object.prototype), [], "Object.prototype has changed");
}

/** Lines in pieces that end anywhere give what each line gives by itself. */
async function streamed(chance, lines) {
  const bytes = new TextEncoder().encode((chance.once(4) ? "\u{feff}" : "") + lines.join("\n") + (chance.once(2) ? "\n" : ""));
  const pieces = [];
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + 1 + chance.below(chance.once(4) ? 3 : 20_000));
    pieces.push(bytes.slice(from, to));
    from = to;
    if (pieces.length > 200) {
      pieces.push(bytes.slice(from));
      break;
    }
  }
  const source = new ReadableStream({ start(controller) { pieces.forEach((piece) => controller.enqueue(piece)); controller.close(); } });
  const found = await new Response(source.pipeThrough(model.stream(AT))).text();
  const expected = lines.filter((line) => line !== "").map((line) => `${decode(model.evaluateBytes(line, AT))}\n`).join("");
  assert.equal(found, expected, "a stream decides otherwise");
}

let byParts = 0;
const first = options.seed === undefined ? 1 : Number(options.seed);
const until = options.seed === undefined ? performance.now() + Number(options.time) * 1000 : Infinity;
const last = options.seed === undefined ? Infinity : first + (options.count === "Infinity" ? 1 : Number(options.count)) - 1;
let seed = first;
for (; seed <= last && performance.now() < until; seed++) {
  try {
    await one(seed);
  } catch (error) {
    console.error(`object: seed ${seed} fails (node fuzz/object.mjs --seed ${seed})\n${error.stack}`);
    process.exit(1);
  }
}
console.log(`object: ${seed - first} values, ${byParts} of them by their parts`);
