import type { Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { fusedAsOf } from "../fusion/asOf.js";
import type { Evidence, RecordOrigin } from "../fusion/evidence.js";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { readLearning } from "../fusion/publishedLearning.js";
import { restrictedTo } from "./restricted.js";
import { type VouchedProfile, vouchedProfile } from "./vouched.js";

/** As of when a person is asked for. */
export interface Moment {
  /** As they were on this day, since 1970; undefined: as they are. */
  readonly asOf?: number | undefined;
  /** As they were known at this time, ISO; undefined: as they are known. */
  readonly knownAt?: string | undefined;
}

type VersionRow = Parameters<typeof vouchedProfile>[0];

/**
 * How a person was published at a time, by the id of today; of people who became one since, the one whose id stayed, else
 * the one that was known last.
 */
async function readVersion(sql: Sql, personId: string, knownAt: string): Promise<VersionRow | undefined> {
  const [row] = await sql<VersionRow[]>`
    SELECT profile, cohesion, record_count, evidence FROM (
      SELECT p.person_id, known_since, profile, cohesion, record_count, evidence
      FROM person p LEFT JOIN person_evidence USING (person_id)
      WHERE p.person_id = ${personId} AND known_since <= ${knownAt}::timestamptz
      UNION ALL
      SELECT person_id, known_since, profile, cohesion, record_count, evidence FROM person_version
      WHERE person_id IN (SELECT ${personId}::text UNION ALL SELECT old_id FROM person_redirect WHERE person_id = ${personId})
        AND known_since <= ${knownAt}::timestamptz AND known_until > ${knownAt}::timestamptz
    ) AS then_known
    ORDER BY person_id = ${personId} DESC, known_since DESC LIMIT 1`;
  return row;
}

const keyOf = ({ source_id, source_key }: RecordOrigin) => `${source_id}|${source_key}`;

function recordsOf(evidence: Evidence): ReadonlySet<string> {
  const statements = PROFILE_FIELDS.flatMap((field) => evidence[field] ?? []).flatMap(
    (stated) => stated.statements,
  );
  return new Set(statements.map(({ record }) => keyOf(record)));
}

/** What some records say, of what all do. */
function saidOnlyBy(evidence: Evidence, isSaying: (record: RecordOrigin) => boolean): Evidence {
  const fields = PROFILE_FIELDS.map((field) => [
    field,
    evidence[field]?.map((stated) => ({
      ...stated,
      statements: stated.statements.filter(({ record }) => isSaying(record)),
    })),
  ]);
  return Object.fromEntries(fields.filter(([, values]) => values !== undefined));
}

/** A person with those values alone that some record still vouches for. @returns undefined where nothing is left */
function vouchedFor(person: VouchedProfile): VouchedProfile | undefined {
  const isVouchedFor = (field: keyof Profile) => (person.evidence[field]?.[0]?.statements.length ?? 0) > 0;
  const left = PROFILE_FIELDS.map((field) => [field, isVouchedFor(field) ? person.profile[field] : null]);
  if (left.every(([, value]) => value === null)) return undefined;
  const profile: Profile = Object.fromEntries(left);
  return { ...person, profile, profileJson: JSON.stringify(profile) };
}

/**
 * A person as they were known at a time: how they were published then, of what rests on records that are still theirs.
 * What a source took back or the person had erased is not told as knowledge of earlier days.
 */
async function knownThen(
  sql: Sql,
  personId: string,
  now: VouchedProfile,
  knownAt: string,
): Promise<VouchedProfile | undefined> {
  const row = await readVersion(sql, personId, knownAt);
  if (row === undefined) return undefined;
  const person = vouchedProfile(row, now.sources);
  const records = recordsOf(now.evidence);
  const evidence = saidOnlyBy(person.evidence, (record) => records.has(keyOf(record)));
  return vouchedFor({ ...person, evidence });
}

/** A person as they were on a day. @param person with the sources that may be told of */
async function asOfDay(sql: Sql, person: VouchedProfile, day: number): Promise<VouchedProfile | undefined> {
  const evidence = saidOnlyBy(person.evidence, ({ source_id }) => person.sources.has(source_id));
  const fused = fusedAsOf(evidence, day, await readLearning(sql));
  if (fused === undefined) return undefined;
  const { profile, record_count } = fused;
  return { ...person, profile, profileJson: JSON.stringify(profile), evidence: fused.evidence, record_count };
}

/**
 * A person as of another moment, as far as an account may be told of them.
 * @param now the person as they are
 * @returns undefined where nothing was known then, or the person may not be told of
 */
export async function personThen(
  sql: Sql,
  personId: string,
  now: VouchedProfile,
  { asOf, knownAt }: Moment,
  restrictions: Restrictions | null,
): Promise<VouchedProfile | undefined> {
  if (restrictedTo(now, restrictions) === undefined) return undefined;
  const known = knownAt === undefined ? now : await knownThen(sql, personId, now, knownAt);
  const told = known && restrictedTo(known, restrictions);
  if (told === undefined || asOf === undefined) return told;
  const then = await asOfDay(sql, told, asOf);
  return then && restrictedTo(then, restrictions);
}
