import type { Engine } from "../engine/engine.js";
import { type ExportCell, type ExportFormat, type ExportSummary, writeExport } from "./exportFile.js";

const COLUMNS = ["source", "source_key", "person_id"] as const;

/**
 * Writes one line per source record with the person it belongs to (empty before the first resolve), in the order
 * of acceptance.
 * @param output path of the file; standard output where absent
 * @throws VouchError `output_not_writable`
 */
export async function exportRecords(
  engine: Engine,
  format: ExportFormat,
  output: string | undefined,
): Promise<ExportSummary> {
  return await writeExport(COLUMNS, recordRows(engine), format, output);
}

async function* recordRows(engine: Engine): AsyncGenerator<ExportCell[][]> {
  const batches = engine.stream(
    `SELECT s.name, r.source_key, c.person_id FROM source_record r
     JOIN source s ON s.source_id = r.source_id LEFT JOIN cluster c ON c.record_id = r.record_id
     ORDER BY r.record_id`,
  );
  for await (const { rowCount, columns } of batches) {
    yield Array.from({ length: rowCount }, (_, row) => columns.map((column) => textOf(column[row])));
  }
}

function textOf(cell: string | number | boolean | null | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}
