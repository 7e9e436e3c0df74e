import { open } from "node:fs/promises";
import { VouchError } from "../errors.js";
import { type EnrichClient, type EnrichOutcome, type EnrichQuery, saysEnough } from "./enrichClient.js";
import { EnrichJournal } from "./enrichJournal.js";
import {
  assertSameRow,
  csvLine,
  type Earlier,
  earlierOutput,
  outputHeader,
  outputLine,
} from "./enrichOutput.js";

/** A row to ask about; `problem` where it could not be read, as a word for its status. */
export interface EnrichRow {
  readonly cells: readonly string[];
  readonly query: EnrichQuery;
  readonly problem?: string;
}

/** The rows of a file, in its order. */
export interface EnrichInput {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<EnrichRow>;
}

/** What came of a file; `earlier` rows were answered by a run before this one. */
export interface EnrichSummary {
  rows: number;
  earlier: number;
  found: number;
  not_found: number;
  errors: number;
  credits_used: number;
}

/** Calls in flight; answers are written in the order of the rows. */
const IN_FLIGHT = 8;

interface Waiting {
  readonly cells: readonly string[];
  readonly outcome: Promise<EnrichOutcome>;
}

/**
 * Asks about every row of a file and appends the answers to the output, row by row in the input's order. Rows that
 * the output already has are not asked again, so a run that was stopped goes on where it was.
 * @param onRow called with the number of rows that are done
 * @param stopping when it fires, no further row is asked about; what was asked is still kept
 * @throws VouchError `output_exists`, `output_not_writable`, `interrupted`, and what the client throws; rows answered so far are in the output then
 */
export async function enrichFile(
  input: EnrichInput,
  output: string,
  client: Pick<EnrichClient, "enrich">,
  onRow: (done: number) => void,
  stopping: AbortSignal,
): Promise<EnrichSummary> {
  const header = outputHeader(input.header);
  const earlier = await earlierOutput(output, header);
  const summary = {
    rows: earlier.rows,
    earlier: earlier.rows,
    found: 0,
    not_found: 0,
    errors: 0,
    credits_used: 0,
  };
  const { append, close } = await openOutput(output, header, earlier);
  try {
    const journal = await EnrichJournal.open(output, earlier.rows);
    for await (const { cells, outcome } of answered(input, client, earlier, journal, stopping)) {
      await append(outputLine(cells, input.header.length, outcome));
      count(summary, outcome);
      onRow(summary.rows);
    }
    await journal.remove();
    return summary;
  } finally {
    await close();
  }
}

async function openOutput(path: string, header: readonly string[], { bytes }: Earlier) {
  const file = await open(path, bytes === 0 ? "w" : "r+").catch((error: Error) => {
    throw new VouchError(
      "output_not_writable",
      `${path} cannot be written: ${error.message}`,
      "Give another name after -o.",
    );
  });
  await file.truncate(bytes);
  let at = bytes;
  const append = async (line: string) => {
    at += (await file.write(line, at)).bytesWritten;
  };
  if (bytes === 0) await append(csvLine(header));
  return { append, close: () => file.close() };
}

/** Asks about the rows that the output lacks, several at a time, and yields the answers in order. */
async function* answered(
  input: EnrichInput,
  client: Pick<EnrichClient, "enrich">,
  earlier: Earlier,
  journal: EnrichJournal,
  stopping: AbortSignal,
): AsyncGenerator<{ cells: readonly string[]; outcome: EnrichOutcome }> {
  const waiting: Waiting[] = [];
  let row = -1;
  try {
    for await (const next of input.rows) {
      row++;
      if (row === earlier.rows - 1) assertSameRow(earlier, next.cells);
      if (row < earlier.rows) continue;
      if (stopping.aborted) throw interrupted(row);
      waiting.push({ cells: next.cells, outcome: settled(ask(client, journal, row, next)) });
      if (waiting.length >= IN_FLIGHT) yield* head(waiting);
    }
    while (waiting.length > 0) yield* head(waiting);
  } finally {
    // Calls that are under way are paid for: their answers must reach the journal even when the run ends here.
    await Promise.allSettled(waiting.map(({ outcome }) => outcome));
  }
}

function interrupted(row: number): VouchError {
  return new VouchError(
    "interrupted",
    `Stopped before row ${row + 1}.`,
    "Run the same command again to go on.",
  );
}

/** A failure is met when the row's turn comes; until then it must not count as unhandled. */
function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function* head(waiting: Waiting[]) {
  const first = waiting.shift();
  if (first !== undefined) yield { cells: first.cells, outcome: await first.outcome };
}

async function ask(
  client: Pick<EnrichClient, "enrich">,
  journal: EnrichJournal,
  row: number,
  { cells, query, problem }: EnrichRow,
): Promise<EnrichOutcome> {
  if (problem !== undefined) return { status: problem, credits: 0 };
  // The server would answer the same; a row that says too little need not go there.
  if (!saysEnough(query)) return { status: "missing_param", credits: 0 };
  const known = journal.answerOf(row, cells);
  if (known !== undefined) return { ...known, credits: 0 };
  const outcome = await client.enrich(query, journal.callName(row, cells));
  await journal.keep(row, cells, outcome);
  return outcome;
}

function count(summary: EnrichSummary, { status, credits }: EnrichOutcome): void {
  summary.rows++;
  summary.credits_used += credits;
  if (status === "success") summary.found++;
  else if (status === "not_found") summary.not_found++;
  else summary.errors++;
}
