import { createHash } from "node:crypto";
import type { Engine } from "../src/engine/engine.js";
import type { RecordFields } from "../src/ingestion/sourceRecord.js";
import { NORMALIZED_COLUMNS } from "../src/normalization/normalizedRecord.js";
import { normalizeRecord } from "../src/normalization/normalizeRecord.js";

/** Puts records into the store as an import would: those of a known key are replaced. They wait for resolution. */
export async function putRecords(
  engine: Engine,
  records: Readonly<Record<string, RecordFields>>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [key, fields] of Object.entries(records)) ids.set(key, await putRecord(engine, key, fields));
  return ids;
}

async function putRecord(engine: Engine, key: string, fields: RecordFields): Promise<number> {
  const [known] = await engine.query<{ record_id: number | null; next: number }>(
    "SELECT max(CASE WHEN source_key = $1 THEN record_id END) AS record_id, coalesce(max(record_id), 0) + 1 AS next FROM source_record",
    [key],
  );
  const id = known?.record_id ?? known?.next ?? 1;
  for (const table of ["source_record", "normalized_record", "identifier"]) {
    await engine.execute(`DELETE FROM ${table} WHERE record_id = $1`, [id]);
  }
  const hash = createHash("sha1").update(JSON.stringify(fields)).digest("hex");
  await engine.execute("INSERT INTO source_record VALUES ($1, 1, $2, $3, '{}', TIMESTAMP '2026-01-01')", [
    id,
    key,
    hash,
  ]);
  const { record, identifiers } = normalizeRecord(fields, Date.parse("2026-01-01"));
  const cells = NORMALIZED_COLUMNS.map((column) => [record[column]]);
  await engine.append("normalized_record", { rowCount: 1, columns: [[id], ...cells] });
  for (const { kind, value } of identifiers) {
    await engine.execute("INSERT INTO identifier VALUES ($1, $2, $3)", [id, kind, value]);
  }
  await engine.execute("INSERT INTO pending_record VALUES ($1, 'import of crm')", [id]);
  return id;
}
