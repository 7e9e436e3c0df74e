import type { Sql } from "postgres";
import { VouchError } from "../errors.js";

/** What an account said of an answer, as the operator sees it. */
export interface KeptFeedback {
  /** Decimal text. */
  readonly id: string;
  readonly account: string;
  readonly request_id: string;
  readonly operation: string;
  /** Null: nobody, or erased. */
  readonly person_id: string | null;
  readonly verdict: string;
  /** Empty: the answer as a whole. */
  readonly field: string;
  readonly wrong_value: string | null;
  readonly correct_value: string | null;
  readonly confidence: number | null;
  readonly given_at: Date;
  /** waiting: for the next publication; heeded; undone. */
  readonly state: "waiting" | "heeded" | "undone";
}

const columns = (sql: Sql) => sql`
  feedback_id::text AS id, account.name AS account, request_id, operation, person_id, verdict, field, wrong_value,
  correct_value, round(confidence::numeric, 3)::float8 AS confidence, given_at,
  CASE WHEN accepted IS FALSE THEN 'undone' WHEN heeded_at IS NULL THEN 'waiting' ELSE 'heeded' END AS state`;

/** What accounts said last, newest first. */
export async function listFeedback(sql: Sql, limit: number): Promise<KeptFeedback[]> {
  return await sql<KeptFeedback[]>`
    SELECT ${columns(sql)} FROM feedback JOIN account USING (account_id)
    ORDER BY feedback.feedback_id DESC LIMIT ${limit}`;
}

/** @throws VouchError no_such_feedback */
export async function readFeedback(sql: Sql, id: string): Promise<KeptFeedback> {
  const [found] = await sql<KeptFeedback[]>`
    SELECT ${columns(sql)} FROM feedback JOIN account USING (account_id) WHERE feedback_id = ${id}`;
  if (found !== undefined) return found;
  throw new VouchError(
    "no_such_feedback",
    `There is no feedback ${id}`,
    "See the ids with vouch feedback list.",
  );
}

/**
 * Takes what an account said for not said: nothing learns from it, the person is answered again, and the next publication
 * hears the value again. What the account says anew of the same answer counts.
 * @throws VouchError no_such_feedback
 */
export async function undoFeedback(sql: Sql, id: string): Promise<KeptFeedback> {
  await sql`
    UPDATE feedback SET accepted = false, heeded_at = NULL
    WHERE feedback_id = ${id} AND accepted IS DISTINCT FROM false`;
  return await readFeedback(sql, id);
}
