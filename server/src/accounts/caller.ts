import type { Sql } from "postgres";

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

/** Reads who a key stands for; undefined where it is unknown, revoked or expired. */
export async function readCaller(sql: Sql, keyHash: string): Promise<Caller | undefined> {
  const [row] = await sql<{ accountId: string; accountName: string; plan: string; balance: number }[]>`
    SELECT account_id::text AS "accountId", account.name AS "accountName", plan, balance::float8 AS balance
    FROM api_key JOIN account USING (account_id)
    WHERE key_hash = ${Buffer.from(keyHash, "hex")}
      AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
  return row && { keyHash, ...row };
}
