import { createHash, type Hash } from "node:crypto";
import { type JobType, MOST_ROWS } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import type { KeyMode } from "../accounts/apiKey.js";
import { VouchError } from "../errors.js";
import { ownEndpoint } from "../webhooks/endpoints.js";
import { addChunk } from "./chunkStore.js";
import { readRows, upTo } from "./fileRows.js";
import { CHUNK_RECORDS, type JobFormat, newJobId } from "./job.js";
import { countOpenRecords, deleteJob } from "./jobStore.js";
import type { JobQueue } from "./queue.js";

/** A job that an account wants. */
export interface JobOrder {
  /** Decimal text. */
  readonly accountId: string;
  readonly mode: KeyMode;
  readonly type: JobType;
  readonly requestId: string;
  /** Checked before, where it may lead. */
  readonly webhookUrl: string | undefined;
  /** Jobs of the account that may be open at a time; null: no limit. */
  readonly mostJobs: number | null;
  /** SHA-256 of the Idempotency-Key, hex, where the job is to be submitted once. */
  readonly keyHash: string | undefined;
}

/** A job that was submitted. */
export interface SubmittedJob {
  readonly jobId: string;
  readonly requestId: string;
  readonly totalRecords: number;
  readonly estimatedSeconds: number;
  /** Verifies what comes to the webhook; undefined where the account knows it, or there is none. */
  readonly webhookSecret: string | undefined;
}

/** How a submission ended. */
export type Submission =
  | { readonly kind: "submitted" | "submitted_before"; readonly job: SubmittedJob }
  /** Its Idempotency-Key was used with other records. */
  | { readonly kind: "mismatch" }
  /** The file of its Idempotency-Key is still being read. */
  | { readonly kind: "in_flight" }
  | { readonly kind: "too_many_jobs" };

/** Records that a node answers in a second on a small machine: what an estimate goes by. */
const RECORDS_A_SECOND = 5000;

/** What submitting needs. */
export interface SubmitDeps {
  readonly sql: Sql;
  readonly queue: JobQueue;
  /** Names this node; while one of its connections is open, jobs that it reads or works on are its own. */
  readonly node: string;
  /** Jobs whose file this node reads. */
  readonly reading: Set<string>;
}

interface KnownRow {
  readonly jobId: string;
  readonly state: string;
  readonly fingerprint: string;
  readonly submitted: SubmittedJob | null;
}

const bytesOf = (hex: string | undefined) => (hex === undefined ? null : Buffer.from(hex, "hex"));

/** Makes room for a job: no two submissions of an account pass here at once. */
async function admitJob(
  tx: ISql,
  { accountId, keyHash, mostJobs }: JobOrder,
): Promise<KnownRow | "too_many_jobs" | undefined> {
  await tx`SELECT FROM account WHERE account_id = ${accountId} FOR UPDATE`;
  const [known] = await tx<KnownRow[]>`
    SELECT job_id AS "jobId", state, encode(fingerprint, 'hex') AS fingerprint, submitted FROM job
    WHERE account_id = ${accountId} AND key_hash = ${bytesOf(keyHash)}`;
  if (known !== undefined) return known;
  const open = await tx`SELECT FROM job WHERE account_id = ${accountId} AND ended_at IS NULL`;
  return mostJobs !== null && open.length >= mostJobs ? "too_many_jobs" : undefined;
}

async function insertJob(
  tx: ISql,
  node: string,
  jobId: string,
  { accountId, mode, type, keyHash, webhookUrl }: JobOrder,
  format: JobFormat,
): Promise<string | undefined> {
  const endpoint = webhookUrl === undefined ? undefined : await ownEndpoint(tx, accountId, webhookUrl);
  await tx`
    INSERT INTO job (job_id, account_id, mode, type, format, state, worked_by, key_hash, endpoint_id)
    VALUES (${jobId}, ${accountId}, ${mode}, ${type}, ${format},
      'uploading', ${node}, ${bytesOf(keyHash)}, ${endpoint?.endpointId ?? null})`;
  return endpoint?.secret;
}

/** Lets a job that has all of its records wait for its turn. */
async function openJob(
  tx: ISql,
  { queue }: SubmitDeps,
  job: Omit<SubmittedJob, "estimatedSeconds">,
  fingerprint: string,
): Promise<SubmittedJob> {
  const ahead = await countOpenRecords(tx);
  const estimatedSeconds = Math.ceil((ahead + job.totalRecords) / RECORDS_A_SECOND);
  const submitted = { ...job, estimatedSeconds };
  await tx`
    UPDATE job SET state = 'queued', worked_by = NULL, total_records = ${job.totalRecords},
      fingerprint = ${Buffer.from(fingerprint, "hex")}, submitted = ${tx.json(submitted)}
    WHERE job_id = ${job.jobId}`;
  await queue.enqueue(tx, job.jobId);
  return submitted;
}

