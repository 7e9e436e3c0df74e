/**
 * One source record in comparable form: flat text columns, ASCII-folded and lower case unless marked as display,
 * `null` for what is not known. These are the columns of the table `normalized_record`.
 */
export interface NormalizedRecord {
  /** Display: the name as people write it, title-cased only when the source shouted or whispered. */
  readonly full_name: string | null;
  /** Given names, space-separated; particles and suffixes are not part of it. */
  readonly given_name: string | null;
  /** Family name with its particles, space-separated ("van den berg", "garcia marquez"). */
  readonly family_name: string | null;
  /** First given name with nicknames resolved to one root ("bob" → "robert"). */
  readonly given_root: string | null;
  readonly given_initial: string | null;
  /** Family name without particles and spaces ("berg", "garciamarquez"). */
  readonly family_key: string | null;
  readonly given_phonetic: string | null;
  readonly family_phonetic: string | null;
  /** All name tokens sorted and joined by a space: equal for family-first and given-first spellings. */
  readonly name_key: string | null;
  /** First personal address, canonical; role and no-reply addresses are never here. */
  readonly email: string | null;
  readonly email_local: string | null;
  /** Domain of `email`, null where it is a free mail host. */
  readonly email_domain: string | null;
  /** Display. */
  readonly company_name: string | null;
  /** Company name without legal form, spaces and case: equal for spellings of one company. */
  readonly company_key: string | null;
  /** Registrable domain of the employer: the given one, else that of a non-free address. */
  readonly employer_domain: string | null;
  /** Display. */
  readonly title: string | null;
  readonly title_key: string | null;
  readonly seniority: string | null;
  readonly department: string | null;
  /** Canonical profile URL: https://linkedin.com/in/slug. */
  readonly linkedin_url: string | null;
  /** Display: "City, Region, Country", as far as known. */
  readonly location: string | null;
  readonly city: string | null;
  readonly region: string | null;
  /** ISO 3166-1 alpha-2, lower case, where it could be told. */
  readonly country: string | null;
  /** ISO dates (YYYY-MM-DD). */
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  /** All name words written together ("janedoe"): equal for a name and for what a machine makes of it. */
  readonly name_joined: string | null;
  /** What machines call the person, letters and digits: a name in one word, else the account at a code host, else the local part of the address. */
  readonly handle: string | null;
}

/** The columns of `normalized_record` after `record_id`, in table order. All are VARCHAR but the two dates. */
export const NORMALIZED_COLUMNS = [
  "full_name",
  "given_name",
  "family_name",
  "given_root",
  "given_initial",
  "family_key",
  "given_phonetic",
  "family_phonetic",
  "name_key",
  "email",
  "email_local",
  "email_domain",
  "company_name",
  "company_key",
  "employer_domain",
  "title",
  "title_key",
  "seniority",
  "department",
  "linkedin_url",
  "location",
  "city",
  "region",
  "country",
  "first_seen",
  "last_seen",
  "name_joined",
  "handle",
] as const satisfies readonly (keyof NormalizedRecord)[];

export type IdentifierKind = "email" | "phone" | "linkedin" | "profile";

/** A value that belongs to one person: every personal address, phone and profile of a record, canonical. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

export interface Normalized {
  readonly record: NormalizedRecord;
  readonly identifiers: readonly Identifier[];
}
