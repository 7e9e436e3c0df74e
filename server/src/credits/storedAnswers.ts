import type { ISql, Sql } from "postgres";

/** Names a call that is answered once, however often it is asked. */
export interface OnceKey {
  /** SHA-256 of the Idempotency-Key, hex. */
  readonly keyHash: string;
  /** SHA-256 of what is asked, hex: the same key with another one is a client's mistake. */
  readonly fingerprint: string;
}

/** An answer that goes with a charge. */
export interface AnswerToStore extends OnceKey {
  /** JSON text. */
  readonly answer: string;
}

/** An answer as it was stored. */
export interface StoredAnswer {
  /** Null: erased. */
  readonly fingerprint: string | null;
  readonly outcome: string;
  /** JSON text, byte for byte; null: erased. */
  readonly answer: string | null;
  readonly requestId: string;
}

/** Which answer is asked for. */
export interface AnswerName {
  /** Decimal text. */
  readonly accountId: string;
  readonly keyHash: string;
}

/** How long an answer is kept at least, in hours. */
export const KEPT_HOURS = 72;

interface Row extends StoredAnswer {
  /** From 1. */
  readonly position: number;
}

/**
 * Reads the answers of many calls at once.
 * @returns what is stored for each, in order; undefined where nothing is
 */
export async function readAnswers(
  sql: Sql,
  names: readonly AnswerName[],
): Promise<(StoredAnswer | undefined)[]> {
  const rows = await sql.unsafe<Row[]>(
    `SELECT position::int, encode(fingerprint, 'hex') AS fingerprint, outcome, answer, request_id AS "requestId"
    FROM ROWS FROM (unnest(string_to_array($1, ',')::bigint[]), unnest(string_to_array($2, ',')))
      WITH ORDINALITY AS name (account_id, hash, position)
    JOIN stored_answer USING (account_id) WHERE key_hash = decode(hash, 'hex')`,
    [names.map(({ accountId }) => accountId).join(","), names.map(({ keyHash }) => keyHash).join(",")],
    { prepare: true },
  );
  const answers: (StoredAnswer | undefined)[] = names.map(() => undefined);
  for (const { position, ...answer } of rows) answers[position - 1] = answer;
  return answers;
}

/**
 * Erases what is stored about people: a replay says that it is gone, and charges nothing. An answer that is under way
 * is stored after it, so erase when nothing can be found of them any more, and once again when calls that had found
 * them have ended.
 * @param personIds with the ids that lead to them
 * @returns how many answers were erased
 */
export async function eraseAnswers(sql: ISql, personIds: readonly string[]): Promise<number> {
  const { count } = await sql`
    UPDATE stored_answer SET answer = NULL, fingerprint = NULL, person_ids = NULL
    WHERE person_ids && ${[...personIds]}`;
  return count;
}

/** Forgets answers that were kept long enough. @returns how many */
export async function forgetAnswers(sql: Sql): Promise<number> {
  const { count } = await sql`
    DELETE FROM stored_answer WHERE created_at < now() - make_interval(hours => ${KEPT_HOURS})`;
  return count;
}
