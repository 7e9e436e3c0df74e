import type { ISql } from "postgres";
import type { Charge, Receipt } from "./charge.js";

/** A charge without a stored answer, and without a question that is to be known later. */
export type PlainCharge = Omit<Charge, "store" | "question">;

/** What an account is to pay in a batch. */
interface Due {
  readonly accountId: string;
  credits: number;
  /** With it, its last call can be paid, and so each before it. */
  needed: number;
  /** Before the batch; null: it does not reach. Then, after each call. */
  balance: number | null;
}

/** Locks first, in the order of ids. Only `locked` knows the balance that holds: see `charge`. */
const CHARGE_AMPLE = `
WITH locked AS MATERIALIZED (
  SELECT account_id, balance FROM account WHERE account_id = ANY (string_to_array($1, ',')::bigint[])
  ORDER BY account_id FOR UPDATE
), charged AS (
  UPDATE account SET balance = locked.balance - due.credits
  FROM locked JOIN unnest(
    string_to_array($1, ',')::bigint[], string_to_array($2, ',')::bigint[], string_to_array($3, ',')::bigint[]
  ) AS due (id, credits, needed) ON locked.account_id = due.id
  WHERE account.account_id = locked.account_id AND locked.balance >= due.needed
  RETURNING account.account_id, account.balance
), entered AS (
  INSERT INTO ledger (account_id, kind, credits, operation, outcome, request_id, person_ids, confidence)
  SELECT account_id, 'charge', credits, $5, outcome, request_id, person_ids, confidence
  FROM ROWS FROM (
    unnest(string_to_array($4, ',')::bigint[]), unnest(string_to_array($6, ',')), unnest(string_to_array($7, ',')),
    unnest(string_to_array($8, ',')::bigint[]), unnest(string_to_array($9, ',', '')),
    unnest(string_to_array($10, ',', '')::real[])
  ) AS call (id, request_id, outcome, credits, person_ids, confidence) JOIN charged ON account_id = call.id
  WHERE credits > 0
)
SELECT account_id::text AS "accountId", balance::float8 AS balance FROM charged`;

function duesOf(charges: readonly PlainCharge[], highestPrice: number): Map<string, Due> {
  const dues = new Map<string, Due>();
  for (const { accountId, credits } of charges) {
    const due = dues.get(accountId) ?? { accountId, credits: 0, needed: 0, balance: null };
    due.needed = due.credits + highestPrice;
    due.credits += credits;
    dues.set(accountId, due);
  }
  return dues;
}

function receiptOf(due: Due | undefined, credits: number): Receipt | undefined {
  if (due === undefined || due.balance === null) return undefined;
  due.balance -= credits;
  return { paid: true, balance: due.balance };
}

/**
 * Charges calls as `charge` does, where nothing has to be decided: accounts that can pay all of their calls do, in the
 * transaction that enters these in the ledger. It costs a third less than asking of each call whether it can be paid.
 * @param highestPrice credits that an account must have to be let in
 * @returns for each charge, in order, a receipt, committed and durable; undefined where its account cannot pay all of
 *   its calls: nothing happened
 */
export async function chargeAmple(
  sql: ISql,
  operation: string,
  highestPrice: number,
  charges: readonly PlainCharge[],
): Promise<(Receipt | undefined)[]> {
  const dues = duesOf(charges, highestPrice);
  const owed = [...dues.values()];
  const list = <T>(items: readonly T[], text: (item: T) => string | number) => items.map(text).join(",");
  const paid = await sql.unsafe<{ readonly accountId: string; readonly balance: number }[]>(
    CHARGE_AMPLE,
    [
      list(owed, ({ accountId }) => accountId),
      list(owed, ({ credits }) => credits),
      list(owed, ({ needed }) => needed),
      list(charges, ({ accountId }) => accountId),
      operation,
      list(charges, ({ requestId }) => requestId),
      list(charges, ({ outcome }) => outcome),
      list(charges, ({ credits }) => credits),
      list(charges, ({ personIds = [] }) => personIds.join(" ")),
      list(charges, ({ confidence }) => confidence ?? ""),
    ],
    { prepare: true },
  );
  for (const { accountId, balance } of paid) {
    const due = dues.get(accountId);
    if (due !== undefined) due.balance = balance + due.credits;
  }
  return charges.map(({ accountId, credits }) => receiptOf(dues.get(accountId), credits));
}
