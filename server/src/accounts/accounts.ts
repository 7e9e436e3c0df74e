import { DEFAULT_CREDITS, DEFAULT_PLAN } from "@vouch/contract";
import type { ISql, Sql, TransactionSql } from "postgres";
import { type Credits, readCredits } from "../credits/credits.js";
import { type GrantOrder, grantWithin } from "../credits/grant.js";
import {
  type Days,
  type NotedLedgerPage,
  type PageOrder,
  readNotedLedger,
  readUsage,
  type UsageLine,
} from "../credits/ledger.js";
import { settleAccount, settleDue, settleWithin, type TermsOf } from "../credits/settleAccount.js";
import { VouchError } from "../errors.js";
import { checkPlan, type Plans, planNamed } from "./plans.js";
import { changedRestrictions, type Restrictions, readRestrictions } from "./restrictions.js";

const LONGEST_NAME = 200;

/** What an operator asks of an account. */
export interface AccountOrder {
  /** The account's name. */
  readonly account: string;
  /** Its plan; absent: as it is, for a new account `free`. */
  readonly plan?: string;
  /** Credits to grant; absent: none, to a new account 1000. */
  readonly credits?: number;
}

/** An account as it is listed. */
export interface ListedAccount {
  readonly account: string;
  readonly plan: string;
  readonly balance: number;
  /** Keys that work. */
  readonly keys: number;
  readonly created_at: Date;
  /** Null: nothing is withheld. */
  readonly restrictions: Restrictions | null;
}

const termsIn =
  (plans: Plans): TermsOf =>
  (name) =>
    planNamed(plans, name);

/** For commands, which may know fewer plans than the server does: nothing is settled by terms that are not its own. */
const knownTermsIn =
  (plans: Plans): TermsOf =>
  (name) => {
    checkPlan(plans, name);
    return planNamed(plans, name);
  };

function checkOrder({ account, plan, credits }: AccountOrder, plans: Plans): void {
  if (account.trim() === "" || account.length > LONGEST_NAME || account.includes("\0")) {
    throw new VouchError(
      "invalid_account",
      "The account has no usable name",
      `Give 1 to ${LONGEST_NAME} characters.`,
    );
  }
  if (plan !== undefined) checkPlan(plans, plan);
  if (credits !== undefined && !(Number.isInteger(credits) && credits >= 0)) {
    throw new VouchError(
      "invalid_credits",
      `${credits} is no number of credits`,
      "Give a whole number from 0.",
    );
  }
}

async function makeAccount(sql: ISql, { account, plan }: AccountOrder): Promise<string | undefined> {
  const [made] = await sql<{ accountId: string }[]>`
    INSERT INTO account (name, plan) VALUES (${account}, ${plan ?? DEFAULT_PLAN})
    ON CONFLICT (name) DO NOTHING RETURNING account_id::text AS "accountId"`;
  return made?.accountId;
}

/**
 * The id of the account of a name.
 * @returns decimal text
 * @throws VouchError unknown_account
 */
export async function accountIdOf(sql: ISql, name: string): Promise<string> {
  const [row] = await sql<{ accountId: string }[]>`
    SELECT account_id::text AS "accountId" FROM account WHERE name = ${name}`;
  if (row !== undefined) return row.accountId;
  throw new VouchError(
    "unknown_account",
    `There is no account ${JSON.stringify(name)}`,
    "`vouch accounts list` shows them.",
  );
}

/**
 * Makes the account where there is none of this name, else sets its plan where one is asked for, and grants what is
 * asked for; all within a transaction. What the plan gives for this month is granted at once.
 * @param requestId what a grant is known by in the ledger
 * @returns the account's id, decimal text
 * @throws VouchError invalid_account, unknown_plan, invalid_credits
 */
export async function ensureAccount(
  transaction: TransactionSql,
  order: AccountOrder,
  plans: Plans,
  requestId: string,
): Promise<string> {
  checkOrder(order, plans);
  const made = await makeAccount(transaction, order);
  const accountId = made ?? (await accountIdOf(transaction, order.account));
  if (made !== undefined) await settleWithin(transaction, accountId, termsIn(plans));
  else if (order.plan !== undefined) await setPlan(transaction, accountId, order.plan, plans);
  const credits = order.credits ?? (made === undefined ? 0 : DEFAULT_CREDITS);
  if (credits > 0) await grantWithin(transaction, { accountId, credits, requestId });
  return accountId;
}

/** What is due by the old plan is settled by it; then the new one gives what this month's grant lacks. */
async function setPlan(
  transaction: TransactionSql,
  accountId: string,
  plan: string,
  plans: Plans,
): Promise<number> {
  await settleWithin(transaction, accountId, termsIn(plans));
  await transaction`UPDATE account SET plan = ${plan} WHERE account_id = ${accountId}`;
  return settleWithin(transaction, accountId, termsIn(plans));
}

/**
 * Makes an account.
 * @throws VouchError account_exists, and as `ensureAccount`
 */
