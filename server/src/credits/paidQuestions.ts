import type { Sql } from "postgres";

/** A question that an account may have paid for. */
export interface AskedQuestion {
  /** Decimal text. */
  readonly accountId: string;
  /** SHA-256 of operation, question and outcome, hex. */
  readonly question: string;
  /** For how long it is answered again without a charge, from when it was paid. */
  readonly hours: number;
}

/** Reads of many questions at once whether they were paid for within their hours, in order. */
export async function readPaid(sql: Sql, asked: readonly AskedQuestion[]): Promise<boolean[]> {
  const list = (text: (question: AskedQuestion) => string | number) => asked.map(text).join(",");
  const rows = await sql.unsafe<{ readonly position: number }[]>(
    `SELECT position::int
    FROM ROWS FROM (
      unnest(string_to_array($1, ',')::bigint[]), unnest(string_to_array($2, ',')),
      unnest(string_to_array($3, ',')::int[])
    ) WITH ORDINALITY AS asked (account_id, hash, hours, position)
    JOIN paid_question USING (account_id)
    WHERE question = decode(hash, 'hex') AND paid_at > now() - make_interval(hours => hours)`,
    [list(({ accountId }) => accountId), list(({ question }) => question), list(({ hours }) => hours)],
    { prepare: true },
  );
  const paid = new Set(rows.map(({ position }) => position));
  return asked.map((_, at) => paid.has(at + 1));
}

/**
 * Forgets what was paid so long ago that no plan answers it again.
 * @param hours those of the plan that has most
 * @returns how many
 */
export async function forgetQuestions(sql: Sql, hours: number): Promise<number> {
  const { count } = await sql`
    DELETE FROM paid_question WHERE paid_at < now() - make_interval(hours => ${hours})`;
  return count;
}
