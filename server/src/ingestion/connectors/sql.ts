import { VouchError } from "../../errors.js";
import { foreignQuery, shownAddress } from "../../postgres/foreignQuery.js";
import { databaseUrl } from "../databaseAddress.js";
import type { Table, TableRow } from "../table.js";
import { tabular } from "../tabular.js";

async function* tableRows(
  batches: AsyncGenerator<readonly (readonly string[])[]>,
): AsyncGenerator<readonly TableRow[]> {
  let line = 0;
  for await (const rows of batches)
    yield rows.map((cells) => {
      line += 1;
      return { kind: "row", line, cells };
    });
}

async function openQuery(path: string, query: string | undefined): Promise<Table> {
  if (query === undefined)
    throw new VouchError("no_query", "There is no query to ask the database", 'Give --query "select …".');
  const { columns, rows } = await foreignQuery(databaseUrl(path), query);
  return { header: columns, rows: tableRows(rows) };
}

/** The rows of a query that the operator writes, from a PostgreSQL database. */
export const sql = tabular(
  (path, _, query) => openQuery(path, query),
  (path) => shownAddress(databaseUrl(path)),
);
