import type { ISql, Sql } from "postgres";
import type { Chunk, RecordAnswer } from "./job.js";

type Tables = ISql;

interface ChunkRow {
  readonly jobId: string;
  readonly first: number;
  readonly done: number;
  readonly input: string;
  readonly answers: string;
}

const chunkOf = ({ input, answers, ...row }: ChunkRow): Chunk => ({
  ...row,
  records: JSON.parse(input) as unknown[],
  answers: JSON.parse(answers) as RecordAnswer[],
});

const columns = (sql: Tables) => sql`job_id AS "jobId", first, done, input, answers`;

/** Adds records to a job, behind those that it has. */
export async function addChunk(
  sql: Tables,
  jobId: string,
  first: number,
  records: readonly unknown[],
): Promise<void> {
  await sql`
    INSERT INTO job_chunk (job_id, first, records, input)
    VALUES (${jobId}, ${first}, ${records.length}, ${JSON.stringify(records)})`;
}

/** The first chunk with records that are not done. */
export async function nextChunk(sql: Tables, jobId: string): Promise<Chunk | undefined> {
  const [row] = await sql<ChunkRow[]>`
    SELECT ${columns(sql)} FROM job_chunk WHERE job_id = ${jobId} AND done < records ORDER BY first LIMIT 1`;
  return row && chunkOf(row);
}

/** Locks a chunk. @returns how many of its records are done; undefined where it is gone, or its job was cancelled */
export async function lockChunk(sql: Tables, { jobId, first }: Chunk): Promise<number | undefined> {
  const [row] = await sql<{ done: number }[]>`
    SELECT done FROM job_chunk JOIN job USING (job_id)
    WHERE job_id = ${jobId} AND first = ${first} AND job.ended_at IS NULL FOR UPDATE OF job_chunk`;
  return row?.done;
}

/** What a part of a chunk comes to. */
export interface Tally {
  readonly done: number;
  readonly success: number;
  readonly notFound: number;
  readonly credits: number;
}

/**
 * Writes a chunk's answers, and what they come to into its job, which is completed with its last record.
 * @param answers JSON list of all of its answers
 * @param personIds whom they tell of
 * @returns whether the job is completed by it; undefined where it ended meanwhile, and nothing of this may stay
 */
export async function writeAnswers(
  sql: Tables,
  { jobId, first }: Chunk,
  answers: string,
  personIds: readonly string[],
  { done, success, notFound, credits }: Tally,
): Promise<boolean | undefined> {
  const [row] = await sql<{ completed: boolean }[]>`
    WITH answered AS (
      UPDATE job_chunk SET done = done + ${done}, answers = ${answers}, person_ids = ${[...personIds]}
      WHERE job_id = ${jobId} AND first = ${first}
    )
    UPDATE job SET done_records = done_records + ${done}, success_records = success_records + ${success},
      not_found_records = not_found_records + ${notFound}, credits_used = credits_used + ${credits},
      state = CASE WHEN done_records + ${done} = total_records THEN 'completed' ELSE state END,
      worked_by = CASE WHEN done_records + ${done} = total_records THEN NULL ELSE worked_by END,
      lacks_credits = false,
      ended_at = CASE WHEN done_records + ${done} = total_records THEN now() END
    WHERE job_id = ${jobId} AND ended_at IS NULL
    RETURNING state = 'completed' AS completed`;
  return row?.completed;
}

/** Chunks that are read at once. */
const READ_AT_ONCE = 8;

/** The chunks of a job in their order, as far as they are done; never more than a few in memory. */
export async function* readChunks(sql: Sql, jobId: string): AsyncGenerator<Chunk> {
  for (let from = 0; ; ) {
    const rows = await sql<ChunkRow[]>`
      SELECT ${columns(sql)} FROM job_chunk
      WHERE job_id = ${jobId} AND first >= ${from} AND done > 0 ORDER BY first LIMIT ${READ_AT_ONCE}`;
    for (const row of rows) yield chunkOf(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < READ_AT_ONCE) return;
    from = last.first + 1;
  }
}
