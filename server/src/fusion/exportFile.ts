import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { csvText } from "../csvText.js";
import { VouchError } from "../errors.js";

export type ExportFormat = "csv" | "jsonl";
export type ExportCell = string | number | null;

export interface ExportSummary {
  readonly rows: number;
}

/**
 * Writes rows as CSV with a header or as one JSON object a line, as they come.
 * @param output path of the file; standard output where absent
 * @throws VouchError `output_not_writable`
 */
export async function writeExport(
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly ExportCell[])[]>,
  format: ExportFormat,
  output: string | undefined,
): Promise<ExportSummary> {
  let rows = 0;
  const encode = format === "csv" ? csvText : jsonlOf(columns);
  async function* texts() {
    if (format === "csv") yield csvText([columns]);
    for await (const batch of batches) {
      rows += batch.length;
      yield encode(batch);
    }
  }
  const target = await openOutput(output);
  try {
    await pipeline(Readable.from(texts()), target, { end: output !== undefined });
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
  return { rows };
}

async function openOutput(output: string | undefined): Promise<Writable> {
  if (output === undefined) return process.stdout;
  const folder = await stat(dirname(output)).catch(() => null);
  const there = await stat(output).catch(() => null);
  if (folder?.isDirectory() !== true || there?.isDirectory() === true) {
    throw new VouchError(
      "output_not_writable",
      `Can't write to ${output}.`,
      "Name a file in a folder that exists.",
    );
  }
  return createWriteStream(output);
}

/** A reader such as `head` that has seen enough ends an export; that is no failure. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

function jsonlOf(columns: readonly string[]): typeof csvText {
  return (rows) =>
    rows
      .map(
        (row) =>
          `${JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])))}\n`,
      )
      .join("");
}
