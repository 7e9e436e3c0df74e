import type { Sql } from "postgres";
import { countedFrom, NO_ADDRESS, NO_TEMPLATE } from "./patternRows.js";

/** How the people of an employer are addressed, as far as they are published. */
export interface DomainPatterns {
  /** Its usual domain. */
  readonly main: string;
  /** Of how many people this was counted: at most `SAMPLE`. */
  readonly people: number;
  /** Known addresses by the template they follow. */
  readonly templates: ReadonlyMap<string, number>;
  /** Known addresses that follow none. */
  readonly other: number;
  /** Known addresses by their host, registrable. */
  readonly hosts: ReadonlyMap<string, number>;
  /** People by the country they live in, ISO 3166-1 alpha-2 in lower case, where it is known. */
  readonly countries: ReadonlyMap<string, number>;
}

/** People that are counted at most. */
export const SAMPLE = 1000;
/** Rows that are looked at to know whether a domain is another name of an employer's. */
const ALIASES = 200;
/** People that must say so. */
const LEAST_ALIASES = 2;

/** Both ranges are read from the index of the keys; its order makes the first rows of an employer a sample. */
const COUNT = `
WITH asked AS MATERIALIZED (
  SELECT domain, position FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS asked (domain, position)
), employer AS (
  SELECT position, domain AS main FROM asked
  UNION ALL
  SELECT position, alias.main FROM asked CROSS JOIN LATERAL (
    SELECT split_part(lookup_key, '|', 3) AS main FROM (
      SELECT lookup_key FROM person_lookup
      WHERE lookup_key >= 'a|' || domain || '|' AND lookup_key < 'a|' || domain || '}' LIMIT ${ALIASES}
    ) AS row GROUP BY 1 HAVING count(*) >= ${LEAST_ALIASES} ORDER BY count(*) DESC, 1 LIMIT 1
  ) AS alias
)
SELECT position::int, main, substr(lookup_key, length(main) + ${countedFrom("")}) AS counted, count(*)::int AS people
FROM employer CROSS JOIN LATERAL (
  SELECT lookup_key FROM person_lookup
  WHERE lookup_key >= 't|' || main || '|' AND lookup_key < 't|' || main || '}' ORDER BY lookup_key LIMIT ${SAMPLE}
) AS found
GROUP BY 1, 2, 3`;

interface Row {
  /** Of its domain among all that were asked for, from 1. */
  readonly position: number;
  readonly main: string;
  /** `host|pattern|country`. */
  readonly counted: string;
  readonly people: number;
}

const add = (counts: Map<string, number>, name: string, people: number) =>
  counts.set(name, (counts.get(name) ?? 0) + people);

/** Sums up what was counted of an employer under its domain and under the one asked for. */
export function sumUp(domain: string, rows: readonly Row[]): DomainPatterns {
  const main = rows.find((row) => row.main !== domain)?.main ?? domain;
  const [templates, hosts, countries] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  let [people, other] = [0, 0];
  for (const row of rows) {
    const [host = "", pattern = "", country = ""] = row.counted.split("|");
    people += row.people;
    if (country !== "") add(countries, country, row.people);
    if (pattern === NO_ADDRESS) continue;
    add(hosts, host || row.main, row.people);
    if (pattern === NO_TEMPLATE) other += row.people;
    else add(templates, pattern, row.people);
  }
  return { main, people, templates, other, hosts, countries };
}

/**
 * Counts how the people of employers are addressed.
 * @param domains registrable, each the employer's usual one or another
 * @returns what was counted of each, in order
 */
export async function readPatterns(sql: Sql, domains: readonly string[]): Promise<DomainPatterns[]> {
  const rows = await sql.unsafe<Row[]>(COUNT, [domains.join("\n")], { prepare: true });
  const byDomain: Row[][] = domains.map(() => []);
  for (const row of rows) byDomain[row.position - 1]?.push(row);
  return domains.map((domain, at) => sumUp(domain, byDomain[at] ?? []));
}
