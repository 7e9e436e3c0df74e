import type { ISql, Sql, TransactionSql } from "postgres";

/** Days for which it is kept how people were published before. */
export const VERSIONS_KEPT_DAYS = 730;

/**
 * Keeps how people are published who are about to be published otherwise (`staged_person`). Of a person who lost
 * records nothing is kept: what a source took back, or may be kept no longer, is not kept here either.
 */
export async function keepVersions(tx: TransactionSql): Promise<void> {
  await tx`
    DELETE FROM person_version v USING staged_person s JOIN person p USING (person_id)
    WHERE v.person_id = s.person_id AND s.record_count < p.record_count`;
  await tx`
    INSERT INTO person_version (person_id, known_since, known_until, profile, cohesion, record_count, evidence)
    SELECT p.person_id, p.known_since, s.published_at, p.profile, p.cohesion, p.record_count, e.evidence
    FROM staged_person s JOIN person p USING (person_id) LEFT JOIN person_evidence e USING (person_id)
    WHERE s.content_hash <> p.content_hash AND s.record_count >= p.record_count`;
}

/**
 * Keeps how people were published who are about to be taken down, of those who are part of others now; of the rest it is
 * forgotten.
 * @param redirects where old ids lead
 */
export async function keepMerged(
  tx: ISql,
  ids: readonly string[],
  redirects: ReadonlyMap<string, string>,
): Promise<void> {
  const merged = ids.filter((id) => redirects.has(id));
  await forgetVersions(
    tx,
    ids.filter((id) => !redirects.has(id)),
  );
  await tx`
    INSERT INTO person_version (person_id, known_since, known_until, profile, cohesion, record_count, evidence)
    SELECT p.person_id, p.known_since, now(), p.profile, p.cohesion, p.record_count, e.evidence
    FROM person p LEFT JOIN person_evidence e USING (person_id) WHERE p.person_id = ANY (${merged})`;
}

/** Forgets how people were published before. */
export async function forgetVersions(sql: ISql, ids: readonly string[]): Promise<void> {
  await sql`DELETE FROM person_version WHERE person_id = ANY (${[...ids]})`;
}

/** Forgets how people were published before who are published no more, and are part of nobody who is. */
export async function forgetOthersVersions(sql: ISql): Promise<void> {
  await sql`
    DELETE FROM person_version v
    WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = v.person_id) AND NOT EXISTS (
      SELECT FROM person_redirect r JOIN person p USING (person_id) WHERE r.old_id = v.person_id)`;
}

/** Forgets what was kept long enough. */
export async function forgetOldVersions(sql: Sql): Promise<void> {
  await sql`DELETE FROM person_version WHERE known_until < now() - make_interval(days => ${VERSIONS_KEPT_DAYS})`;
}
