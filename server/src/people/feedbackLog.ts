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
  /** waiting: for the next publication; heeded; confirmed, undone: by the operator. */
  readonly state: "waiting" | "heeded" | "confirmed" | "undone";
  /** Accounts that say the same of the person. */
  readonly accounts: number;
}

const columns = (sql: Sql) => sql`
  feedback_id::text AS id, account.name AS account, request_id, operation, person_id, verdict, field, wrong_value,
  correct_value, round(confidence::numeric, 3)::float8 AS confidence, given_at,
  CASE WHEN accepted THEN 'confirmed' WHEN NOT accepted THEN 'undone' WHEN heeded_at IS NULL THEN 'waiting' ELSE 'heeded' END
    AS state,
  (SELECT count(DISTINCT same.account_id)::int FROM feedback AS same
   WHERE same.person_id = feedback.person_id AND same.verdict = feedback.verdict AND same.field = feedback.field
     AND same.wrong_value IS NOT DISTINCT FROM feedback.wrong_value AND same.question IS NOT DISTINCT FROM feedback.question
     AND same.accepted IS DISTINCT FROM false) AS accounts`;

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
 * Takes what an account said for so: the next publication answers all accounts by it.
 * @throws VouchError no_such_feedback; not_a_complaint where it says that the answer was right
 */
export async function confirmFeedback(sql: Sql, id: string): Promise<KeptFeedback> {
  const { verdict } = await readFeedback(sql, id);
  if (verdict === "right")
    throw new VouchError(
      "not_a_complaint",
      `Feedback ${id} says that the answer was right: there is nothing to change`,
      "See what accounts said was wrong with vouch feedback list.",
    );
  await sql`
    UPDATE feedback SET accepted = true, heeded_at = NULL WHERE feedback_id = ${id} AND accepted IS DISTINCT FROM true`;
  return await readFeedback(sql, id);
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
