// The edge function in the real workerd: every status with its exact answer, and the same bytes as in Node.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkModel, explain, loadModel } from "leadgrade";
import { serve } from "../../scripts/serve.mjs";

const NOW = "2026-11-22T10:00:00Z";
const KIB = 1024;
const SERVE = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url));
const MODELS = ["b2b-saas", "hvac", "education", "bant", "champ", "meddic"];
const LEAD = {
  id: "l-1",
  profile: { email: "ada@acme.example", jobTitle: "Head of Ventas — “Ops”", companySize: 240, industry: "saas", homeowner: true, occupation: "employed" },
  events: [
    { type: "page", at: "2026-11-20T09:30:00Z", channel: "web", asset: "pricing" },
    { type: "form", at: "2026-11-22T08:00:00Z", channel: "web", asset: "demo" },
    { type: "page", at: "2026-12-24T18:00:00Z" },
  ],
};
const SMALL_MODEL = { leadgrade: 1, name: "mine", fields: { size: { type: "number" } }, fit: { rules: [{ id: "big", when: { size: { gte: 10 } }, points: 7 }] } };

let server;
before(async () => { server = await serve(); });
after(() => server.close());

const readModel = (name) => readFile(new URL(`../../examples/models/${name}.json`, import.meta.url));
const utf8 = (text) => new TextEncoder().encode(text);

/** Sends a body and gives back status, headers and bytes. */
async function send(body, { query = "", path = "/api/evaluate", method = "POST", headers = { "content-type": "application/json" } } = {}) {
  const response = await fetch(`${server.url}${path}${query}`, { method, headers, body, ...(body instanceof ReadableStream && { duplex: "half" }) });
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

function assertProblem(answer, expected) {
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(answer.status, expected.status);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(answer.bytes)), expected);
}

describe("POST /api/evaluate", () => {
  for (const name of MODELS) {
    test(`gives the bytes of the package in Node for a lead and the model ${name}`, async () => {
      const model = await loadModel(await readModel(name));
      const lead = utf8(JSON.stringify(LEAD));
      const answer = await send(lead, { query: `?model=${name}&now=${NOW}` });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/json");
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      assert.equal(answer.headers.get("cache-control"), "no-store");
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
      assert.deepEqual(answer.bytes, model.evaluateBytes(lead, { now: NOW }));
      assert.equal(JSON.parse(new TextDecoder().decode(answer.bytes)).model.name, name);
    });
  }

  test("takes b2b-saas without `model`, and its own clock without `now`", async () => {
    const begun = Date.now();
    const { bytes } = await send("{}");
    const evaluation = JSON.parse(new TextDecoder().decode(bytes));
    assert.equal(evaluation.model.name, "b2b-saas");
    assert.ok(Math.abs(Date.parse(evaluation.now) - begun) < 60_000, evaluation.now);
  });

  test("reads `now` as milliseconds and as a date", async () => {
    for (const [now, expected] of [["1795341600000", "2026-11-22T10:00:00Z"], ["2026-11-22", "2026-11-22T00:00:00Z"]]) {
      const { bytes } = await send("{}", { query: `?now=${now}` });
      assert.equal(JSON.parse(new TextDecoder().decode(bytes)).now, expected);
    }
  });

  test("evaluates an envelope like the lead in it", async () => {
    const query = `?model=hvac&now=${NOW}`;
    const bare = await send(JSON.stringify(LEAD), { query });
    assert.deepEqual((await send(JSON.stringify({ lead: LEAD }), { query })).bytes, bare.bytes);
    assert.deepEqual((await send(JSON.stringify({ now: NOW, lead: LEAD }), { query: "?model=hvac&now=2020-01-01" })).bytes, bare.bytes);
  });

  test("compiles the envelope's model and hands on its context", async () => {
    const model = await loadModel(SMALL_MODEL);
    const context = { turn: "not a turn" };
    const lead = { profile: { size: 12 } };
    const answer = await send(JSON.stringify({ model: SMALL_MODEL, lead, now: NOW, context }));
    assert.deepEqual(answer.bytes, model.evaluateBytes(utf8(JSON.stringify(lead)), { now: NOW, context }));
    const evaluation = JSON.parse(new TextDecoder().decode(answer.bytes));
    assert.equal(evaluation.score, 7);
    assert.ok(evaluation.notices.some(({ code }) => code === "bad-context"));
  });

  test("takes a lead for a lead although it speaks of \"lead\"", async () => {
    for (const lead of [{ profile: { jobTitle: "lead" } }, { stage: "lead" }, { profile: { lead: { model: 1 } } }]) {
      const model = await loadModel(await readModel("b2b-saas"));
      const answer = await send(JSON.stringify(lead), { query: `?now=${NOW}` });
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.bytes, model.evaluateBytes(utf8(JSON.stringify(lead)), { now: NOW }));
    }
  });

  test("answers a faulty lead with notices, not with a problem", async () => {
    const { status, bytes } = await send('{"profile":{"companySize":"many"},"events":[1]}', { query: `?now=${NOW}` });
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(new TextDecoder().decode(bytes)).notices.map(({ code }) => code).slice(0, 2), ["wrong-type", "bad-event"]);
  });

  test("takes a declared charset and other JSON types", async () => {
    for (const type of ["application/json; charset=utf-8", "application/JSON", "application/vnd.crm.lead+json"]) {
      assert.equal((await send("{}", { headers: { "content-type": type } })).status, 200, type);
    }
  });
});

