import type { Sql, TransactionSql } from "postgres";
import { monthOf } from "./months.js";
import type { Grant, Purse, PurseEntry, Settlement } from "./purse.js";

/** A purse as it is stored. */
export interface StoredPurse {
  readonly accountId: string;
  /** The name of the account's plan. */
  readonly plan: string;
  readonly purse: Purse;
  /** The database's time, in milliseconds: the one clock of all nodes. */
  readonly now: number;
}

/** What the ledger says of entries beside charges. */
export interface EntryNames {
  /** What a grant by hand is known by. */
  readonly requestId: string;
  readonly note?: string;
}

const dateOf = (time: number) => (time === Number.POSITIVE_INFINITY ? null : new Date(time));
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

async function readGrants(transaction: TransactionSql, accountId: string, now: number): Promise<Grant[]> {
  const rows = await transaction<(Omit<Grant, "expiresAt"> & { expiresAt: number | null })[]>`
    SELECT grant_id::text AS "grantId", credits::float8, remaining::float8,
      (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt",
      (extract(epoch FROM month) * 1000)::float8 AS month
    FROM credit_grant
    WHERE account_id = ${accountId} AND (remaining > 0 OR month >= ${dayOf(monthOf(now))}::date)
    ORDER BY grant_id`;
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt ?? Number.POSITIVE_INFINITY }));
}

async function readPurse(
  transaction: TransactionSql,
  accountId: string,
  locked: boolean,
): Promise<StoredPurse> {
  const [row] = await transaction<{ plan: string; balance: number; settleAt: number; now: number }[]>`
    SELECT plan, balance::float8, (extract(epoch FROM settle_at) * 1000)::float8 AS "settleAt",
      (extract(epoch FROM now()) * 1000)::float8 AS now
    FROM account WHERE account_id = ${accountId} ${locked ? transaction`FOR UPDATE` : transaction``}`;
  if (row === undefined) throw new Error("there is no such account");
  const { plan, balance, settleAt, now } = row;
  const grants = await readGrants(transaction, accountId, now);
  return { accountId, plan, purse: { grants, balance, settleAt }, now };
}

/**
 * Reads the purse of an account and locks it, until the transaction ends, against charges and all who would change it.
 * @throws where there is no such account
 */
export function lockPurse(transaction: TransactionSql, accountId: string): Promise<StoredPurse> {
  return readPurse(transaction, accountId, true);
}

/** Reads the purse of an account as it is at one moment, and stands in nobody's way; else as `lockPurse`. */
export function lookIntoPurse(sql: Sql, accountId: string): Promise<StoredPurse> {
  return sql.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY", (transaction) =>
    readPurse(transaction, accountId, false),
  );
}

async function writeBurnt(transaction: TransactionSql, before: Purse, after: Purse): Promise<void> {
  const known = new Map(before.grants.map(({ grantId, remaining }) => [grantId, remaining]));
  const changed = after.grants.filter(
    ({ grantId, remaining }) => grantId !== null && known.get(grantId) !== remaining,
  );
  if (changed.length === 0) return;
  await transaction`
    UPDATE credit_grant SET remaining = changed.remaining
    FROM unnest(${changed.map(({ grantId }) => grantId)}::bigint[], ${changed.map(({ remaining }) => remaining)}::bigint[])
      AS changed (grant_id, remaining)
    WHERE credit_grant.grant_id = changed.grant_id`;
}

async function writeGrants(
  transaction: TransactionSql,
  accountId: string,
  { grants }: Purse,
  { requestId, note = "" }: EntryNames,
): Promise<void> {
  const rows = grants
    .filter(({ grantId }) => grantId === null)
    .map(({ credits, remaining, expiresAt, month }) => ({
      account_id: accountId,
      credits,
      remaining,
      expires_at: dateOf(expiresAt),
      month: month === null ? null : dayOf(month),
      note: month === null ? note : "",
      request_id: month === null ? requestId : "",
    }));
  if (rows.length > 0) await transaction`INSERT INTO credit_grant ${transaction(rows)}`;
}

function outcomeOf({ kind, month }: PurseEntry): string {
  if (kind === "expiry") return "expired";
  return month === null ? "granted" : "monthly";
}

async function writeEntries(
  transaction: TransactionSql,
  accountId: string,
  entries: readonly PurseEntry[],
  requestId: string,
): Promise<void> {
  const rows = entries.map((entry) => ({
    account_id: accountId,
    kind: entry.kind,
    credits: entry.credits,
    operation: entry.kind,
    outcome: outcomeOf(entry),
    request_id: requestId,
    created_at: new Date(entry.at),
  }));
  if (rows.length > 0) await transaction`INSERT INTO ledger ${transaction(rows)}`;
}

/**
 * Writes what became of a locked purse: grants, ledger entries, balance. All of it or nothing is committed.
 * @returns the balance
 */
export async function storePurse(
  transaction: TransactionSql,
  { accountId, purse: before }: StoredPurse,
  { purse, entries }: Settlement,
  names: EntryNames,
): Promise<number> {
  await writeBurnt(transaction, before, purse);
  await writeGrants(transaction, accountId, purse, names);
  await writeEntries(transaction, accountId, entries, names.requestId);
  await transaction`
    UPDATE account SET balance = ${purse.balance}, settle_at = to_timestamp(${purse.settleAt / 1000}::float8)
    WHERE account_id = ${accountId}`;
  return purse.balance;
}
