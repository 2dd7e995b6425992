// What other systems say of a lead, turned into parts of one. No I/O, no clock; what cannot be read is left out.
export { fromCloudflare, fromVercel } from "./geo.js";
export { fromGa4 } from "./ga4.js";
export { fromHubSpotContact, fromHubSpotForm } from "./hubspot.js";
export { fromMarketoLead } from "./marketo.js";
export { fromSalesforceLead } from "./salesforce.js";
export { fromSegment } from "./segment.js";
export { fromTypeform } from "./typeform.js";
export { merge } from "./merge.js";