describe("a submitted form", () => {
  const FIELDS = [["email", "ada@acme.example"], ["companySize", "500"], ["industry", ""], ["industry", "saas"], ["jobTitle", " "], ["country", "AT"], ["problem", "speed"], ["timeline", "now"], ["timeline", ""]];
  const PROFILE = { email: "ada@acme.example", companySize: "500", industry: "saas", country: "AT", problem: "speed", timeline: "now" };
  // What the form does not ask, though the model has fields of these names, or a visitor wishes it had.
  const FORGED = [["accountOwner", "ana"], ["optedOut", "false"], ["stage", "sql"], ["__proto__", "x"], ["constructor", "x"], ["profile", "{}"]];
  const query = `?model=b2b-saas&now=${NOW}`;
  const encoded = (fields) => ({ body: new URLSearchParams(fields).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } });
  const multipart = async (fields) => {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    form.append("companySize", new Blob(["7"]), "size.txt");
    const request = new Request("http://x/", { method: "POST", body: form });
    return { body: new Uint8Array(await request.arrayBuffer()), headers: { "content-type": request.headers.get("content-type") } };
  };
  const evaluated = async (lead, name = "b2b-saas") => (await loadModel(await readModel(name))).evaluateBytes(JSON.stringify(lead), { now: NOW });

  for (const [kind, encode] of [["url-encoded", encoded], ["multipart", multipart]]) {
    test(`is decided from what the model's form asks and nothing else: ${kind}`, async () => {
      const { body, headers } = await encode([...FIELDS, ...FORGED]);
      const answer = await send(body, { query, headers });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/json");
      assert.equal(answer.headers.get("vary"), "accept");
      assert.deepEqual(answer.bytes, await evaluated({ profile: PROFILE, events: [] }));
    });
  }

  test("is an event as well where the address says about what", async () => {
    const { body, headers } = encoded(FIELDS);
    const answer = await send(body, { query: `${query}&asset=demo`, headers });
    assert.deepEqual(answer.bytes, await evaluated({ profile: PROFILE, events: [{ type: "form", at: NOW, channel: "web", asset: "demo" }] }));
    assert.ok(JSON.parse(new TextDecoder().decode(answer.bytes)).intent.points > 0);
  });

  test("takes the clock without `now`, for the event too", async () => {
    const { body, headers } = encoded(FIELDS);
    const evaluation = JSON.parse(new TextDecoder().decode((await send(body, { query: "?asset=demo", headers })).bytes));
    assert.ok(Math.abs(Date.parse(evaluation.now) - Date.now()) < 60_000);
    assert.ok(evaluation.intent.points > 0, "the event is not in the future");
  });

  test("has all values of a set, and the fields of a model without a form", async () => {
    const answer = await send("x=1", { query: `?model=hvac&now=${NOW}`, headers: encoded([]).headers });
    assert.equal(answer.status, 200);
    const { leadOfForm } = await import("../../edge/form.js");
    const document = { fields: { tools: { type: "set" }, size: { type: "number" } } };
    const { body, headers } = encoded([["tools", "crm"], ["tools", "mail"], ["size", "1"], ["size", "2"], ["other", "3"]]);
    const request = { headers: new Headers(headers) };
    assert.deepEqual(await leadOfForm(request, body, document, { now: 0, asset: null }), { profile: { tools: ["crm", "mail"], size: "2" }, events: [] });
  });

  const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  test("is answered with a page where one is wanted, in words for the visitor", async () => {
    const { body, headers } = encoded(FIELDS);
    const answer = await send(body, { query: `${query}&asset=demo`, headers: { ...headers, accept: BROWSER } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(answer.headers.get("content-security-policy"), "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    const text = new TextDecoder().decode(answer.bytes);
    const evaluation = JSON.parse(new TextDecoder().decode(await evaluated({ profile: PROFILE, events: [{ type: "form", at: NOW, channel: "web", asset: "demo" }] })));
    const words = text.replaceAll(/<[^>]*>/g, "\n").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    const missing = explain(evaluation, "subject").split("\n").slice(1).filter((line) => !words.includes(line.replace(/^- /, "")));
    assert.deepEqual(missing, []);
    assert.match(text, /<h1>Thank you<\/h1>/);
    for (const secret of [evaluation.stage, evaluation.action.rule, String(evaluation.score)]) assert.ok(!words.includes(secret), secret);
  });

  for (const accept of ["*/*", "application/json", "text/html;q=0, application/json", undefined]) {
    test(`is answered with JSON for ${accept ?? "whoever does not say"}`, async () => {
      const { body, headers } = encoded(FIELDS);
      const answer = await send(body, { query, headers: { ...headers, ...(accept && { accept }) } });
      assert.equal(answer.headers.get("content-type"), "application/json");
    });
  }

  test("that cannot be read or decided gets a page or a problem", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    assertProblem(await send("nothing", { query, headers }), { type: "urn:leadgrade:problem:bad-form", title: "The form cannot be read", status: 400, detail: "the body is no form of the type that it is declared as" });
    const large = `email=${"x".repeat(256 * KIB)}`;
    assertProblem(await send(large, { query, headers: encoded([]).headers }), { type: "urn:leadgrade:problem:too-large", title: "The body is too large", status: 413, detail: "the form has more than 262,144 bytes" });
    const page = await send("email=x", { query: "?model=%3Cb%3E", headers: { ...encoded([]).headers, accept: BROWSER } });
    assert.equal(page.status, 404);
    assert.match(new TextDecoder().decode(page.bytes), /<h1>The model is unknown<\/h1><p>there is no model `&lt;b&gt;`/);
  });
});

describe("problems", () => {
  const NOT_JSON = { type: "urn:leadgrade:problem:not-json", title: "The body is not JSON", status: 400, detail: "the body cannot be read as JSON in UTF-8" };
  const NOT_AN_OBJECT = { type: "urn:leadgrade:problem:not-an-object", title: "The lead is not an object", status: 400, detail: "a lead is a JSON object" };
  const BAD_INSTANT = { type: "urn:leadgrade:problem:bad-instant", title: "The instant cannot be read", status: 400, detail: "`now` is neither RFC 3339 with an offset, nor a date, nor milliseconds" };
  const LEAD_TOO_LARGE = { type: "urn:leadgrade:problem:too-large", title: "The body is too large", status: 413, detail: "the lead has more than 262,144 bytes" };
  const BODY_TOO_LARGE = { type: "urn:leadgrade:problem:too-large", title: "The body is too large", status: 413, detail: "the body has more than 1,310,720 bytes" };

  for (const [what, body] of [["empty", ""], ["cut off", '{"profile":'], ["cut off in an envelope", '{"lead":{}'], ["not UTF-8", new Uint8Array([0x22, 0xff, 0x22])], ["behind a BOM", "\ufeff{}"]]) {
    test(`400 for a body that is ${what}`, async () => assertProblem(await send(body), NOT_JSON));
  }

  for (const [what, body] of [["an array", "[]"], ["a string", '"lead"'], ["null", "null"], ["an envelope of null", '{"lead":null}'], ["an envelope of text", '{"lead":"{}"}']]) {
    test(`400 for a lead that is ${what}`, async () => assertProblem(await send(body), NOT_AN_OBJECT));
  }

  for (const [what, body, query] of [["in the query", "{}", "?now=soon"], ["empty in the query", "{}", "?now="], ["in the envelope", '{"lead":{},"now":"24:00"}', ""], ["of another type", '{"lead":{},"now":{}}', ""]]) {
    test(`400 for a \`now\` ${what} that is no instant`, async () => assertProblem(await send(body, { query }), BAD_INSTANT));
  }

  test("400 for a misspelled member of an envelope", async () => {
    assertProblem(await send('{"lead":{},"modle":{}}'), { type: "urn:leadgrade:problem:bad-envelope", title: "The envelope cannot be read", status: 400, detail: "an envelope has the members `lead`, `model`, `now`, `context`, not `modle`" });
  });

  test("400 for a context that is no object", async () => {
    assertProblem(await send('{"lead":{},"context":[]}'), { type: "urn:leadgrade:problem:bad-envelope", title: "The envelope cannot be read", status: 400, detail: "`context` is not an object" });
  });

  for (const name of ["acme", "constructor", ""]) {
    test(`404 for the model \`${name}\``, async () => {
      assertProblem(await send("{}", { query: `?model=${name}` }), { type: "urn:leadgrade:problem:unknown-model", title: "The model is unknown", status: 404, detail: `there is no model \`${name}\`, only \`b2b-saas\`, \`hvac\`, \`education\`, \`bant\`, \`champ\`, \`meddic\`` });
    });
  }

  test("404 for another path", async () => {
    assertProblem(await send("{}", { path: "/api/evaluation" }), { type: "urn:leadgrade:problem:not-found", title: "There is nothing here", status: 404, detail: "the function answers at `/api/evaluate`" });
  });

  for (const method of ["GET", "PUT", "DELETE"]) {
    test(`405 for ${method}`, async () => {
      const answer = await send(undefined, { method });
      assert.equal(answer.headers.get("allow"), "POST, OPTIONS");
      assertProblem(answer, { type: "urn:leadgrade:problem:method-not-allowed", title: "The method is not allowed", status: 405, detail: "send the lead with `POST`" });
    });
  }

  for (const type of ["text/plain", "application/jsonp", "application/x-www-form-urlencodedx", undefined]) {
    test(`415 for ${type ?? "no media type"}`, async () => {
      const answer = await send(utf8("{}"), { headers: type === undefined ? {} : { "content-type": type } });
      assert.equal(answer.headers.get("accept-post"), "application/json, application/x-www-form-urlencoded, multipart/form-data");
      assertProblem(answer, { type: "urn:leadgrade:problem:unsupported-media-type", title: "The media type is not supported", status: 415, detail: "send the lead as `application/json`, or a form" });
    });
  }

  test("422 with all diagnostics for a model with errors", async () => {
    const model = { leadgrade: 1, name: "mine", feilds: {}, fields: { size: { type: "nummer" } } };
    const diagnostics = (await checkModel(model)).map(({ code, severity, path, message, help }) => ({ code, severity, path, message, help }));
    assert.ok(diagnostics.length >= 2, "the model has two errors");
    assertProblem(await send(JSON.stringify({ lead: {}, model })), { type: "urn:leadgrade:problem:bad-model", title: "The model has errors", status: 422, detail: "nothing was evaluated; see `diagnostics`", diagnostics });
  });

  for (const model of [null, "b2b-saas", 7, []]) {
    test(`422 for the model ${JSON.stringify(model)}`, async () => {
      const answer = await send(JSON.stringify({ lead: {}, model }));
      assert.equal(answer.status, 422);
      assert.ok(JSON.parse(new TextDecoder().decode(answer.bytes)).diagnostics.length >= 1);
    });
  }

  test("413 for a lead of one byte more than 256 KiB, bare or in an envelope", async () => {
    const lead = (size) => `{"id":"${"x".repeat(size - 9)}"}`;
    assert.equal((await send(lead(256 * KIB))).status, 200);
    assertProblem(await send(lead(256 * KIB + 1)), LEAD_TOO_LARGE);
    assertProblem(await send(`{"lead":${lead(256 * KIB + 1)}}`), LEAD_TOO_LARGE);
  });

  test("an envelope may be larger than a lead, for its model's sake", async () => {
    const model = { ...SMALL_MODEL, description: "x".repeat(300 * KIB) };
    const answer = await send(JSON.stringify({ model, lead: { profile: { size: 12 } } }));
    assert.equal(JSON.parse(new TextDecoder().decode(answer.bytes)).score, 7);
  });

  test("413 for a declared length of more than 1.25 MiB", async () => {
    assertProblem(await send(" ".repeat(1280 * KIB + 1)), BODY_TOO_LARGE);
  });

  test("413 for a stream without end, while it is still coming", async () => {
    const chunk = Buffer.alloc(64 * KIB, " ");
    const answer = await new Promise((resolve, reject) => {
      const request = httpRequest(`${server.url}/api/evaluate`, { method: "POST", headers: { "content-type": "application/json" } });
      const pour = setInterval(() => request.write(chunk), 1);
      const stop = () => clearInterval(pour);
      request.on("error", (error) => { stop(); reject(error); });
      request.on("response", async (response) => {
        stop();
        const bytes = Buffer.concat(await response.toArray());
        request.destroy();
        resolve({ status: response.statusCode, headers: new Headers(response.headers), bytes });
      });
    });
    assertProblem(answer, BODY_TOO_LARGE);
  });
});

test("a preflight is answered for every origin", async () => {
  const { status, headers } = await send(undefined, { method: "OPTIONS", headers: { origin: "https://shop.example", "access-control-request-method": "POST" } });
  assert.equal(status, 204);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(headers.get("access-control-allow-methods"), "POST");
  assert.equal(headers.get("access-control-allow-headers"), "content-type");
});

test("a built-in model does not leave the function", async () => {
  const text = new TextDecoder().decode((await send("{}")).bytes);
  assert.ok(!text.includes("rivalsoft"), "a list of the model is in the answer");
});

describe("the files of the page", () => {
  const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  for (const [path, type] of [["/", "text/html; charset=utf-8"], ["/style.css", "text/css; charset=utf-8"], ["/app.js", "text/javascript; charset=utf-8"], ["/favicon.svg", "image/svg+xml"], ["/leadgrade/web.js", "text/javascript; charset=utf-8"], ["/leadgrade/leadgrade.wasm", "application/wasm"], ["/models/hvac.json", "application/json"]]) {
    test(`${path} is ${type}, under the policy`, async () => {
      const response = await fetch(`${server.url}${path}`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), type);
      assert.equal(response.headers.get("content-security-policy"), CSP);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff");
      assert.equal(response.headers.get("cache-control"), "no-store");
      assert.ok((await response.arrayBuffer()).byteLength > 100);
    });
  }

  // Sent by hand, because fetch would tidy the path up before it leaves.
  for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/leadgrade/../package.json", "/leadgrade/%2e%2e/package.json", "/models/..%5c..%5cpackage.json", "//etc/passwd", "/leadgrade/cli.js/", "/leadgrade/", "/models/", "/.gitignore", "/leadgrade/build.json"]) {
    test(`${path} is not served`, async () => {
      const status = await new Promise((resolve, reject) => {
        httpRequest({ host: "127.0.0.1", port: new URL(server.url).port, path }, (response) => { response.resume(); resolve(response.statusCode); }).on("error", reject).end();
      });
      assert.equal(status, 404);
    });
  }

  test("only GET and HEAD are allowed", async () => {
    assert.equal((await fetch(server.url, { method: "HEAD" })).status, 200);
    const response = await fetch(server.url, { method: "POST" });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "GET, HEAD");
  });
});

