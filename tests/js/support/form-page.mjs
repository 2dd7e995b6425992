// Pages with a form bound to a session, and a server for them that takes what they submit.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PKG = fileURLToPath(new URL("../../../pkg", import.meta.url));
const SESSION = fileURLToPath(new URL("./form-session.mjs", import.meta.url));

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem; max-width: 36rem; color: #1a1a1a; background: #fff; }
  fieldset, p, div { margin: 0 0 1rem; } fieldset label { display: block; }
  .row { display: flex; gap: .5rem; flex-wrap: wrap; }
`;

/** The questions as an author would write them, in several ways, with things beside them that are none. */
export const FIELDS = `
  <input type="hidden" name="utm" value="spring">
  <p><label for="size">How many people work there?</label>
    <select name="size" id="size"><option value="">Please choose</option><option value="20">1–49</option><option value="500">50–999</option></select></p>
  <fieldset><legend>What is your part in the decision?</legend>
    <label><input type="radio" name="role" value="none"> None</label>
    <label><input type="radio" name="role" value="user"> I would use it</label>
    <label><input type="radio" name="role" value="decider"> I decide</label></fieldset>
  <div data-question><h2 id="budget-title">Money</h2>
    <div role="group" aria-labelledby="budget-title">
      <label><input type="radio" name="budget" value="true"> There is a budget</label>
      <label><input type="radio" name="budget" value="false"> There is none</label></div></div>
  <fieldset><legend>Which tools do you use?</legend>
    <label><input type="checkbox" name="tools" value="crm"> CRM</label>
    <label><input type="checkbox" name="tools" value="mail"> Mail</label></fieldset>
  <label for="seats">How many seats do you need?</label> <div class="row"><input name="seats" id="seats" inputmode="numeric"></div>
  <p class="row"><label>Where can we reach you? <input type="email" name="email" autocomplete="email"></label></p>
  <p><label>Anything else? <textarea name="note"></textarea></label></p>
  <p><button type="submit">Send</button></p>
`;

/** A page whose script binds the form; `options` is the text of the options' members. */
export function formPage({ fields = FIELDS, options = "form: () => session()", head = "", after = "" } = {}) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Form</title><style>${STYLE}</style>${head}</head>
<body><main><h1>Talk to us</h1><form id="demo" method="post" action="/answers">${fields}</form></main>
<script type="module">
  import { bindForm } from "/form/index.js";
  import { isFreed, session } from "/form-session.js";
  globalThis.isFreed = isFreed;
  const element = document.getElementById("demo");
  globalThis.heard = [];
  for (const name of ["question", "settled", "stage", "disqualified"]) element.addEventListener("leadgrade:" + name, ({ detail }) => heard.push([name, detail]));
  globalThis.bind = (more) => bindForm(element, { ${options}, ...more });
  globalThis.binding = bind();
  ${after}
</script></body></html>`;
}

/** Serves the page that is in `html` at the time, and scripts; `submissions` has the fields of each form that was sent. */
export async function serveForms(test) {
  const site = { html: "", scripts: {}, submissions: [], origin: "" };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const answer = (type, body) => response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
    if (request.method === "POST") {
      const body = Buffer.concat(await request.toArray()).toString();
      site.submissions.push([...new URLSearchParams(body)]);
      return answer("text/html", '<!doctype html><html lang="en"><title>Thanks</title><h1>Thanks</h1>');
    }
    if (pathname === "/") return answer("text/html", site.html);
    if (pathname === "/elsewhere") return answer("text/html", '<!doctype html><html lang="en"><title>Elsewhere</title>');
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    // The binding from its sources, the session from the package as it is built.
    const file = pathname === "/form-session.js" ? SESSION : join(PKG, pathname.startsWith("/form/") ? "src" : "", pathname);
    const script = site.scripts[pathname] ?? await readFile(file).catch(() => null);
    return script === null ? response.writeHead(404).end() : answer("text/javascript", script);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => server.close());
  site.origin = `http://127.0.0.1:${server.address().port}`;
  return site;
}
