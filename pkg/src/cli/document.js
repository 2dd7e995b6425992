import { readFile } from "node:fs/promises";
import { fileFailure } from "./failure.js";

/** A small document, a file's or (`-`) standard input's: its name for people, its bytes and its text. */
export async function readDocument(path, stdin) {
  if (path === "-") {
    const parts = [];
    for await (const part of stdin) parts.push(part);
    return document("<stdin>", Buffer.concat(parts));
  }
  try {
    return document(path, await readFile(path));
  } catch (error) {
    throw fileFailure("read", path, error);
  }
}

function document(name, bytes) {
  return { name, bytes, text: new TextDecoder().decode(bytes) };
}
