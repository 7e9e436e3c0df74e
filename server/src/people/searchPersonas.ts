import { type ErrorWord, operations, type Persona, personas } from "@vouch/contract";
import { compareText } from "../fusion/compareText.js";
import type { Profile } from "../fusion/fusedPerson.js";
import { vouchedPersona } from "./personas.js";
import { type Found, fieldsJson } from "./search.js";
import { type Condition, meets } from "./searchCondition.js";
import { companyNamed, searchConditions } from "./searchConditions.js";
import type { Facets, SearchPlace, SearchQuery } from "./searching.js";
import type { FoundPerson } from "./searchStore.js";
import { type SearchRow, searchRowOf } from "./searchTerms.js";

/** A persona as if it were published. */
interface Published extends FoundPerson {
  readonly row: SearchRow;
}

/** What a persona's id begins with; its word is the rest. */
const PREFIX = "per_persona_";

function published(
  { word, address, profile: { confidence, ...profile } }: Persona,
  vouched = vouchedPersona,
): Published {
  const row = searchRowOf(vouched({ word, what: "", address, profile: { confidence, ...profile } }));
  return {
    person_id: PREFIX + word,
    profile: JSON.stringify(profile satisfies Profile),
    cohesion: confidence,
    seen_day: row.seen_day,
    tier: 0,
    row,
  };
}

const everybody = personas.map((persona) => published(persona));

/** Negative where one comes before the other. */
const inOrder = (one: SearchPlace, other: SearchPlace) =>
  other.tier - one.tier || other.seen_day - one.seen_day || compareText(one.person_id, other.person_id);

function tiered(matches: Condition, best: Condition | undefined): Published[] {
  return everybody
    .filter(({ row }) => meets(new Set(row.terms), matches))
    .map((person) => {
      const isBest = best !== undefined && meets(new Set(person.row.terms), best);
      return { ...person, tier: Number(isBest) };
    })
    .sort(inOrder);
}

function facetsOf(people: readonly Published[], names: SearchQuery["facets"]): Facets | undefined {
  if (names.length === 0) return undefined;
  const counted = names.map((name) => {
    const values = people.flatMap(({ row }) => row[name] ?? []);
    const distinct = [...new Set(values)].sort();
    return [name, distinct.map((value) => ({ value, count: values.filter((one) => one === value).length }))];
  });
  return Object.fromEntries(counted);
}

/**
 * Answers a test key's search: from the contract's personas and nothing else. An error's word as `keywords` asks for
 * that error.
 */
export function searchPersonas(
  query: SearchQuery,
):
  | { readonly kind: "found"; readonly fieldsJson: string }
  | { readonly kind: "refused"; readonly word: ErrorWord } {
  const { criteria, sort, after, facets } = query;
  const refused = operations.searchPeople.errors.find((word) => word === criteria.keywords);
  if (refused !== undefined) return { kind: "refused", word: refused };
  const companies = criteria.company === undefined ? undefined : companyNamed(criteria.company);
  const conditions = searchConditions(criteria, companies);
  const best = sort === "recency" ? undefined : conditions?.best;
  const all = conditions === undefined ? [] : tiered(conditions.matches, best);
  const people = after === undefined ? all : all.filter((person) => inOrder(after, person) < 0);
  const found: Found = { people, total: all.length, facets: facetsOf(all, facets) };
  return { kind: "found", fieldsJson: fieldsJson(found, query) };
}

/**
 * Answers a test key that asks for a person by id. An error's word as id asks for that error.
 * @returns null where nobody has the id
 */
export function personaOfId(
  id: string,
): (Persona["profile"] & { readonly person_id: string }) | ErrorWord | null {
  const refused = operations.getPerson.errors.find((word) => word === id);
  const persona = personas.find(({ word }) => PREFIX + word === id);
  return refused ?? (persona === undefined ? null : { ...persona.profile, person_id: id });
}
