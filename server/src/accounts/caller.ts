import type { Scope } from "@vouch/contract";
import type { Sql } from "postgres";
import { readBalance } from "./accounts.js";
import { type AllowsAddress, allowAddresses } from "./addresses.js";
import type { KeyMode } from "./apiKey.js";
import type { Plans } from "./plans.js";
import type { Restrictions } from "./restrictions.js";

/** Who asks: an account, known by one of its keys. */
export interface Caller {
  /** SHA-256 of the key, 64 hex digits: what the rate is counted by. */
  readonly keyHash: string;
  /** Decimal text, as PostgreSQL gives a bigint. */
  readonly accountId: string;
  readonly accountName: string;
  readonly plan: string;
  readonly mode: KeyMode;
  /** What the key may be used for; null: everything. */
  readonly scopes: readonly Scope[] | null;
  /** Where it may be used from; null: anywhere. */
  readonly allowsAddress: AllowsAddress | null;
  /** What the account may not be told; null: nothing is withheld. */
  readonly restrictions: Restrictions | null;
  /** Whether the account said of answers that something was wrong in them. */
  readonly objects: boolean;
  /** The balance in credits as last heard of: for headers, and for `canPay` to know whether to ask. */
  balance: number;
}

/** Whether an account said of answers that something was wrong in them. */
export async function hasObjected(sql: Sql, accountId: string): Promise<boolean> {
  const rows = await sql`
    SELECT FROM feedback
    WHERE account_id = ${accountId} AND verdict <> 'right' AND accepted IS DISTINCT FROM false LIMIT 1`;
  return rows.length > 0;
}

interface CallerRow extends Omit<Caller, "keyHash" | "allowsAddress"> {
  readonly addresses: readonly string[];
  readonly due: boolean;
}

/**
 * Reads who a key stands for, with the account's balance as of now, and remembers to the minute when it was used.
 * @returns undefined where the key is unknown, revoked or expired
 */
export async function readCaller(sql: Sql, keyHash: string, plans: Plans): Promise<Caller | undefined> {
  const [row] = await sql<CallerRow[]>`
    WITH used AS (
      UPDATE api_key SET last_used_at = now()
      WHERE key_hash = ${Buffer.from(keyHash, "hex")}
        AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
        AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
    )
    SELECT account_id::text AS "accountId", account.name AS "accountName", plan, balance::float8 AS balance,
      mode, scopes, restrictions, allowed_addresses AS addresses, settle_at <= now() AS due,
      EXISTS (
        SELECT FROM feedback WHERE feedback.account_id = account.account_id AND verdict <> 'right' AND accepted IS DISTINCT FROM false
      ) AS objects
    FROM api_key JOIN account USING (account_id)
    WHERE key_hash = ${Buffer.from(keyHash, "hex")}
      AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
  if (row === undefined) return undefined;
  const { due, addresses, ...caller } = row;
  if (due) caller.balance = await readBalance(sql, caller.accountId, plans);
  return { keyHash, ...caller, allowsAddress: addresses.length === 0 ? null : allowAddresses(addresses) };
}
