// The same function on Vercel's edge runtime: copy it to api/evaluate.js of the project.

import worker from "./worker.js";

export const config = { runtime: "edge" };

export default (request) => worker.fetch(request);
