import type { Sql } from "postgres";
import type { Outcome } from "../fusion/calibration.js";

/** With fewer labels a table says more of chance than of confidence: the share of a bin of fifty is off by a tenth now and then. */
export const LABELS_NEEDED = 200;

/** What an account said of the person of an answer: `score` is how likely that was, as the curves that come with the program have it. */
export interface PersonLabel extends Outcome {
  /** Of the feedback. */
  readonly feedback: number;
}

/** Newer labels than these are enough to measure by; the rest speaks of answers long ago. */
const MOST_LABELS = 10_000;
/** Accounts that say of fewer of their judged answers that they told of the right person complain: what they judge is no sample. */
export const LEAST_RIGHT = 0.5;

/**
 * What accounts said of the people they were answered with: how likely each was to be who was asked for, before labels are
 * heeded, and whether it was. A wrong value is of the right person. What the operator undid does not count.
 */
export async function readLabels(sql: Sql): Promise<PersonLabel[]> {
  return await sql<PersonLabel[]>`
    WITH answer AS (
      SELECT account_id, round(max(confidence)::numeric, 4)::float8 AS score, bool_and(verdict <> 'wrong_person') AS "right",
        max(feedback_id) AS last
      FROM feedback
      WHERE operation = 'enrichPerson' AND confidence IS NOT NULL AND accepted IS DISTINCT FROM false
      GROUP BY account_id, request_id
    ), judged AS (
      SELECT *, avg("right"::int) OVER (PARTITION BY account_id) AS share FROM answer
    )
    SELECT score, "right", last::float8 AS feedback FROM judged WHERE share >= ${LEAST_RIGHT} ORDER BY last DESC LIMIT ${MOST_LABELS}`;
}
