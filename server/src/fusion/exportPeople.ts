import type { Sql } from "postgres";
import { type ExportCell, type ExportFormat, type ExportSummary, writeExport } from "./exportFile.js";
import { PROFILE_FIELDS, type Profile } from "./fusedPerson.js";

const COLUMNS = ["person_id", ...PROFILE_FIELDS, "cohesion", "record_count"] as const;
const ROWS_AT_ONCE = 2000;

interface PersonRow {
  readonly person_id: string;
  readonly profile: string;
  readonly cohesion: number;
  readonly record_count: number;
}

/**
 * Writes one line per published person, in the order of their ids, as they are served at this moment.
 * @param output path of the file; standard output where absent
 * @throws VouchError `output_not_writable`
 */
export async function exportPeople(
  sql: Sql,
  format: ExportFormat,
  output: string | undefined,
): Promise<ExportSummary> {
  return await writeExport(COLUMNS, personRows(sql), format, output);
}

async function* personRows(sql: Sql): AsyncGenerator<ExportCell[][]> {
  const people = sql<
    PersonRow[]
  >`SELECT person_id, profile, cohesion, record_count FROM person ORDER BY person_id`;
  for await (const rows of people.cursor(ROWS_AT_ONCE)) yield rows.map(cellsOf);
}

function cellsOf({ person_id, profile, cohesion, record_count }: PersonRow): ExportCell[] {
  const fields: Partial<Profile> = JSON.parse(profile);
  return [person_id, ...PROFILE_FIELDS.map((field) => fields[field] ?? null), cohesion, record_count];
}
