import { assemble } from "../assemble.js";
import type { Connector, ConnectorOptions } from "../connector.js";
import { connected } from "../connector.js";
import { type ColumnMeaning, isHeader, meaningsOf } from "../headers.js";
import type { Connected } from "../sourceRecord.js";
import { readTable, type TableRow } from "../table.js";

function toConnected(row: TableRow, meanings: readonly (ColumnMeaning | null)[]): Connected {
  return row.kind === "reject" ? row : connected(assemble(meanings, row.cells), row.line);
}

/** Comma-, semicolon-, tab- or bar-separated files with a header line, in any encoding and with any line ends. */
export const csv: Connector = async function* (path: string, { map }: ConnectorOptions) {
  const table = await readTable(path, (cells) => isHeader(cells, map));
  const meanings = meaningsOf(table.header, map, path);
  for await (const rows of table.rows) yield rows.map((row) => toConnected(row, meanings));
};
