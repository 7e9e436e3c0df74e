import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBListType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";
import { checkFile } from "../lines.js";
import type { Table, TableRow } from "../table.js";
import { tabular } from "../tabular.js";
import { bomb, damaged } from "../unpacking.js";

interface Column {
  readonly name: string;
  readonly sql: string;
}

/** Memory of the engine that reads; what a column of pictures needs beyond it makes it fail. */
const MEMORY = "200MB";
const LONGEST_VALUE = 2_000;
const MOST_VALUES = 20;
const DEEPEST = 4;
/** Rows of people take more than a byte each; a file of fewer bytes than rows repeats one row without end. */
const ALWAYS_ROWS = 100_000;
const NO_TEXT: readonly DuckDBTypeId[] = [
  DuckDBTypeId.BLOB,
  DuckDBTypeId.BIT,
  DuckDBTypeId.MAP,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.UNION,
];

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The columns that a column is, with their values as short texts: inner ones are named "address.city". */
function columnsOf(name: string, type: DuckDBType, sql: string, depth = 0): Column[] {
  if (NO_TEXT.includes(type.typeId) || depth > DEEPEST) return [];
  if (type instanceof DuckDBStructType) {
    return type.entryNames.flatMap((inner, at) => {
      const entry = type.entryTypes[at];
      const extracted = `struct_extract(${sql}, ${literal(inner)})`;
      return entry === undefined ? [] : columnsOf(`${name}.${inner}`, entry, extracted, depth + 1);
    });
  }
  const short = (value: string) => `left(CAST(${value} AS VARCHAR), ${LONGEST_VALUE})`;
  if (!(type instanceof DuckDBListType)) return [{ name, sql: short(sql) }];
  const isNested = type.valueType instanceof DuckDBListType || type.valueType instanceof DuckDBStructType;
  if (isNested || NO_TEXT.includes(type.valueType.typeId)) return [];
  const values = `list_transform(${sql}[1:${MOST_VALUES}], lambda value: ${short("value")})`;
  return [{ name, sql: `array_to_string(${values}, ';')` }];
}

/** An engine of its own, which can reach this one file and nothing else. */
async function openEngine(path: string): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const settings = [
    `memory_limit = '${MEMORY}'`,
    "threads = 1",
    `allowed_paths = [${literal(path)}]`,
    "enable_external_access = false",
    "lock_configuration = true",
  ];
  for (const setting of settings) await connection.run(`SET ${setting}`);
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close };
}

async function checkSize(connection: DuckDBConnection, path: string, bytes: number): Promise<void> {
  const metadata = await connection.runAndReadAll("SELECT sum(num_rows) FROM parquet_file_metadata($1)", [
    path,
  ]);
  const rows = Number(metadata.getRows()[0]?.[0] ?? 0);
  if (rows > ALWAYS_ROWS + bytes) throw bomb(path);
}

async function readColumns(connection: DuckDBConnection, path: string): Promise<Column[]> {
  const none = await connection.run("SELECT * FROM read_parquet($1) LIMIT 0", [path]);
  const types = none.columnTypes();
  return none.columnNames().flatMap((name, at) => {
    const type = types[at];
    return type === undefined ? [] : columnsOf(name, type, quoted(name));
  });
}

async function* rowsOf(
  connection: DuckDBConnection,
  path: string,
  columns: readonly Column[],
  close: () => void,
): AsyncGenerator<TableRow[]> {
  let line = 0;
  try {
    const selected = columns.map(({ sql }) => sql).join(", ");
    const result = await connection.stream(`SELECT ${selected} FROM read_parquet($1)`, [path]);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getRows().map((row) => {
        line += 1;
        return { kind: "row", line, cells: row.map((cell) => (cell === null ? "" : String(cell))) };
      });
    }
  } catch (failure) {
    throw damaged(path, failure);
  } finally {
    close();
  }
}

async function openParquet(path: string): Promise<Table> {
  const { size } = await checkFile(path);
  const { connection, close } = await openEngine(path);
  try {
    await checkSize(connection, path, size);
    const columns = await readColumns(connection, path);
    return { header: columns.map(({ name }) => name), rows: rowsOf(connection, path, columns, close) };
  } catch (failure) {
    close();
    throw failure instanceof Error && "code" in failure ? failure : damaged(path, failure);
  }
}

/** Parquet files; lists of values stand in one cell, inner columns beside the others. */
export const parquet = tabular(openParquet);
