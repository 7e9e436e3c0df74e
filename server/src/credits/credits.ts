import type { Sql } from "postgres";
import { burn } from "./purse.js";
import { lookIntoPurse } from "./purseStore.js";
import { settleAccount, type TermsOf } from "./settleAccount.js";

/** What is left of a grant. */
export interface CreditsLeft {
  readonly credits: number;
  /** Null: never. */
  readonly expires_at: Date | null;
}

/** What an account has to spend, as of now. */
export interface Credits {
  readonly balance: number;
  /** What the balance is made of, in the order in which it is burnt. */
  readonly grants: readonly CreditsLeft[];
}

/**
 * Reads what an account has, as of the database's time.
 * @param accountId decimal text
 */
export async function readCredits(sql: Sql, accountId: string, termsOf: TermsOf): Promise<Credits> {
  const { purse, now } = await lookIntoPurse(sql, accountId);
  if (purse.settleAt <= now) {
    await settleAccount(sql, accountId, termsOf);
    return readCredits(sql, accountId, termsOf);
  }
  const grants = burn(purse)
    .filter(({ remaining }) => remaining > 0)
    .map(({ remaining, expiresAt }) => ({
      credits: remaining,
      expires_at: Number.isFinite(expiresAt) ? new Date(expiresAt) : null,
    }));
  return { balance: purse.balance, grants };
}
