// What `npm start` runs in workerd: the function at /api/*, everything else from disk. Not deployed.

import worker from "./worker.js";

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  woff2: "font/woff2",
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

// rustdoc brings scripts of its own, in its pages too, and they write HTML.
const RUST_HEADERS = { ...HEADERS, "content-security-policy": "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'" };

// What is seen of each folder; of the package only what a browser loads.
const FOLDERS = [
  ["/leadgrade/", "PACKAGE", /^(form\/)?[\w-]+\.(js|wasm)$/],
  ["/form/", "FORMS", /^[\w-]+\.(html|css|js)$/],
  ["/models/", "MODELS", /^[\w-]+\.json$/],
  ["/built/", "BUILT", /^[\w-]+\.js$/],
  ["/docs/", "DOCS", /^([\w-]+\/)*[\w-]+\.(html|css|js|json)$/],
  ["/rust/", "RUST", /^([\w.-]+\/)*[\w-][\w.-]*\.(html|css|js|svg|png|woff2)$/],
  ["/", "WWW", /^[\w-]+\.(html|css|js|svg)$/],
];

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) return worker.fetch(request);
    if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "Method not allowed", { allow: "GET, HEAD" });
    if (pathname === "/docs") return plain(301, "Moved", { location: "/docs/" });
    const [prefix, service, allowed] = FOLDERS.find(([start]) => pathname.startsWith(start));
    const path = fileOf(pathname.slice(prefix.length), service);
    const file = allowed.test(path) ? await env[service].fetch(`http://disk/${path}`) : undefined;
    if (!file?.ok && service === "RUST") return plain(302, "Found", { location: await beyond(path, env) });
    if (!file?.ok) return plain(404, "Not found");
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
    const headers = { FORMS: FORM_HEADERS, RUST: RUST_HEADERS }[service] ?? HEADERS;
    return new Response(request.method === "HEAD" ? null : file.body, { headers: { ...headers, "content-type": type } });
  },
};

// The crate's first page is the project's README, with its links. What else is missing was not made, for want of cargo: it is
// where crates have their pages.
async function beyond(path, env) {
  const readme = await env.DOCS.fetch("http://disk/readme.json").then((file) => file.json());
  return readme[path.replace("leadgrade/", "")] ?? "https://docs.rs/leadgrade";
}

// A folder is its index; pages of the docs have addresses without an ending.
function fileOf(path, service) {
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  return service === "DOCS" && !/\.\w+$/.test(path) ? `${path}.html` : path;
}

function plain(status, text, headers = {}) {
  return new Response(`${text}\n`, { status, headers: { ...HEADERS, ...headers, "content-type": "text/plain; charset=utf-8" } });
}
