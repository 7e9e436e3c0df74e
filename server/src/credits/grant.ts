import type { ISql } from "postgres";

/**
 * Gives credits to an account: the ledger entry and the balance together.
 * @param sql a connection or transaction; the two writes are one statement
 * @param accountId decimal text
 * @param credits a whole number above 0
 * @param requestId what the grant is known by in the ledger
 * @returns the balance after it, in credits
 */
export async function grant(
  sql: ISql,
  accountId: string,
  credits: number,
  requestId: string,
): Promise<number> {
  const [row] = await sql<{ balance: number }[]>`
    WITH entry AS (
      INSERT INTO ledger (account_id, kind, credits, operation, outcome, request_id)
      VALUES (${accountId}, 'grant', ${credits}, 'grant', 'granted', ${requestId})
    )
    UPDATE account SET balance = balance + ${credits} WHERE account_id = ${accountId}
    RETURNING balance::float8 AS balance`;
  if (row === undefined) throw new Error("credits were granted to an account that does not exist");
  return row.balance;
}
