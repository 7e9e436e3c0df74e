import { randomBytes } from "node:crypto";
import type { ISql } from "postgres";
import { SECRET_BYTES } from "../webhooks/endpoints.js";

/** Where a job's end is told. */
export interface JobEndpoint {
  readonly endpointId: string;
  /** Undefined where the account added the endpoint itself, and knows its secret. */
  readonly secret: string | undefined;
}

/**
 * Finds or makes the endpoint of an account's jobs at a URL. One that is made here is sent nothing but the ends of jobs
 * that name it: it subscribes to no type of event.
 */
export async function jobEndpoint(sql: ISql, accountId: string, url: string): Promise<JobEndpoint> {
  const [known] = await sql<{ endpointId: string; secret: string; own: boolean }[]>`
    SELECT endpoint_id::text AS "endpointId", secret, types IS NULL OR types <> '{}' AS own FROM webhook_endpoint
    WHERE account_id = ${accountId} AND url = ${url} AND removed_at IS NULL ORDER BY own DESC, endpoint_id LIMIT 1`;
  if (known !== undefined)
    return { endpointId: known.endpointId, secret: known.own ? undefined : known.secret };
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
  const [made] = await sql<{ endpointId: string }[]>`
    INSERT INTO webhook_endpoint (account_id, url, secret, types) VALUES (${accountId}, ${url}, ${secret}, '{}')
    RETURNING endpoint_id::text AS "endpointId"`;
  if (made === undefined) throw new Error("nothing was inserted");
  return { ...made, secret };
}

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
