import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { resultHeader } from "../bulk/resultFile.js";
import { VouchError } from "../errors.js";
import { linesIn, readBytes } from "../ingestion/lines.js";
import { readTable } from "../ingestion/table.js";
import type { EnrichSummary } from "./enrichFile.js";

const foreign = (path: string) =>
  new VouchError(
    "output_exists",
    `${path} exists and is not what came of this input.`,
    "Give another name after -o, or remove the file.",
  );

async function* csvRows(path: string): AsyncGenerator<readonly string[]> {
  const { header, rows } = await readTable(path);
  yield header;
  for await (const batch of rows) for (const row of batch) yield row.kind === "row" ? row.cells : [];
}

async function* jsonRows(path: string): AsyncGenerator<string> {
  for await (const lines of linesIn(readBytes(path)))
    for (const { text } of lines) if (text === null || text.trim() !== "") yield text?.trim() ?? "";
}

/** The row's status where it answers the row of the input; undefined where it is another row. */
type StatusOf<Row> = (input: Row, output: Row, at: number) => string | undefined;

const csvStatus: StatusOf<readonly string[]> = (input, output, at) => {
  const expected = at === 0 ? resultHeader("people", input) : input;
  const isSame = expected.every((cell, place) => cell === output[place]);
  return isSame ? output[at === 0 ? 0 : input.length] : undefined;
};

const jsonStatus: StatusOf<string> = (input, output) => {
  const begin = input.endsWith("}") ? input.slice(0, -1).trimEnd() : "";
  if (!output.startsWith(begin)) return undefined;
  const { status, vouch_status }: Record<string, unknown> = JSON.parse(output);
  return String(vouch_status ?? status);
};

async function countAnswered<Row>(
  inputs: AsyncGenerator<Row>,
  outputs: AsyncGenerator<Row>,
  statusOf: StatusOf<Row>,
): Promise<readonly string[] | undefined> {
  const statuses: string[] = [];
  for await (const input of inputs) {
    const output = await outputs.next();
    const status = output.done === true ? undefined : statusOf(input, output.value, statuses.length);
    if (status === undefined) return undefined;
    statuses.push(status);
  }
  return (await outputs.next()).done === true ? statuses : undefined;
}

/**
 * Looks whether an output holds what came of an input.
 * @returns undefined where there is no output
 * @throws VouchError output_exists where it is something else
 */
export async function answeredBefore(
  input: string,
  output: string,
  isCsv: boolean,
): Promise<EnrichSummary | undefined> {
  if (!existsSync(output) || (await stat(output)).size === 0) return undefined;
  const statuses = await (isCsv
    ? countAnswered(csvRows(input), csvRows(output), csvStatus)
    : countAnswered(jsonRows(input), jsonRows(output), jsonStatus)
  ).catch(() => undefined);
  if (statuses === undefined) throw foreign(output);
  const rows = isCsv ? statuses.slice(1) : statuses;
  const count = (status: string) => rows.filter((one) => one === status).length;
  const [found, not_found] = [count("success"), count("not_found")];
  const errors = rows.length - found - not_found;
  return { rows: rows.length, found, not_found, errors, credits_used: 0, was_there: true };
}
