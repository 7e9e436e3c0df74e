import type { ISql } from "postgres";

/** Calls that an account is reminded of, at most, the latest. */
const MOST_CALLS = 100;

/**
 * Writes an event for each account that was told of people who are being erased, in the transaction that does it and before
 * it forgets whom the ledger told of: by an answer that was charged, a webhook, or a watch that the account has on them.
 * @param ids those that the people have and had
 */
export async function tellErased(tx: ISql, ids: readonly string[]): Promise<void> {
  await tx`
    WITH erased AS (SELECT unnest(${[...ids]}::text[]) AS person_id),
    called AS (
      SELECT account_id, person_id, request_id, row_number() OVER (
        PARTITION BY account_id, person_id ORDER BY entry_id DESC) AS place
      FROM ledger CROSS JOIN LATERAL unnest(string_to_array(person_ids, ' ')) AS told (person_id) JOIN erased USING (person_id)
      WHERE person_ids IS NOT NULL
    ), told AS (
      SELECT account_id, person_id, request_id FROM called WHERE place <= ${MOST_CALLS}
      UNION ALL SELECT account_id, person_id, NULL FROM watch JOIN erased USING (person_id)
      UNION ALL SELECT account_id, person_id, NULL FROM event JOIN erased ON person_id = data ->> 'person_id'
      WHERE data ? 'person_id' AND type = 'person.changed'
    )
    INSERT INTO event (account_id, type, data)
    SELECT account_id, 'person.erased', jsonb_build_object('person_id', person_id,
      'request_ids', coalesce(jsonb_agg(DISTINCT request_id) FILTER (WHERE request_id IS NOT NULL), '[]'))
    FROM told GROUP BY account_id, person_id ORDER BY account_id, person_id`;
}
