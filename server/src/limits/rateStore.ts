import type { Sql } from "postgres";
import { type Exchange, type Grant, LEASE_LIFE } from "./lease.js";
import { WINDOW_SECONDS } from "./slidingWindow.js";

/** Milliseconds that an answer may take: so late may a call be let in that was granted when it was asked for. */
export const PATIENCE = 40;

/** Milliseconds of a tick. What counts in a tick counts until as long after its end as the window is. */
const TICK = 125;
const WINDOW_TICKS = (WINDOW_SECONDS * 1000) / TICK;

/** A node is granted no more ahead than one part in so many of what is left: all nodes can go on. */
const SHARE = 8;

/** Nothing of a lost second of counts is worth the wait for the disk. */
export const RATE_SETTINGS = { synchronous_commit: "off", jit: "off" } as const;

/**
 * For each key: what stands in its window, less the lease that goes back, with the uses that are told, is what is used;
 * of the rest those who wait are granted, and some ahead. Only `kept` knows the window that holds: the statement's
 * snapshot may be older than the lock. Keys are locked in their order, so that nodes wait for each other and never
 * deadlock.
 */
const EXCHANGE = `
WITH moment AS MATERIALIZED (SELECT (extract(epoch FROM now()) * 1000)::float8 AS now),
asked AS MATERIALIZED (
  SELECT decode("keyHash", 'hex') AS key_hash, asked.* FROM jsonb_to_recordset($1::text::jsonb) AS asked (
    "keyHash" text, "limit" int, waiting int, ahead int, "leaseTick" bigint, leased int, ages int[], calls int[])
), kept AS MATERIALIZED (
  SELECT key_hash, ticks, calls FROM rate_window WHERE key_hash IN (SELECT key_hash FROM asked)
  ORDER BY key_hash FOR UPDATE
), entry AS MATERIALIZED (
  SELECT key_hash, tick, sum(calls)::int AS calls FROM (
    SELECT key_hash, was.* FROM kept, unnest(ticks, calls) AS was (tick, calls)
    UNION ALL SELECT key_hash, "leaseTick", -leased FROM asked WHERE "leaseTick" IS NOT NULL
    UNION ALL SELECT key_hash, floor((now - age) / ${TICK})::bigint, used.calls
    FROM moment, asked, unnest(ages, asked.calls) AS used (age, calls)
  ) told, moment WHERE tick >= floor(now / ${TICK}) - ${WINDOW_TICKS} GROUP BY key_hash, tick HAVING sum(calls) > 0
), used AS MATERIALIZED (
  SELECT asked.*, "limit" - (SELECT coalesce(sum(calls), 0)::int FROM entry WHERE entry.key_hash = kept.key_hash) AS rest
  FROM kept JOIN asked USING (key_hash)
), granted AS MATERIALIZED (
  SELECT *, floor((now + ${PATIENCE} + CASE WHEN granted > waiting THEN ${LEASE_LIFE} ELSE 0 END) / ${TICK})::bigint AS tick
  FROM (SELECT *, greatest(0, least(rest, waiting + least(ahead, rest / ${SHARE}))) AS granted FROM used) grants, moment
), counted AS MATERIALIZED (
  SELECT key_hash, tick, sum(calls)::int AS calls FROM (
    SELECT key_hash, tick, calls FROM entry UNION ALL SELECT key_hash, tick, granted FROM granted WHERE granted > 0
  ) together GROUP BY key_hash, tick
), written AS (
  UPDATE rate_window SET ticks = coalesce(stands.ticks, '{}'), calls = coalesce(stands.calls, '{}')
  FROM granted LEFT JOIN (
    SELECT key_hash, array_agg(tick ORDER BY tick) AS ticks, array_agg(calls ORDER BY tick) AS calls
    FROM counted GROUP BY key_hash
  ) stands USING (key_hash)
  WHERE rate_window.key_hash = granted.key_hash AND (granted > 0 OR "leaseTick" IS NOT NULL OR ages <> '{}')
)
SELECT "keyHash", granted, tick::float8 AS "leaseTick", "limit" - rest + granted AS used, now,
  coalesce((
    SELECT (min(counted.tick) + ${WINDOW_TICKS + 1}) * ${TICK} FROM (
      SELECT counted.tick, sum(calls) OVER (ORDER BY counted.tick) AS leaving FROM counted WHERE counted.key_hash = granted.key_hash
    ) counted WHERE leaving > greatest(0, granted - rest)
  ), now)::float8 AS "freeAt"
FROM granted`;

interface Row extends Grant {
  readonly keyHash: string;
}

/** Tells what nodes used and asks what they may use, of many keys at once: one at most of each. */
export type ExchangeRates = (exchanges: readonly Exchange[]) => Promise<readonly Grant[]>;

const NEW_KEYS = `
INSERT INTO rate_window (key_hash) SELECT decode(key, 'hex') FROM unnest(string_to_array($1, ',')) AS key ORDER BY key
ON CONFLICT DO NOTHING`;

/**
 * Makes the exchange over the database, which is the one clock of all nodes.
 * @param sql a connection for single statements, with `RATE_SETTINGS`
 * @returns answers in the order of what was asked
 */
export function exchangeOver(sql: Sql): ExchangeRates {
  const ask = (exchanges: readonly Exchange[]) =>
    sql.unsafe<Row[]>(EXCHANGE, [JSON.stringify(exchanges)], { prepare: true });
  return async (exchanges) => {
    const known = await ask(exchanges);
    const byKey = new Map(known.map((row) => [row.keyHash, row]));
    const unknown = exchanges.filter(({ keyHash }) => !byKey.has(keyHash));
    if (unknown.length > 0) {
      await sql.unsafe(NEW_KEYS, [unknown.map(({ keyHash }) => keyHash).join(",")]);
      for (const row of await ask(unknown)) byKey.set(row.keyHash, row);
    }
    return exchanges.map(({ keyHash }) => {
      const row = byKey.get(keyHash);
      if (row === undefined) throw new Error("a key has no window");
      return row;
    });
  };
}
