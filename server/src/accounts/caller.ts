import type { Sql } from "postgres";
import { readBalance } from "./accounts.js";
import type { Plans } from "./plans.js";

/** Who asks: an account, known by one of its keys. */
export interface Caller {
  /** SHA-256 of the key, 64 hex digits: what the rate is counted by. */
  readonly keyHash: string;
  /** Decimal text, as PostgreSQL gives a bigint. */
  readonly accountId: string;
  readonly accountName: string;
  readonly plan: string;
  /** The balance in credits as last heard of: for headers, never for deciding. */
  balance: number;
}

/**
 * Reads who a key stands for, with the account's balance as of now.
 * @returns undefined where the key is unknown, revoked or expired
 */
export async function readCaller(sql: Sql, keyHash: string, plans: Plans): Promise<Caller | undefined> {
  const [row] = await sql<(Omit<Caller, "keyHash"> & { due: boolean })[]>`
    SELECT account_id::text AS "accountId", account.name AS "accountName", plan, balance::float8 AS balance,
      settle_at <= now() AS due
    FROM api_key JOIN account USING (account_id)
    WHERE key_hash = ${Buffer.from(keyHash, "hex")}
      AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
  if (row === undefined) return undefined;
  const { due, ...caller } = row;
  if (due) caller.balance = await readBalance(sql, caller.accountId, plans);
  return { keyHash, ...caller };
}
