import type { NormalizedRecord } from "../normalization/normalizedRecord.js";
import type { RecordOrigin } from "./evidence.js";
import type { SourceField, SourceReliability } from "./sourceReliability.js";

/** The columns of a normalised record that fusion reads. */
export const FUSED_COLUMNS = [
  "full_name",
  "given_name",
  "family_name",
  "given_root",
  "family_key",
  "name_key",
  "email",
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
] as const satisfies readonly (keyof NormalizedRecord)[];

/** What the rest of the store knows about the company of a record, where it differs from the record's own. */
export interface CompanyContext {
  /** The domain that most records of this company name give. */
  readonly usual_domain: string | null;
  /** Further domains of the company, parted by blanks. */
  readonly other_domains: string | null;
  /** Display name that most records of this employer domain give. */
  readonly usual_company_name: string | null;
  /** The record contradicts itself: its employer domain is known as another company's than the one it names. */
  readonly is_torn: boolean;
}

/** One normalised record of a person with what fusion needs to weigh it. */
export interface PersonRecord
  extends Pick<NormalizedRecord, (typeof FUSED_COLUMNS)[number]>,
    CompanyContext,
    RecordOrigin {
  readonly record_id: number;
  /** Personal addresses beyond `email`, canonical. */
  readonly more_emails: readonly string[];
  /** Match weight in bits that ties the record to the rest of its person; null for a person of one record. */
  readonly support: number | null;
}

/** One value that one record gives for one field, with the date on which its source saw it to be so. */
export interface Statement {
  readonly record: PersonRecord;
  /** Comparable form: equal values are the same claim. */
  readonly value: string;
  /** The value as it would be shown. */
  readonly original: string;
  /** Days since 1970 on which the source last saw this; a typical date of the source where it gives none. */
  readonly seen: number;
  readonly field: SourceField;
  /** Probability that the source is right about this field. */
  readonly accuracy: number;
}

/**
 * The statements that records make about one field.
 * @param claim what a record says of the field, or null where it says nothing
 */
export function statementsOf(
  records: readonly PersonRecord[],
  field: SourceField,
  reliability: SourceReliability,
  claim: (record: PersonRecord) => { value: string; original: string } | null,
): Statement[] {
  const statements: Statement[] = [];
  for (const record of records) {
    const said = claim(record);
    if (said === null) continue;
    const day = record.last_day ?? record.first_day;
    statements.push({
      record,
      value: said.value,
      original: said.original,
      seen: Math.min(day ?? reliability.typicalDay(record.source_id), reliability.today),
      field,
      accuracy: reliability.accuracy(record.source_id, field),
    });
  }
  return statements;
}
