import type { DateOrder } from "../normalization/dates.js";

/** What a connector understood of one record, as text, before any normalising. Absent and empty are the same. */
export interface RecordFields {
  readonly full_name?: string;
  readonly first_name?: string;
  readonly middle_name?: string;
  readonly last_name?: string;
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  readonly title?: string;
  readonly company_name?: string;
  readonly company_domain?: string;
  readonly linkedin_url?: string;
  readonly profile_urls?: readonly string[];
  /** A place in one string; `city`, `region` and `country` where the source keeps them apart. */
  readonly location?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
  /** Dates on which the source saw this to be so, in any spelling that the date normaliser reads. */
  readonly first_seen?: string;
  readonly last_seen?: string;
  /** Whether day or month comes first in its dates, where they could be read either way and the source says. */
  readonly date_order?: DateOrder;
  /** Whose its telephone numbers are that have no country code: ISO 3166-1 alpha-2. */
  readonly phone_country?: string;
}

/** One record as a source gave it. `key` is stable within the source: the same key means the same record. */
export interface SourceRecord {
  readonly key: string;
  readonly fields: RecordFields;
  /** 1-based line in the file (or ordinal of the commit signature) the record begins at. */
  readonly line: number;
  /** Which file, where a source is of several. */
  readonly file?: string;
}

/** A person's (or a source's) word on whether two records of one source are the same person. */
export interface SourceJudgement {
  readonly leftKey: string;
  readonly rightKey: string;
  readonly verdict: "positive" | "negative";
  readonly by: string;
  readonly why: string;
}

/** A record that could not be accepted: where it stands and what is wrong with it. */
export interface Reject {
  /** Which file, where a source is of several. */
  readonly file?: string;
  readonly line: number;
  readonly column?: string;
  readonly code: string;
  readonly detail: string;
}

/** What a connector yields, in the order of the source. */
export type Connected =
  | { readonly kind: "record"; readonly record: SourceRecord }
  | { readonly kind: "reject"; readonly reject: Reject }
  /** What was left out of a record that is kept, and what to do about it. */
  | { readonly kind: "hint"; readonly hint: Reject }
  | { readonly kind: "judgement"; readonly judgement: SourceJudgement };
