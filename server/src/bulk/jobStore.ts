import type { ISql } from "postgres";
import type { Job } from "./job.js";

type Tables = ISql;

interface JobRow extends Omit<Job, "header"> {
  readonly header: string | null;
}

const jobOf = ({ header, ...row }: JobRow): Job => ({
  ...row,
  header: header === null ? null : (JSON.parse(header) as string[]),
});

const columns = (sql: Tables) => sql`
  job_id AS "jobId", account_id::text AS "accountId", mode, type,
  (SELECT plan FROM account WHERE account.account_id = job.account_id) AS plan,
  (SELECT restrictions FROM account WHERE account.account_id = job.account_id) AS restrictions, format, header, state,
  lacks_credits AS "lacksCredits", total_records AS "totalRecords", done_records AS "doneRecords",
  success_records AS "successRecords", not_found_records AS "notFoundRecords", credits_used::float8 AS "creditsUsed"`;

/** Reads a job of an account; one of another account is missing, as is one whose file is still being read. */
export async function readJob(sql: Tables, accountId: string, jobId: string): Promise<Job | undefined> {
  const [row] = await sql<JobRow[]>`
    SELECT ${columns(sql)} FROM job
    WHERE job_id = ${jobId} AND account_id = ${accountId} AND state <> 'uploading'`;
  return row && jobOf(row);
}

/**
 * Takes a job for a node that is to work on it.
 * @returns undefined where it has ended, or a node works on it
 */
export async function claimJob(sql: Tables, jobId: string, node: string): Promise<Job | undefined> {
  const [row] = await sql<JobRow[]>`
    UPDATE job SET worked_by = ${node}, state = 'processing'
    WHERE job_id = ${jobId} AND state IN ('queued', 'processing') AND worked_by IS NULL
    RETURNING ${columns(sql)}`;
  return row && jobOf(row);
}

/**
 * Gives a job back.
 * @param lacksCredits it is to wait until its account can pay
 * @returns whether there is something left to do
 */
export async function releaseJob(
  sql: Tables,
  jobId: string,
  node: string,
  lacksCredits: boolean,
): Promise<boolean> {
  const { count } = await sql`
    UPDATE job SET worked_by = NULL, lacks_credits = ${lacksCredits},
      state = CASE WHEN ${lacksCredits} THEN 'queued' ELSE state END
    WHERE job_id = ${jobId} AND worked_by = ${node} AND ended_at IS NULL`;
  return count > 0;
}

/** A job whose node is gone, or works on it no more. */
export interface AbandonedJob {
  readonly jobId: string;
  readonly node: string;
  readonly state: Job["state"];
}

/**
 * Finds jobs that nobody works on though somebody should. A node is alive as long as one of its connections is.
 * @param node who looks
 * @param working what it works on
 */
export async function findAbandoned(
  sql: Tables,
  node: string,
  working: readonly string[],
): Promise<AbandonedJob[]> {
  return sql<AbandonedJob[]>`
    SELECT job_id AS "jobId", worked_by AS node, state FROM job
    WHERE ended_at IS NULL AND worked_by IS NOT NULL AND CASE WHEN worked_by = ${node}
      THEN job_id <> ALL (${[...working]})
      ELSE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = worked_by) END`;
}

/**
 * Ends a job where it is, within a transaction. The account is locked before the job, as it is where records are charged:
 * telling the end needs it, too.
 * @returns whether it was there to be ended
 */
export async function cancelOpenJob(sql: Tables, accountId: string, jobId: string): Promise<boolean> {
  await sql`SELECT FROM account WHERE account_id = ${accountId} FOR KEY SHARE`;
  const { count } = await sql`
    UPDATE job SET state = 'cancelled', ended_at = now(), lacks_credits = false, worked_by = NULL
    WHERE job_id = ${jobId} AND account_id = ${accountId} AND state IN ('queued', 'processing')`;
  return count > 0;
}

/** Deletes a job with all that belongs to it. */
export async function deleteJob(sql: Tables, jobId: string): Promise<void> {
  await sql`DELETE FROM job WHERE job_id = ${jobId}`;
}

/** Records of all jobs that are not answered yet: what a new job stands behind at worst. */
export async function countOpenRecords(sql: Tables): Promise<number> {
  const [row] = await sql<{ records: number }[]>`
    SELECT coalesce(sum(total_records - done_records), 0)::float8 AS records FROM job
    WHERE ended_at IS NULL AND NOT lacks_credits`;
  return row?.records ?? 0;
}
