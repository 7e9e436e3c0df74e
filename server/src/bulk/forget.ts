import type { ISql, Sql } from "postgres";
import type { RecordAnswer } from "./job.js";

/** What stands in the place of an answer about somebody whose data was erased; what it cost stays. */
const erased = ({ credits }: RecordAnswer): RecordAnswer => ({ word: "answer_erased", credits });

/**
 * Erases what jobs answered about people. What an account sent stays its own. An answer that is under way is stored
 * after it, so erase when nothing can be found of them any more, and once again when work that had found them is over.
 * @param personIds with the ids that lead to them
 * @returns how many answers were erased
 */
export async function forgetInJobs(sql: ISql, personIds: readonly string[]): Promise<number> {
  const ids = new Set(personIds);
  const chunks = await sql<TellingChunk[]>`
    SELECT job_id AS "jobId", first FROM job_chunk WHERE person_ids && ${[...ids]} ORDER BY job_id, first FOR UPDATE`;
  let count = 0;
  for (const chunk of chunks) count += await forgetInChunk(sql, chunk, ids);
  return count;
}

/** A chunk that tells of somebody. */
interface TellingChunk {
  readonly jobId: string;
  readonly first: number;
}

async function forgetInChunk(
  sql: ISql,
  { jobId, first }: TellingChunk,
  ids: ReadonlySet<string>,
): Promise<number> {
  const [row] = await sql<{ answers: string; personIds: string[] }[]>`
    SELECT answers, person_ids AS "personIds" FROM job_chunk WHERE job_id = ${jobId} AND first = ${first}`;
  const answers = JSON.parse(row?.answers ?? "[]") as RecordAnswer[];
  const isAbout = ({ person_ids = [] }: RecordAnswer) => person_ids.some((id) => ids.has(id));
  const kept = answers.map((answer) => (isAbout(answer) ? erased(answer) : answer));
  const others = row?.personIds.filter((id) => !ids.has(id)) ?? [];
  await sql`
    UPDATE job_chunk SET answers = ${JSON.stringify(kept)}, person_ids = ${others}
    WHERE job_id = ${jobId} AND first = ${first}`;
  return answers.filter(isAbout).length;
}

/**
 * Removes jobs that ended long enough ago, or lack credits since long enough, and the endpoints that none is left for.
 * @param hours that a job is kept
 * @returns how many jobs were removed
 */
export async function forgetJobs(sql: Sql, hours: number): Promise<number> {
  const { count } = await sql`
    DELETE FROM job WHERE ended_at < now() - make_interval(hours => ${hours})
      OR (lacks_credits AND worked_by IS NULL AND created_at < now() - make_interval(hours => ${hours}))`;
  await sql`
    UPDATE webhook_endpoint SET removed_at = now() WHERE types = '{}' AND removed_at IS NULL
      AND NOT EXISTS (SELECT FROM job WHERE job.endpoint_id = webhook_endpoint.endpoint_id)
      AND NOT EXISTS (SELECT FROM watch WHERE watch.endpoint_id = webhook_endpoint.endpoint_id)
      AND NOT EXISTS (SELECT FROM delivery WHERE delivery.endpoint_id = webhook_endpoint.endpoint_id AND next_at IS NOT NULL)`;
  return count;
}
