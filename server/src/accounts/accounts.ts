import { DEFAULT_CREDITS, DEFAULT_PLAN, type Plan } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import { grant } from "../credits/grant.js";
import { VouchError } from "../errors.js";
import { hashApiKey, keyIdOf, newApiKey } from "./apiKey.js";

const LONGEST_NAME = 200;
const LARGEST_GRANT = 1_000_000_000_000;

/** What an operator asks for with `vouch keys create`. */
export interface KeyOrder {
  /** The account, made where there is none of this name. */
  readonly account: string;
  /** Its plan; absent: as it is, for a new account `free`. */
  readonly plan?: string;
  /** Credits to grant; absent: none, to a new account 1000. */
  readonly credits?: number;
}

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

function checkOrder(order: KeyOrder, plans: Readonly<Record<string, Plan>>): void {
  const { account, plan, credits } = order;
  if (account.trim() === "" || account.length > LONGEST_NAME || account.includes("\0")) {
    throw new VouchError(
      "invalid_account",
      "The account has no usable name",
      `Give 1 to ${LONGEST_NAME} characters.`,
    );
  }
  if (plan !== undefined && !Object.hasOwn(plans, plan)) {
    const known = Object.keys(plans).join(", ");
    throw new VouchError("unknown_plan", `There is no plan ${JSON.stringify(plan)}`, `Plans are: ${known}.`);
  }
  if (credits !== undefined && !(Number.isInteger(credits) && credits >= 0 && credits <= LARGEST_GRANT)) {
    throw new VouchError(
      "invalid_credits",
      `${credits} is no number of credits`,
      "Give a whole number from 0.",
    );
  }
}

/** Makes the account where there is none of this name, else sets its plan where one is asked for. */
async function ensureAccount(sql: ISql, order: KeyOrder): Promise<{ accountId: string; isNew: boolean }> {
  const [made] = await sql<{ accountId: string }[]>`
    INSERT INTO account (name, plan) VALUES (${order.account}, ${order.plan ?? DEFAULT_PLAN})
    ON CONFLICT (name) DO NOTHING RETURNING account_id::text AS "accountId"`;
  if (made !== undefined) return { ...made, isNew: true };
  const [held] = await sql<{ accountId: string }[]>`
    UPDATE account SET plan = coalesce(${order.plan ?? null}, plan) WHERE name = ${order.account}
    RETURNING account_id::text AS "accountId"`;
  if (held === undefined) throw new Error("the account vanished while a key was made for it");
  return { ...held, isNew: false };
}

/**
 * Issues a key for an account, which it makes where there is none of this name. All in one transaction.
 * @param plans the configured plans by name
 * @param requestId what a grant is known by in the ledger
 * @throws VouchError invalid_account, unknown_plan, invalid_credits
 */
export async function issueKey(
  sql: Sql,
  order: KeyOrder,
  plans: Readonly<Record<string, Plan>>,
  requestId: string,
): Promise<IssuedKey> {
  checkOrder(order, plans);
  const key = newApiKey();
  await sql.begin(async (transaction) => {
    const { accountId, isNew } = await ensureAccount(transaction, order);
    const credits = order.credits ?? (isNew ? DEFAULT_CREDITS : 0);
    if (credits > 0) await grant(transaction, accountId, credits, requestId);
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

/** The balance of an account in credits. */
export async function readBalance(sql: Sql, accountId: string): Promise<number> {
  const [row] = await sql<{ balance: number }[]>`
    SELECT balance::float8 AS balance FROM account WHERE account_id = ${accountId}`;
  return row?.balance ?? 0;
}
