import type { Sql } from "postgres";
import type { Candidate } from "./candidates.js";

/** What a question's keys led to. */
export interface LookedUp {
  readonly candidates: readonly Candidate[];
  /** One of its keys leads to more people than were read. */
  readonly truncated: boolean;
}

/** What was looked up, without people who are not who was asked for. */
export function without(wrong: ReadonlySet<string>, { candidates, truncated }: LookedUp): LookedUp {
  return { candidates: candidates.filter(({ person_id }) => !wrong.has(person_id)), truncated };
}

/** People that are read of one key: more share a name at one employer nowhere but in the largest companies. */
const MOST_PER_KEY = 50;

/** Keys go as one text with one key a line (no key has a line break); see `charge` for why. */
const LOOK_UP = `
SELECT key.position::int, person_id, given_name, family_name, strength, cohesion, profile
FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS key (lookup_key, position)
CROSS JOIN LATERAL (
  SELECT person_id, given_name, family_name, strength FROM person_lookup
  WHERE lookup_key = key.lookup_key ORDER BY person_id LIMIT ${MOST_PER_KEY + 1}
) AS found
JOIN person USING (person_id)`;

interface Row extends Candidate {
  /** Of its key among all keys, from 1. */
  readonly position: number;
}

/**
 * Reads the candidates of many questions at once.
 * @param questions the keys of each
 * @returns what each found, in order
 */
export async function lookUp(sql: Sql, questions: readonly (readonly string[])[]): Promise<LookedUp[]> {
  const rows = await sql.unsafe<Row[]>(LOOK_UP, [questions.flat().join("\n")], { prepare: true });
  const byKey: Row[][] = [];
  for (const row of rows) {
    const found = byKey[row.position - 1];
    if (found === undefined) byKey[row.position - 1] = [row];
    else found.push(row);
  }
  let from = 0;
  return questions.map((keys) => {
    const found = byKey.slice(from, from + keys.length).filter((some) => some !== undefined);
    from += keys.length;
    return { candidates: found.flat(), truncated: found.some(({ length }) => length > MOST_PER_KEY) };
  });
}
