// RFC 9457 problem details: every answer of the function that is not an evaluation.

const KINDS = {
  "not-json": [400, "The body is not JSON"],
  "not-an-object": [400, "The lead is not an object"],
  "bad-envelope": [400, "The envelope cannot be read"],
  "bad-form": [400, "The form cannot be read"],
  "bad-instant": [400, "The instant cannot be read"],
  "not-found": [404, "There is nothing here"],
  "unknown-model": [404, "The model is unknown"],
  "method-not-allowed": [405, "The method is not allowed"],
  "too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The media type is not supported"],
  "bad-model": [422, "The model has errors"],
  "internal": [500, "The function failed"],
};

/** Thrown wherever a request turns out to be wrong, made a response in one place. */
export class Problem extends Error {
  constructor(code, detail, { headers = {}, ...members } = {}) {
    super(detail);
    const [status, title] = KINDS[code];
    Object.assign(this, { code, status, title, members, headers });
  }

  toResponse() {
    const { status, title } = this;
    const body = { type: `urn:leadgrade:problem:${this.code}`, title, status, detail: this.message, ...this.members };
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json", ...this.headers } });
  }
}
