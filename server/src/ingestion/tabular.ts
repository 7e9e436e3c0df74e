import { assemble } from "./assemble.js";
import { connected, type SourceFormat } from "./connector.js";
import { type ColumnMap, type ColumnMeaning, meaningsOf } from "./headers.js";
import type { Connected } from "./sourceRecord.js";
import type { Table, TableRow } from "./table.js";

/** Opens a source of rows; what is understood of their cells tells which of them is the header. */
export type OpenTable = (path: string, map: ColumnMap) => Promise<Table>;

/** Rows that tell what a column holds. */
const MOST_SAMPLED = 200;

function toConnected(row: TableRow, meanings: readonly (ColumnMeaning | null)[]): Connected {
  return row.kind === "reject" ? row : connected(assemble(meanings, row.cells), row.line);
}

/** What is common to all sources of rows under a header. */
export const tabular = (open: OpenTable): SourceFormat => ({
  async *read(path, { map }) {
    const table = await open(path, map);
    const meanings = meaningsOf(table.header, map, path);
    for await (const rows of table.rows) yield rows.map((row) => toConnected(row, meanings));
  },
  async sample(path, map) {
    const { header, rows } = await open(path, map);
    const sampled: (readonly string[])[] = [];
    for await (const batch of rows) {
      for (const row of batch) if (row.kind === "row") sampled.push(row.cells);
      if (sampled.length >= MOST_SAMPLED) break;
    }
    return { columns: header, rows: sampled.slice(0, MOST_SAMPLED) };
  },
});
