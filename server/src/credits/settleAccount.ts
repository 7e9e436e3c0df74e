import type { Sql, TransactionSql } from "postgres";
import { type MonthlyTerms, settle } from "./purse.js";
import { lockPurse, storePurse } from "./purseStore.js";

/** What the plan of a name gives each month. */
export type TermsOf = (plan: string) => MonthlyTerms;

/** What entries of settling are known by in the ledger: no call made them. */
const NAMES = { requestId: "" } as const;

/**
 * Brings an account to the database's time: grants that have expired, months that have begun. Whoever comes first does
 * it; for those that come later there is nothing left.
 * @returns the balance, in credits
 */
export async function settleWithin(
  transaction: TransactionSql,
  accountId: string,
  termsOf: TermsOf,
): Promise<number> {
  const locked = await lockPurse(transaction, accountId);
  return storePurse(transaction, locked, settle(locked.purse, termsOf(locked.plan), locked.now), NAMES);
}

/** Brings an account to the database's time, in a transaction of its own; else as `settleWithin`. */
export async function settleAccount(sql: Sql, accountId: string, termsOf: TermsOf): Promise<number> {
  return sql.begin((transaction) => settleWithin(transaction, accountId, termsOf));
}

/** Brings every account on one of these plans that is due to the database's time. */
export async function settleDue(sql: Sql, plans: readonly string[], termsOf: TermsOf): Promise<void> {
  const due = await sql<{ accountId: string }[]>`
    SELECT account_id::text AS "accountId" FROM account WHERE settle_at <= now() AND plan = ANY (${[...plans]}) ORDER BY account_id`;
  for (const { accountId } of due) await settleAccount(sql, accountId, termsOf);
}
