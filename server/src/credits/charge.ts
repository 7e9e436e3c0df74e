import type { ISql } from "postgres";
import { chargeOnce } from "./chargeOnce.js";
import { receiptsOf } from "./receipts.js";
import type { AnswerToStore } from "./storedAnswers.js";

/** A call that is to be paid. */
export interface Charge {
  /** Decimal text. */
  readonly accountId: string;
  /** Names the call in the ledger: letters, digits, underscores and hyphens. */
  readonly requestId: string;
  readonly outcome: string;
  /** A whole number, at most the operation's highest price; 0 leaves no entry in the ledger. */
  readonly credits: number;
  /** Whom the answer tells of: noted in the ledger, and with the answer where it is stored. */
  readonly personIds?: readonly string[] | undefined;
  /** How likely the answer tells of who was asked for, before labels are heeded; noted in the ledger. */
  readonly confidence?: number | undefined;
  /** The answer that is stored with the charge, where the call is to be answered once. */
  readonly store?: AnswerToStore | undefined;
  /** SHA-256, hex, of what is asked and answered, where it is to be known later that it was paid for. */
  readonly question?: string | undefined;
}

/** What became of a charge. */
export interface Receipt {
  readonly paid: boolean;
  /** Not paid, because the call was answered before: its answer is stored. */
  readonly isAnswered?: true;
  /** Credits that were left after it. */
  readonly balance: number;
}

/** What an account paid in a batch: its first calls up to a number. */
export interface AccountPayment {
  readonly accountId: string;
  readonly paidCalls: number;
  /** Before the batch. */
  readonly balance: number;
}

/**
 * Lists go as one text each, because the driver would read the elements of an array one by one. The sum of what
 * comes before a call is exact: from the first call that cannot be paid on, none can. Only `locked` knows the balance
 * that holds: the statement's snapshot may be older than the lock.
 */
const CHARGE = `
WITH call AS (
  SELECT * FROM ROWS FROM (
    unnest(string_to_array($1, ',')::bigint[]), unnest(string_to_array($2, ',')),
    unnest(string_to_array($3, ',')), unnest(string_to_array($4, ',')::bigint[]),
    unnest(string_to_array($7, ',', '')), unnest(string_to_array($8, ',', '')::real[])
  ) WITH ORDINALITY AS call (account_id, request_id, outcome, credits, person_ids, confidence, position)
), locked AS MATERIALIZED (
  SELECT account_id, balance FROM account WHERE account_id = ANY (string_to_array($1, ',')::bigint[])
  ORDER BY account_id FOR UPDATE
), paid AS MATERIALIZED (
  SELECT * FROM (
    SELECT call.*, balance - sum(credits) OVER (PARTITION BY account_id ORDER BY position) + credits AS before
    FROM call JOIN locked USING (account_id)
  ) running WHERE before >= $6::bigint
), entered AS (
  INSERT INTO ledger (account_id, kind, credits, operation, outcome, request_id, person_ids, confidence)
  SELECT account_id, 'charge', credits, $5, outcome, request_id, person_ids, confidence
  FROM paid WHERE credits > 0 ORDER BY position
), total AS (
  SELECT account_id, count(*) AS calls, balance - sum(credits) AS rest
  FROM paid JOIN locked USING (account_id) GROUP BY account_id, balance
), charged AS (
  UPDATE account SET balance = rest FROM total
  WHERE account.account_id = total.account_id
)
SELECT account_id::text AS "accountId", coalesce(calls, 0)::int AS "paidCalls", balance::float8 AS balance
FROM locked LEFT JOIN total USING (account_id)`;

/**
 * Charges calls of one operation, in their order, in one transaction: each is paid with its ledger entry and its
 * answer where one is to be stored, or it was answered before, or its account cannot pay the highest price any more; of
 * the latter two nothing happens.
 * @param highestPrice credits that an account must have to be let in
 * @returns a receipt for each charge, in order; committed and durable
 */
export async function charge(
  sql: ISql,
  operation: string,
  highestPrice: number,
  charges: readonly Charge[],
): Promise<Receipt[]> {
  if (charges.some(({ store, question }) => store !== undefined || question !== undefined))
    return chargeOnce(sql, operation, highestPrice, charges);
  const list = (text: (charge: Charge) => string | number) => charges.map(text).join(",");
  const payments = await sql.unsafe<AccountPayment[]>(
    CHARGE,
    [
      list(({ accountId }) => accountId),
      list(({ requestId }) => requestId),
      list(({ outcome }) => outcome),
      list(({ credits }) => credits),
      operation,
      highestPrice,
      list(({ personIds = [] }) => personIds.join(" ")),
      list(({ confidence }) => confidence ?? ""),
    ],
    { prepare: true },
  );
  return receiptsOf(charges, payments);
}
