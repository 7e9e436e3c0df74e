import type { Includable, ProfileField } from "@vouch/contract";
import type { OnceKey } from "../credits/storedAnswers.js";
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
  /** Sections that the answer has beside its data. */
  readonly include: readonly Includable[];
}

/** What a call found, with its price. */
export type EnrichFinding =
  /**
   * `dataJson`: the `data` of the answer as JSON text, all ten keys. `sectionsJson`: what stands beside it, each
   * section as `,"name":value`; empty where none was asked for.
   */
  | {
      readonly kind: "found";
      readonly dataJson: string;
      readonly sectionsJson: string;
      readonly creditsUsed: number;
    }
  | { readonly kind: "not_found"; readonly creditsUsed: number };

/** How a call to enrich ended. What is charged is committed. */
export type EnrichOutcome =
  | (EnrichFinding & { readonly creditsRemaining: number })
  | { readonly kind: "insufficient_credits"; readonly creditsRemaining: number }
  /** A call that is answered once was answered meanwhile, here or elsewhere: nothing was charged. */
  | { readonly kind: "answered_before"; readonly creditsRemaining: number }
  /** Too much waits already: nothing was looked up or charged. */
  | { readonly kind: "overloaded"; readonly retryAfterSeconds: number };

/** A call that is answered once, however often it is asked. */
export interface EnrichOnce extends OnceKey {
  /** The answer as it is stored: JSON text. */
  readonly render: (finding: EnrichFinding) => string;
}

/** On what terms a call is made. */
export interface EnrichTerms {
  readonly once?: EnrichOnce | undefined;
  /** Hours in which what was paid for is answered again without a charge; 0 if absent. */
  readonly freeRepeatHours?: number;
}

/**
 * Looks a person up and charges for it, in one transaction, with the answer of a call that is answered once.
 * @param accountId decimal text
 * @param requestId names the call in the ledger
 */
export type Enrich = (
  query: EnrichQuery,
  accountId: string,
  requestId: string,
  terms?: EnrichTerms,
) => Promise<EnrichOutcome>;
