#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { checkModel, loadModel } from "leadgrade";
import { run } from "./run.js";
import { work } from "./worker.js";

// Threads beyond this many would only wait for the one that reads and writes.
const MOST_THREADS = 16;

// A reader that has seen enough, such as `head`, closes the pipe: that ends the run and is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

if (!isMainThread) await work(parentPort, workerData, loadModel);
else process.exitCode = await run(process.argv.slice(2), {
  loadModel,
  checkModel,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  // This file is published as dist/cli.js, one folder below the package's manifest.
  version: () => JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
  now: () => Date.now(),
  timer: () => performance.now(),
  threads: Math.min(availableParallelism(), MOST_THREADS),
  startThread: (job) => new Worker(new URL(import.meta.url), { workerData: job }),
});
