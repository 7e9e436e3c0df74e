import type { Dialect } from "./dialect.js";

export type Cell = string | number | boolean | null;

/** Rows by column: `columns[c][r]`. All columns have `rowCount` cells. Dates travel as ISO text, BIGINT as number. */
export interface ColumnBatch {
  readonly rowCount: number;
  readonly columns: readonly (readonly Cell[])[];
}

/** A statement that is run often, each time with other bytes as $1. */
export interface Loading {
  run(bytes: Uint8Array): Promise<void>;
  /** Frees what it took; nothing is run any more. */
  end(): void;
}

/** The analytic store: holds records, pairs, clusters. One process has it open at a time. */
export interface Engine {
  readonly dialect: Dialect;
  /** Runs statements that return nothing. `parameters` bind to $1, $2, … */
  execute(sql: string, parameters?: readonly Cell[]): Promise<void>;
  /** Runs a query with a small result, as objects by column name. */
  query<Row extends Record<string, Cell>>(sql: string, parameters?: readonly Cell[]): Promise<Row[]>;
  /** Runs a query with a large result, batch by batch, never whole in memory. */
  stream(sql: string, parameters?: readonly Cell[]): AsyncIterable<ColumnBatch>;
  /** Appends rows to a table, columns in table order. */
  append(table: string, batch: ColumnBatch): Promise<void>;
  /** Prepares a statement into which much goes as bytes, $1; `parameters` bind to $2, $3, … */
  prepareLoading(sql: string, parameters?: readonly Cell[]): Promise<Loading>;
  /** Runs `work` in one transaction; a throw rolls back. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
