import type { ErrorWord, OperationId } from "@vouch/contract";

/** A call that was answered, as those hear of it who watch the service. Nothing in it is personal. */
export interface AnsweredCall {
  readonly requestId: string;
  /** Null where no operation was reached. */
  readonly operation: OperationId | null;
  /** HTTP status. */
  readonly status: number;
  /** Why it was refused; null where it was not. */
  readonly word: ErrorWord | null;
  readonly milliseconds: number;
  readonly creditsUsed: number;
  /** Who asked; null where no key was accepted. */
  readonly caller: { readonly accountId: string; readonly keyId: string } | null;
  /** What came in the header `traceparent`. */
  readonly traceparent: string | undefined;
}

/** Hears of a call that was answered. */
export type Observe = (call: AnsweredCall) => void;

/** One line a call. */
export function logCalls(log: (entry: Readonly<Record<string, unknown>>) => void): Observe {
  return ({ requestId, operation, status, word, milliseconds, creditsUsed, caller }) =>
    log({
      level: "info",
      request_id: requestId,
      operation,
      status,
      message: word ?? "success",
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      credits_used: creditsUsed,
      account_id: caller?.accountId ?? null,
      key_id: caller?.keyId ?? null,
    });
}
