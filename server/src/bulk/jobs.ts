import type { JobType } from "@vouch/contract";
import type { Sql } from "postgres";
import { readUrl } from "../net/outgoing.js";
import type { Reaches } from "../net/reach.js";
import { readChunks } from "./chunkStore.js";
import { readRows, recordsOf, upTo } from "./fileRows.js";
import type { Job, RecordAnswer } from "./job.js";
import { cancelOpenJob, readJob } from "./jobStore.js";
import type { RecordTypes } from "./recordType.js";
import { resultText } from "./resultFile.js";
import { type JobOrder, type Submission, type SubmitDeps, submitFile, submitRecords } from "./submit.js";
import { tellEnd } from "./tellEnd.js";

/** What can be asked about jobs. Those of another account are missing. */
export interface Jobs {
  /** The types of jobs that are served. */
  readonly types: RecordTypes;
  /**
   * Checks where the end of a job is to be told.
   * @throws VouchError invalid_url, address_forbidden
   */
  readonly checkWebhook: (url: string) => string;
  /** @param fingerprint SHA-256 of what is submitted, hex */
  readonly submit: (order: JobOrder, records: readonly unknown[], fingerprint: string) => Promise<Submission>;
  /** @throws VouchError where the file cannot be read: nothing is left of it then */
  readonly submitFile: (order: JobOrder, file: UploadedFile) => Promise<Submission>;
  /** Credits that records may cost at most: those of them that can be asked about. */
  readonly highestPrice: (type: JobType, records: readonly unknown[]) => number;
  /** The same of a file, of which nothing is kept. @throws VouchError as `submitFile` does */
  readonly highestPriceOfFile: (type: JobType, file: UploadedFile) => Promise<number>;
  readonly read: (accountId: string, jobId: string) => Promise<Job | undefined>;
  /** The answers of a job so far, in the order of its records. */
  readonly answers: (job: Job) => AsyncGenerator<readonly RecordAnswer[]>;
  /** Its result file so far. */
  readonly resultText: (job: Job) => AsyncGenerator<string>;
  /** Ends a job where it is. @returns it as it is then */
  readonly cancel: (accountId: string, jobId: string) => Promise<Job | undefined>;
}

/** A file as it comes. */
export interface UploadedFile {
  readonly format: "csv" | "jsonl";
  readonly bytes: AsyncIterable<Buffer>;
  /** Bytes that are read. */
  readonly most: number;
}

/** What the verbs need. */
export interface JobsDeps extends SubmitDeps {
  readonly types: RecordTypes;
  readonly reaches: Reaches;
  /** Hears that a job was submitted here. */
  readonly onSubmitted: () => void;
}

async function* answersOf(sql: Sql, { jobId }: Job): AsyncGenerator<readonly RecordAnswer[]> {
  for await (const { answers } of readChunks(sql, jobId)) yield answers;
}

/** Makes the verbs behind the operations about jobs. */
export function createJobs(deps: JobsDeps): Jobs {
  const { sql, types, onSubmitted } = deps;
  const heard = (submission: Submission): Submission => {
    if (submission.kind === "submitted") onSubmitted();
    return submission;
  };
  const highestPrice = (type: JobType, records: readonly unknown[]) => {
    const asked = types[type];
    if (asked === undefined) return 0;
    return records.filter((record) => !("problem" in asked.read(record))).length * asked.highestPrice;
  };
  const highestPriceOfFile = async (type: JobType, { format, bytes, most }: UploadedFile) => {
    const { header, rows } = await readRows(format, upTo(bytes, most));
    let price = 0;
    for await (const batch of rows) {
      const read = recordsOf({ format, header }, batch);
      const bodies = read.flatMap((record) => ("body" in record ? [record.body] : []));
      price += highestPrice(type, bodies);
    }
    return price;
  };
  const cancel = (accountId: string, jobId: string) =>
    sql.begin(async (tx) => {
      if (await cancelOpenJob(tx, accountId, jobId)) await tellEnd(tx, jobId);
      return readJob(tx, accountId, jobId);
    });
  return {
    types,
    checkWebhook: (url) => readUrl(url, deps.reaches).href,
    submit: async (...order) => heard(await submitRecords(deps, ...order)),
    submitFile: async (order, { format, bytes, most }) =>
      heard(await submitFile(deps, order, format, bytes, most)),
    highestPrice,
    highestPriceOfFile,
    read: (accountId, jobId) => readJob(sql, accountId, jobId),
    answers: (job) => answersOf(sql, job),
    resultText: (job) => resultText(sql, job),
    cancel,
  };
}
