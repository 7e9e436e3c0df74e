import type { Engine } from "../engine/engine.js";
import type { Staging } from "./staging.js";

/** Which source lands, and when. */
export interface Landing {
  readonly source: string;
  readonly sourceId: number;
  readonly now: Date;
}

/**
 * Makes what was staged part of the store.
 * @returns how many records were there already, with the same content
 */
export async function land(engine: Engine, staging: Staging, landing: Landing): Promise<number> {
  const lands = staging.isNew ? landNew : landBesideKnown;
  const unchanged = await lands(engine, staging, landing);
  await replaceJudgements(engine, landing);
  return unchanged;
}

/** Later records under the key of an earlier one of the same import. */
export async function findRepetitions(engine: Engine, { searched }: Staging): Promise<void> {
  await engine.execute(
    `CREATE OR REPLACE TEMP TABLE staged_repetition AS
     WITH repeated AS (SELECT hash(source_key) AS h FROM ${searched.given} GROUP BY 1 HAVING count(*) > 1),
     compared AS (
       SELECT record_id, content_hash, row_number() OVER of_key AS occurrence,
         first_value(content_hash) OVER of_key AS first_hash, first_value(record_id) OVER of_key AS first_id
       FROM ${searched.given} WHERE hash(source_key) IN (SELECT h FROM repeated)
       WINDOW of_key AS (PARTITION BY source_key ORDER BY record_id))
     SELECT record_id, first_id, content_hash = first_hash AS is_same FROM compared WHERE occurrence > 1`,
  );
}

/** Of a source of which nothing was stored everything stays as it was staged. @returns how many records were repeated */
async function landNew(engine: Engine, staging: Staging, { source }: Landing): Promise<number> {
  const [counted] = await engine.query<{ repeated: number; same: number }>(
    "SELECT count(*) AS repeated, count(*) FILTER (is_same) AS same FROM staged_repetition",
  );
  if ((counted?.repeated ?? 0) > 0) await staging.remove("(SELECT record_id FROM staged_repetition)");
  await engine.execute(`INSERT INTO pending_record SELECT record_id, $1 FROM ${staging.searched.given}`, [
    `import of ${source}`,
  ]);
  return counted?.same ?? 0;
}

/** Moves what was staged into the store. @returns how many records were there already, with the same content */
async function landBesideKnown(engine: Engine, { firstId }: Staging, landing: Landing): Promise<number> {
  const { sourceId, now } = landing;
  await engine.execute(
    `CREATE OR REPLACE TEMP TABLE landing AS
     WITH known AS (SELECT record_id, source_key, content_hash FROM source_record WHERE source_id = $1),
     compared AS (
       SELECT s.record_id AS staged_id, k.record_id AS known_id,
         CASE WHEN NOT r.is_same THEN 'rejected'
              WHEN r.is_same THEN 'repeated'
              WHEN k.record_id IS NULL THEN 'new'
              WHEN k.content_hash = s.content_hash THEN 'unchanged' ELSE 'changed' END AS state
       FROM staged_record s LEFT JOIN staged_repetition r ON r.record_id = s.record_id
       LEFT JOIN known k ON k.source_key = s.source_key)
     SELECT staged_id, state, coalesce(known_id,
       $2 - 1 + row_number() OVER (PARTITION BY state ORDER BY staged_id)) AS record_id
     FROM compared`,
    [sourceId, firstId],
  );
  await replaceRecords(engine, landing);
  await engine.execute(
    `UPDATE source_record SET imported_at = CAST($2 AS TIMESTAMP)
     WHERE record_id IN (SELECT record_id FROM landing WHERE state = 'unchanged')
     AND source_id IN (SELECT source_id FROM source_declaration WHERE source_id = $1 AND retention_days IS NOT NULL)`,
    [sourceId, now.toISOString()],
  );
  const [counted] = await engine.query<{ unchanged: number }>(
    "SELECT count(*) AS unchanged FROM landing WHERE state IN ('unchanged', 'repeated')",
  );
  return counted?.unchanged ?? 0;
}

async function replaceRecords(engine: Engine, { source }: Landing): Promise<void> {
  const changed = "SELECT record_id FROM landing WHERE state = 'changed'";
  for (const table of ["source_record", "normalized_record", "identifier", "pending_record"])
    await engine.execute(`DELETE FROM ${table} WHERE record_id IN (${changed})`);
  for (const [table, staged] of [
    ["source_record", "staged_record"],
    ["normalized_record", "staged_normalized"],
    ["identifier", "staged_identifier"],
  ] as const) {
    await engine.execute(
      `INSERT INTO ${table} SELECT l.record_id, s.* EXCLUDE (record_id)
       FROM landing l JOIN ${staged} s ON s.record_id = l.staged_id WHERE l.state IN ('new', 'changed')`,
    );
  }
  await engine.execute(
    "INSERT INTO pending_record SELECT record_id, $1 FROM landing WHERE state IN ('new', 'changed')",
    [`import of ${source}`],
  );
}

/** The judgements that came with this source's file replace those that came with it before; people stay judged. */
async function replaceJudgements(engine: Engine, { sourceId, source }: Landing): Promise<void> {
  const before = "SELECT left_key, right_key, verdict FROM judgement WHERE source_id = $1";
  const after = "SELECT DISTINCT left_key, right_key, verdict FROM staged_judgement";
  const touched = `SELECT left_key, right_key FROM ((${before} EXCEPT ${after}) UNION ALL (${after} EXCEPT ${before}))`;
  await engine.execute(
    `INSERT INTO pending_record SELECT DISTINCT r.record_id, $2 FROM source_record r
     JOIN (SELECT left_key AS touched_key FROM (${touched}) UNION SELECT right_key FROM (${touched})) t ON t.touched_key = r.source_key
     WHERE r.source_id = $1 AND r.record_id NOT IN (SELECT record_id FROM pending_record)`,
    [sourceId, `judgements that came with ${source}`],
  );
  await engine.execute("DELETE FROM judgement WHERE source_id = $1", [sourceId]);
  await engine.execute(
    `INSERT INTO judgement
     SELECT (SELECT coalesce(max(judgement_id), 0) FROM judgement) + row_number() OVER (ORDER BY j.left_key, j.right_key),
       $1, j.left_key, j.right_key, l.record_id, r.record_id, j.verdict, j.judged_by, j.why
     FROM staged_judgement j
     JOIN source_record l ON l.source_id = $1 AND l.source_key = j.left_key
     JOIN source_record r ON r.source_id = $1 AND r.source_key = j.right_key`,
    [sourceId],
  );
}
