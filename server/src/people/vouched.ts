import type { ISql } from "postgres";
import { unpackEvidence } from "../fusion/evidence.js";
import type { Profile } from "../fusion/fusedPerson.js";
import type { PublishedSource, VouchedPerson } from "./sections.js";

/** People with their profiles and evidence as of one moment, and in a last row the sources that evidence names. */
const READ = `
SELECT asked.position::int, person.profile, person.cohesion, person.record_count, person_evidence.evidence
FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS asked (person_id, position)
JOIN person USING (person_id) LEFT JOIN person_evidence USING (person_id)
UNION ALL SELECT 0, coalesce(json_agg(published_source)::text, '[]'), 0, 0, NULL FROM published_source`;

interface Row {
  /** Of a person among those asked for, from 1; 0: the sources. */
  readonly position: number;
  readonly profile: string;
  readonly cohesion: number;
  readonly record_count: number;
  readonly evidence: string | null;
}

/** A published person with the profile as text, nine keys. */
export interface VouchedProfile extends VouchedPerson {
  readonly profileJson: string;
}

/** A person as a row has them. */
export function vouchedProfile(
  row: Omit<Row, "position">,
  sources: ReadonlyMap<number, PublishedSource>,
): VouchedProfile {
  const profile: Profile = JSON.parse(row.profile);
  return {
    profileJson: row.profile,
    profile,
    cohesion: row.cohesion,
    record_count: row.record_count,
    evidence: row.evidence === null ? {} : unpackEvidence(row.evidence),
    sources,
  };
}

/**
 * Reads what vouches for people.
 * @returns for each, in order; undefined where nobody of this id is published any more
 */
export async function readVouched(
  sql: ISql,
  personIds: readonly string[],
): Promise<(VouchedProfile | undefined)[]> {
  const rows = await sql.unsafe<Row[]>(READ, [personIds.join("\n")], { prepare: true });
  const listed = rows.find(({ position }) => position === 0)?.profile ?? "[]";
  const sources: PublishedSource[] = JSON.parse(listed);
  const byId = new Map(sources.map((source) => [source.source_id, source]));
  const people: (VouchedProfile | undefined)[] = personIds.map(() => undefined);
  for (const row of rows) if (row.position > 0) people[row.position - 1] = vouchedProfile(row, byId);
  return people;
}
