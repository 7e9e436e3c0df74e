import type { Sql } from "postgres";
import type { Engine } from "../engine/engine.js";
import { companyKey } from "../normalization/companies.js";
import { parseEmail } from "../normalization/emails.js";
import { questionHash } from "../people/askedQuestion.js";
import { type Correction, FEEDBACK } from "./corrections.js";
import type { Evidence, StatedValue } from "./evidence.js";
import { type Fused, fuse } from "./fuse.js";
import type { Profile } from "./fusedPerson.js";
import { hearOf } from "./heard.js";
import type { SourceReliability } from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

/** What an account said was wrong of a person. It speaks of what was seen until its day; what is seen later is news. */
export interface Label {
  /** Decimal text. */
  readonly feedback_id: string;
  readonly day: number;
  /** Null: the person is not who was asked for. */
  readonly field: keyof Profile | null;
  /** What was shown. */
  readonly wrong_value: string | null;
  readonly correct_value: string | null;
  /** SHA-256, hex, of who was asked for and is not this person. */
  readonly question: string | null;
}

/** By the id of the person of today. */
export type Labels = ReadonlyMap<string, readonly Label[]>;

type Cleared = Partial<PersonRecord>;

const NO_PLACE: Cleared = { location: null, city: null, region: null, country: null };
const NO_TITLE: Cleared = { title: null, title_key: null, seniority: null, department: null };
const NO_DOMAIN: Cleared = { employer_domain: null, usual_domain: null, other_domain: null };
const NO_EMPLOYER: Cleared = {
  ...NO_TITLE,
  ...NO_DOMAIN,
  company_name: null,
  company_key: null,
  usual_company_name: null,
};
const NO_NAME: Cleared = {
  full_name: null,
  given_name: null,
  family_name: null,
  given_root: null,
  family_key: null,
  name_key: null,
};

/** What a record says no more once it is said to be wrong in a field. */
const WITHOUT: Readonly<Record<Exclude<keyof Profile, "email">, Cleared>> = {
  full_name: NO_NAME,
  title: NO_TITLE,
  seniority: { seniority: null },
  department: { department: null },
  company_name: NO_EMPLOYER,
  company_domain: NO_DOMAIN,
  linkedin_url: { linkedin_url: null },
  location: NO_PLACE,
};

const seenUntil = ({ first_day, last_day }: Pick<PersonRecord, "first_day" | "last_day">, day: number) =>
  (last_day ?? first_day ?? day) <= day;

/** The record without an address that is said not to be the person's. */
function withoutAddress(record: PersonRecord, isWrong: (email: string) => boolean): PersonRecord {
  const [email = null, ...more_emails] = [record.email, ...record.more_emails].filter(
    (address) => address !== null && !isWrong(address),
  ) as string[];
  return { ...record, email, more_emails };
}

/** Whether an address by itself is the question of a hash. */
function isAsked(email: string, question: string): boolean {
  const parsed = parseEmail(email);
  return parsed !== null && questionHash({ email: parsed }) === question;
}

/** An employer whose name alone is written otherwise is the same one. */
const isSpelling = ({ field, wrong_value, correct_value }: Label) =>
  field === "company_name" &&
  correct_value !== null &&
  companyKey(correct_value) === companyKey(wrong_value ?? "");

const isSaidIn = ({ statements }: StatedValue, text: string) =>
  statements.some(({ original }) => original === text);

/** The records of a person without what one label says is wrong of them. */
function struck(
  records: readonly PersonRecord[],
  label: Label,
  reliability: SourceReliability,
): readonly PersonRecord[] {
  const { field, wrong_value, question, day } = label;
  const strike = (
    isMeant: (record: PersonRecord) => boolean,
    change: (record: PersonRecord) => PersonRecord,
  ) => records.map((record) => (seenUntil(record, day) && isMeant(record) ? change(record) : record));
  if (field === null) {
    if (question === null) return records;
    return strike(
      () => true,
      (record) => withoutAddress(record, (email) => isAsked(email, question)),
    );
  }
  if (wrong_value === null || isSpelling(label)) return records;
  if (field === "email")
    return strike(
      () => true,
      (record) => withoutAddress(record, (email) => email === wrong_value),
    );
  const all = fuse(records, reliability).evidence[field] ?? [];
  // A place may have been shown as a record writes it.
  const stated =
    all.find(({ value }) => value === wrong_value) ??
    (field === "location" ? all.find((one) => isSaidIn(one, wrong_value)) : undefined);
  const saying = new Set(stated?.statements.map(({ record }) => record));
  return strike(
    (record) => saying.has(record),
    (record) => ({ ...record, ...WITHOUT[field] }),
  );
}

