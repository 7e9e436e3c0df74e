import type { Sql } from "postgres";

/** An entry of the ledger. */
export interface LedgerEntry {
  readonly kind: "grant" | "charge" | "expiry";
  /** Above 0: a grant adds them, the others take them. */
  readonly credits: number;
  readonly operation: string;
  readonly outcome: string;
  /** Empty where no call made it. */
  readonly request_id: string;
  readonly created_at: Date;
}

/** Some entries of an account, newest first. */
export interface LedgerPage {
  readonly entries: readonly LedgerEntry[];
  /** Leads to older ones; null: there are none. */
  readonly next_cursor: string | null;
}

/** Which page: the newest entries, or those older than a cursor's. */
export interface PageOrder {
  readonly limit: number;
  /** A `next_cursor`: decimal text. */
  readonly cursor?: string | undefined;
}

/**
 * Reads a page of an account's ledger. A cursor is a place in the whole ledger, so another account's leads to nothing
 * but entries of this one.
 * @param accountId decimal text
 */
export async function readLedger(
  sql: Sql,
  accountId: string,
  { limit, cursor }: PageOrder,
): Promise<LedgerPage> {
  const rows = await sql<(LedgerEntry & { entry_id: string })[]>`
    SELECT entry_id::text, kind, credits::float8, operation, outcome, request_id, created_at
    FROM ledger WHERE account_id = ${accountId} AND (${cursor ?? null}::bigint IS NULL OR entry_id < ${cursor ?? null}::bigint)
    ORDER BY ledger.entry_id DESC LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ entry_id, ...entry }) => entry),
    next_cursor: rows.length > limit ? (page.at(-1)?.entry_id ?? null) : null,
  };
}

/** An entry of the ledger as the operator sees it. */
export interface NotedEntry extends LedgerEntry {
  /** What a grant is for, as whoever granted it wrote; empty: nothing was written. */
  readonly note: string;
}

export interface NotedLedgerPage extends LedgerPage {
  readonly entries: readonly NotedEntry[];
}

/** `readLedger`, with the notes of grants. */
export async function readNotedLedger(
  sql: Sql,
  accountId: string,
  order: PageOrder,
): Promise<NotedLedgerPage> {
  const page = await readLedger(sql, accountId, order);
  const granted = page.entries.filter(({ kind }) => kind === "grant").map(({ request_id }) => request_id);
  const rows = await sql<{ request_id: string; note: string }[]>`
    SELECT request_id, note FROM credit_grant
    WHERE account_id = ${accountId} AND request_id <> '' AND request_id = ANY (${granted})`;
  const notes = new Map(rows.map(({ request_id, note }) => [request_id, note]));
  const noteOf = ({ kind, outcome, request_id }: LedgerEntry) =>
    kind === "grant" && outcome === "granted" ? (notes.get(request_id) ?? "") : "";
  return { ...page, entries: page.entries.map((entry) => ({ ...entry, note: noteOf(entry) })) };
}

/** Charged calls of one day, operation and outcome. */
export interface UsageLine {
  /** UTC, such as 2027-01-31. */
  readonly day: string;
  readonly operation: string;
  readonly outcome: string;
  readonly calls: number;
  readonly credits: number;
}

/** Days in UTC, both with them. */
export interface Days {
  /** Absent: 29 days before the last; 365 days before it at most. */
  readonly from?: string | undefined;
  /** Absent: today. */
  readonly to?: string | undefined;
}

/**
 * Sums up what an account's calls cost, by day, operation and outcome; newest day first.
 * @param accountId decimal text
 */
export async function readUsage(sql: Sql, accountId: string, { from, to }: Days): Promise<UsageLine[]> {
  return sql<UsageLine[]>`
    WITH span AS (
      SELECT coalesce(${to ?? null}::date, (now() AT TIME ZONE 'UTC')::date) AS last
    ), days AS (
      SELECT greatest(coalesce(${from ?? null}::date, last - 29), last - 365)::timestamp AT TIME ZONE 'UTC' AS begin,
        (last + 1)::timestamp AT TIME ZONE 'UTC' AS ending FROM span
    )
    SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, operation, outcome, count(*)::int AS calls,
      sum(credits)::float8 AS credits
    FROM ledger, days
    WHERE account_id = ${accountId} AND kind = 'charge' AND created_at >= begin AND created_at < ending
    GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3`;
}