function knownSubmission({ submitted, fingerprint }: KnownRow, given: string): Submission {
  if (submitted === null) return { kind: "in_flight" };
  return fingerprint === given ? { kind: "submitted_before", job: submitted } : { kind: "mismatch" };
}

/**
 * Submits records.
 * @param fingerprint SHA-256 of what is submitted, hex
 */
export async function submitRecords(
  deps: SubmitDeps,
  order: JobOrder,
  records: readonly unknown[],
  fingerprint: string,
): Promise<Submission> {
  return deps.sql.begin(async (tx): Promise<Submission> => {
    const admitted = await admitJob(tx, order);
    if (admitted === "too_many_jobs") return { kind: admitted };
    if (admitted !== undefined) return knownSubmission(admitted, fingerprint);
    const jobId = newJobId();
    const webhookSecret = await insertJob(tx, deps.node, jobId, order, "records");
    for (let first = 0; first < records.length; first += CHUNK_RECORDS)
      await addChunk(tx, jobId, first, records.slice(first, first + CHUNK_RECORDS));
    const job = { jobId, requestId: order.requestId, totalRecords: records.length, webhookSecret };
    return { kind: "submitted", job: await openJob(tx, deps, job, fingerprint) };
  });
}

async function* hashed(bytes: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

/** Stores the rows of a file as they come, chunk by chunk. @returns how many there are */
async function storeRows(sql: Sql, jobId: string, rows: AsyncIterable<readonly unknown[]>): Promise<number> {
  let waiting: unknown[] = [];
  let stored = 0;
  const store = async () => {
    const chunk = waiting.slice(0, CHUNK_RECORDS);
    waiting = waiting.slice(CHUNK_RECORDS);
    await addChunk(sql, jobId, stored, chunk);
    stored += chunk.length;
    if (stored > MOST_ROWS)
      throw new VouchError("payload_too_large", `The file has more than ${MOST_ROWS} rows`);
  };
  for await (const batch of rows) {
    for (const row of batch) waiting.push(row);
    while (waiting.length >= CHUNK_RECORDS) await store();
  }
  if (waiting.length > 0) await store();
  if (stored === 0) throw new VouchError("no_rows", "The file has no rows");
  return stored;
}

/** Reads the file of a job that has room, and lets it wait for its turn. */
async function readFile(
  deps: SubmitDeps,
  job: Omit<SubmittedJob, "estimatedSeconds" | "totalRecords">,
  format: "csv" | "jsonl",
  bytes: AsyncIterable<Buffer>,
  hash: Hash,
): Promise<Submission> {
  const { sql } = deps;
  const { jobId } = job;
  try {
    const { header, rows } = await readRows(format, bytes);
    const totalRecords = await storeRows(sql, jobId, rows);
    if (header !== null) await sql`UPDATE job SET header = ${JSON.stringify(header)} WHERE job_id = ${jobId}`;
    const fingerprint = hash.digest("hex");
    const opened = await sql.begin((tx) => openJob(tx, deps, { ...job, totalRecords }, fingerprint));
    return { kind: "submitted", job: opened };
  } catch (failure) {
    await deleteJob(sql, jobId);
    throw failure;
  }
}

/**
 * Submits a file as it comes: its rows are in the store before its end is there, and never all in memory.
 * @param most bytes that are read
 * @throws VouchError no_header, too_many_columns, no_identity_column, no_rows, payload_too_large; nothing is left of
 *   the job then
 */
export async function submitFile(
  deps: SubmitDeps,
  order: JobOrder,
  format: "csv" | "jsonl",
  bytes: AsyncIterable<Buffer>,
  most: number,
): Promise<Submission> {
  const { sql, node, reading } = deps;
  const hash = createHash("sha256").update(`${order.type} ${format}\n`);
  const read = upTo(hashed(bytes, hash), most);
  const jobId = newJobId();
  reading.add(jobId);
  try {
    const begun = await sql.begin(async (tx) => {
      const admitted = await admitJob(tx, order);
      return admitted ?? { webhookSecret: await insertJob(tx, node, jobId, order, format) };
    });
    if (begun === "too_many_jobs") return { kind: begun };
    if ("webhookSecret" in begun) {
      const job = { jobId, requestId: order.requestId, ...begun };
      return await readFile(deps, job, format, read, hash);
    }
    for await (const _ of read);
    return knownSubmission(begun, hash.digest("hex"));
  } finally {
    reading.delete(jobId);
  }
}