/** Whether the likeliest value of a field rests on what was seen after a day. */
const isNews = (evidence: Evidence, field: keyof Profile, day: number) =>
  evidence[field]?.[0]?.statements.some(({ record }) => !seenUntil(record, day)) === true;

/** What labels say is right, as long as nothing newer is known. */
function standing(labels: readonly Label[], evidence: Evidence): Correction[] {
  return labels.flatMap(({ field, correct_value, day, feedback_id }) =>
    field === null || correct_value === null || isNews(evidence, field, day)
      ? []
      : [
          {
            field,
            value: correct_value,
            day,
            source_id: FEEDBACK,
            reference: `feedback ${feedback_id}`,
            correction_id: feedback_id,
          },
        ],
  );
}

/**
 * Fuses a person by records and labels: a value that was said to be wrong is not heard from the records that said it until
 * then, and what was said to be right stands until something newer is seen.
 * @returns the person, with the corrections that are to be made
 */
export function fuseByLabels(
  records: readonly PersonRecord[],
  labels: readonly Label[],
  reliability: SourceReliability,
): { readonly fused: Fused; readonly corrections: readonly Correction[] } {
  const left = labels.reduce((heard, label) => struck(heard, label, reliability), records);
  const fused = fuse(left, reliability);
  return { fused, corrections: standing(labels, fused.evidence) };
}

interface LabelRow extends Label {
  readonly person_id: string;
  readonly is_heeded: boolean;
  readonly is_undone: boolean;
  readonly read_at: string;
}

/** What a publication heeds. */
export interface HeardLabels {
  readonly labels: Labels;
  /** What was heard for the first time, or undone. */
  readonly news: readonly Pick<LabelRow, "feedback_id" | "is_undone" | "read_at">[];
}

/**
 * Reads what accounts said was wrong, by the ids that people have now, oldest first. Of whom something new was said, or
 * undone, is to be published.
 */
export async function hearLabels(engine: Engine, sql: Sql): Promise<HeardLabels> {
  const rows = await sql<LabelRow[]>`
    SELECT feedback_id::text, person_id, nullif(field, '') AS field, wrong_value, correct_value,
      encode(question, 'hex') AS question, heeded_at IS NOT NULL AS is_heeded, accepted IS FALSE AS is_undone, now()::text AS read_at,
      extract(day FROM given_at - '1970-01-01'::timestamptz)::int AS day
    FROM feedback
    WHERE person_id IS NOT NULL AND (verdict <> 'right' OR heeded_at IS NULL)
      AND (accepted IS DISTINCT FROM false OR heeded_at IS NULL)
    ORDER BY feedback.feedback_id`;
  const heard = await hearOf(engine, rows, ({ is_heeded }) => !is_heeded);
  const left = [...heard].map(([id, said]) => [id, said.filter(({ is_undone }) => !is_undone)] as const);
  return {
    labels: new Map(left.filter(([, said]) => said.length > 0)),
    news: rows.filter(({ is_heeded }) => !is_heeded),
  };
}

/** Notes that what was heard is published, but for what was said otherwise or undone meanwhile. */
export async function noteHeeded(sql: Sql, { news }: HeardLabels): Promise<void> {
  for (const undone of [true, false]) {
    const some = news.filter(({ is_undone }) => is_undone === undone);
    const [first] = some;
    if (first === undefined) continue;
    const ids = some.map(({ feedback_id }) => feedback_id);
    await sql`
      UPDATE feedback SET heeded_at = now()
      WHERE feedback_id = ANY (${ids}::bigint[]) AND (accepted IS FALSE) = ${undone} AND given_at <= ${first.read_at}::timestamptz`;
  }
}