describe("node scripts/serve.mjs", () => {
  const start = (port) => {
    const child = spawn(process.execPath, [SERVE], { env: { ...process.env, PORT: String(port) } });
    const said = { out: "", err: "" };
    child.stdout.on("data", (data) => { said.out += data; });
    child.stderr.on("data", (data) => { said.err += data; });
    return { child, said, exit: new Promise((resolve) => child.once("close", resolve)) };
  };

  test("says which port is taken, and how to take another", async () => {
    const { port } = new URL(server.url);
    const { said, exit } = start(port);
    assert.equal(await exit, 1);
    assert.match(said.err, new RegExp(`^leadgrade: port ${port} is taken; stop what uses it, or choose another: PORT=${Number(port) + 1} npm start\n$`));
  });

  test("refuses a port that is none", async () => {
    const { said, exit } = start("http");
    assert.equal(await exit, 1);
    assert.equal(said.err, "leadgrade: PORT must be a number from 0 to 65535\n");
  });

  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`stops workerd on ${signal}`, async () => {
      const { child, said, exit } = start(0);
      while (!said.out.includes("\n")) await new Promise((resolve) => child.stdout.once("data", resolve));
      const url = said.out.match(/http:\S+/)[0];
      assert.equal((await fetch(url)).status, 200);
      child.kill(signal);
      assert.equal(await exit, 0);
      await assert.rejects(fetch(url));
    });
  }
});
