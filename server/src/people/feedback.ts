import type { CorrectableField, FeedbackEffect, Verdict } from "@vouch/contract";
import type { ISql, Sql } from "postgres";
import { vouchingFor } from "../fusion/sourceLabels.js";
import { type Asked, questionHash } from "./askedQuestion.js";
import { readVouched } from "./vouched.js";

/** What an account says of an answer. */
export interface Feedback {
  /** Of the call that was answered. */
  readonly requestId: string;
  readonly verdict: Verdict;
  /** Undefined: the answer as a whole. */
  readonly field?: CorrectableField | undefined;
  readonly correctValue?: string | undefined;
  /** Who was asked for, where it is said again. */
  readonly asked?: Asked | undefined;
}

/** What became of feedback. */
export type HeardFeedback =
  | { readonly kind: "heard"; readonly feedbackId: string; readonly effect: FeedbackEffect }
  /** The account has paid for no call of this id. */
  | { readonly kind: "unknown_call" }
  /** The call told of nobody, or of several people: there is no one of whom a wrong answer could be. */
  | { readonly kind: "not_about_one" };

interface Call {
  readonly operation: string;
  readonly person_ids: string | null;
  readonly confidence: number | null;
}

/**
 * The charged call of an id, the last one where a client used its own id twice. PostgreSQL takes the filter over the ids
 * for dearer than to read everything.
 */
async function readCall(sql: Sql, accountId: string, requestId: string): Promise<Call | undefined> {
  return await sql.begin(async (tx) => {
    await tx`SET LOCAL enable_seqscan = off`;
    const [call] = await tx<Call[]>`
      WITH called AS MATERIALIZED (SELECT * FROM ledger WHERE request_id = ${requestId})
      SELECT operation, person_ids, confidence FROM called
      WHERE account_id = ${accountId} AND kind = 'charge' ORDER BY entry_id DESC LIMIT 1`;
    return call;
  });
}

const DAY = 86_400_000;

/** The sources behind the values that a verdict speaks of, as JSON; null where it speaks of none. */
async function vouchingOf(
  sql: Sql,
  personId: string,
  verdict: Verdict,
  field: CorrectableField | undefined,
): Promise<string | null> {
  if (verdict === "wrong_person") return null;
  const [person] = await readVouched(sql, [personId]);
  if (person === undefined) return null;
  const today = Math.floor(Date.now() / DAY);
  return JSON.stringify(vouchingFor(person.evidence, today, verdict === "right" ? undefined : field));
}

/**
 * Keeps what an account says of an answer that it paid for, in the place of what it said of it before.
 * @param accountId decimal text
 */
export async function giveFeedback(
  sql: Sql,
  accountId: string,
  { requestId, verdict, field, correctValue, asked }: Feedback,
): Promise<HeardFeedback> {
  const call = await readCall(sql, accountId, requestId);
  if (call === undefined) return { kind: "unknown_call" };
  const people = call.person_ids?.split(" ") ?? [];
  const [personId = null] = people.length === 1 ? people : [];
  if (personId === null && verdict !== "right") return { kind: "not_about_one" };
  const saidBy = personId === null ? null : await vouchingOf(sql, personId, verdict, field);
  const isWithheld = verdict === "wrong_person" && asked !== undefined;
  const question = isWithheld ? Buffer.from(questionHash(asked), "hex") : null;
  const [row] = await sql<{ feedback_id: string; wrong_value: string | null }[]>`
    INSERT INTO feedback (
      account_id, request_id, operation, person_id, verdict, field, correct_value, question, confidence, wrong_value, said_by)
    VALUES (${accountId}, ${requestId}, ${call.operation}, ${personId}, ${verdict}, ${field ?? ""},
      ${correctValue ?? null}, ${question}, ${call.confidence},
      (SELECT profile::jsonb ->> ${field ?? null} FROM person WHERE person_id = ${personId}), ${saidBy})
    ON CONFLICT (account_id, request_id, field) DO UPDATE SET
      verdict = excluded.verdict, correct_value = excluded.correct_value, question = excluded.question,
      wrong_value = coalesce(feedback.wrong_value, excluded.wrong_value), said_by = excluded.said_by,
      confidence = coalesce(feedback.confidence, excluded.confidence), given_at = now(), accepted = NULL, heeded_at = NULL
    RETURNING feedback_id::text, wrong_value`;
  const isTakenBack = verdict === "wrong_value" && row?.wrong_value != null;
  const effect = isWithheld || isTakenBack ? "withheld" : "noted";
  return { kind: "heard", feedbackId: row?.feedback_id ?? "", effect };
}

/** A question of an account. */
export interface AccountQuestion {
  /** Decimal text. */
  readonly accountId: string;
  /** SHA-256, hex, of who is asked for. */
  readonly question: string;
}

/** Reads of many questions at once who was the wrong answer to each, by the ids of today, in order. */
export async function readWrongPeople(
  sql: Sql,
  asked: readonly AccountQuestion[],
): Promise<ReadonlySet<string>[]> {
  const rows = await sql.unsafe<{ readonly position: number; readonly person_id: string }[]>(
    `SELECT position::int, coalesce(led.person_id, feedback.person_id) AS person_id
    FROM ROWS FROM (unnest(string_to_array($1, ',')::bigint[]), unnest(string_to_array($2, ',')))
      WITH ORDINALITY AS asked (account_id, hash, position)
    JOIN feedback ON feedback.account_id = asked.account_id AND question = decode(hash, 'hex')
    LEFT JOIN person_redirect AS led ON led.old_id = feedback.person_id
    WHERE feedback.person_id IS NOT NULL AND accepted IS DISTINCT FROM false`,
    [asked.map(({ accountId }) => accountId).join(","), asked.map(({ question }) => question).join(",")],
    { prepare: true },
  );
  const wrong = asked.map(() => new Set<string>());
  for (const { position, person_id } of rows) wrong[position - 1]?.add(person_id);
  return wrong;
}

/** Leaves of feedback on people who are erased what names nobody: the verdict, and the confidence that was given. */
export async function forgetFeedback(sql: ISql, personIds: readonly string[]): Promise<void> {
  await sql`
    UPDATE feedback SET person_id = NULL, question = NULL, correct_value = NULL, wrong_value = NULL
    WHERE person_id = ANY (${[...personIds]})`;
}
