import type { Sql } from "postgres";
import type { Engine } from "../engine/engine.js";
import { type Decided, isSpelling, sortLabels, trustIn } from "./confirmation.js";
import { type Correction, correctionBy } from "./corrections.js";
import { doubtedBy } from "./doubt.js";
import type { Evidence } from "./evidence.js";
import { type Fused, fuse } from "./fuse.js";
import type { Profile } from "./fusedPerson.js";
import { hearOf } from "./heard.js";
import { isAsked, isSeenAfter, type Label, type Labels, meantValue, seenUntil } from "./label.js";
import type { SourceReliability } from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

type Cleared = Partial<PersonRecord>;

const NO_PLACE: Cleared = { location: null, city: null, region: null, country: null };
const NO_TITLE: Cleared = { title: null, title_key: null, seniority: null, department: null };
const NO_DOMAIN: Cleared = { employer_domain: null, usual_domain: null, other_domains: null };
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

/** The record without an address that is said not to be the person's. */
function withoutAddress(record: PersonRecord, isWrong: (email: string) => boolean): PersonRecord {
  const [email = null, ...more_emails] = [record.email, ...record.more_emails].filter(
    (address) => address !== null && !isWrong(address),
  ) as string[];
  return { ...record, email, more_emails };
}

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
  const stated = meantValue(fuse(records, reliability).evidence[field] ?? [], field, wrong_value);
  const saying = new Set(stated?.statements.map(({ record }) => record));
  return strike(
    (record) => saying.has(record),
    (record) => ({ ...record, ...WITHOUT[field] }),
  );
}

/** Whether the likeliest value of a field rests on what was seen after a day. */
function isNews(evidence: Evidence, field: keyof Profile, day: number): boolean {
  const first = evidence[field]?.[0];
  return first !== undefined && isSeenAfter(first, day);
}

/** What labels say is right, as long as nothing newer is known. */
function standing(labels: readonly Label[], evidence: Evidence): Correction[] {
  return labels.flatMap((label) => {
    const { field, day } = label;
    return field === null || isNews(evidence, field, day) ? [] : correctionBy({ ...label, field });
  });
}

/**
 * Fuses a person by records and labels. Of what is confirmed, a value that is wrong is not heard from the records that said it
 * until then, and what is right stands until something newer is seen. The word of single accounts changes probabilities
 * alone.
 * @returns the person, with the corrections that are to be made
 */
export function fuseByLabels(
  records: readonly PersonRecord[],
  labels: readonly Label[],
  reliability: SourceReliability,
): { readonly fused: Fused; readonly corrections: readonly Correction[] } {
  const { confirmed, single } = sortLabels(labels);
  const left = confirmed.reduce((heard, label) => struck(heard, label, reliability), records);
  const fused = fuse(left, reliability);
  const evidence = doubtedBy(fused.evidence, single);
  return { fused: { ...fused, evidence }, corrections: standing(confirmed, fused.evidence) };
}

interface LabelRow extends Omit<Label, "trust"> {
  readonly person_id: string;
  readonly is_heeded: boolean;
  /** What the operator says of it; null: nothing. */
  readonly accepted: boolean | null;
  readonly read_at: string;
}

/** How far each account is trusted of whose labels the operator decided on some. */
async function readTrust(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<({ account: string } & Decided)[]>`
    SELECT account_id::text AS account, count(*) FILTER (WHERE accepted)::int AS confirmed,
      count(*) FILTER (WHERE NOT accepted)::int AS undone
    FROM feedback WHERE accepted IS NOT NULL GROUP BY account_id`;
  return new Map(rows.map(({ account, ...decided }) => [account, trustIn(decided)]));
}

const UNDECIDED = trustIn({ confirmed: 0, undone: 0 });

/** What a publication heeds. */
export interface HeardLabels {
  readonly labels: Labels;
  /** What was heard for the first time, or undone. */
  readonly news: readonly Pick<LabelRow, "feedback_id" | "accepted" | "read_at">[];
}

/**
 * Reads what accounts said was wrong, by the ids that people have now, oldest first. Of whom something new was said, or
 * undone, is to be published.
 */
export async function hearLabels(engine: Engine, sql: Sql): Promise<HeardLabels> {
  const rows = await sql<LabelRow[]>`
    SELECT feedback_id::text, person_id, nullif(field, '') AS field, wrong_value, correct_value,
      encode(question, 'hex') AS question, heeded_at IS NOT NULL AS is_heeded, accepted, accepted IS TRUE AS is_confirmed, account_id::text AS account, now()::text AS read_at,
      extract(day FROM given_at - '1970-01-01'::timestamptz)::int AS day
    FROM feedback
    WHERE person_id IS NOT NULL AND (verdict <> 'right' OR heeded_at IS NULL)
      AND (accepted IS DISTINCT FROM false OR heeded_at IS NULL)
    ORDER BY feedback.feedback_id`;
  const trust = await readTrust(sql);
  const labels = rows.map((row) => ({ ...row, trust: trust.get(row.account) ?? UNDECIDED }));
  const heard = await hearOf(engine, labels, ({ is_heeded }) => !is_heeded);
  const left = [...heard].map(
    ([id, said]) => [id, said.filter(({ accepted }) => accepted !== false)] as const,
  );
  return {
    labels: new Map(left.filter(([, said]) => said.length > 0)),
    news: rows.filter(({ is_heeded }) => !is_heeded),
  };
}

/** Notes that what was heard is published, but for what was said otherwise or decided on meanwhile. */
export async function noteHeeded(sql: Sql, { news }: HeardLabels): Promise<void> {
  for (const decided of [true, false, null]) {
    const some = news.filter(({ accepted }) => accepted === decided);
    const [first] = some;
    if (first === undefined) continue;
    const ids = some.map(({ feedback_id }) => feedback_id);
    await sql`
      UPDATE feedback SET heeded_at = now()
      WHERE feedback_id = ANY (${ids}::bigint[]) AND accepted IS NOT DISTINCT FROM ${decided} AND given_at <= ${first.read_at}::timestamptz`;
  }
}
