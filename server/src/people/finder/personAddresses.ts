import type { Sql } from "postgres";

/** What is published of a person's addresses. */
export interface PersonAddresses {
  /** Canonical addresses with the probability that each is the person's. */
  readonly emails: readonly { readonly email: string; readonly strength: number }[];
  /** Domains of the person's employers that are other names of one: each with the employer's usual one. */
  readonly aliases: readonly (readonly [domain: string, main: string])[];
}

/** The rows that a person is found by begin with what they are: an address, or another domain of an employer. */
const READ = `
SELECT asked.position::int, lookup_key, strength
FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS asked (person_id, position)
JOIN person_lookup USING (person_id)
WHERE lookup_key < 'b' OR (lookup_key >= 'e|' AND lookup_key < 'e}')`;

interface Row {
  /** Of its person among all that were asked for, from 1. */
  readonly position: number;
  readonly lookup_key: string;
  readonly strength: number;
}

function addressesIn(rows: readonly Row[]): PersonAddresses {
  const emails: { email: string; strength: number }[] = [];
  const aliases: [string, string][] = [];
  for (const { lookup_key, strength } of rows) {
    const [kind, first = "", second = ""] = lookup_key.split("|");
    if (kind === "e") emails.push({ email: lookup_key.slice("e|".length), strength });
    else aliases.push([first, second]);
  }
  return { emails: emails.sort((a, b) => b.strength - a.strength || (a.email < b.email ? -1 : 1)), aliases };
}

/**
 * Reads the addresses of the people of many questions at once.
 * @param questions the ids of the people of each
 * @returns theirs, in order
 */
export async function readAddresses(
  sql: Sql,
  questions: readonly (readonly string[])[],
): Promise<PersonAddresses[][]> {
  const rows = await sql.unsafe<Row[]>(READ, [questions.flat().join("\n")], { prepare: true });
  const byPerson: Row[][] = questions.flat().map(() => []);
  for (const row of rows) byPerson[row.position - 1]?.push(row);
  let from = 0;
  return questions.map((ids) => {
    const found = byPerson.slice(from, from + ids.length).map(addressesIn);
    from += ids.length;
    return found;
  });
}

const TAKEN = `
SELECT position::int FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS asked (email, position)
WHERE EXISTS (SELECT FROM person_lookup WHERE lookup_key = 'e|' || email)`;

/**
 * Reads which addresses somebody has.
 * @param questions the addresses of each
 * @returns of each question those that somebody has, in order
 */
export async function readTaken(sql: Sql, questions: readonly (readonly string[])[]): Promise<Set<string>[]> {
  const all = questions.flat();
  const rows = await sql.unsafe<{ position: number }[]>(TAKEN, [all.join("\n")], { prepare: true });
  const taken = new Set(rows.map(({ position }) => position));
  let from = 0;
  return questions.map((emails) => {
    const some = emails.filter((_, at) => taken.has(from + at + 1));
    from += emails.length;
    return new Set(some);
  });
}
