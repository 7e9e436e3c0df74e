import { scopes as allScopes, type Scope } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import { VouchError } from "../errors.js";
import { type AccountOrder, ensureAccount } from "./accounts.js";
import { checkAddressRanges } from "./addresses.js";
import { hashApiKey, type KeyMode, keyIdOf, newApiKey } from "./apiKey.js";
import type { Plans } from "./plans.js";

const LONGEST_NAME = 200;

/** What an operator asks for with `vouch keys create`. */
export interface KeyOrder extends AccountOrder {
  /** What the key is called; absent: nothing. */
  readonly name?: string;
  /** What it may be used for; absent: everything. */
  readonly scopes?: readonly string[];
  /** From then on it does not work; absent: never. */
  readonly expiresAt?: Date;
  /** Where it may be used from, in CIDR notation; absent: anywhere. */
  readonly addresses?: readonly string[];
  readonly mode?: KeyMode;
}

/** A key as it is shown once. */
export interface IssuedKey {
  readonly account: string;
  readonly key: string;
}

/** A key as it is listed: how it is named, never itself. */
export interface ListedKey {
  readonly key_id: string;
  readonly name: string;
  readonly account: string;
  readonly plan: string;
  readonly balance: number;
  readonly mode: KeyMode;
  readonly scopes: readonly Scope[];
  /** Empty: from anywhere. */
  readonly allowed_addresses: readonly string[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  /** To the minute. */
  readonly last_used_at: Date | null;
}

function checkScopes(names: readonly string[]): void {
  const known: readonly string[] = allScopes;
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined && names.length > 0) return;
  throw new VouchError(
    "invalid_scope",
    wrong === undefined
      ? "A key without a scope can do nothing"
      : `There is no scope ${JSON.stringify(wrong)}`,
    `Scopes are: ${allScopes.join(", ")}.`,
  );
}

function checkKey({ name, scopes, expiresAt, addresses }: KeyOrder): void {
  if (name !== undefined && (name.length > LONGEST_NAME || name.includes("\0")))
    throw new VouchError(
      "invalid_name",
      "The key has no usable name",
      `Give up to ${LONGEST_NAME} characters.`,
    );
  if (scopes !== undefined) checkScopes(scopes);
  if (addresses !== undefined) checkAddressRanges(addresses);
  if (expiresAt !== undefined && !(expiresAt.getTime() > Date.now()))
    throw new VouchError("invalid_expiry", "The key would expire before it is made", "Give a time to come.");
}

/**
 * Issues a key for an account, which it makes where there is none of this name. All in one transaction.
 * @param requestId what a grant is known by in the ledger
 * @throws VouchError invalid_account, unknown_plan, invalid_credits, invalid_name, invalid_scope, invalid_address,
 *   invalid_expiry
 */
export async function issueKey(
  sql: Sql,
  order: KeyOrder,
  plans: Plans,
  requestId: string,
): Promise<IssuedKey> {
  checkKey(order);
  const key = newApiKey(order.mode);
  await sql.begin(async (transaction) => {
    const row = {
      key_hash: Buffer.from(hashApiKey(key), "hex"),
      account_id: await ensureAccount(transaction, order, plans, requestId),
      name: order.name ?? "",
      scopes: order.scopes === undefined ? null : [...new Set(order.scopes)],
      allowed_addresses: [...(order.addresses ?? [])],
      expires_at: order.expiresAt ?? null,
      mode: order.mode ?? "live",
    };
    await transaction`INSERT INTO api_key ${transaction(row)}`;
  });
  return { account: order.account, key };
}

/** Every key, by account and age. */
export async function listKeys(sql: Sql): Promise<ListedKey[]> {
  return sql<ListedKey[]>`
    SELECT left(encode(key_hash, 'hex'), 12) AS key_id, api_key.name, account.name AS account, plan,
      balance::float8 AS balance, mode, coalesce(scopes, ${[...allScopes]}) AS scopes, allowed_addresses,
      api_key.created_at, expires_at, revoked_at, last_used_at
    FROM api_key JOIN account USING (account_id)
    ORDER BY account.name, api_key.created_at, key_hash`;
}

const idOf = (keyOrId: string) => (/^[0-9a-f]{12}$/.test(keyOrId) ? keyOrId : keyIdOf(hashApiKey(keyOrId)));

const unknownKey = () =>
  new VouchError("unknown_key", "There is no such key", "`vouch keys list` shows them.");

interface StoredKey {
  readonly keyHash: Buffer;
  readonly account: string;
  readonly mode: KeyMode;
  readonly works: boolean;
}

async function lockKey(sql: ISql, keyId: string): Promise<StoredKey> {
  const [row] = await sql<StoredKey[]>`
    SELECT key_hash AS "keyHash", account.name AS account, mode,
      revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS works
    FROM api_key JOIN account USING (account_id)
    WHERE left(encode(key_hash, 'hex'), 12) = ${keyId} FOR UPDATE OF api_key`;
  if (row === undefined) throw unknownKey();
  return row;
}

/** A key that takes another's place. */
export interface RotatedKey extends IssuedKey {
  readonly replaces: string;
  /** Until then both work. */
  readonly replaced_until: Date;
}

/**
 * Issues a key in place of another: of the same account, name, mode, scopes and addresses, and as long-lived. The old
 * one works on for a while, so that clients can change over.
 * @param keyOrId the old key itself, or how it is listed
 * @param overlap milliseconds for which both work, unless the old one expires sooner
 * @throws VouchError unknown_key, or key_ended where the old one does not work any more
 */
export async function rotateKey(sql: Sql, keyOrId: string, overlap: number): Promise<RotatedKey> {
  const replaces = idOf(keyOrId);
  return sql.begin(async (transaction) => {
    const { keyHash, account, mode, works } = await lockKey(transaction, replaces);
    if (!works)
      throw new VouchError(
        "key_ended",
        "The key is revoked or expired",
        "Make a new one: `vouch keys create`.",
      );
    const key = newApiKey(mode);
    await transaction`
      INSERT INTO api_key (key_hash, account_id, name, scopes, allowed_addresses, mode, expires_at)
      SELECT ${Buffer.from(hashApiKey(key), "hex")}, account_id, name, scopes, allowed_addresses, mode,
        now() + (expires_at - created_at)
      FROM api_key WHERE key_hash = ${keyHash}`;
    const [old] = await transaction<[{ replaced_until: Date }]>`
      UPDATE api_key SET expires_at = least(expires_at, now() + ${overlap} * interval '1 millisecond')
      WHERE key_hash = ${keyHash} RETURNING expires_at AS replaced_until`;
    return { account, key, replaces, ...old };
  });
}

/**
 * Revokes a key: within a second no call is answered by it. Revoking it again changes nothing.
 * @param keyOrId the key itself, or how it is listed
 * @throws VouchError unknown_key
 */
export async function revokeKey(sql: Sql, keyOrId: string): Promise<{ key_id: string; account: string }> {
  const keyId = idOf(keyOrId);
  const [row] = await sql<{ account: string }[]>`
    UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) FROM account
    WHERE account.account_id = api_key.account_id AND left(encode(key_hash, 'hex'), 12) = ${keyId}
    RETURNING account.name AS account`;
  if (row === undefined) throw unknownKey();
  return { key_id: keyId, account: row.account };
}
