import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";

/** A source record as people name it and know it again. */
export interface NamedRecord {
  readonly record_id: number;
  /** `SOURCE:KEY`. */
  readonly reference: string;
  readonly person_id: string | null;
  readonly full_name: string | null;
  readonly email: string | null;
  readonly company_name: string | null;
  readonly title: string | null;
  readonly location: string | null;
}

const NAMED = `SELECT n.record_id, s.name || ':' || r.source_key AS reference, c.person_id,
  n.full_name, n.email, n.company_name, n.title, n.location
FROM normalized_record n
JOIN source_record r ON r.record_id = n.record_id
JOIN source s ON s.source_id = r.source_id
LEFT JOIN cluster c ON c.record_id = n.record_id`;

type NamedRow = { -readonly [Key in keyof NamedRecord]: NamedRecord[Key] };

/** The records of the table `wanted_record`, in the order of acceptance. */
export async function namedRecords(engine: Engine, ids: readonly number[]): Promise<NamedRecord[]> {
  await engine.execute("CREATE OR REPLACE TEMP TABLE wanted_record (record_id INTEGER)");
  if (ids.length > 0) await engine.append("wanted_record", { rowCount: ids.length, columns: [[...ids]] });
  const rows = await engine.query<NamedRow>(
    `${NAMED} WHERE n.record_id IN (SELECT record_id FROM wanted_record) ORDER BY n.record_id`,
  );
  await engine.execute("DROP TABLE wanted_record");
  return rows;
}

/**
 * The record that a person names.
 * @param reference `SOURCE:KEY`, as `vouch export records` lists them
 * @throws VouchError `no_such_record`
 */
export async function recordNamed(engine: Engine, reference: string): Promise<NamedRecord> {
  const [row] = await engine.query<NamedRow>(`${NAMED} WHERE s.name || ':' || r.source_key = $1`, [
    reference,
  ]);
  if (row !== undefined) return row;
  throw new VouchError(
    "no_such_record",
    `There is no record ${reference}`,
    "Name it as SOURCE:KEY; vouch export records lists them.",
  );
}

/**
 * The id that a person has today, and their records.
 * @param id today's, or one that led to it
 * @throws VouchError `no_such_person`
 */
export async function recordsOfPerson(
  engine: Engine,
  id: string,
): Promise<{ readonly person_id: string; readonly records: readonly NamedRecord[] }> {
  const person_id = await currentId(engine, id);
  const rows = await engine.query<NamedRow>(`${NAMED} WHERE c.person_id = $1 ORDER BY n.record_id`, [
    person_id,
  ]);
  if (rows.length > 0) return { person_id, records: rows };
  throw new VouchError(
    "no_such_person",
    `There is no person ${id}`,
    "vouch export people lists them; a person without records left is gone.",
  );
}

/** Follows redirects to the id that a person has today. */
export async function currentId(engine: Engine, id: string): Promise<string> {
  const seen = new Set([id]);
  for (let at = id; ; ) {
    const [next] = await engine.query<{ person_id: string }>(
      "SELECT person_id FROM redirect WHERE old_id = $1",
      [at],
    );
    if (next === undefined || seen.has(next.person_id)) return at;
    at = next.person_id;
    seen.add(at);
  }
}
