import { type DateOrder, orderOfDate } from "../normalization/dates.js";
import { ambiguousDates, assemble } from "./assemble.js";
import { connected, type SourceFormat } from "./connector.js";
import { type ColumnMap, type ColumnMeaning, meaningsOf } from "./headers.js";
import type { Connected } from "./sourceRecord.js";
import type { Table, TableRow } from "./table.js";

/** Opens a source of rows; what is understood of their cells tells which of them is the header. */
export type OpenTable = (path: string, map: ColumnMap, query: string | undefined) => Promise<Table>;

/** Rows that tell what a column holds. */
const MOST_SAMPLED = 200;

function toConnected(
  row: TableRow,
  header: readonly string[],
  meanings: readonly (ColumnMeaning | null)[],
): Connected[] {
  if (row.kind === "reject") return [row];
  const { line, cells } = row;
  const assembled = assemble(meanings, cells);
  return [connected(assembled, line), ...ambiguousDates(assembled.fields, header, meanings, cells, line)];
}

/** The first rows, as many as tell what a column holds, and those behind them. */
async function beginningOf(
  batches: AsyncGenerator<readonly TableRow[]>,
): Promise<[readonly TableRow[], AsyncGenerator<readonly TableRow[]>]> {
  const rows: TableRow[] = [];
  while (rows.length < MOST_SAMPLED) {
    const { done, value } = await batches.next();
    if (done === true) break;
    for (const row of value) rows.push(row);
  }
  return [rows, batches];
}

/** In which order the dates of a column are written, where some of them can be read in one order alone. */
function provenOrder(rows: readonly TableRow[], column: number): DateOrder | undefined {
  const orders = new Set<DateOrder>();
  for (const row of rows) {
    const order = row.kind === "row" ? orderOfDate(row.cells[column] ?? "") : null;
    if (order === "dmy" || order === "mdy") orders.add(order);
  }
  return orders.size === 1 ? [...orders][0] : undefined;
}

/** Columns of dates of which the source does not say the order, with that which their first rows prove. */
function withDateOrders(
  meanings: readonly (ColumnMeaning | null)[],
  rows: readonly TableRow[],
): (ColumnMeaning | null)[] {
  return meanings.map((meaning, column): ColumnMeaning | null => {
    if (meaning !== "first_seen" && meaning !== "last_seen") return meaning;
    const order = provenOrder(rows, column);
    return order === undefined ? meaning : `${meaning} ${order}`;
  });
}

/**
 * What is common to all sources of rows under a header.
 * @param shownPath where a path must not be told as it is
 */
export const tabular = (open: OpenTable, shownPath?: (path: string) => string): SourceFormat => ({
  ...(shownPath === undefined ? {} : { shownPath }),
  async *read(path, { map, onColumns, query }) {
    const table = await open(path, map, query);
    onColumns?.(table.header);
    const understood = meaningsOf(table.header, map, shownPath?.(path) ?? path);
    const [beginning, rest] = await beginningOf(table.rows);
    const meanings = withDateOrders(understood, beginning);
    const read = (rows: readonly TableRow[]) =>
      rows.flatMap((row) => toConnected(row, table.header, meanings));
    yield read(beginning);
    for await (const rows of rest) yield read(rows);
  },
  async sample(path, map, query) {
    const { header, rows } = await open(path, map, query);
    const sampled: (readonly string[])[] = [];
    for await (const batch of rows) {
      for (const row of batch) if (row.kind === "row") sampled.push(row.cells);
      if (sampled.length >= MOST_SAMPLED) break;
    }
    return { columns: header, rows: sampled.slice(0, MOST_SAMPLED) };
  },
});
