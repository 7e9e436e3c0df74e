import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import { createSchema } from "@vouch/server/dist/engine/duckdb/schema.js";
import type { Engine } from "@vouch/server/dist/engine/engine.js";
import { importRecords } from "@vouch/server/dist/ingestion/importRecords.js";
import { newPersonId } from "@vouch/server/dist/resolution/identity.js";
import { resolve } from "@vouch/server/dist/resolution/resolve.js";
import { columnOf } from "./linkFiles.js";
import { pairwise } from "./pairwise.js";
import type { PublicTable } from "./publicTables.js";

const BATCHES = 5;

/** F1 of a table's records as professional records: all at once, and in batches that arrive forwards and backwards. */
export interface F1ByArrival {
  readonly "one batch": number;
  readonly "five batches": number;
  readonly "five batches, backwards": number;
}

/**
 * Imports and resolves a public table in one batch and in several, in two orders. What it knows beyond professional
 * records is left out: what counts is whether the people are the same.
 * @param meanings our field by the table's column
 */
export async function f1ByArrival(
  table: PublicTable,
  meanings: Readonly<Record<string, string>>,
): Promise<F1ByArrival> {
  const files = linesOf(table, meanings);
  const backwards = [...files].reverse();
  return {
    "one batch": await f1Of([files.flat()], table),
    "five batches": await f1Of(files, table),
    "five batches, backwards": await f1Of(backwards, table),
  };
}

/** The records as lines of JSON, dealt out to batches. */
function linesOf({ table }: PublicTable, meanings: Readonly<Record<string, string>>): string[][] {
  const columns = Object.entries(meanings).map(
    ([column, field]) => [field, columnOf(table, column)] as const,
  );
  const batches = Array.from({ length: BATCHES }, (): string[] => []);
  for (let row = 0; row < table.rows; row += 1) {
    const fields = columns.flatMap(([field, cells]) => (cells[row] ? [[field, cells[row]]] : []));
    batches[row % BATCHES]?.push(JSON.stringify({ id: String(row), ...Object.fromEntries(fields) }));
  }
  return batches;
}

async function f1Of(batches: readonly (readonly string[])[], { truth }: PublicTable): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-batches-"));
  const engine = await openDuckdb({ path: ":memory:", memoryLimit: "2GB" });
  try {
    await createSchema(engine);
    for (const [at, lines] of batches.entries()) {
      const path = join(folder, `${at}.jsonl`);
      writeFileSync(path, `${lines.join("\n")}\n`);
      await bringIn(engine, path, folder);
    }
    const rows = await engine.query<{ row: string; person: string }>(
      'SELECT s.source_key AS "row", c.person_id AS person FROM source_record s JOIN cluster c ON c.record_id = s.record_id',
    );
    const known = rows.map(({ row, person }) => ({ person, is: truth[Number(row)] ?? `nobody ${row}` }));
    return pairwise(
      known.map(({ is }) => is),
      known.map(({ person }) => person),
    ).f1;
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bringIn(engine: Engine, path: string, dataDir: string): Promise<void> {
  const now = new Date();
  await importRecords(engine, {
    path,
    source: "table",
    kind: "jsonl",
    map: new Map(),
    mailmap: false,
    dataDir,
    now,
    onRead: () => {},
  });
  await resolve(engine, { now, newId: newPersonId, onProgress: () => {} });
}
