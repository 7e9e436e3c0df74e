import type { ErrorAnswer } from "./generated/types.js";

/** The stable words of the error table. */
export type ErrorWord = ErrorAnswer["message"];

/** An answer that is an error. Its message is the sentence for people. */
export class ApiError<Word extends ErrorWord = ErrorWord> extends Error {
  /** HTTP status. */
  readonly status: number;
  /** The stable word for machines. */
  readonly word: Word;
  /** The parameter that is missing or invalid. */
  readonly param: string | undefined;
  /** Whole seconds to wait before another try. */
  readonly retryAfter: number | undefined;
  readonly requestId: string;
  readonly creditsUsed: number;

  constructor(answer: ErrorAnswer & { readonly message: Word }) {
    super(answer.detail);
    this.name = new.target.name;
    this.status = answer.code;
    this.word = answer.message;
    this.param = answer.param;
    this.retryAfter = answer.retry_after;
    this.requestId = answer.request_id;
    this.creditsUsed = answer.credits_used;
  }
}

/** No answer came, or none of this API: the network, a proxy, a time limit. What caused it is its `cause`. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}
