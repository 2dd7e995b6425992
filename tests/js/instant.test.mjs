// Instants are written as a Date writes them, but for a fraction that is zero.
import assert from "node:assert/strict";
import test from "node:test";
import { instantText } from "../../pkg/dist/instant.js";

const LAST = 253_402_300_799_999;
const DAY = 86_400_000;

test("instants are what a Date says", () => {
  let seed = 1;
  const random = (limit) => (seed = (Math.imul(seed, 48_271) >>> 0) % 0x7fff_ffff) % limit;
  const same = (milliseconds) => assert.equal(instantText(milliseconds), new Date(milliseconds).toISOString().replace(".000Z", "Z"));
  [0, 1, 999, 1000, DAY - 1, DAY, 951_782_400_000, 2 ** 32 * 1000 - 1, 2 ** 32 * 1000, LAST - 999, LAST].forEach(same);
  for (let times = 0; times < 20_000; times++) {
    const day = random(Math.floor(LAST / DAY)) * DAY;
    same(day);
    same(day + random(DAY));
    // The same places of what is remembered, other days.
    same(random(127) * 1000 * 127 + day);
  }
});
