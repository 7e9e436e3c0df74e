import { missingField } from "@vouch/contract";
import { VouchError } from "../errors.js";
import { assemble } from "../ingestion/assemble.js";
import { meaningsOf } from "../ingestion/headers.js";
import { linesIn } from "../ingestion/lines.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { tableIn } from "../ingestion/table.js";
import { parseDomain } from "../normalization/domains.js";
import { parseEmail } from "../normalization/emails.js";
import { parseName } from "../normalization/names.js";
import type { Job } from "./job.js";

/** What messages call a file that has no name. */
const NAME = "The file";

/** A file as it is read: rows as they are stored, in its order. */
export interface RowsOfFile {
  /** The columns of a CSV file. */
  readonly header: readonly string[] | null;
  readonly rows: AsyncIterable<readonly unknown[]>;
}

/** A row of a CSV file that could not be read, as it is stored. */
interface UnreadRow {
  readonly unread: string;
}

const isUnread = (row: unknown): row is UnreadRow =>
  typeof row === "object" && row !== null && "unread" in row;

async function readCsv(bytes: AsyncIterable<Buffer>): Promise<RowsOfFile> {
  const { header, rows } = await tableIn(bytes, NAME);
  // What the columns mean is looked at anew for each part of the job; here a file that says nothing of people is told so.
  meaningsOf(header, new Map(), NAME);
  const stored = async function* () {
    for await (const batch of rows)
      yield batch.map((row) => (row.kind === "row" ? row.cells : { unread: row.reject.code }));
  };
  return { header, rows: stored() };
}

async function* readJsonl(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly unknown[]> {
  for await (const lines of linesIn(bytes)) {
    yield lines
      .filter(({ text }) => text === null || text.trim() !== "")
      .map(({ text }) => (text === null ? { unread: "line_too_long" } : text.trim()));
  }
}

/**
 * Reads an uploaded file as it comes.
 * @throws VouchError no_header, too_many_columns, no_identity_column; more while its rows are read
 */
export async function readRows(format: "csv" | "jsonl", bytes: AsyncIterable<Buffer>): Promise<RowsOfFile> {
  return format === "csv" ? await readCsv(bytes) : { header: null, rows: readJsonl(bytes) };
}

/** Why a row of a file cannot be asked about. */
interface RowProblem {
  /** An error's word, or what is wrong with the row. */
  readonly word: string;
  readonly detail?: string;
}

/** A record to ask about, or why there is none. */
export type ReadRecord = { readonly body: unknown } | { readonly problem: RowProblem };

/** What a row says; a value that cannot be one is left out where the rest is enough. */
function bodyOf({ emails = [], company_domain, ...named }: RecordFields): object {
  const [email] = emails;
  const domain =
    company_domain !== undefined && parseDomain(company_domain) !== null ? company_domain : undefined;
  const byName = { ...nameOf(named), ...(domain === undefined ? {} : { domain }) };
  const isUsable = email !== undefined && (parseEmail(email) !== null || missingField(byName) !== undefined);
  return isUsable ? { ...byName, email } : byName;
}

function nameOf({ first_name, last_name, full_name }: RecordFields) {
  if (first_name !== undefined && last_name !== undefined) return { first_name, last_name };
  if (full_name === undefined) return {};
  const { given_name, family_name } = parseName({ full_name });
  return given_name === null || family_name === null
    ? {}
    : { first_name: given_name, last_name: family_name };
}

const NO_OBJECT: RowProblem = { word: "invalid_param", detail: "The line is not a JSON object." };

/** The object that a line of JSONL is; undefined where it is none. */
export function objectOf(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readLine(row: unknown): ReadRecord {
  if (isUnread(row)) return { problem: { word: row.unread } };
  const body = typeof row === "string" ? objectOf(row) : undefined;
  return body === undefined ? { problem: NO_OBJECT } : { body };
}

function csvReader(header: readonly string[]): (row: unknown) => ReadRecord {
  const meanings = meaningsOf(header, new Map(), NAME);
  return (row) => {
    if (Array.isArray(row)) return { body: bodyOf(assemble(meanings, row as string[]).fields) };
    return { problem: { word: isUnread(row) ? row.unread : "invalid_param" } };
  };
}

/** What rows of a job, as they are stored, ask about. */
export function recordsOf({ format, header }: Pick<Job, "format" | "header">, rows: readonly unknown[]) {
  if (format === "records") return rows.map((body): ReadRecord => ({ body }));
  return rows.map(format === "jsonl" ? readLine : csvReader(header ?? []));
}

/**
 * Bytes as they come, up to a limit.
 * @throws VouchError payload_too_large
 */
export async function* upTo(bytes: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    if (read > most) throw new VouchError("payload_too_large", `The file has more than ${most} bytes`);
    yield chunk;
  }
}
