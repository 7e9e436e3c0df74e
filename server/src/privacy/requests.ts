import { createHash, randomBytes } from "node:crypto";
import type { PrivacyRequestBody, PrivacyRequestType } from "@vouch/contract";
import type { Sql } from "postgres";
import { VouchError } from "../errors.js";
import type { SubjectFields } from "./suppressionKeys.js";

export type RequestState = "unproven" | "open" | "approved" | "completed" | "rejected";

/** What a person says of themselves, and of what they ask. */
export interface RequestSubject extends SubjectFields {
  readonly note?: string | undefined;
  readonly corrections?: readonly { readonly field: string; readonly value: string }[] | undefined;
}

/** A request as operators see it. */
export interface PrivacyRequest {
  /** Decimal text. */
  readonly id: string;
  readonly type: PrivacyRequestType;
  readonly state: RequestState;
  /** The call that brought it: the person's reference. */
  readonly request_id: string;
  /** Null: forgotten, as the request is closed. */
  readonly subject: RequestSubject | null;
  readonly received_at: Date;
  readonly due_at: Date;
  /** When control of the address was proven. */
  readonly proven_at: Date | null;
  readonly decided_by: string | null;
  readonly why: string;
  readonly closed_at: Date | null;
  readonly outcome: Readonly<Record<string, unknown>> | null;
}

const columns = (sql: Sql) => sql`
  privacy_request_id::text AS id, type, state, request_id, subject, received_at, due_at, proven_at, decided_by, why,
  closed_at, outcome`;

/** Unproven requests for one address in a day: more are not even kept, and nobody is told. */
const MOST_UNPROVEN = 3;

/** What is kept of a request. */
function subjectOf(body: PrivacyRequestBody): RequestSubject {
  const { type: _, ...subject } = body;
  const given = Object.entries(subject).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return Object.fromEntries(given);
}

/**
 * Takes a request in. Nobody is looked up: so neither the answer nor its time tells whether somebody is known.
 * @param sendsLink whether control of the address is to be proven; else the request waits for the operator
 */
export async function receiveRequest(
  sql: Sql,
  body: PrivacyRequestBody,
  requestId: string,
  sendsLink: boolean,
): Promise<void> {
  const subject = { ...subjectOf(body) };
  await sql`
    INSERT INTO privacy_request (type, state, request_id, subject, mail_next_at)
    SELECT ${body.type}, ${sendsLink ? "unproven" : "open"}, ${requestId}, ${sql.json(subject as never)},
      ${sendsLink ? sql`now()` : null}
    WHERE (
      SELECT count(*) FROM privacy_request
      WHERE lower(subject ->> 'email') = lower(${body.email ?? ""}) AND received_at > now() - interval '1 day'
        AND state IN ('unproven', 'open') AND proven_at IS NULL
    ) < ${MOST_UNPROVEN}`;
}

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** A request whose link is to be sent. */
export interface DueLink {
  readonly id: string;
  readonly type: PrivacyRequestType;
  readonly email: string;
  /** Stands in the link; only its hash is kept. */
  readonly token: string;
}

const LINK_HOURS = 72;

/** Takes a link that is due, with a token of its own; the next try is later, unless it is noted as sent. */
export async function takeDueLink(sql: Sql): Promise<DueLink | undefined> {
  const token = randomBytes(32).toString("base64url");
  const [due] = await sql<Omit<DueLink, "token">[]>`
    UPDATE privacy_request SET token_hash = ${hashOf(token)},
      token_expires_at = now() + make_interval(hours => ${LINK_HOURS}), mail_attempts = mail_attempts + 1,
      mail_next_at = CASE WHEN mail_attempts < 8 THEN now() + make_interval(secs => 30 * 4 ^ mail_attempts) END
    WHERE privacy_request_id = (
      SELECT privacy_request_id FROM privacy_request WHERE mail_next_at <= now() AND state = 'unproven'
      ORDER BY mail_next_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING privacy_request_id::text AS id, type, subject ->> 'email' AS email`;
  return due === undefined ? undefined : { ...due, token };
}

/** Notes that a link was sent. */
export async function noteSent(sql: Sql, id: string): Promise<void> {
  await sql`UPDATE privacy_request SET mail_next_at = NULL WHERE privacy_request_id = ${id}`;
}

/**
 * Takes an address for proven. Who asks to be shown no more, or forgotten, under this address and nothing else, has
 * proven all there is; everything else waits for the operator.
 * @returns whether there is such a token, neither used nor expired
 */
export async function confirmRequest(sql: Sql, token: string): Promise<boolean> {
  const { count } = await sql`
    UPDATE privacy_request SET proven_at = now(), token_hash = NULL, mail_next_at = NULL,
      state = CASE WHEN type IN ('opt_out', 'erasure') AND NOT subject ?| ARRAY['phone', 'profile_url', 'full_name']
        THEN 'approved' ELSE 'open' END,
      decided_by = CASE WHEN type IN ('opt_out', 'erasure') AND NOT subject ?| ARRAY['phone', 'profile_url', 'full_name']
        THEN 'proof of control' END
    WHERE token_hash = ${hashOf(token)} AND token_expires_at > now() AND state = 'unproven'`;
  return count > 0;
}

