// What is in use once garbage is collected.
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

/** Collects until finalizers have run, too, and that frees nothing more; gives the bytes of the JavaScript heap in use. */
export async function heapInUse() {
  let before = Infinity;
  for (let round = 0; round < 20; round++) {
    gc();
    await sleep(10);
    const { heapUsed } = process.memoryUsage();
    if (round > 2 && before - heapUsed < 1024) return Math.min(before, heapUsed);
    before = heapUsed;
  }
  return before;
}
