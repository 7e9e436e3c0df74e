import { randomBytes } from "node:crypto";
import { type EventType, eventTypes } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import { VouchError } from "../errors.js";

/** An endpoint that an account wants. */
export interface EndpointOrder {
  /** Decimal text. */
  readonly accountId: string;
  /** Checked before, where it may lead. */
  readonly url: string;
  /** Types of events; absent: all. */
  readonly types?: readonly string[];
}

/** A new endpoint; its secret is shown this once. */
export interface NewEndpoint {
  readonly endpoint_id: string;
  readonly url: string;
  /** `whsec_` and base64 (Standard Webhooks). */
  readonly secret: string;
}

/** An endpoint as it is listed. */
export interface ListedEndpoint {
  readonly endpoint_id: string;
  readonly account: string;
  readonly url: string;
  /** Null: all. */
  readonly types: readonly EventType[] | null;
  readonly created_at: Date;
  /** Deliveries that are still tried. */
  readonly waiting: number;
}

/** Bytes of a secret; the scheme wants 24 to 64. */
const SECRET_BYTES = 32;
const MOST_ENDPOINTS = 20;

function checkTypes(types: readonly string[]): void {
  const unknown = types.find((type) => !Object.hasOwn(eventTypes, type));
  if (unknown === undefined && types.length > 0) return;
  throw new VouchError(
    "unknown_event",
    unknown === undefined ? "No event is named" : `There is no event ${JSON.stringify(unknown)}`,
    `Events are: ${Object.keys(eventTypes).join(", ")}.`,
  );
}

async function checkNumber(sql: ISql, accountId: string): Promise<void> {
  const held = await sql`
    SELECT FROM webhook_endpoint
    WHERE account_id = ${accountId} AND removed_at IS NULL AND (types IS NULL OR types <> '{}')`;
  if (held.length < MOST_ENDPOINTS) return;
  throw new VouchError(
    "too_many_endpoints",
    `The account has ${held.length} endpoints`,
    "Remove one first: vouch webhooks remove ID",
  );
}

/**
 * Adds an endpoint: from now on the account's events are delivered there.
 * @throws VouchError unknown_event, too_many_endpoints
 */
export async function addEndpoint(sql: ISql, { accountId, url, types }: EndpointOrder): Promise<NewEndpoint> {
  if (types !== undefined) checkTypes(types);
  await checkNumber(sql, accountId);
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
  const [row] = await sql<{ endpoint_id: string }[]>`
    INSERT INTO webhook_endpoint (account_id, url, secret, types)
    VALUES (${accountId}, ${url}, ${secret}, ${types === undefined ? null : [...types]})
    RETURNING endpoint_id::text`;
  if (row === undefined) throw new Error("nothing was inserted");
  return { ...row, url, secret };
}

/** An endpoint that is told what names it, and nothing else. */
export interface OwnEndpoint {
  readonly endpointId: string;
  /** Undefined where the account added the endpoint itself, and knows its secret. */
  readonly secret: string | undefined;
}

/**
 * Finds or makes an account's endpoint at a URL, for a job or a watch. One that is made here is sent nothing but what
 * those tell that name it: it subscribes to no type of event.
 */
export async function ownEndpoint(sql: ISql, accountId: string, url: string): Promise<OwnEndpoint> {
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

/** All endpoints, those of an account together. */
export async function listEndpoints(sql: Sql): Promise<ListedEndpoint[]> {
  return sql`
    SELECT endpoint_id::text, name AS account, url, types, webhook_endpoint.created_at,
      (SELECT count(*)::int FROM delivery
        WHERE delivery.endpoint_id = webhook_endpoint.endpoint_id AND next_at IS NOT NULL) AS waiting
    FROM webhook_endpoint JOIN account USING (account_id)
    WHERE removed_at IS NULL ORDER BY name, endpoint_id`;
}

const unknownEndpoint = (endpointId: string) =>
  new VouchError(
    "unknown_endpoint",
    `There is no endpoint ${endpointId}`,
    "`vouch webhooks list` shows them.",
  );

/**
 * Removes an endpoint; what waits for it is given up.
 * @throws VouchError unknown_endpoint
 */
export async function removeEndpoint(
  sql: Sql,
  endpointId: string,
): Promise<{ endpoint_id: string; url: string }> {
  const [row] = await sql<{ endpoint_id: string; url: string }[]>`
    WITH given_up AS (
      UPDATE delivery SET next_at = NULL WHERE endpoint_id = ${endpointId} AND next_at IS NOT NULL
    )
    UPDATE webhook_endpoint SET removed_at = now() WHERE endpoint_id = ${endpointId} AND removed_at IS NULL
    RETURNING endpoint_id::text, url`;
  if (row === undefined) throw unknownEndpoint(endpointId);
  return row;
}

/**
 * Sends an endpoint an event of type `webhook.test`.
 * @returns the event's id, decimal text
 * @throws VouchError unknown_endpoint
 */
export async function testEndpoint(sql: Sql, endpointId: string): Promise<string> {
  const [row] = await sql<{ event_id: string }[]>`
    WITH endpoint AS (
      SELECT endpoint_id, account_id, name FROM webhook_endpoint JOIN account USING (account_id)
      WHERE endpoint_id = ${endpointId} AND removed_at IS NULL
    ), told AS (
      INSERT INTO event (account_id, type, data)
      SELECT account_id, 'webhook.test', jsonb_build_object('account', name) FROM endpoint RETURNING event_id
    )
    INSERT INTO delivery (event_id, endpoint_id) SELECT event_id, endpoint_id FROM told, endpoint
    RETURNING event_id::text`;
  if (row === undefined) throw unknownEndpoint(endpointId);
  return row.event_id;
}
