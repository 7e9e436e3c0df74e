import type { z } from "zod";
import type { ErrorWord } from "./errors.js";
import type { Scope } from "./scopes.js";

/** What a call costs, in credits. */
export interface Price {
  readonly success: number;
  readonly not_found: number;
  /** What `success` is the price of; the call, if absent. */
  readonly per?: string;
}

/** One thing that a client can ask for, as data. Routes, documents and `openapi.json` are made from it. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST" | "DELETE";
  /** What stands in braces is one of `params`: `/people/{person_id}`. */
  readonly path: string;
  /** One line. */
  readonly summary: string;
  /** The scope of the API key that is needed; such calls count against the plan's rate, unless `unrated`. Null: no key is needed. */
  readonly scope: Scope | null;
  /** Calls do not count against the plan's rate. */
  readonly unrated?: true;
  readonly price: Price;
  /** Whether an `Idempotency-Key` is heeded though the call itself costs nothing. */
  readonly answeredOnce?: true;
  /** Bytes of the longest body that is read, where it may be longer than others. */
  readonly longestBody?: number;
  /** Media types of a body that is a file instead of JSON. */
  readonly upload?: readonly string[];
  /** Media types of an answer that is a stream instead of JSON. */
  readonly streams?: readonly string[];
  /** Schema of what each event of a stream of server-sent events says, where the answer is one. */
  readonly event?: z.ZodType;
  /** Schema of the JSON body, where there is one. */
  readonly body?: z.ZodType;
  /** A body that can be sent as it stands: what `/docs` begins with. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** Schema of what stands in braces in the path, where something does: an object of texts. */
  readonly params?: z.ZodObject;
  /** Schema of what may stand in the query, where something may: an object of texts, each optional. */
  readonly query?: z.ZodObject;
  /** Schemas of the success answers: any one of them. */
  readonly answers: readonly z.ZodType[];
  readonly errors: readonly ErrorWord[];
}

export const FREE: Price = { success: 0, not_found: 0 };

/** The header of billable calls by which a client names one that it may have to ask again. */
export const ONCE_HEADER = "Idempotency-Key";

/** Its longest value, in characters. */
export const LONGEST_ONCE_KEY = 255;

/** Errors of calls that cost credits, beside those of the way in. */
export const BILLED = [
  "insufficient_credits",
  "idempotency_in_flight",
  "answer_erased",
  "idempotency_mismatch",
] as const satisfies readonly ErrorWord[];

/** Errors of the way in, which any operation can answer. */
export const ANYWHERE = ["internal_error", "service_unavailable"] as const satisfies readonly ErrorWord[];

/** Errors that any operation with a key can answer. */
export const KEYED = [
  "invalid_api_key",
  "insufficient_scope",
  "address_not_allowed",
  "rate_limit_exceeded",
  ...ANYWHERE,
] as const satisfies readonly ErrorWord[];

/** Errors of what is asked in a JSON body. */
export const ASKED_IN_JSON = [
  "missing_param",
  "invalid_param",
  "payload_too_large",
  "unsupported_media_type",
] as const satisfies readonly ErrorWord[];

/** Errors of a question about one person, which costs credits. */
export const ABOUT_ONE_PERSON = [
  ...ASKED_IN_JSON,
  "not_found",
  "unprocessable",
  ...BILLED,
  ...KEYED,
] as const satisfies readonly ErrorWord[];
