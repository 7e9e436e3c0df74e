import { MOST_COUNTED, operations } from "@vouch/contract";
import type { Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { createBilled, type Unpaid } from "../credits/billing.js";
import { companyKey } from "../normalization/companies.js";
import { certaintyOf } from "./candidates.js";
import { ENRICHER_SETTINGS } from "./enrich.js";
import { createObjections, type Objection, objectedBy } from "./objections.js";
import { profileJson } from "./profileJson.js";
import { restrictedTo } from "./restricted.js";
import { allOf, type Condition, tsquery } from "./searchCondition.js";
import {
  companyNamed,
  type MeantCompanies,
  type SearchConditions,
  searchConditions,
} from "./searchConditions.js";
import { cursorAt } from "./searchCursor.js";
import type { Facets, Search, SearchCriteria, SearchFinding, SearchQuery } from "./searching.js";
import { matchesOf } from "./searchMatches.js";
import { type FoundPerson, readCompanies, readFacets, readMatched, readOrdered } from "./searchStore.js";
import { readVouched } from "./vouched.js";

const { id: OPERATION, price } = operations.searchPeople;

/** Settings of the connections on which people are read in their order. */
export const ORDERED_SETTINGS = {
  ...ENRICHER_SETTINGS,
  enable_bitmapscan: "off",
  enable_sort: "off",
} as const;

/** Who was found, before it is said how. */
export interface Found {
  /** One more than the page holds, where there are more. */
  readonly people: readonly FoundPerson[];
  /** At most one more than `MOST_COUNTED`. */
  readonly total: number;
  readonly facets: Facets | undefined;
}

/** So many are soon sorted; of more, a page is sooner read by going through people in their order. */
const FEW = 1000;

const NOBODY: Omit<Found, "facets"> = { people: [], total: 0 };

/** A person as the answer shows it. */
function shown({ profile, cohesion, person_id }: FoundPerson, { criteria, explain }: SearchQuery): string {
  const matched = explain ? `,"matched":${JSON.stringify(matchesOf(criteria, JSON.parse(profile)))}` : "";
  return profileJson(profile, certaintyOf(cohesion), `,"person_id":"${person_id}"${matched}`);
}

/** What the answer says of who was found, from `data` on. */
export function fieldsJson({ people, total, facets }: Found, query: SearchQuery): string {
  const page = people.slice(0, query.limit);
  const last = page.at(-1);
  const cursor =
    people.length > page.length && last !== undefined ? cursorAt({ ...last, total }, query) : null;
  const told = page.filter(({ isWithheld }) => isWithheld !== true);
  const data = told.map((person) => shown(person, query)).join(",");
  const rest = {
    total: Math.min(total, MOST_COUNTED),
    total_is_exact: total <= MOST_COUNTED,
    next_cursor: cursor,
    ...(facets === undefined ? {} : { facets }),
  };
  return `,"data":[${data}],${JSON.stringify(rest).slice(1)}`.slice(0, -1);
}

function unpaid(found: Found, query: SearchQuery): Unpaid<SearchFinding> {
  const page = found.people.slice(0, query.limit);
  const personIds = page.flatMap(({ person_id, isWithheld }) => (isWithheld === true ? [] : [person_id]));
  const creditsUsed = personIds.length * price.success;
  const finding = { fieldsJson: fieldsJson(found, query), creditsUsed };
  return { finding, outcome: creditsUsed === 0 ? "empty" : "success", personIds };
}

const without = (condition: Condition, best: Condition) => `${tsquery(condition)} & !${tsquery(best)}`;

/** Connections that searches work on. */
export interface SearchConnections {
  /** With `ENRICHER_SETTINGS`. */
  readonly lookups: Sql;
  /** With `ORDERED_SETTINGS`. */
  readonly ordered: Sql;
  /** With `ENRICHER_SETTINGS`, for charges alone. */
  readonly charges: Sql;
}

/** Reads whom a company means: by itself, and by what is known of its names. */
async function companiesMeant(sql: Sql, company: string): Promise<MeantCompanies> {
  const named = companyNamed(company);
  const key = companyKey(company);
  const known = key === null ? { keys: [], domains: [] } : await readCompanies(sql, key, company);
  return { keys: [...known.keys, ...named.keys], domains: [...known.domains, ...named.domains] };
}

/** Of many who match, the best first, each kind in its order. */
async function readMany(
  { lookups, ordered }: SearchConnections,
  matches: Condition,
  best: Condition | undefined,
  { after, limit }: Pick<SearchQuery, "after" | "limit">,
): Promise<readonly FoundPerson[]> {
  if (best === undefined) return await readOrdered(ordered, tsquery(matches), after, 0, limit + 1);
  const people: FoundPerson[] = [];
  if (after === undefined || after.tier === 1) {
    const both = tsquery(allOf([matches, best]));
    const place = after && { ...after, tier: 0 };
    const few = await readMatched(lookups, both, null, place, limit + 1);
    const read =
      few.total > MOST_COUNTED ? await readOrdered(ordered, both, after, 1, limit + 1) : few.people;
    people.push(...read.map((person) => ({ ...person, tier: 1 })));
  }
  const missing = limit + 1 - people.length;
  if (missing === 0) return people;
  const behind = after?.tier === 0 ? after : undefined;
  return [...people, ...(await readOrdered(ordered, without(matches, best), behind, 0, missing))];
}

/** A page; those of many who match are counted once, for the first. */
async function readPage(
  connections: SearchConnections,
  matches: Condition,
  best: Condition | undefined,
  query: Pick<SearchQuery, "after" | "limit">,
): Promise<Pick<Found, "people" | "total">> {
  const { after, limit } = query;
  const total = after?.total ?? 0;
  if (total > FEW) return { total, people: await readMany(connections, matches, best, query) };
  const text = best === undefined ? null : tsquery(best);
  const counted = await readMatched(connections.lookups, tsquery(matches), text, after, limit + 1);
  if (counted.total <= MOST_COUNTED) return counted;
  return { total: counted.total, people: await readMany(connections, matches, best, query) };
}

/** What people must be who are looked for; undefined where nobody can be. */
export async function readConditions(
  sql: Sql,
  criteria: SearchCriteria,
): Promise<SearchConditions | undefined> {
  const { company } = criteria;
  const companies = company === undefined ? undefined : await companiesMeant(sql, company);
  return searchConditions(criteria, companies);
}

async function find(query: SearchQuery, connections: SearchConnections): Promise<Found> {
  const { criteria, sort, facets: names } = query;
  const { lookups } = connections;
  const conditions = await readConditions(lookups, criteria);
  if (conditions === undefined) return { ...NOBODY, facets: names.length === 0 ? undefined : {} };
  const { matches } = conditions;
  const best = sort === "recency" ? undefined : conditions.best;
  const asked = tsquery(matches);
  const { total, people } = await readPage(connections, matches, best, query);
  const facets = names.length === 0 ? undefined : await readFacets(lookups, asked, names);
  return { people, total, facets };
}

/**
 * What an account may be told of those who were found, without what it said is wrong. Whoever it may not be told of keeps their
 * place unseen.
 */
async function toldOf(
  sql: Sql,
  found: Found,
  { limit }: SearchQuery,
  restrictions: Restrictions | null,
  objections: readonly (readonly Objection[])[],
): Promise<Found> {
  const page = found.people.slice(0, limit);
  const ids = page.map(({ person_id }) => person_id);
  const vouched = ids.length === 0 ? [] : await readVouched(sql, ids);
  const people = page.map((person, at): FoundPerson => {
    const whole = vouched[at];
    const allowed = whole && restrictedTo(whole, restrictions);
    const left = allowed && objectedBy(allowed, objections[at] ?? []);
    return left === undefined ? { ...person, isWithheld: true } : { ...person, profile: left.profileJson };
  });
  const facets = restrictions === null ? found.facets : undefined;
  return { ...found, people: [...people, ...found.people.slice(limit)], facets };
}

const questionOf = ({ criteria, sort, limit, after, facets, explain }: SearchQuery) => [
  criteria satisfies SearchCriteria,
  sort,
  limit,
  after,
  facets,
  explain,
];

/** Makes the verb behind `searchPeople`. */
export function createSearcher(connections: SearchConnections): Search {
  const { lookups } = connections;
  const objectionsTo = createObjections(lookups);
  const service = {
    operation: OPERATION,
    highestPrice: ({ limit }: SearchQuery) => limit * price.success,
    find: async (query: SearchQuery, restrictions: Restrictions | null, objector?: string) => {
      const found = await find(query, connections);
      const ids = found.people.slice(0, query.limit).map(({ person_id }) => person_id);
      const objections = await objectionsTo(objector, ids);
      if (restrictions === null && objections.every(({ length }) => length === 0))
        return unpaid(found, query);
      return unpaid(await toldOf(lookups, found, query, restrictions, objections), query);
    },
    questionOf,
  };
  return createBilled(service, connections.charges, connections.lookups);
}
