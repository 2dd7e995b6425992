/**
 * Adapters: what other systems say of a lead, turned into parts of one.
 *
 * ```js
 * import { loadModel } from "leadgrade";
 * import { fromCloudflare, fromSegment, merge } from "leadgrade/adapters";
 *
 * const lead = merge(fromCloudflare(request.cf), fromSegment(messages));
 * const evaluation = model.evaluate(lead);
 * ```
 *
 * Each is a pure function of what it is given: no clock, no I/O. None of them throws or changes its input, whatever that
 * is; what cannot be read is left out. Profiles keep the source's own names, which a model's fields know as `aliases`.
 * docs/adapters.md lists for each adapter every member that comes out.
 *
 * @packageDocumentation
 */
import type { Instant, Lead, LeadEvent } from "../types.cjs";

/** A value in a profile. `null` and blank texts never come out of an adapter. */
export type ProfileValue = string | number | boolean | readonly ProfileValue[] | { readonly [name: string]: ProfileValue };

/** Parts of a lead; each of them is a {@link Lead} by itself. What the source does not know is not there. */
export interface LeadParts {
  /** The source's id of the person. */
  id?: string;
  /** What is known about them, under the source's names. */
  profile?: { [name: string]: ProfileValue };
  /** What they did, in the order of the source; each with a type and an instant. */
  events?: LeadEvent[];
}

/** Parts of a lead without events. */
export type ProfileParts = Pick<LeadParts, "id" | "profile">;

/** Options of {@link fromSegment}. */
export interface SegmentOptions {
  /** The channel of all events, such as `product` for a source inside the product. Without it the messages say. */
  readonly channel?: string;
}

/** Options of {@link fromHubSpotForm} and {@link fromTypeform}. */
export interface FormOptions {
  /** What the form is about, such as `demo`: the event's `asset`. */
  readonly asset?: string;
}

/** Options for sources that may leave out when something happened. */
export interface ClockOptions {
  /** When events happened that do not say so themselves. Without it they are left out. */
  readonly at?: Instant;
}

/**
 * Segment messages of one person, one or several: `identify` and `group` give the profile, `track`, `page` and `screen`
 * events. Events happened at `receivedAt − (sentAt − originalTimestamp)`, which corrects a sender's wrong clock.
 */
export function fromSegment(payload: unknown, options?: SegmentOptions): LeadParts;

/** A HubSpot form submission (v3): its fields, consent, and an event `form`. */
export function fromHubSpotForm(payload: unknown, options?: FormOptions & ClockOptions): LeadParts;

/** A HubSpot contact, or just its `properties`, as the CRM API returns them or as the legacy API does (`{ value }`). */
export function fromHubSpotContact(payload: unknown): ProfileParts;

/** A Salesforce Lead as the REST API returns it. */
export function fromSalesforceLead(payload: unknown): ProfileParts;

/** A Marketo lead record: one of `result` as the REST API returns it. */
export function fromMarketoLead(payload: unknown): ProfileParts;

/** A Typeform response: a webhook's body, its `form_response`, or one of the Responses API's items. */
export function fromTypeform(payload: unknown, options?: FormOptions): LeadParts;

/** Google Analytics 4 events in the shape of the Measurement Protocol, `generate_lead` and its kin among them. */
export function fromGa4(payload: unknown, options?: ClockOptions): LeadParts;

/** Cloudflare's `request.cf`: where the request came from. */
export function fromCloudflare(cf: unknown): ProfileParts;

/** The headers that Vercel adds to a request, as a `Headers` object or Node's object of headers: where it came from. */
export function fromVercel(headers: unknown): ProfileParts;

/**
 * One lead from several parts. Later parts win, member by member and also inside objects of the profile; `null` and
 * blank texts hide nothing. Events come one part after the other.
 */
export function merge(...parts: readonly (Lead | null | undefined)[]): Lead;
