// The examples of the model reference: each says what comes of it, there is one for every key of the schema, and it needs that key.
// After a change that is meant, `BLESS=1 node --test tests/js/site-examples.test.mjs` writes what comes of them now; read the difference.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import test, { describe } from "node:test";
import { checkModel, loadModel } from "leadgrade";
import { NOW } from "../../scripts/site/example.mjs";
import { SECTIONS, referenceKeys } from "../../scripts/site/reference.mjs";
import { objectPointers, walkModel } from "../../scripts/site/schema.mjs";
import { decide } from "../../www/docs/decide.js";
import { pretty, shapeOf } from "../../www/docs/pretty.js";

const FOLDER = new URL("../../www/docs/reference/", import.meta.url);
const read = (url) => JSON.parse(readFileSync(url, "utf8"));
const schema = read(new URL("../../pkg/schema.json", import.meta.url));
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json")).sort();

const run = ({ model, lead = {}, now = NOW, context, kind, expect }, document = model) =>
  decide({ checkModel, loadModel }, { model: JSON.stringify(document), lead: JSON.stringify(lead), now, context, kind, shape: shapeOf(expect) });

for (const file of files) {
  describe(`examples of ${file}`, () => {
    const examples = read(new URL(file, FOLDER));
    for (const example of examples) {
      test(example.keys.join(" "), async () => {
        const { answer, faults } = await run(example);
        assert.equal(faults, undefined, JSON.stringify(faults));
        if (process.env.BLESS) example.expect = answer;
        assert.deepEqual(answer, example.expect);
        for (const name of example.keys) {
          const without = lacking(example.model, name);
          assert.ok(without, `the model has ${name}`);
          const other = await run(example, without).catch((error) => ({ error: error.message }));
          assert.notDeepEqual(other.answer, example.expect, `without ${name} it comes to the same`);
        }
      });
    }
    if (process.env.BLESS) test("are written anew", () => writeFileSync(new URL(file, FOLDER), `${pretty(examples, 120)}\n`));
  });
}

test("every key of the schema has an example, on the page of its section", () => {
  assert.deepEqual(files, SECTIONS.filter(({ objects }) => Object.keys(objects).length > 0).map(({ id }) => `${id}.json`).sort());
  const shown = files.flatMap((file) => read(new URL(file, FOLDER)).flatMap(({ keys }) => keys));
  assert.deepEqual(shown.toSorted(), referenceKeys(schema).toSorted());
});

test("the reference has every object of the schema", () => {
  assert.deepEqual(SECTIONS.flatMap(({ objects }) => Object.values(objects)).toSorted(), objectPointers(schema).toSorted());
});

// The model without that key wherever it stands; `undefined` when it has none.
function lacking(model, name) {
  const [object, key] = [name.slice(0, name.indexOf(".")), name.slice(name.indexOf(".") + 1)];
  const pointer = SECTIONS.map(({ objects }) => objects[object]).find((each) => each !== undefined);
  const copy = structuredClone(model);
  let found = false;
  walkModel(schema, copy, (at, value) => {
    if (at !== pointer || !Object.hasOwn(value, key)) return;
    delete value[key];
    found = true;
  });
  return found ? copy : undefined;
}
