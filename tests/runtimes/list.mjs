// The runtimes that the package is tried in, in the order of the README's table; each file has what it proves.
// `own`: by what the project has anyway; the others need what tools.mjs installs.
import browser from "./browser.mjs";
import bun from "./bun.mjs";
import deno from "./deno.mjs";
import esbuild from "./esbuild.mjs";
import inline from "./inline.mjs";
import next from "./next.mjs";
import node from "./node.mjs";
import rollup from "./rollup.mjs";
import vercel from "./vercel.mjs";
import vite from "./vite.mjs";
import webpack from "./webpack.mjs";
import workerd from "./workerd.mjs";

export const RUNTIMES = [...node, ...deno, ...bun, ...browser, ...vite, ...webpack, ...rollup, ...esbuild, ...workerd, ...vercel, ...next, ...inline];