export async function createAccount(
  sql: Sql,
  order: AccountOrder,
  plans: Plans,
  requestId: string,
): Promise<ListedAccount> {
  return sql.begin(async (transaction) => {
    const [held] = await transaction`SELECT FROM account WHERE name = ${order.account}`;
    if (held !== undefined) {
      throw new VouchError(
        "account_exists",
        `There is an account ${JSON.stringify(order.account)} already`,
        "`vouch accounts set` changes its plan, `vouch credits grant` its balance.",
      );
    }
    await ensureAccount(transaction, order, plans, requestId);
    return readListed(transaction, order.account);
  });
}

/** What is to be changed of an account. */
export interface AccountChange {
  readonly plan?: string;
  /** The balance below which it is told that its credits run low; 0: never. */
  readonly lowBalance?: number;
  /** What it may be told, as an operator writes it; lists that are absent stay as they are. */
  readonly restrictions?: Restrictions;
}

/**
 * Changes an account. What a new plan gives a month beyond what this month's grant was is granted at once; nothing is
 * taken back.
 * @throws VouchError unknown_account, unknown_plan, unknown_country
 */
export async function changeAccount(
  sql: Sql,
  account: string,
  { plan, lowBalance, restrictions }: AccountChange,
  plans: Plans,
): Promise<ListedAccount> {
  if (plan !== undefined) checkPlan(plans, plan);
  return sql.begin(async (transaction) => {
    const accountId = await accountIdOf(transaction, account);
    if (lowBalance !== undefined)
      await transaction`UPDATE account SET low_balance = ${lowBalance} WHERE account_id = ${accountId}`;
    if (plan !== undefined) await setPlan(transaction, accountId, plan, plans);
    if (restrictions !== undefined) await restrict(transaction, accountId, readRestrictions(restrictions));
    return readListed(transaction, account);
  });
}

async function restrict(transaction: TransactionSql, accountId: string, change: Restrictions): Promise<void> {
  const [row] = await transaction<{ restrictions: Restrictions | null }[]>`
    SELECT restrictions FROM account WHERE account_id = ${accountId} FOR UPDATE`;
  const now = changedRestrictions(row?.restrictions ?? null, change);
  await transaction`
    UPDATE account SET restrictions = ${now === null ? null : transaction.json({ ...now })}
    WHERE account_id = ${accountId}`;
}

async function readAccounts(sql: ISql, name: string | null): Promise<ListedAccount[]> {
  return sql<ListedAccount[]>`
    SELECT name AS account, plan, balance::float8,
      (SELECT count(*) FROM api_key WHERE api_key.account_id = account.account_id AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > now()))::int AS keys,
      created_at, restrictions
    FROM account WHERE name = ${name} OR ${name}::text IS NULL ORDER BY name`;
}

async function readListed(sql: ISql, name: string): Promise<ListedAccount> {
  const [listed] = await readAccounts(sql, name);
  if (listed === undefined) throw new Error("an account vanished while it was read");
  return listed;
}

/** Every account by name, with its balance as of now where its plan is configured here. */
export async function listAccounts(sql: Sql, plans: Plans): Promise<ListedAccount[]> {
  await settleDue(sql, Object.keys(plans), termsIn(plans));
  return readAccounts(sql, null);
}

/**
 * Grants credits to the account of a name.
 * @returns the balance after it, in credits
 * @throws VouchError unknown_account, unknown_plan where the account's plan is not configured here, and as `grant`
 */
export async function grantToAccount(
  sql: Sql,
  { account, ...order }: Omit<GrantOrder, "accountId"> & { readonly account: string },
  plans: Plans,
): Promise<number> {
  return sql.begin(async (transaction) => {
    const accountId = await accountIdOf(transaction, account);
    await settleWithin(transaction, accountId, knownTermsIn(plans));
    return grantWithin(transaction, { accountId, ...order });
  });
}

/**
 * What the account of a name has to spend.
 * @throws VouchError unknown_account, unknown_plan where the account's plan is not configured here
 */
export async function creditsOf(sql: Sql, account: string, plans: Plans): Promise<Credits> {
  return readCredits(sql, await accountIdOf(sql, account), knownTermsIn(plans));
}

/** A page of the ledger of the account of a name, with the notes of grants. @throws VouchError unknown_account */
export async function ledgerOf(sql: Sql, account: string, order: PageOrder): Promise<NotedLedgerPage> {
  return readNotedLedger(sql, await accountIdOf(sql, account), order);
}

/** What the calls of the account of a name cost. @throws VouchError unknown_account */
export async function usageOf(sql: Sql, account: string, days: Days): Promise<UsageLine[]> {
  return readUsage(sql, await accountIdOf(sql, account), days);
}

/** What an account has to spend. @param accountId decimal text */
export function readAccountCredits(sql: Sql, accountId: string, plans: Plans): Promise<Credits> {
  return readCredits(sql, accountId, termsIn(plans));
}

/** The balance of an account as of now, in credits. */
export async function readBalance(sql: Sql, accountId: string, plans: Plans): Promise<number> {
  const [row] = await sql<{ balance: number; due: boolean }[]>`
    SELECT balance::float8, settle_at <= now() AS due FROM account WHERE account_id = ${accountId}`;
  if (row === undefined) return 0;
  return row.due ? settleAccount(sql, accountId, termsIn(plans)) : row.balance;
}
