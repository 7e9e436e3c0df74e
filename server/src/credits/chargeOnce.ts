import type { ISql } from "postgres";
import type { Charge, Receipt } from "./charge.js";

/** Parts answers in a list: no JSON text has this character. */
const SEPARATOR = "\x1f";

/**
 * `charge` with answers to store, and questions to know again. An insert sees what others have stored, though the statement's snapshot may be older;
 * so the answers are stored first, and who was answered before does not pay. No two calls wait for each other here:
 * whoever stores an answer holds the lock of its account.
 */
const CHARGE_ONCE = `
WITH call AS (
  SELECT * FROM ROWS FROM (
    unnest(string_to_array($1, ',')::bigint[]), unnest(string_to_array($2, ',')),
    unnest(string_to_array($3, ',')), unnest(string_to_array($4, ',')::bigint[]),
    unnest(string_to_array($7, ',', '')), unnest(string_to_array($8, ',')),
    unnest(string_to_array($9, ',', '')), unnest(string_to_array($10, E'\\x1f')),
    unnest(string_to_array($11, ',', '')), unnest(string_to_array($12, ',', '')::real[])
  ) WITH ORDINALITY AS call (
    account_id, request_id, outcome, credits, key_hash, fingerprint, person_ids, answer, question, confidence, position)
), locked AS MATERIALIZED (
  SELECT account_id, balance FROM account WHERE account_id = ANY (string_to_array($1, ',')::bigint[])
  ORDER BY account_id FOR UPDATE
), payable AS MATERIALIZED (
  SELECT * FROM (
    SELECT call.*, balance - sum(credits) OVER (PARTITION BY account_id ORDER BY position) + credits AS before,
      decode(key_hash, 'hex') AS key, row_number() OVER (PARTITION BY account_id, key_hash ORDER BY position) AS nth
    FROM call JOIN locked USING (account_id)
  ) running WHERE before >= $6::bigint
), stored AS (
  INSERT INTO stored_answer (account_id, key_hash, fingerprint, person_ids, outcome, answer, request_id)
  SELECT account_id, key, decode(fingerprint, 'hex'), string_to_array(person_ids, ' '), outcome, answer, request_id
  FROM payable WHERE key IS NOT NULL AND nth = 1 ORDER BY position
  ON CONFLICT (account_id, key_hash) DO NOTHING
  RETURNING account_id, key_hash AS key
), paid AS MATERIALIZED (
  SELECT account_id, request_id, outcome, credits, question, person_ids, confidence, position,
    sum(credits) OVER (PARTITION BY account_id ORDER BY position) AS spent
  FROM payable WHERE key IS NULL OR (nth = 1 AND (account_id, key) IN (SELECT account_id, key FROM stored))
), entered AS (
  INSERT INTO ledger (account_id, kind, credits, operation, outcome, request_id, person_ids, confidence)
  SELECT account_id, 'charge', credits, $5, outcome, request_id, person_ids, confidence
  FROM paid WHERE credits > 0 ORDER BY position
), remembered AS (
  INSERT INTO paid_question (account_id, question)
  SELECT DISTINCT account_id, decode(question, 'hex') FROM paid WHERE question IS NOT NULL
  ON CONFLICT (account_id, question) DO UPDATE SET paid_at = excluded.paid_at
), charged AS (
  UPDATE account SET balance = locked.balance - total.credits
  FROM locked JOIN (SELECT account_id, sum(credits) AS credits FROM paid GROUP BY account_id) AS total USING (account_id)
  WHERE account.account_id = locked.account_id
)
SELECT paid.position IS NOT NULL AS paid,
  payable.position IS NOT NULL AND paid.position IS NULL AS "isAnswered",
  (locked.balance - coalesce((
    SELECT max(spent) FROM paid AS earlier
    WHERE earlier.account_id = call.account_id AND earlier.position <= call.position
  ), 0))::float8 AS balance
FROM call LEFT JOIN locked USING (account_id)
LEFT JOIN payable ON payable.position = call.position
LEFT JOIN paid ON paid.position = call.position
ORDER BY call.position`;

interface Row {
  readonly paid: boolean;
  readonly isAnswered: boolean;
  /** Null where there is no such account. */
  readonly balance: number | null;
}

async function attempt(
  sql: ISql,
  operation: string,
  highestPrice: number,
  charges: readonly Charge[],
): Promise<Receipt[]> {
  const list = (text: (charge: Charge) => string | number, separator = ",") =>
    charges.map(text).join(separator);
  const rows = await sql.unsafe<Row[]>(
    CHARGE_ONCE,
    [
      list(({ accountId }) => accountId),
      list(({ requestId }) => requestId),
      list(({ outcome }) => outcome),
      list(({ credits }) => credits),
      operation,
      highestPrice,
      list(({ store }) => store?.keyHash ?? ""),
      list(({ store }) => store?.fingerprint ?? ""),
      list(({ personIds = [] }) => personIds.join(" ")),
      list(({ store }) => store?.answer ?? "", SEPARATOR),
      list(({ question }) => question ?? ""),
      list(({ confidence }) => confidence ?? ""),
    ],
    { prepare: true },
  );
  return rows.map(({ paid, isAnswered, balance }) => ({
    paid,
    ...(isAnswered ? { isAnswered } : {}),
    balance: balance ?? 0,
  }));
}

/**
 * Charges calls of which some are to be answered once, or known again; else as `charge`. A call that was answered before holds its
 * price back from those behind it in the statement, so those that could not be paid then are tried once more.
 */
export async function chargeOnce(
  sql: ISql,
  operation: string,
  highestPrice: number,
  charges: readonly Charge[],
): Promise<Receipt[]> {
  const receipts = await attempt(sql, operation, highestPrice, charges);
  const answered = new Set(
    charges.filter((_, at) => receipts[at]?.isAnswered).map(({ accountId }) => accountId),
  );
  const again = charges.flatMap((charge, at) =>
    answered.has(charge.accountId) && receipts[at]?.paid === false && !receipts[at].isAnswered
      ? [{ charge, at }]
      : [],
  );
  if (again.length === 0) return receipts;
  const later = await chargeOnce(
    sql,
    operation,
    highestPrice,
    again.map(({ charge }) => charge),
  );
  for (const [index, receipt] of later.entries()) receipts[again[index]?.at ?? 0] = receipt;
  return receipts;
}
