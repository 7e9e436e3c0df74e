import { type JobType, profileFields } from "@vouch/contract";
import type { Sql } from "postgres";
import { csvText } from "../csvText.js";
import { readChunks } from "./chunkStore.js";
import { objectOf } from "./fileRows.js";
import type { Chunk, Job, RecordAnswer } from "./job.js";

/** The fields of an answer's data that a result file has, by type of job. */
const FIELDS: Readonly<Record<JobType, readonly string[]>> = {
  people: profileFields,
  email: ["email", "confidence", "status", "pattern", "deliverability"],
};

const VOUCH = "vouch_";

/** Columns of an answer: what became of the row, then the data. Prefixed where the input has one of that name, or `status` would be two. */
function addedColumns(type: JobType, taken: ReadonlySet<string>): string[] {
  return ["status", ...FIELDS[type]].map((name, at) =>
    taken.has(name) || (at > 0 && name === "status") ? VOUCH + name : name,
  );
}

const textOf = (value: unknown): string | number =>
  typeof value === "number"
    ? value
    : value === null || value === undefined
      ? ""
      : typeof value === "string"
        ? value
        : JSON.stringify(value);

const valuesOf = (type: JobType, { word, data }: RecordAnswer): unknown[] => [
  word,
  ...FIELDS[type].map((field) => data?.[field] ?? null),
];

/** Rows of a CSV file's result: those of the file, each with what became of it behind. */
export function csvRows(
  { type, header }: Pick<Job, "type" | "header">,
  { records, answers }: Pick<Chunk, "records" | "answers">,
): string {
  const width = header?.length ?? 0;
  return csvText(
    answers.map((answer, at) => {
      const row = records[at];
      const cells = Array.isArray(row) ? (row as string[]) : [];
      const kept = Array.from({ length: width }, (_, index) => cells[index] ?? "");
      return [...kept, ...valuesOf(type, answer).map(textOf)];
    }),
  );
}

/** A line with more behind its last member; what it has stays as it is written. A line that is no object stands in one. */
function jsonLine(type: JobType, row: unknown, answer: RecordAnswer): string {
  const line = typeof row === "string" ? row : JSON.stringify(row);
  const object = objectOf(line);
  const taken = new Set(Object.keys(object ?? { input: line }));
  const names = addedColumns(type, taken);
  const added = Object.fromEntries(valuesOf(type, answer).map((value, at) => [names[at] ?? "", value]));
  if (object === undefined) return JSON.stringify({ input: line, ...added });
  const begin = line.trimEnd().slice(0, -1).trimEnd();
  return `${begin}${taken.size === 0 ? "" : ","}${JSON.stringify(added).slice(1)}`;
}

function jsonRows({ type }: Job, { records, answers }: Chunk): string {
  return answers.map((answer, at) => `${jsonLine(type, records[at], answer)}\n`).join("");
}

/** The header of a result: the input's columns, then the answer's. */
export function resultHeader(type: JobType, input: readonly string[]): string[] {
  return [...input, ...addedColumns(type, new Set(input.map((name) => name.trim().toLowerCase())))];
}

/**
 * The result of a job in the format that it came in (records: JSONL): its rows in their order, each with the answer's
 * columns behind its own, as far as they are done.
 */
export async function* resultText(sql: Sql, job: Job): AsyncGenerator<string> {
  if (job.format === "csv") yield csvText([resultHeader(job.type, job.header ?? [])]);
  const render = job.format === "csv" ? csvRows : jsonRows;
  for await (const chunk of readChunks(sql, job.jobId)) yield render(job, chunk);
}
