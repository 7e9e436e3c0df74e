import PgBoss from "pg-boss";
import type { ISql, ParameterOrJSON, Sql } from "postgres";

/** The one queue, made by a migration. */
const QUEUE = "jobs";
const SCHEMA = "queue";
/** Seconds between looks for entries whose node is gone without a trace; a write a minute is what a quiet server pays. */
const SUPERVISE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** A job's turn. */
export interface Turn {
  readonly turnId: string;
  readonly jobId: string;
}

/** Jobs that wait for their turn, on every node of the database. */
export interface JobQueue {
  /**
   * Gives a job a turn, in the transaction of what it is needed for.
   * @param afterSeconds not before; 0 if absent
   */
  readonly enqueue: (transaction: ISql, jobId: string, afterSeconds?: number) => Promise<void>;
  /** Takes the turn that waited longest, of which no other node hears then. */
  readonly take: () => Promise<Turn | undefined>;
  /** Says that a turn is over. One that is not over after a minute is given again. */
  readonly finish: (turn: Turn) => Promise<void>;
  /** Begins to look after turns that were not finished. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The library's statements over our driver: it brings one of its own, which is never connected. */
const over = (sql: ISql): PgBoss.Db => ({
  executeSql: async (text, values = []) => {
    const given = values.map((value) => (value === undefined ? null : value) as ParameterOrJSON<never>);
    const rows = given.length === 0 ? await sql.unsafe(text) : await sql.unsafe(text, given);
    return { rows: [...rows] };
  },
});

/**
 * Makes the queue over pg-boss. Its tables are ours to migrate.
 * @param sql one connection of its own: the library begins transactions by itself
 */
export function createQueue(sql: Sql): JobQueue {
  const boss = new PgBoss({
    db: over(sql),
    schema: SCHEMA,
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: SUPERVISE_SECONDS,
    archiveCompletedAfterSeconds: HOUR_SECONDS,
    deleteAfterHours: 1,
  });
  // What fails in the background is done the next time.
  boss.on("error", () => {});
  return {
    enqueue: async (transaction, jobId, afterSeconds = 0) => {
      await boss.send(QUEUE, { jobId }, { db: over(transaction), startAfter: afterSeconds });
    },
    take: async () => {
      const [entry] = await boss.fetch<{ jobId: string }>(QUEUE);
      return entry && { turnId: entry.id, jobId: entry.data.jobId };
    },
    finish: async ({ turnId }) => {
      await boss.complete(QUEUE, turnId);
    },
    start: async () => {
      await boss.start();
    },
    close: async () => {
      await boss.stop({ graceful: false });
    },
  };
}
