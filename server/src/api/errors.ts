import { type ErrorAnswer, type ErrorWord, errors } from "@vouch/contract";
import { codeOf } from "../errors.js";
import { isOutage } from "../postgres/outage.js";

/** Why a call is refused, in the contract's words. What is absent comes from the error table. */
export interface Refusal {
  readonly word: ErrorWord;
  readonly detail?: string;
  readonly param?: string;
  readonly retryAfterSeconds?: number;
  /** Credits that the refusal costs; 0 unless said. */
  readonly creditsUsed?: number;
}

/** A refusal from where an answer cannot be given: thrown there, answered by the app's error handler. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.word);
    this.name = "RefusedError";
    this.refusal = refusal;
  }
}

/** Seconds after which a client may try again where nothing better is known. */
const OUTAGE_RETRY_SECONDS = 1;

const SUCCESS = 200;

const isErrorWord = (word: string): word is ErrorWord => Object.hasOwn(errors, word);

/** What the HTTP server and its framework complain of, by their codes. */
const FRAMEWORK: Readonly<Record<string, ErrorWord>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "payload_too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported_media_type",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "bad_request",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "payload_too_large",
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

/** What went wrong, as the client is to hear it. What nobody foresaw is an internal error. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedError) return error.refusal;
  if (isOutage(error)) return { word: "service_unavailable", retryAfterSeconds: OUTAGE_RETRY_SECONDS };
  return { word: FRAMEWORK[codeOf(error)] ?? "internal_error" };
}

/** A refusal that a test key asks for: as it would come, with a second to wait where one is to wait. */
export function personaRefusal(word: ErrorWord): Refusal {
  const waits = word === "rate_limit_exceeded" || word === "service_unavailable";
  return waits ? { word, retryAfterSeconds: OUTAGE_RETRY_SECONDS } : { word };
}

/** What went wrong where not even a request could be read, as the client is to hear it. */
export function refusalOfBrokenRequest(error: unknown): Refusal {
  return { word: FRAMEWORK[codeOf(error)] ?? "bad_request" };
}

/** The HTTP status of a stored answer. */
export function statusOfOutcome(outcome: string): number {
  return isErrorWord(outcome) ? errors[outcome].status : SUCCESS;
}

/** The HTTP status of a refusal. */
export function statusOf({ word }: Refusal): number {
  return errors[word].status;
}

/** The body of a refusal, of the contract's one shape. */
export function errorBody(refusal: Refusal, requestId: string): ErrorAnswer {
  const { word, detail, param, retryAfterSeconds, creditsUsed } = refusal;
  return {
    status: "error",
    code: errors[word].status,
    message: word,
    detail: detail ?? errors[word].detail,
    ...(param === undefined ? {} : { param }),
    ...(retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds }),
    request_id: requestId,
    credits_used: creditsUsed ?? 0,
  };
}
