import { ApiError, ConnectionError, type ErrorWord } from "./apiError.js";
import { type FileBody, isStream } from "./files.js";
import { errorClasses } from "./generated/errors.js";
import type { ErrorAnswer } from "./generated/types.js";
import { type Patience, pause, pauseBefore } from "./retries.js";

/** A call as it goes out. @typeParam Answer what is made of the response */
export interface Outgoing<Answer> extends Patience {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FileBody | undefined;
  /** Whether asking twice does no more than asking once. */
  readonly isRepeatable: boolean;
  readonly signal: AbortSignal | undefined;
  readonly fetch: typeof fetch;
  /** Reads a response that is no error. What it has not read when it returns is under the time limit no more. */
  readonly read: (response: Response) => Promise<Answer>;
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

/** Reads an answer that is JSON. @throws ConnectionError where it is none */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConnectionError(`HTTP ${response.status}, and no JSON: is this the address of the API?`, {
      cause,
    });
  }
}

async function refusal(response: Response): Promise<Error> {
  const answer = await readJson(response);
  if (isErrorAnswer(answer)) return apiError(answer);
  return new ConnectionError(`HTTP ${response.status}, and no answer of this API.`, { cause: answer });
}

async function attempt<Answer>(call: Outgoing<Answer>): Promise<Answer> {
  const { url, timeout, signal } = call;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeout);
  try {
    const either = signal === undefined ? limit.signal : AbortSignal.any([limit.signal, signal]);
    const response = await call.fetch(url, initOf(call, either));
    if (!response.ok) throw await refusal(response);
    return await call.read(response);
  } catch (failure) {
    if (signal?.aborted === true) throw signal.reason;
    if (failure instanceof ApiError || failure instanceof ConnectionError) throw failure;
    const what = limit.signal.aborted ? `No answer within ${timeout} ms` : "The API could not be reached";
    throw new ConnectionError(`${what}: ${new URL(url).origin}`, { cause: failure });
  } finally {
    clearTimeout(timer);
  }
}

/** A stream is sent while it is read, which has to be said ("half duplex"). */
function initOf({ method, headers, body }: Outgoing<unknown>, signal: AbortSignal): RequestInit {
  const sent = body === undefined ? {} : { body, ...(isStream(body) ? { duplex: "half" } : {}) };
  return { method, headers, signal, ...sent };
}

/** Milliseconds until another try; undefined where there is no point in one. */
function nextPause(
  failure: unknown,
  tried: number,
  { retries, isRepeatable, body }: Outgoing<unknown>,
): number | undefined {
  if (tried > retries || isStream(body)) return undefined;
  if (failure instanceof ConnectionError) return isRepeatable ? pauseBefore(tried, undefined) : undefined;
  if (!(failure instanceof ApiError)) return undefined;
  const { word, retryAfter } = failure;
  return PASSING.has(word) || (isRepeatable && UNCERTAIN.has(word))
    ? pauseBefore(tried, retryAfter)
    : undefined;
}

/**
 * Sends a call, and again where that may help.
 * @returns what `read` made of the answer
 * @throws ApiError, ConnectionError, or the signal's reason where it was aborted
 */
export async function send<Answer>(call: Outgoing<Answer>): Promise<Answer> {
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
