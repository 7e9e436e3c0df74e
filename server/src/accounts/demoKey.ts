import type { Sql } from "postgres";
import { issueKey } from "./keys.js";
import type { Plans } from "./plans.js";

const ACCOUNT = "demo";
const PLAN = "unlimited";
/** What the demo's account gets when it runs low, so that trying things out never ends at the meter. */
const CREDITS = 100_000;

/**
 * A working key for trying things out. Keys are not kept in clear, so each start makes one and revokes the last.
 * @param requestId what the grant is known by in the ledger
 */
export async function renewDemoKey(sql: Sql, plans: Plans, requestId: string): Promise<string> {
  await sql`
    UPDATE api_key SET revoked_at = now() FROM account
    WHERE account.account_id = api_key.account_id AND account.name = ${ACCOUNT} AND revoked_at IS NULL`;
  const [account] = await sql<
    { balance: number }[]
  >`SELECT balance::float8 AS balance FROM account WHERE name = ${ACCOUNT}`;
  const credits = (account?.balance ?? 0) < CREDITS / 2 ? CREDITS : 0;
  const { key } = await issueKey(sql, { account: ACCOUNT, plan: PLAN, credits }, plans, requestId);
  return key;
}
