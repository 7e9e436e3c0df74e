import { createReadStream, existsSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { profileFields } from "@vouch/contract";
import { CsvError, parse } from "csv-parse";
import { csvText, unguarded } from "../csvText.js";
import { VouchError } from "../errors.js";
import type { EnrichOutcome } from "./enrichClient.js";

const ADDED = ["status", ...profileFields] as const;

/** The output's header: the input's columns, then the answer's, prefixed where the input has a column of that name. */
export function outputHeader(input: readonly string[]): string[] {
  const taken = new Set(input.map((name) => name.trim().toLowerCase()));
  return [...input, ...ADDED.map((name) => (taken.has(name) ? `vouch_${name}` : name))];
}

/** A row of the output as text: the input's cells, then the answer's. */
export function outputLine(
  cells: readonly string[],
  width: number,
  { status, profile }: EnrichOutcome,
): string {
  const kept = Array.from({ length: width }, (_, index) => cells[index] ?? "");
  return csvLine([...kept, status, ...profileFields.map((field) => profile?.[field] ?? "")]);
}

/** One line of CSV, its line end included. */
export function csvLine(cells: readonly (string | number)[]): string {
  return csvText([cells.map(String)]);
}

/** What an earlier run left in the output. */
export interface Earlier {
  /** Rows that are complete. */
  readonly rows: number;
  /** Byte after the last complete row; what follows was cut off in the middle. */
  readonly bytes: number;
  /** The last complete row's cells. */
  readonly last: readonly string[];
  readonly path: string;
}

/**
 * Looks at the output of an earlier run, so that a new one goes on after its last complete row.
 * @throws VouchError `output_exists` where the file is not an earlier output of the same columns
 */
export async function earlierOutput(path: string, header: readonly string[]): Promise<Earlier> {
  const nothing = { rows: 0, bytes: 0, last: [], path };
  if (!existsSync(path) || (await stat(path)).size === 0) return nothing;
  let kept: Earlier = { ...nothing, rows: -1 };
  let before = kept;
  const parser = createReadStream(path).pipe(parse({ info: true, relax_column_count: true }));
  try {
    for await (const { record: written, info } of parser as AsyncIterable<{
      record: string[];
      info: { bytes: number };
    }>) {
      const record = written.map(unguarded);
      if (kept.rows === -1 && record.join("\n") !== header.join("\n")) throw foreign(path);
      before = kept;
      kept = { rows: kept.rows + 1, bytes: info.bytes, last: record, path };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (kept.rows === -1) throw foreign(path);
    return kept;
  }
  const whole = (await endsWithLine(path)) ? kept : before;
  return whole.rows === -1 ? nothing : whole;
}

/** @throws VouchError `output_exists` where the output's last row is not about this row of the input */
export function assertSameRow({ last, path }: Earlier, cells: readonly string[]): void {
  const width = last.length - ADDED.length;
  if (cells.slice(0, width).some((cell, index) => cell !== last[index])) throw foreign(path);
}

async function endsWithLine(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() === "\n";
  } finally {
    await file.close();
  }
}

function foreign(path: string): VouchError {
  return new VouchError(
    "output_exists",
    `${path} exists and is not an earlier output for this input.`,
    "Give another name after -o, or remove the file.",
  );
}
