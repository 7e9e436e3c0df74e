import type { Includable, ProfileField } from "@vouch/contract";
import type { Billed, BilledOutcome } from "../credits/billing.js";
import type { ParsedDomain } from "../normalization/domains.js";
import type { ParsedEmail } from "../normalization/emails.js";
import type { Moment } from "./past.js";

/** Who is asked for: fit to be about one person. With both, the e-mail decides. */
export interface EnrichQuery extends Moment {
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

/** How a call to enrich ended. */
export type EnrichOutcome = BilledOutcome<EnrichFinding>;

/** Looks a person up and charges for it. */
export type Enrich = Billed<EnrichQuery, EnrichFinding>;
