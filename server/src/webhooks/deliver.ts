import type { Sql } from "postgres";
import { Webhook } from "standardwebhooks";
import { VouchError } from "../errors.js";
import type { Log } from "../log.js";
import { send } from "../net/outgoing.js";
import type { Reaches } from "../net/reach.js";
import { type DueDelivery, MOST_AT_ONCE, noteAttempt, takeDue } from "./deliveries.js";
import { removeEndpoint } from "./endpoints.js";
import { nextAttempt } from "./schedule.js";

/** Milliseconds in which an endpoint must answer. */
const PATIENCE_MS = 15_000;
/** Seconds that a delivery is kept from other processes: longer than an endpoint may take. */
const LEASE = 60;
/** Bytes of an answer that are read; nothing is done with them. */
const LONGEST_ANSWER = 65_536;
const INTERVAL_MS = 1000;
/** Milliseconds that attempts under way are waited for when the process ends. */
const DRAIN_MS = 4000;
/** The endpoint wants nothing any more (Standard Webhooks). */
const GONE = 410;

/** What delivering needs. */
export interface DeliveryDeps {
  readonly sql: Sql;
  readonly reaches: Reaches;
  readonly log: Log;
}

/** @returns the status of the answer, or the word of what was in the way */
async function attempt(delivery: DueDelivery, reaches: Reaches): Promise<number | string> {
  const { eventId, type, data, createdAt, url, secret } = delivery;
  const body = JSON.stringify({ type, timestamp: createdAt.toISOString(), data });
  const [id, now] = [`evt_${eventId}`, new Date()];
  const headers = {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "vouch",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  };
  try {
    const outgoing = {
      method: "POST",
      url,
      headers,
      body,
      patience: PATIENCE_MS,
      longest: LONGEST_ANSWER,
    } as const;
    return (await send({ ...outgoing, reaches })).status;
  } catch (failure) {
    if (failure instanceof VouchError) return failure.code;
    throw failure;
  }
}

async function deliver({ sql, reaches, log }: DeliveryDeps, delivery: DueDelivery): Promise<void> {
  const answer = await attempt(delivery, reaches);
  if (typeof answer === "number" && answer >= 200 && answer < 300) {
    await noteAttempt(sql, delivery, String(answer), null);
    return;
  }
  const retryIn = answer === GONE ? undefined : nextAttempt(delivery.attempts);
  await noteAttempt(sql, delivery, String(answer), retryIn);
  if (answer === GONE) await removeEndpoint(sql, delivery.endpointId);
  if (retryIn !== undefined) return;
  const { endpointId: endpoint_id, eventId: event_id } = delivery;
  log({ level: "error", error: "a webhook is given up", endpoint_id, event_id, answer });
}

/** Tries all deliveries that are due. @returns how many were */
export async function deliverDue(deps: DeliveryDeps): Promise<number> {
  let tried = 0;
  for (;;) {
    const due = await takeDue(deps.sql, LEASE);
    await Promise.all(due.map((delivery) => deliver(deps, delivery)));
    tried += due.length;
    if (due.length < MOST_AT_ONCE) return tried;
  }
}

/**
 * Delivers events as they become due, until it is closed. Any number of processes may do so on one database. What
 * fails, such as a database that is away, is tried the next time.
 */
export function startDeliveries(deps: DeliveryDeps): { close(): Promise<void> } {
  let round: Promise<unknown> | undefined;
  const begin = () => {
    round ??= deliverDue(deps)
      .catch(() => undefined)
      .finally(() => {
        round = undefined;
      });
  };
  const timer = setInterval(begin, INTERVAL_MS);
  const close = async () => {
    clearInterval(timer);
    let late: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      late = setTimeout(resolve, DRAIN_MS);
    });
    await Promise.race([round, patience]);
    clearTimeout(late);
  };
  return { close };
}
