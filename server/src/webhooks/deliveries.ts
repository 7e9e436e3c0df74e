import type { Sql } from "postgres";

/** Deliveries that are tried at once at most, by one process. */
export const MOST_AT_ONCE = 16;

/** A delivery that is to be tried now. */
export interface DueDelivery {
  readonly eventId: string;
  readonly endpointId: string;
  readonly type: string;
  readonly data: object;
  readonly createdAt: Date;
  readonly url: string;
  readonly secret: string;
  /** This one included. */
  readonly attempts: number;
}

/** What came of a delivery's last attempt. */
export type DeliveryState = "delivered" | "waiting" | "given up";

/** A delivery as it is listed. */
export interface ListedDelivery {
  readonly event_id: string;
  readonly type: string;
  readonly account: string;
  readonly url: string;
  readonly created_at: Date;
  readonly attempts: number;
  readonly state: DeliveryState;
  /** A status, or a word; empty before the first attempt. */
  readonly answer: string;
  readonly next_at: Date | null;
}

/**
 * Takes deliveries that are due. Others do not take them for as long as this process may need; should it die, they are
 * due again afterwards: at least once.
 * @param lease seconds
 */
export async function takeDue(sql: Sql, lease: number): Promise<DueDelivery[]> {
  return sql<DueDelivery[]>`
    WITH due AS MATERIALIZED (
      SELECT event_id, endpoint_id FROM delivery WHERE next_at <= now()
      ORDER BY next_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery SET attempts = attempts + 1, next_at = now() + make_interval(secs => ${lease})
    FROM due JOIN event USING (event_id) JOIN webhook_endpoint endpoint USING (endpoint_id)
    WHERE delivery.event_id = due.event_id AND delivery.endpoint_id = due.endpoint_id
    RETURNING due.event_id::text AS "eventId", due.endpoint_id::text AS "endpointId", type, data,
      event.created_at AS "createdAt", url, secret, attempts`;
}

/**
 * Notes what came of an attempt.
 * @param answer a status, or a word
 * @param retryIn seconds; null: it was delivered; undefined: it is given up
 */
export async function noteAttempt(
  sql: Sql,
  { eventId, endpointId }: DueDelivery,
  answer: string,
  retryIn: number | null | undefined,
): Promise<void> {
  await sql`
    UPDATE delivery SET answer = ${answer}, delivered_at = CASE WHEN ${retryIn === null} THEN now() END,
      next_at = now() + make_interval(secs => ${retryIn ?? null}::float8)
    WHERE event_id = ${eventId} AND endpoint_id = ${endpointId}`;
}

/** The latest deliveries, newest first. */
export async function listDeliveries(sql: Sql, most: number): Promise<ListedDelivery[]> {
  return sql`
    SELECT event_id::text, type, name AS account, url, event.created_at, attempts, answer, next_at,
      CASE WHEN delivered_at IS NOT NULL THEN 'delivered' WHEN next_at IS NULL THEN 'given up' ELSE 'waiting' END AS state
    FROM delivery JOIN event USING (event_id) JOIN webhook_endpoint USING (endpoint_id)
    JOIN account ON account.account_id = event.account_id
    ORDER BY event_id DESC, endpoint_id DESC LIMIT ${most}`;
}

/** Days that an event is kept, with its deliveries. */
export const KEPT_DAYS = 90;

/** Forgets events that were kept long enough. @returns how many */
export async function forgetEvents(sql: Sql): Promise<number> {
  const { count } =
    await sql`DELETE FROM event WHERE created_at < now() - make_interval(days => ${KEPT_DAYS})`;
  return count;
}
