import type { Billed, BilledOutcome } from "../../credits/billing.js";
import type { Deliverability } from "../../deliverability/verdict.js";
import type { ParsedDomain } from "../../normalization/domains.js";

/** Whose address is asked for. */
export interface FindQuery {
  readonly first_name: string;
  readonly last_name: string;
  readonly domain: ParsedDomain;
  /** The address's confidence must be above it. */
  readonly minConfidence: number;
}

/** An address with what it rests on. */
export interface FoundAddress {
  readonly email: string;
  /** That it is the person's, 0..1. */
  readonly confidence: number;
  readonly status: "known" | "inferred";
  /** How it is made of the name; null where it is not. */
  readonly pattern: string | null;
}

/** What is answered. */
export interface FoundEmail extends FoundAddress {
  readonly deliverability: Deliverability;
  readonly alternatives: readonly FoundAddress[];
}

/** What a call found, with its price. */
export type FindFinding =
  | { readonly kind: "found"; readonly found: FoundEmail; readonly creditsUsed: number }
  | { readonly kind: "not_found"; readonly creditsUsed: number };

/** How a call to find ended. */
export type FindOutcome = BilledOutcome<FindFinding>;

/** Finds an address and charges for it. */
export type Find = Billed<FindQuery, FindFinding>;
