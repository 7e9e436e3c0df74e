import { ApiError, ConnectionError, type ErrorWord } from "./apiError.js";
import { errorClasses } from "./generated/errors.js";
import type { ErrorAnswer } from "./generated/types.js";
import { type Patience, pause, pauseBefore } from "./retries.js";

/** A call as it goes out. */
export interface Outgoing extends Patience {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether asking twice does no more than asking once. */
  readonly isRepeatable: boolean;
  readonly signal: AbortSignal | undefined;
  readonly fetch: typeof fetch;
}

/** Errors that go away by themselves: the call was not worked on, or is still being worked on. */
const PASSING: ReadonlySet<ErrorWord> = new Set([
  "rate_limit_exceeded",
  "service_unavailable",
  "idempotency_in_flight",
]);
/** Errors after which nobody knows how far the call came. */
const UNCERTAIN: ReadonlySet<ErrorWord> = new Set(["internal_error", "request_timeout"]);

const isErrorAnswer = (value: unknown): value is ErrorAnswer =>
  typeof value === "object" && value !== null && "message" in value && String(value.message) in errorClasses;

/** The error that an answer is. Each word's class takes answers with that word. */
function apiError(answer: ErrorAnswer): ApiError {
  const Class: new (answer: ErrorAnswer) => ApiError = errorClasses[answer.message] as never;
  return new Class(answer);
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw new ConnectionError(`HTTP ${response.status}, and no JSON: is this the address of the API?`, {
      cause,
    });
  }
  if (response.ok) return answer;
  if (isErrorAnswer(answer)) throw apiError(answer);
  throw new ConnectionError(`HTTP ${response.status}, and no answer of this API.`, { cause: answer });
}

async function attempt({ url, method, headers, body, timeout, signal, fetch }: Outgoing): Promise<unknown> {
  const limit = AbortSignal.timeout(timeout);
  const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  try {
    const init = { method, headers, signal: either, ...(body === undefined ? {} : { body }) };
    return await readAnswer(await fetch(url, init));
  } catch (failure) {
    if (signal?.aborted === true) throw signal.reason;
    if (failure instanceof ApiError || failure instanceof ConnectionError) throw failure;
    const what = limit.aborted ? `No answer within ${timeout} ms` : "The API could not be reached";
    throw new ConnectionError(`${what}: ${new URL(url).origin}`, { cause: failure });
  }
}

/** Milliseconds until another try; undefined where there is no point in one. */
function nextPause(failure: unknown, tried: number, { retries, isRepeatable }: Outgoing): number | undefined {
  if (tried > retries) return undefined;
  if (failure instanceof ConnectionError) return isRepeatable ? pauseBefore(tried, undefined) : undefined;
  if (!(failure instanceof ApiError)) return undefined;
  const { word, retryAfter } = failure;
  return PASSING.has(word) || (isRepeatable && UNCERTAIN.has(word))
    ? pauseBefore(tried, retryAfter)
    : undefined;
}

/**
 * Sends a call, and again where that may help.
 * @returns the answer, read
 * @throws ApiError, ConnectionError, or the signal's reason where it was aborted
 */
export async function send(call: Outgoing): Promise<unknown> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(call);
    } catch (failure) {
      const milliseconds = nextPause(failure, tried, call);
      if (milliseconds === undefined) throw failure;
      await pause(milliseconds, call.signal);
    }
  }
}
