import { z } from "zod";

/** One row of the error table. `credits` is what an answer with this error costs. */
export interface ErrorEntry {
  /** HTTP status. */
  readonly status: number;
  readonly credits: number;
  /** When it is answered: a phrase for the documents. */
  readonly when: string;
  /** The sentence for people, unless the place that finds the error has a better one. */
  readonly detail: string;
}

/** Every error that is ever answered, by its stable word. */
export const errors = {
  missing_param: {
    status: 400,
    credits: 0,
    when: "what the operation needs is missing, e.g. `email`, or all of `first_name`, `last_name` and `domain`; empty or null counts as absent",
    detail: "Give email, or first_name, last_name and domain.",
  },
  invalid_param: {
    status: 400,
    credits: 0,
    when: "a value that can't be one: not an address, not a domain, wrong type, too long, malformed JSON",
    detail: "A parameter has a value that it cannot have.",
  },
  bad_request: {
    status: 400,
    credits: 0,
    when: "what arrived is not an HTTP request",
    detail: "The request is not well-formed HTTP.",
  },
  invalid_api_key: {
    status: 401,
    credits: 0,
    when: "header missing, malformed, unknown, revoked or expired: one same answer",
    detail: "Give a valid API key in the header X-API-Key.",
  },
  insufficient_credits: {
    status: 402,
    credits: 0,
    when: "the balance can't pay this call's highest price: decided before any lookup",
    detail: "The account's balance cannot pay this call's highest price.",
  },
  insufficient_scope: {
    status: 403,
    credits: 0,
    when: "the key may not be used for this operation",
    detail: "The key's scopes do not include this operation's; GET /openapi.json names it.",
  },
  address_not_allowed: {
    status: 403,
    credits: 0,
    when: "the key may not be used from this network address",
    detail: "The key may be used from certain network addresses only, and this is none of them.",
  },
  not_found: {
    status: 404,
    credits: 1,
    when: "no profile, or none that passes `min_confidence` and `required`",
    detail: "No profile was found for this input.",
  },
  job_not_found: {
    status: 404,
    credits: 0,
    when: "the account has no such job: never submitted, of another account, or removed when its time was over",
    detail: "The account has no job with this id; jobs are removed some days after they have ended.",
  },
  watch_not_found: {
    status: 404,
    credits: 0,
    when: "the account has no such watch: never made, of another account, or ended",
    detail: "The account has no watch with this id.",
  },
  no_such_route: {
    status: 404,
    credits: 0,
    when: "nothing is served at this path",
    detail: "Nothing is served at this path; /openapi.json lists what is.",
  },
  method_not_allowed: {
    status: 405,
    credits: 0,
    when: "the path exists, with another method: the header `Allow` names it",
    detail: "This path is served with another method; the header Allow names it.",
  },
  request_timeout: {
    status: 408,
    credits: 0,
    when: "the request did not arrive whole in time",
    detail: "The request did not arrive whole in time.",
  },
  idempotency_in_flight: {
    status: 409,
    credits: 0,
    when: "a call with the same `Idempotency-Key` is still running",
    detail: "A call with this Idempotency-Key is still running; ask again to hear its answer.",
  },
  too_many_watches: {
    status: 409,
    credits: 0,
    when: "the account has as many watches as its plan allows",
    detail: "The plan allows no more watches; end one first.",
  },
  job_not_finished: {
    status: 409,
    credits: 0,
    when: "the result file of a job that is still running",
    detail: "The job is still running; ask for its file when its status is completed.",
  },
  answer_erased: {
    status: 410,
    credits: 0,
    when: "the answer to this `Idempotency-Key` was about a person whose data has been erased since",
    detail: "The answer to this Idempotency-Key has been erased at the request of the person it was about.",
  },
  payload_too_large: {
    status: 413,
    credits: 0,
    when: "a body of more than 64 KiB; of submitJob, 4 MiB; of submitFileJob, 1 GiB or a million rows",
    detail:
      "The body may have at most 65536 bytes; of submitJob, 4 MiB; of submitFileJob, 1 GiB and a million rows.",
  },
  unsupported_media_type: {
    status: 415,
    credits: 0,
    when: "a body that is not `application/json`; of submitFileJob, not `text/csv` or `application/x-ndjson`",
    detail:
      "Send JSON with Content-Type: application/json; to submitFileJob, text/csv or application/x-ndjson.",
  },
  idempotency_mismatch: {
    status: 422,
    credits: 0,
    when: "the `Idempotency-Key` was used with another body",
    detail: "This Idempotency-Key was used with another body; a new call needs a new one.",
  },
  unprocessable: {
    status: 422,
    credits: 0,
    when: "well formed, but can't be about one person: role address, disposable host, reserved or parked domain",
    detail: "The input is well formed, but cannot be about one person.",
  },
  rate_limit_exceeded: {
    status: 429,
    credits: 0,
    when: "over the plan's rate; `retry_after` and the header `Retry-After` say how many whole seconds to wait",
    detail: "The request rate of the plan is used up; wait retry_after seconds.",
  },
  too_many_jobs: {
    status: 429,
    credits: 0,
    when: "as many jobs of the account as the plan allows at a time have not ended yet",
    detail: "The plan allows no more jobs at a time; wait until one has ended, or cancel one.",
  },
  headers_too_large: {
    status: 431,
    credits: 0,
    when: "headers of more than 16 KiB",
    detail: "The request's headers are too large.",
  },
  internal_error: {
    status: 500,
    credits: 0,
    when: "our fault; nothing is charged",
    detail: "Something failed on our side; nothing was charged.",
  },
  service_unavailable: {
    status: 503,
    credits: 0,
    when: "our fault, and it will pass: wait `retry_after` seconds; nothing is charged",
    detail: "The service cannot answer at the moment; nothing was charged.",
  },
} as const satisfies Record<string, ErrorEntry>;

/** The stable word of an error: the `message` of its answer. */
export type ErrorWord = keyof typeof errors;

const words = Object.keys(errors) as [ErrorWord, ...ErrorWord[]];

/** The body of every answer that is not a success. */
export const errorAnswer = z
  .object({
    status: z.literal("error"),
    code: z.int().meta({ description: "The HTTP status." }),
    message: z.enum(words).meta({ description: "The stable word for machines." }),
    detail: z.string().meta({ description: "The sentence for people." }),
    param: z.string().optional().meta({ description: "The parameter that is missing or invalid." }),
    retry_after: z.int().min(1).optional().meta({ description: "Whole seconds to wait before another try." }),
    request_id: z.string(),
    credits_used: z.int().min(0),
  })
  .meta({ id: "Error" });

export type ErrorAnswer = z.infer<typeof errorAnswer>;
