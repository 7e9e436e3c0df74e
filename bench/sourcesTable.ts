import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { demoChunks } from "@vouch/demo";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** The columns of the demo's CRM that the table has. */
const COLUMNS = [
  "Record ID",
  "First Name",
  "Last Name",
  "Email",
  "Job Title",
  "Company Name",
  "Phone Number",
  "City",
  "Country",
  "Last Activity Date",
] as const;
/** Rows of the CRM for each of the demo's people, at least. */
const ROWS_A_PERSON = 0.85;

/** Rows of the CRM, as long as somebody wants some; names, employers and addresses are as in any demo of that size. */
function* crmRows(seed: string, people: number): Generator<string[][]> {
  let at: number[] | undefined;
  for (const { file, text } of demoChunks({ seed, people })) {
    if (file !== "crm.csv") continue;
    const rows: string[][] = parse(text);
    const header = at === undefined ? rows.shift() : undefined;
    at ??= COLUMNS.map((column) => header?.indexOf(column) ?? -1);
    const places = at;
    yield rows.map((row) => places.map((place) => row[place] ?? ""));
  }
}

/** Writes a CSV of so many rows and ten columns about people who do not exist. */
export async function writeTable(path: string, seed: string, rows: number): Promise<void> {
  const output = createWriteStream(path);
  output.write(stringify([[...COLUMNS]]));
  let left = rows;
  for (const batch of crmRows(seed, Math.ceil(rows / ROWS_A_PERSON))) {
    const taken = batch.slice(0, left);
    left -= taken.length;
    if (!output.write(stringify(taken))) await once(output, "drain");
    if (left === 0) break;
  }
  await finished(output.end());
}
