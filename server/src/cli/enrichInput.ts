import { assemble } from "../ingestion/assemble.js";
import { type ColumnMeaning, meaningsOf } from "../ingestion/headers.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { readTable, type TableRow } from "../ingestion/table.js";
import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import { parseName } from "../normalization/names.js";
import { type EnrichQuery, saysEnough } from "./enrichClient.js";
import type { EnrichInput, EnrichRow } from "./enrichFile.js";

/**
 * Opens a CSV file whose columns say whom to ask about: an e-mail address, or a name (whole or in parts) and the
 * employer's domain or site. Headers, delimiter and encoding are recognised as for an import.
 * @throws VouchError where the file cannot be read, or has no column with an address or a name
 */
export async function openInput(path: string): Promise<EnrichInput> {
  const { header, rows } = await readTable(path);
  const meanings = meaningsOf(header, new Map(), path);
  return { header, rows: rowsOf(rows, meanings) };
}

/** How many rows a file has. */
export async function countRows(path: string): Promise<number> {
  let count = 0;
  for await (const rows of (await readTable(path)).rows) count += rows.length;
  return count;
}

async function* rowsOf(
  batches: AsyncIterable<readonly TableRow[]>,
  meanings: readonly (ColumnMeaning | null)[],
): AsyncGenerator<EnrichRow> {
  for await (const rows of batches) {
    for (const row of rows) {
      if (row.kind === "reject") yield { cells: [], query: {}, problem: row.reject.code };
      else yield { cells: row.cells, query: queryOf(assemble(meanings, row.cells).fields) };
    }
  }
}

/** What a row says; a value that cannot be one is left out where the rest is enough. */
function queryOf({ emails = [], company_domain, ...named }: RecordFields): EnrichQuery {
  const [email] = emails;
  const domain =
    company_domain !== undefined && parseDomain(company_domain) !== null ? company_domain : undefined;
  const byName = { ...nameOf(named), ...(domain === undefined ? {} : { domain }) };
  const isUsable = email !== undefined && (parseEmail(email) !== null || !saysEnough(byName));
  return isUsable ? { ...byName, email } : byName;
}

function nameOf({ first_name, last_name, full_name }: RecordFields): EnrichQuery {
  if (first_name !== undefined && last_name !== undefined) return { first_name, last_name };
  if (full_name === undefined) return {};
  const { given_name, family_name } = parseName({ full_name });
  return given_name === null || family_name === null
    ? {}
    : { first_name: given_name, last_name: family_name };
}
