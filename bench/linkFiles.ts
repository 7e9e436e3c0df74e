import { existsSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { BenchUsageError } from "./harness.js";

/** Rows of files of one shape, as text, by column. */
export interface TextTable {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly (string | null)[]>;
}

const READERS: Readonly<Record<string, string>> = {
  parquet: "read_parquet($1)",
  csv: "read_csv($1, header = true, all_varchar = true, quote = '\"', escape = '\"')",
  tsv: "read_csv($1, header = true, all_varchar = true, delim = '\t', quote = '')",
};

/**
 * Reads Parquet, CSV and TSV files one after the other into one table of the columns that all of them have. Names of
 * columns are trimmed.
 * @throws BenchUsageError where a file is missing, is neither, or cannot be read
 */
export async function readTables(paths: readonly string[]): Promise<TextTable> {
  const tables: TextTable[] = [];
  for (const path of paths) tables.push(await readTable(path));
  const names = [...(tables[0]?.columns.keys() ?? [])];
  const shared = names.filter((name) => tables.every(({ columns }) => columns.has(name)));
  const cellsOf = (name: string) => tables.flatMap(({ columns }) => columns.get(name) ?? []);
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    columns: new Map(shared.map((name) => [name, cellsOf(name)])),
  };
}

/** @throws BenchUsageError where the records have no such column; the message says which they have */
export function columnOf({ columns }: TextTable, name: string): readonly (string | null)[] {
  const found = columns.get(name);
  if (found !== undefined) return found;
  throw new BenchUsageError(
    `The records have no column "${name}". Their columns are: ${[...columns.keys()].join(", ")}.`,
  );
}

async function readTable(path: string): Promise<TextTable> {
  const reader = READERS[path.split(".").at(-1)?.toLowerCase() ?? ""];
  if (!existsSync(path)) throw new BenchUsageError(`There is no file ${path}.`);
  if (reader === undefined) throw new BenchUsageError(`${path} is neither .parquet nor .csv nor .tsv.`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM ${reader}`, [path]);
    const cells = result.getColumns();
    const names = result.columnNames().map((name) => name.trim());
    const columns = names.map((name, at) => [name, (cells[at] ?? []).map(textOf)] as const);
    return { rows: result.currentRowCount, columns: new Map(columns) };
  } catch (failure) {
    throw new BenchUsageError(`${path} cannot be read: ${failure instanceof Error ? failure.message : ""}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function textOf(cell: unknown): string | null {
  return cell === null ? null : String(cell).trim();
}
