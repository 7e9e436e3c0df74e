import { LARGEST_GRANT } from "@vouch/contract";
import type { Sql, TransactionSql } from "postgres";
import { VouchError } from "../errors.js";
import { addGrant } from "./purse.js";
import { type EntryNames, lockPurse, storePurse } from "./purseStore.js";

/** Credits that are given to an account by hand. */
export interface GrantOrder extends EntryNames {
  /** Decimal text. */
  readonly accountId: string;
  /** A whole number above 0. */
  readonly credits: number;
  /** From then on nothing of it is left; absent: never. */
  readonly expiresAt?: Date;
}

/**
 * Gives credits to an account, within a transaction: the grant, its ledger entry and the balance together.
 * @returns the balance after it, in credits
 * @throws VouchError invalid_credits, invalid_expiry
 */
export async function grantWithin(
  transaction: TransactionSql,
  { accountId, credits, expiresAt, ...names }: GrantOrder,
): Promise<number> {
  if (!(Number.isInteger(credits) && credits >= 1 && credits <= LARGEST_GRANT)) {
    throw new VouchError(
      "invalid_credits",
      `${credits} is no number of credits to grant`,
      "Give a whole number from 1.",
    );
  }
  const locked = await lockPurse(transaction, accountId);
  const expiry = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  if (!(expiry > locked.now)) {
    throw new VouchError(
      "invalid_expiry",
      "The grant would expire before it is given",
      "Give a time to come.",
    );
  }
  return storePurse(transaction, locked, addGrant(locked.purse, credits, expiry, locked.now), names);
}

/** Gives credits to an account, in a transaction of its own; else as `grantWithin`. */
export async function grant(sql: Sql, order: GrantOrder): Promise<number> {
  return sql.begin((transaction) => grantWithin(transaction, order));
}
