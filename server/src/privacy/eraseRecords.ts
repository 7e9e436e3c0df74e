import type { Engine } from "../engine/engine.js";
import { forgetCodes } from "../resolution/codes.js";
import { leadingIdentifier, type SuppressedRecords } from "./findRecords.js";
import { type LeadingValue, namedAt } from "./suppressionKeys.js";

/** What was erased in the analytic store. */
export interface ErasedRecords {
  readonly records: number;
  readonly people: readonly string[];
  /** What else led to these people: to be suppressed, too. */
  readonly values: readonly LeadingValue[];
}

const OF_RECORDS = [
  "source_record",
  "normalized_record",
  "identifier",
  "pending_record",
  "paused_record",
  "paused_identifier",
] as const;

/** Puts numbers of records into a table of their own. */
export async function putRecordIds(engine: Engine, table: string, ids: ReadonlySet<number>): Promise<void> {
  await engine.execute(`CREATE OR REPLACE TEMP TABLE ${table} (record_id INTEGER)`);
  if (ids.size > 0) await engine.append(table, { rowCount: ids.size, columns: [[...ids]] });
}

/** With a record goes its person, and with the person all of their records. */
export const WITH_PERSON = (table: string) => `SELECT record_id FROM ${table}
UNION SELECT record_id FROM cluster WHERE person_id IN (
  SELECT person_id FROM cluster WHERE record_id IN (SELECT record_id FROM ${table}))`;

/** Identifiers of the erased records that nobody else has: a shared phone leads to others, too. */
const OWN_IDENTIFIERS = `SELECT i.kind, i.value FROM identifier i
WHERE i.record_id IN (SELECT record_id FROM erased_record)
AND i.value NOT IN (SELECT o.value FROM identifier o WHERE o.record_id NOT IN (SELECT record_id FROM erased_record))
GROUP BY i.kind, i.value`;

/** Names at employers, of people who were found by an identifier: those found by a name alone may be others of it. */
const OWN_NAMES = `SELECT DISTINCT given_root, family_key, company_key, employer_domain FROM normalized_record
WHERE record_id IN (SELECT record_id FROM identified_record)`;

async function valuesOf(engine: Engine): Promise<LeadingValue[]> {
  const identifiers = await engine.query<{ kind: string; value: string }>(OWN_IDENTIFIERS);
  const names = await engine.query<Record<string, string | null>>(OWN_NAMES);
  return [
    ...identifiers.map(({ kind, value }) => leadingIdentifier(kind, value)),
    ...names.flatMap(({ given_root = null, family_key = null, company_key = null, employer_domain = null }) =>
      namedAt(given_root, family_key, [company_key, employer_domain]),
    ),
  ];
}

/**
 * Erases records and all others of their people: what was imported, what was made of it, and judgements on them. Their
 * people vanish from the clusters at the next resolution; until then nothing but numbers is left of them.
 */
export async function eraseRecords(
  engine: Engine,
  { byIdentifier, byName }: SuppressedRecords,
): Promise<ErasedRecords> {
  await putRecordIds(engine, "found_record", byIdentifier);
  await engine.execute(`CREATE OR REPLACE TEMP TABLE identified_record AS ${WITH_PERSON("found_record")}`);
  await putRecordIds(engine, "found_record", new Set([...byIdentifier, ...byName]));
  await engine.execute(`CREATE OR REPLACE TEMP TABLE erased_record AS ${WITH_PERSON("found_record")}`);
  const values = await valuesOf(engine);
  const people = await engine.query<{ person_id: string }>(
    "SELECT DISTINCT person_id FROM cluster WHERE record_id IN (SELECT record_id FROM erased_record)",
  );
  const [counted] = await engine.query<{ records: number }>(
    "SELECT count(*) AS records FROM source_record WHERE record_id IN (SELECT record_id FROM erased_record)",
  );
  await engine.transaction(async () => {
    for (const table of OF_RECORDS)
      await engine.execute(`DELETE FROM ${table} WHERE record_id IN (SELECT record_id FROM erased_record)`);
    await forgetCodes(engine, "erased_record");
    await engine.execute(
      `DELETE FROM judgement WHERE left_record IN (SELECT record_id FROM erased_record)
       OR right_record IN (SELECT record_id FROM erased_record)`,
    );
  });
  for (const table of ["found_record", "identified_record", "erased_record"])
    await engine.execute(`DROP TABLE ${table}`);
  return { records: counted?.records ?? 0, people: people.map(({ person_id }) => person_id), values };
}
