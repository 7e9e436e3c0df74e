import type { Sql } from "postgres";
import { VouchError } from "../errors.js";
import { type AccountOrder, ensureAccount } from "./accounts.js";
import { hashApiKey, keyIdOf, newApiKey } from "./apiKey.js";
import type { Plans } from "./plans.js";

/** A key as it is shown once. */
export interface IssuedKey {
  readonly account: string;
  readonly key: string;
}

/** A key as it is listed: how it is named, never itself. */
export interface ListedKey {
  readonly key_id: string;
  readonly account: string;
  readonly plan: string;
  readonly balance: number;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

/**
 * Issues a key for an account, which it makes where there is none of this name. All in one transaction.
 * @param requestId what a grant is known by in the ledger
 * @throws VouchError invalid_account, unknown_plan, invalid_credits
 */
export async function issueKey(
  sql: Sql,
  order: AccountOrder,
  plans: Plans,
  requestId: string,
): Promise<IssuedKey> {
  const key = newApiKey();
  await sql.begin(async (transaction) => {
    const accountId = await ensureAccount(transaction, order, plans, requestId);
    const keyHash = Buffer.from(hashApiKey(key), "hex");
    await transaction`INSERT INTO api_key (key_hash, account_id) VALUES (${keyHash}, ${accountId})`;
  });
  return { account: order.account, key };
}

/** Every key, by account and age. */
export async function listKeys(sql: Sql): Promise<ListedKey[]> {
  return sql<ListedKey[]>`
    SELECT left(encode(key_hash, 'hex'), 12) AS key_id, account.name AS account, plan, balance::float8 AS balance,
      api_key.created_at, revoked_at
    FROM api_key JOIN account USING (account_id)
    ORDER BY account.name, api_key.created_at, key_hash`;
}

/**
 * Revokes a key: within a second no call is answered by it. Revoking it again changes nothing.
 * @param keyOrId the key itself, or how it is listed
 * @throws VouchError unknown_key
 */
export async function revokeKey(sql: Sql, keyOrId: string): Promise<{ key_id: string; account: string }> {
  const keyId = /^[0-9a-f]{12}$/.test(keyOrId) ? keyOrId : keyIdOf(hashApiKey(keyOrId));
  const [row] = await sql<{ account: string }[]>`
    UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) FROM account
    WHERE account.account_id = api_key.account_id AND left(encode(key_hash, 'hex'), 12) = ${keyId}
    RETURNING account.name AS account`;
  if (row === undefined)
    throw new VouchError("unknown_key", "There is no such key", "`vouch keys list` shows them.");
  return { key_id: keyId, account: row.account };
}
