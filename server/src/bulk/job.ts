import { randomUUID } from "node:crypto";
import type { JobType } from "@vouch/contract";
import type { KeyMode } from "../accounts/apiKey.js";
import type { Restrictions } from "../accounts/restrictions.js";

/** How the records of a job came. */
export type JobFormat = "records" | "csv" | "jsonl";

/** Where a job stands. `uploading`: its file is still being read. */
export type JobState = "uploading" | "queued" | "processing" | "completed" | "cancelled";

/** A job as it is stored. */
export interface Job {
  readonly jobId: string;
  /** Decimal text. */
  readonly accountId: string;
  readonly mode: KeyMode;
  /** That of the account. */
  readonly plan: string;
  /** What the account may not be told; null: nothing. */
  readonly restrictions: Restrictions | null;
  readonly type: JobType;
  readonly format: JobFormat;
  /** The columns of a CSV file. */
  readonly header: readonly string[] | null;
  readonly state: JobState;
  /** It waits until the account can pay the next record. */
  readonly lacksCredits: boolean;
  readonly totalRecords: number;
  /** Records that have an answer: the first ones. */
  readonly doneRecords: number;
  readonly successRecords: number;
  readonly notFoundRecords: number;
  readonly creditsUsed: number;
}

/** Some records of a job, one after another. */
export interface Chunk {
  readonly jobId: string;
  /** Position of its first record in the job, from 0. */
  readonly first: number;
  readonly done: number;
  /** As they came. */
  readonly records: readonly unknown[];
  /** Of the records that are done. */
  readonly answers: readonly RecordAnswer[];
}

/** The answer to a record. */
export interface RecordAnswer {
  /** `success`, an error's word, or why a row of a file could not be read. */
  readonly word: string;
  readonly credits: number;
  readonly param?: string;
  readonly detail?: string;
  readonly person_ids?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  /** Sections beside the data. */
  readonly [section: string]: unknown;
}

/** Records of a chunk: enough that a commit is shared by many, few enough that nobody waits long behind it. */
export const CHUNK_RECORDS = 250;

/** Names a job: 122 random bits. */
export const newJobId = () => `job_${randomUUID().replaceAll("-", "")}`;

/** Whether a job can change no more. */
export const hasEnded = ({ state }: Pick<Job, "state">) => state === "completed" || state === "cancelled";
