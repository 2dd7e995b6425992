// What `npm start` runs in workerd: the function at /api/*, everything else from disk. Not deployed.

import worker from "./worker.js";

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join("; "),
};

// The examples of forms are submitted to the function.
const FORM_HEADERS = { ...HEADERS, "content-security-policy": HEADERS["content-security-policy"].replace("form-action 'none'", "form-action 'self'") };

// The page sees five folders, and of the package only what a browser loads.
const FOLDERS = [
  ["/leadgrade/", "PACKAGE", /^(form\/)?[\w-]+\.(js|wasm)$/],
  ["/form/", "FORMS", /^[\w-]+\.(html|css|js)$/],
  ["/models/", "MODELS", /^[\w-]+\.json$/],
  ["/built/", "BUILT", /^[\w-]+\.js$/],
  ["/", "WWW", /^[\w-]+\.(html|css|js|svg)$/],
];

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) return worker.fetch(request);
    if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "Method not allowed", { allow: "GET, HEAD" });
    const [prefix, service, allowed] = FOLDERS.find(([start]) => pathname.startsWith(start));
    const path = pathname === "/" ? "index.html" : pathname.slice(prefix.length);
    const file = allowed.test(path) ? await env[service].fetch(`http://disk/${path}`) : undefined;
    if (!file?.ok) return plain(404, "Not found");
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
    const headers = service === "FORMS" ? FORM_HEADERS : HEADERS;
    return new Response(request.method === "HEAD" ? null : file.body, { headers: { ...headers, "content-type": type } });
  },
};

function plain(status, text, headers = {}) {
  return new Response(`${text}\n`, { status, headers: { ...HEADERS, ...headers, "content-type": "text/plain; charset=utf-8" } });
}
