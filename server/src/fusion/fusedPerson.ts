import type { Evidence } from "./evidence.js";

/** The reference's fields of a person; what is not known is null. */
export interface Profile {
  readonly full_name: string | null;
  readonly email: string | null;
  readonly title: string | null;
  readonly seniority: string | null;
  readonly department: string | null;
  readonly company_name: string | null;
  readonly company_domain: string | null;
  readonly linkedin_url: string | null;
  readonly location: string | null;
}

/** The fields of a profile in the order they are shown. */
export const PROFILE_FIELDS = [
  "full_name",
  "email",
  "title",
  "seniority",
  "department",
  "company_name",
  "company_domain",
  "linkedin_url",
  "location",
] as const satisfies readonly (keyof Profile)[];

/** A name a person goes by, folded, as the normaliser gives it, with the share of the evidence that uses it (0..1]. */
export interface KnownName {
  readonly given_name: string;
  readonly family_name: string;
  readonly share: number;
}

/** A domain of an employer. */
export interface KnownDomain {
  readonly domain: string;
  /** That the person is there now. */
  readonly probability: number;
  /** The employer's usual domain, where it is another. */
  readonly main?: string;
}

/** A person as fused from its records: what is published and served. */
export interface FusedPerson {
  readonly person_id: string;
  readonly profile: Profile;
  /** Per field its value and what else was said, each with the probability that it is right, given the right person. */
  readonly evidence: Evidence;
  /** Personal addresses with the probability that the address is this person's. */
  readonly emails: readonly { readonly email: string; readonly probability: number }[];
  readonly names: readonly KnownName[];
  /** Employer domains, current first, with the probability that the person is there now. */
  readonly domains: readonly KnownDomain[];
  /** Probability (uncalibrated) that all records of this person are one person. */
  readonly cohesion: number;
  readonly record_count: number;
}
