import { createWriteStream, openAsBlob } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { operations } from "@vouch/contract";
import type { JobStatusAnswer } from "@vouch/sdk";
import { VouchError } from "../errors.js";
import { meaningsOf } from "../ingestion/headers.js";
import { checkFile } from "../ingestion/lines.js";
import { readTable } from "../ingestion/table.js";
import type { Progress } from "../jobs/job.js";
import type { AskedServer } from "./askedServer.js";
import { answeredBefore } from "./enrichAnswered.js";
import { dropNote, type EnrichNote, hasNote, keepNote, noteFor } from "./enrichNote.js";

/** What came of a file. */
export interface EnrichSummary {
  readonly rows: number;
  readonly found: number;
  readonly not_found: number;
  readonly errors: number;
  readonly credits_used: number;
  /** The output was there already: nothing was asked. */
  readonly was_there?: true;
  /** The job was cancelled before it came to the end of the file. */
  readonly cancelled?: true;
}

/** A file to have answered. */
export interface EnrichTask {
  readonly input: string;
  readonly output: string;
  /** Ends the job where it is, and writes what was answered. */
  readonly cancels: boolean;
  readonly onProgress: (progress: Progress) => void;
  /** Ends the watching; the job goes on. */
  readonly stopping: AbortSignal;
}

const JSON_LINES = new Set([".jsonl", ".ndjson"]);
const isCsv = (path: string) => !JSON_LINES.has(extname(path).toLowerCase());

/** @throws VouchError where the input cannot be read, or no column of it says who */
async function checkInput(path: string): Promise<void> {
  await checkFile(path);
  if (!isCsv(path)) return;
  const { header, rows } = await readTable(path);
  meaningsOf(header, new Map(), path);
  await rows.return(undefined);
}

const interrupted = () =>
  new VouchError(
    "interrupted",
    "Stopped; what the server has of the file it goes on with.",
    "Run the same command again to have the result, with --cancel to end it where it is.",
  );

/** Sends the input, unless the server has it. @returns its job */
async function submit({ vouch, told }: AskedServer, task: EnrichTask, note: EnrichNote): Promise<string> {
  if (note.jobId !== undefined) return note.jobId;
  const { input, output, stopping, onProgress } = task;
  onProgress({ phase: "sending the file", done: 0 });
  const media_type = isCsv(input) ? "text/csv" : "application/x-ndjson";
  const file = await openAsBlob(input);
  const { idempotencyKey } = note;
  const options = { idempotencyKey, signal: stopping };
  const { job_id } = await told(() => vouch.submitFileJob({ file, media_type }, options)).catch(
    async (failure: unknown) => {
      // What was refused is not there: nothing has to be found again.
      if (failure instanceof VouchError && failure.code !== "server_unreachable") await dropNote(output);
      throw failure;
    },
  );
  await keepNote(output, { ...note, jobId: job_id });
  return job_id;
}

const usedUp = (done: number, total: number) =>
  new VouchError(
    "insufficient_credits",
    `The account's credits are used up after row ${done} of ${total}.`,
    "Grant it more: the job goes on by itself; run the same command again to have the result.",
  );

/** Whether credits came meanwhile: a job that waited for them says so until it has its next turn. */
async function canGoOn({ vouch }: AskedServer): Promise<boolean> {
  const account = await vouch.getAccount().catch(() => undefined);
  return (account?.data.credits_remaining ?? 0) >= operations.enrichPerson.price.success;
}

/** Watches a job to its end. @throws VouchError insufficient_credits where it waits for credits */
async function untilEnded(server: AskedServer, task: EnrichTask, job_id: string) {
  const { vouch, told } = server;
  let last: JobStatusAnswer | undefined;
  await told(async () => {
    for await (const status of vouch.watchJob({ job_id }, { signal: task.stopping })) {
      last = status;
      const { results_count: done, total_records: total, error } = status;
      task.onProgress({ phase: "enriching", done, total });
      if (error?.message === "insufficient_credits" && !(await canGoOn(server))) throw usedUp(done, total);
    }
  });
  if (last === undefined) throw new Error(`nothing was heard of ${job_id}`);
  return last;
}

/** Writes the result: whole, or not at all. */
async function fetchResult({ vouch, told }: AskedServer, { output, stopping }: EnrichTask, job_id: string) {
  const part = `${output}.part`;
  try {
    await told(async () => {
      const result = await vouch.getJobFile({ job_id }, { signal: stopping });
      await pipeline(Readable.fromWeb(result as never), createWriteStream(part), { signal: stopping });
    });
    const file = await open(part, "r+");
    await file.sync().finally(() => file.close());
    await rename(part, output);
  } catch (failure) {
    await rm(part, { force: true });
    throw failure;
  }
}

function summaryOf(status: JobStatusAnswer): EnrichSummary {
  const { results_count: rows, success_count: found, not_found_count: not_found, credits_used } = status;
  const ended = status.status === "failed" ? { cancelled: true as const } : {};
  return { rows, found, not_found, errors: rows - found - not_found, credits_used, ...ended };
}

const gone = (job: string, output: string) =>
  new VouchError(
    "job_gone",
    `The server has no job ${job} of this account: results are kept for a time only.`,
    `Remove ${output}.job to have the file answered anew, which is paid for again.`,
  );

async function answer(server: AskedServer, task: EnrichTask): Promise<EnrichSummary> {
  const { input, output, cancels, onProgress } = task;
  const job = await submit(server, task, await noteFor(input, output, server.url));
  try {
    if (cancels) await server.told(() => server.vouch.cancelJob({ job_id: job }));
    const status = await untilEnded(server, task, job);
    onProgress({ phase: "fetching the result", done: status.results_count, total: status.total_records });
    await fetchResult(server, task, job);
    await dropNote(output);
    return summaryOf(status);
  } catch (failure) {
    if (failure instanceof VouchError && failure.code === "job_not_found") throw gone(job, output);
    throw failure;
  }
}

/**
 * Has a file answered by a job of a running server, and writes its result. Stopped or killed, it goes on where the job
 * is when it is run again; each row is paid for once.
 * @throws VouchError output_exists, output_not_writable, another_input, another_server, interrupted, job_gone, and what
 *   the server refuses
 */
export async function enrichFile(server: AskedServer, task: EnrichTask): Promise<EnrichSummary> {
  const { input, output, stopping } = task;
  await checkInput(input);
  if (!hasNote(output)) {
    const before = await answeredBefore(input, output, isCsv(input));
    if (before !== undefined) return before;
  }
  try {
    return await answer(server, task);
  } catch (failure) {
    throw stopping.aborted ? interrupted() : failure;
  }
}
