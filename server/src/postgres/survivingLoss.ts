import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { isOutage } from "./outage.js";

type Work = (tx: TransactionSql) => unknown;
type Begin = (options: string, work: Work) => Promise<unknown>;

/** How long the driver needs at most to see that a connection is closed on which it was told of it. */
const CLOSING_MS = 1000;

/** Whether the server has hung up, or does so next: not what it refuses, or what is an outage of something else. */
const endsConnection = (error: unknown) =>
  isOutage(error) && (!(error instanceof postgres.PostgresError) || error.severity === "FATAL");

const connectionLost = () =>
  Object.assign(new Error("The connection of the transaction is lost"), { code: "CONNECTION_CLOSED" });

/** A transaction in which nothing is asked once it is over. */
function askingUntil(over: AbortSignal, tx: TransactionSql): TransactionSql {
  return new Proxy(tx, {
    apply(target, self, parts) {
      if (over.aborted) throw connectionLost();
      return Reflect.apply(target, self, parts);
    },
  });
}

/**
 * Has transactions end in order when their connection is lost. The driver would write the next statement, or the rollback, to
 * the socket that is no more: that ends the process. So nothing more is asked then, and the driver fails the transaction by
 * itself as soon as it sees the connection closed.
 */
export function survivingLoss(sql: Sql): Sql {
  const begin: Begin = sql.begin.bind(sql);
  async function beginOnce(options: string, work: Work): Promise<unknown> {
    const over = new AbortController();
    try {
      return await begin(options, async (tx) => {
        try {
          return await work(askingUntil(over.signal, tx));
        } catch (error) {
          if (endsConnection(error))
            await sleep(CLOSING_MS, undefined, { signal: over.signal }).catch(() => {});
          if (over.signal.aborted) return await new Promise<never>(() => {});
          throw error;
        }
      });
    } finally {
      over.abort();
    }
  }
  const guarded = (first: string | Work, second?: Work) =>
    typeof first === "string" ? beginOnce(first, second as Work) : beginOnce("", first);
  return Object.assign(sql, { begin: guarded as Sql["begin"] });
}
