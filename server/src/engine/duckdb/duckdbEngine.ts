import type { DuckDBConnection, DuckDBInstance as Instance } from "@duckdb/node-api";
import type { Cell, ColumnBatch, Engine, Loading } from "../engine.js";
import { duckdbDialect } from "./dialect.js";
import { DuckDBDataChunk, DuckDBInstance, VARCHAR } from "./nodeApi.js";
import { cellOf, toColumn, typeOf } from "./values.js";

/** Rows of one vector: what the engine itself works in. */
const CHUNK_ROWS = 2048;

/** What new stores are written as: earlier versions compress text with more work. */
const STORAGE_VERSION = "v1.5.0";

export interface DuckdbOptions {
  /** File of the store, or ":memory:". */
  readonly path: string;
  /** Memory the engine may use before it spills, e.g. "1.5GB". */
  readonly memoryLimit?: string;
  /** Folder for what does not fit. */
  readonly tempDirectory?: string;
  readonly threads?: number;
}

/**
 * Opens a store, making it where it is not there yet. The engine reads and writes no other file.
 * @throws whatever the engine says when the file is held by another process or is none of its own
 */
export async function openDuckdb(options: DuckdbOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(options.path, {
    storage_compatibility_version: STORAGE_VERSION,
  });
  const connection = await instance.connect();
  for (const setting of settingsOf(options)) await connection.run(setting);
  return new DuckdbEngine(instance, connection);
}

function settingsOf({ memoryLimit, tempDirectory, threads }: DuckdbOptions): string[] {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return [
    ...(memoryLimit === undefined ? [] : [`SET memory_limit = ${text(memoryLimit)}`]),
    ...(tempDirectory === undefined ? [] : [`SET temp_directory = ${text(tempDirectory)}`]),
    ...(threads === undefined ? [] : [`SET threads = ${threads}`]),
    "SET preserve_insertion_order = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}

class DuckdbEngine implements Engine {
  readonly dialect = duckdbDialect;
  readonly #instance: Instance;
  readonly #connection: DuckDBConnection;

  constructor(instance: Instance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  async execute(sql: string, parameters: readonly Cell[] = []): Promise<void> {
    await this.#connection.run(sql, [...parameters], parameters.map(typeOf));
  }

  async query<Row extends Record<string, Cell>>(
    sql: string,
    parameters: readonly Cell[] = [],
  ): Promise<Row[]> {
    const result = await this.#connection.runAndReadAll(sql, [...parameters], parameters.map(typeOf));
    const names = result.columnNames();
    return result.getRows().map((row) => {
      const cells = row.map(cellOf);
      // The caller states the shape of what it selects; the engine cannot know it.
      return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null])) as Row;
    });
  }

  async *stream(sql: string, parameters: readonly Cell[] = []): AsyncIterable<ColumnBatch> {
    const result = await this.#connection.stream(sql, [...parameters], parameters.map(typeOf));
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield { rowCount: chunk.rowCount, columns: chunk.getColumns().map((column) => column.map(cellOf)) };
    }
  }

  async append(table: string, batch: ColumnBatch): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    const types = batch.columns.map((_, at) => appender.columnType(at));
    const columns = batch.columns.map((column, at) => toColumn(column, types[at] ?? VARCHAR));
    for (let from = 0; from < batch.rowCount; from += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, batch.rowCount - from);
      const chunk = DuckDBDataChunk.create(types, rows);
      chunk.setColumns(columns.map((column) => column.slice(from, from + rows)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  async prepareLoading(sql: string, parameters: readonly Cell[] = []): Promise<Loading> {
    const statement = await this.#connection.prepare(sql);
    for (const [at, cell] of parameters.entries()) statement.bindValue(at + 2, cell, typeOf(cell));
    return {
      async run(bytes) {
        statement.bindBlob(1, bytes);
        await statement.run();
      },
      end: () => statement.destroySync(),
    };
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#connection.run("BEGIN TRANSACTION");
    try {
      const result = await work();
      await this.#connection.run("COMMIT");
      return result;
    } catch (failure) {
      // A failed COMMIT has rolled back already; what failed first is what is told.
      await this.#connection.run("ROLLBACK").catch(() => {});
      throw failure;
    }
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
