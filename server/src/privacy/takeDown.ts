import type { ISql, Sql } from "postgres";
import { forgetInJobs } from "../bulk/forget.js";
import { forgetPeople } from "../changes/noteChanges.js";
import { forgetWatched } from "../changes/watches.js";
import { eraseAnswers } from "../credits/storedAnswers.js";
import { deletePeopleWithin } from "../fusion/servingTables.js";
import { forgetFeedback } from "../people/feedback.js";
import { tellErased } from "./tellErased.js";

/** What of people was erased where they are served. */
export interface TakenDown {
  readonly people: number;
  /** Stored answers: to calls with an Idempotency-Key, and to records of jobs. */
  readonly answers: number;
}

/** The ids that people have and had. */
export async function withOldIds(sql: ISql, personIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT old_id AS id FROM person_redirect WHERE person_id = ANY (${[...personIds]})
    UNION SELECT person_id FROM person_redirect WHERE old_id = ANY (${[...personIds]})
    UNION SELECT unnest(${[...personIds]}::text[])`;
  return rows.map(({ id }) => id);
}

/** Makes the ledger forget that its calls told of people. */
async function forgetTold(sql: ISql, ids: readonly string[]): Promise<void> {
  await sql`
    UPDATE ledger SET person_ids = nullif(array_to_string(ARRAY(
      SELECT id FROM unnest(string_to_array(person_ids, ' ')) AS id WHERE id <> ALL (${[...ids]})
    ), ' '), '')
    WHERE entry_id IN (
      SELECT entry_id FROM ledger CROSS JOIN LATERAL unnest(string_to_array(person_ids, ' ')) AS told (id)
      JOIN unnest(${[...ids]}::text[]) AS erased (id) USING (id) WHERE person_ids IS NOT NULL)`;
}

/**
 * Erases people where they are served, in one transaction: profiles, what they are found by, evidence, redirects, stored
 * answers, jobs' answers, changes, watches and the ledger's references; and tells the accounts that heard of them. No
 * publication writes them again, and no node answers them from then on.
 * @param personIds today's or earlier ones
 */
export async function takeDown(sql: Sql, personIds: readonly string[]): Promise<TakenDown> {
  if (personIds.length === 0) return { people: 0, answers: 0 };
  return await sql.begin(async (transaction) => {
    const ids = await withOldIds(transaction, personIds);
    await transaction`
      INSERT INTO erased_person (person_id) SELECT unnest(${ids}::text[])
      ON CONFLICT (person_id) DO UPDATE SET erased_at = now(), settled_at = NULL`;
    await tellErased(transaction, ids);
    const people = await deletePeopleWithin(transaction, ids);
    await forgetPeople(transaction, ids);
    await forgetWatched(transaction, ids);
    await transaction`DELETE FROM person_redirect WHERE person_id = ANY (${ids}) OR old_id = ANY (${ids})`;
    const answers = (await eraseAnswers(transaction, ids)) + (await forgetInJobs(transaction, ids));
    await forgetTold(transaction, ids);
    await forgetFeedback(transaction, ids);
    await transaction`DELETE FROM correction WHERE person_id = ANY (${ids})`;
    return { people, answers };
  });
}

/** Seconds after which no call that had found somebody is still under way. */
const LONGEST_CALL = 15;

/**
 * Erases once more what calls stored that had found people when they were erased.
 * @returns how many people are settled by it
 */
export async function settleErased(sql: Sql): Promise<number> {
  return await sql.begin(async (transaction) => {
    const rows = await transaction<{ person_id: string }[]>`
      SELECT person_id FROM erased_person
      WHERE settled_at IS NULL AND erased_at < now() - make_interval(secs => ${LONGEST_CALL})
      ORDER BY person_id LIMIT 5000 FOR UPDATE SKIP LOCKED`;
    if (rows.length === 0) return 0;
    const ids = rows.map(({ person_id }) => person_id);
    await tellErased(transaction, ids);
    await deletePeopleWithin(transaction, ids);
    await forgetPeople(transaction, ids);
    await forgetWatched(transaction, ids);
    await eraseAnswers(transaction, ids);
    await forgetInJobs(transaction, ids);
    await forgetTold(transaction, ids);
    await forgetFeedback(transaction, ids);
    await transaction`UPDATE erased_person SET settled_at = now() WHERE person_id = ANY (${ids})`;
    return ids.length;
  });
}
