import type { ISql } from "postgres";

/** Writes the event of a job's end, in the transaction that ends it. Its own endpoint is told, whatever that subscribes to. */
export async function tellEnd(sql: ISql, jobId: string): Promise<void> {
  const [told] = await sql<{ eventId: string }[]>`
    INSERT INTO event (account_id, type, data)
    SELECT account_id, CASE WHEN state = 'completed' THEN 'job.completed' ELSE 'job.failed' END,
      jsonb_build_object('job_id', job_id, 'status', CASE WHEN state = 'completed' THEN 'completed' ELSE 'failed' END,
        'type', type, 'total_records', total_records, 'results_count', done_records,
        'success_count', success_records, 'not_found_count', not_found_records, 'credits_used', credits_used)
    FROM job WHERE job_id = ${jobId}
    RETURNING event_id::text AS "eventId"`;
  await sql`
    INSERT INTO delivery (event_id, endpoint_id)
    SELECT ${told?.eventId ?? null}::bigint, endpoint_id FROM job JOIN webhook_endpoint USING (endpoint_id)
    WHERE job_id = ${jobId} AND removed_at IS NULL
    ON CONFLICT DO NOTHING`;
}
