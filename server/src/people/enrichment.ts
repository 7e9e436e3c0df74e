import type { ProfileField } from "@vouch/contract";
import type { ParsedDomain } from "../normalization/domains.js";
import type { ParsedEmail } from "../normalization/emails.js";

/** Who is asked for: fit to be about one person. With both, the e-mail decides. */
export interface EnrichQuery {
  /** Role addresses and disposable hosts never come this far. */
  readonly email?: ParsedEmail | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly domain?: ParsedDomain | undefined;
  /** The answer's confidence must be above it. */
  readonly minConfidence: number;
  /** Fields that must be non-null. */
  readonly required: readonly ProfileField[];
}

/** How a call to enrich ended. What is charged is committed. */
export type EnrichOutcome =
  | {
      readonly kind: "found";
      /** The `data` of the answer as JSON text, all ten keys. */
      readonly dataJson: string;
      readonly creditsUsed: number;
      readonly creditsRemaining: number;
    }
  | { readonly kind: "not_found"; readonly creditsUsed: number; readonly creditsRemaining: number }
  | { readonly kind: "insufficient_credits"; readonly creditsRemaining: number }
  /** Too much waits already: nothing was looked up or charged. */
  | { readonly kind: "overloaded"; readonly retryAfterSeconds: number };

/**
 * Looks a person up and charges for it, in one transaction.
 * @param accountId decimal text
 * @param requestId names the call in the ledger
 */
export type Enrich = (query: EnrichQuery, accountId: string, requestId: string) => Promise<EnrichOutcome>;
