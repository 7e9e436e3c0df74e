import type { Sql } from "postgres";
import type { Call } from "./faultCalls.js";

/** What must not be, counted over all calls of an account. */
export interface Violations {
  /** Answers in a caller's hand that are not charged. */
  readonly lost: number;
  /** Charges beyond one for a call. */
  readonly doubled: number;
  /** Charges of calls with an Idempotency-Key that have no stored answer, and answers that have no charge. */
  readonly unanswered: number;
  /** Credits by which the balance is off the ledger. */
  readonly unbalanced: number;
}

export const NONE: Violations = { lost: 0, doubled: 0, unanswered: 0, unbalanced: 0 };

/** Adds up what was found of several accounts. */
export function together(one: Violations, other: Violations): Violations {
  return {
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    unanswered: one.unanswered + other.unanswered,
    unbalanced: one.unbalanced + other.unbalanced,
  };
}

interface Books {
  readonly balance: number;
  readonly entered: number;
  readonly charges: readonly string[];
  readonly answers: readonly string[];
}

async function read(sql: Sql, account: string): Promise<Books> {
  const [books] = await sql<Books[]>`
    SELECT balance::float8,
      (SELECT sum(CASE kind WHEN 'grant' THEN credits ELSE -credits END)::float8 FROM ledger l
        WHERE l.account_id = a.account_id) AS entered,
      ARRAY(SELECT request_id FROM ledger l WHERE l.account_id = a.account_id AND kind = 'charge') AS charges,
      ARRAY(SELECT request_id FROM stored_answer s WHERE s.account_id = a.account_id) AS answers
    FROM account a WHERE name = ${account}`;
  if (books === undefined) throw new Error(`there is no account ${account}`);
  return books;
}

/** Holds an account's books to all the calls that were made on it. */
export async function audit(
  sql: Sql,
  account: string,
  calls: readonly Call[],
  isKeyed: boolean,
): Promise<Violations> {
  const { balance, entered, charges, answers } = await read(sql, account);
  const charged = new Set(charges);
  const stored = new Set(answers);
  const inHand = calls.flatMap(({ answer }) => (answer === undefined ? [] : [answer.requestId]));
  const unanswered = [
    ...charges.filter((one) => !stored.has(one)),
    ...answers.filter((one) => !charged.has(one)),
  ];
  return {
    lost: inHand.filter((one) => !charged.has(one)).length,
    doubled: Math.max(charges.length - charged.size, charges.length - calls.length, 0),
    unanswered: isKeyed ? unanswered.length : 0,
    unbalanced: Math.abs(balance - entered),
  };
}
