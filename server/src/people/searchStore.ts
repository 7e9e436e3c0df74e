import { MOST_COUNTED } from "@vouch/contract";
import type { Sql } from "postgres";
import { words } from "../normalization/text.js";
import type { MeantCompanies } from "./searchConditions.js";
import type { Facets, SearchPlace } from "./searching.js";

/** A person who was found, with what an answer is made of. */
export interface FoundPerson extends SearchPlace {
  /** JSON text, nine keys. */
  readonly profile: string;
  readonly cohesion: number;
  /** The account may not be told of them: they are not shown. */
  readonly isWithheld?: true;
}

/** A place before everybody. */
const FIRST: SearchPlace = { tier: 2, seen_day: 2 ** 31 - 1, person_id: "" };

/** Whoever is served at all has a row in `person`: who was taken down between two statements is not shown. */
const MATCHED = `
WITH matched AS MATERIALIZED (
  SELECT person_id, seen_day, CASE WHEN terms @@ $2::tsquery THEN 1 ELSE 0 END AS tier
  FROM person_search WHERE terms @@ $1::tsquery LIMIT ${MOST_COUNTED + 1}
), counted AS (SELECT count(*)::int AS total FROM matched),
page AS (
  SELECT * FROM matched WHERE (SELECT total FROM counted) <= ${MOST_COUNTED} AND (tier < $3::int OR tier = $3::int AND
    (seen_day < $4::int OR seen_day = $4::int AND person_id > $5::text COLLATE "C"))
  ORDER BY tier DESC, seen_day DESC, person_id LIMIT $6::int
)
SELECT total, person_id, seen_day, tier, profile, cohesion
FROM counted LEFT JOIN (page JOIN person USING (person_id)) ON true
ORDER BY tier DESC, seen_day DESC, person_id`;

type MatchedRow = { readonly total: number } & (FoundPerson | { readonly person_id: null });

/**
 * Counts who matches, and where these are few, reads those behind a place.
 * @param matches, best texts of tsqueries; null: nobody is better than others
 * @returns how many there are, at most one more than `MOST_COUNTED`; then nobody is read
 */
export async function readMatched(
  sql: Sql,
  matches: string,
  best: string | null,
  after: SearchPlace = FIRST,
  limit: number,
): Promise<{ readonly total: number; readonly people: readonly FoundPerson[] }> {
  const place = [after.tier, after.seen_day, after.person_id];
  const rows = await sql.unsafe<MatchedRow[]>(MATCHED, [matches, best, ...place, limit], { prepare: true });
  const people = rows.flatMap((row) => (row.person_id === null ? [] : [row]));
  return { total: rows[0]?.total ?? 0, people };
}

const ORDERED = `
SELECT found.*, $5::int AS tier, profile, cohesion FROM (
  SELECT person_id, seen_day FROM person_search
  WHERE terms @@ $1::tsquery AND seen_day <= $2::int AND (seen_day < $2::int OR person_id > $3::text COLLATE "C")
  ORDER BY seen_day DESC, person_id LIMIT $4::int
) AS found JOIN person USING (person_id)
ORDER BY seen_day DESC, person_id`;

/**
 * Reads those behind a place among many who match: goes through people in their order until there are enough.
 * @param sql a connection with `ORDERED_SETTINGS`
 */
export async function readOrdered(
  sql: Sql,
  matches: string,
  after: Pick<SearchPlace, "seen_day" | "person_id"> = FIRST,
  tier: number,
  limit: number,
): Promise<readonly FoundPerson[]> {
  const { seen_day, person_id } = after;
  return await sql.unsafe<FoundPerson[]>(ORDERED, [matches, seen_day, person_id, limit, tier], {
    prepare: true,
  });
}

const VALUES_OF_FACET = 20;

/** Counts each facet by itself: all of them at once would make a row of every value of every person. */
const facetText = (name: keyof Facets) => `(
SELECT '${name}' AS facet, ${name} AS value, count(*)::int AS count FROM matched
WHERE ${name} IS NOT NULL GROUP BY value ORDER BY count DESC, value LIMIT ${VALUES_OF_FACET})`;

const facetsText = (names: readonly (keyof Facets)[]) => `
WITH matched AS MATERIALIZED (
  SELECT company, country, department, location, seniority
  FROM person_search WHERE terms @@ $1::tsquery LIMIT ${MOST_COUNTED}
)
${names.map(facetText).join(" UNION ALL ")}`;

/**
 * Counts the values of fields over those who match, `MOST_COUNTED` of them at most.
 * @param names at least one, none of them twice
 */
export async function readFacets(
  sql: Sql,
  matches: string,
  names: readonly (keyof Facets)[],
): Promise<Facets> {
  const rows = await sql.unsafe<{ facet: keyof Facets; value: string; count: number }[]>(
    facetsText(names),
    [matches],
    { prepare: true },
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, count })),
    ]),
  );
}

/** Companies that a name may mean at most, where none has it. */
const MOST_MEANT = 20;
/** Share of trigrams that a name must have in common with one that is misspelt. */
const ALIKE = 0.6;

interface CompanyRow {
  readonly company_key: string;
  readonly name: string;
  readonly domain: string | null;
}

const meant = (rows: readonly CompanyRow[]): MeantCompanies => ({
  keys: rows.map(({ company_key }) => company_key),
  domains: [...new Set(rows.flatMap(({ domain }) => domain ?? []))],
});

/**
 * Reads whom a company's name means: the one that has it, else those in whose names its words stand, else those whose
 * names are written nearly like it. Each with the domain that most of its people have, under which its other names are
 * found.
 * @param key as `companyKey` gives it
 */
export async function readCompanies(sql: Sql, key: string, company: string): Promise<MeantCompanies> {
  const read = (condition: string, ...values: string[]) =>
    sql.unsafe<CompanyRow[]>(
      `SELECT company_key, name, domain FROM search_company WHERE ${condition}`,
      values,
      {
        prepare: true,
      },
    );
  const exact = await read("company_key = $1", key);
  if (exact.length > 0) return meant(exact);
  const said = words(company);
  const name = said.join(" ");
  const holding = await read(
    `name LIKE ALL (string_to_array($1, ' ')) ORDER BY length(name), name LIMIT ${10 * MOST_MEANT}`,
    said.map((word) => `%${word}%`).join(" "),
  );
  const whole = holding.filter((row) => said.every((word) => row.name.split(" ").includes(word)));
  if (whole.length > 0) return meant(whole.slice(0, MOST_MEANT));
  return meant(
    await read(
      `name % $1 AND similarity(name, $1) >= ${ALIKE} ORDER BY similarity(name, $1) DESC, name LIMIT 3`,
      name,
    ),
  );
}

const BY_ID = `
SELECT asked.position::int, person.person_id, profile, cohesion
FROM unnest(string_to_array($1, ',')) WITH ORDINALITY AS asked (id, position)
LEFT JOIN person_redirect ON old_id = id
JOIN person ON person.person_id = coalesce(person_redirect.person_id, id)`;

/** Reads people by their ids, or by old ones. @returns for each, in order; undefined where there is nobody */
export async function readById(
  sql: Sql,
  ids: readonly string[],
): Promise<((Omit<FoundPerson, keyof SearchPlace> & { readonly person_id: string }) | undefined)[]> {
  const rows = await sql.unsafe<(FoundPerson & { readonly position: number })[]>(BY_ID, [ids.join(",")], {
    prepare: true,
  });
  const people: (FoundPerson | undefined)[] = ids.map(() => undefined);
  for (const { position, ...person } of rows) people[position - 1] = person;
  return people;
}