/** Requests by the time they are due. @param all closed and unproven ones, too */
export async function listRequests(sql: Sql, all: boolean): Promise<PrivacyRequest[]> {
  return await sql<PrivacyRequest[]>`
    SELECT ${columns(sql)} FROM privacy_request WHERE ${all} OR state IN ('open', 'approved') ORDER BY due_at, privacy_request_id`;
}

/** @throws VouchError unknown_request */
export async function readRequest(sql: Sql, id: string): Promise<PrivacyRequest> {
  const [found] = await sql<PrivacyRequest[]>`
    SELECT ${columns(sql)} FROM privacy_request WHERE privacy_request_id = ${id}`;
  if (found !== undefined) return found;
  throw new VouchError(
    "unknown_request",
    `There is no privacy request ${id}`,
    "`vouch privacy list --all` shows them.",
  );
}

/** What an operator decides. */
export interface Decision {
  readonly by: string;
  readonly why: string;
}

/**
 * Approves a request; without proof of control, the operator vouches for who asked.
 * @throws VouchError unknown_request, request_decided, proof_needed
 */
export async function approveRequest(sql: Sql, id: string, { by, why }: Decision): Promise<PrivacyRequest> {
  const { proven_at, state } = await readRequest(sql, id);
  if (state !== "unproven" && state !== "open") throw decided(id, state);
  if (proven_at === null && why === "") {
    throw new VouchError(
      "proof_needed",
      `Nobody has proven yet to be the person of request ${id}`,
      'Say how you know who asked: --why "called back at the number we knew".',
    );
  }
  await sql`
    UPDATE privacy_request SET state = 'approved', decided_by = ${by}, decided_at = now(), why = ${why}, mail_next_at = NULL
    WHERE privacy_request_id = ${id}`;
  return await readRequest(sql, id);
}

const decided = (id: string, state: RequestState) =>
  new VouchError(
    "request_decided",
    `Request ${id} is ${state} already`,
    "`vouch privacy show` tells what came of it.",
  );

/**
 * Closes a request, and forgets what the person said of themselves.
 * @throws VouchError unknown_request, request_decided
 */
export async function closeRequest(
  sql: Sql,
  id: string,
  state: "completed" | "rejected",
  { by, why, outcome = {} }: Decision & { readonly outcome?: Readonly<Record<string, unknown>> },
): Promise<PrivacyRequest> {
  const { state: before } = await readRequest(sql, id);
  if (before === "completed" || before === "rejected") throw decided(id, before);
  await sql`
    UPDATE privacy_request SET state = ${state}, subject = NULL, token_hash = NULL, mail_next_at = NULL,
      decided_by = coalesce(decided_by, ${by}), why = CASE WHEN ${why} = '' THEN why ELSE ${why} END,
      closed_at = now(), outcome = ${sql.json(outcome as never)}
    WHERE privacy_request_id = ${id}`;
  return await readRequest(sql, id);
}

const LEASE_MINUTES = 10;

/** What a process can do of a request. */
export interface Reach {
  /** It has the analytic store; else it takes people down, and leaves the rest to one that has. */
  readonly hasStore: boolean;
  /** It can publish. */
  readonly publishes: boolean;
}

/** Takes an approved request that no other process carries out, and of which there is something to do here. */
export async function takeApproved(
  sql: Sql,
  { hasStore, publishes }: Reach,
  id?: string,
): Promise<PrivacyRequest | undefined> {
  const [taken] = await sql<{ id: string }[]>`
    UPDATE privacy_request SET lease_until = now() + make_interval(mins => ${LEASE_MINUTES})
    WHERE privacy_request_id = (
      SELECT privacy_request_id FROM privacy_request
      WHERE state = 'approved'
        AND (type IN ('opt_out', 'erasure') AND (${hasStore} OR outcome IS NULL) OR type = 'correction' AND ${publishes})
        AND (lease_until IS NULL OR lease_until < now()) AND (${id ?? null}::bigint IS NULL OR privacy_request_id = ${id ?? null})
      ORDER BY received_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING privacy_request_id::text AS id`;
  return taken === undefined ? undefined : await readRequest(sql, taken.id);
}

/** Notes what came of a request so far. */
export async function noteOutcome(
  sql: Sql,
  id: string,
  outcome: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`UPDATE privacy_request SET outcome = ${sql.json(outcome as never)} WHERE privacy_request_id = ${id}`;
}

/** Lets others try what was not carried out. */
export async function releaseRequest(sql: Sql, id: string): Promise<void> {
  await sql`UPDATE privacy_request SET lease_until = NULL WHERE privacy_request_id = ${id}`;
}

const UNPROVEN_DAYS = 7;

/** Forgets requests that nobody proved to have made. @returns how many */
export async function forgetUnproven(sql: Sql): Promise<number> {
  const { count } = await sql`
    DELETE FROM privacy_request
    WHERE state = 'unproven' AND received_at < now() - make_interval(days => ${UNPROVEN_DAYS})`;
  return count;
}
