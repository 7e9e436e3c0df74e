import { operations } from "@vouch/contract";
import type { Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { BATCH, type Billed, createBilled } from "../credits/billing.js";
import { createBatcher } from "../postgres/batcher.js";
import { certaintyOf } from "./candidates.js";
import { createObjections, objectedBy } from "./objections.js";
import { profileJson } from "./profileJson.js";
import { restrictedTo } from "./restricted.js";
import { readById } from "./searchStore.js";
import { readVouched } from "./vouched.js";

const { id: OPERATION, price } = operations.getPerson;

/** The person of an id. */
export interface PersonFinding {
  /** The `data` of the answer as JSON text; null where there is nobody. */
  readonly dataJson: string | null;
  readonly creditsUsed: number;
}

/** Reads a person by an id that is valid, or was, and charges for it. */
export type FetchPerson = Billed<string, PersonFinding>;

/**
 * Makes the verb behind `getPerson`.
 * @param lookups a connection with `ENRICHER_SETTINGS`
 * @param charges another one
 */
export function createPersonFetcher(lookups: Sql, charges: Sql = lookups): FetchPerson {
  const read = createBatcher((ids: readonly string[]) => readById(lookups, ids), BATCH);
  const vouchFor = createBatcher((ids: readonly string[]) => readVouched(lookups, ids), BATCH);
  const objectionsTo = createObjections(lookups);
  const told = async (id: string, restrictions: Restrictions | null, objector: string | undefined) => {
    const person = await read(id);
    if (person === undefined) return undefined;
    const [objections = []] = await objectionsTo(objector, [person.person_id]);
    if (restrictions === null && objections.length === 0) return person;
    const whole = await vouchFor(person.person_id);
    const allowed = whole && restrictedTo(whole, restrictions);
    const left = allowed && objectedBy(allowed, objections);
    return left && { ...person, profile: left.profileJson };
  };
  const find = async (id: string, restrictions: Restrictions | null, objector?: string) => {
    const person = await told(id, restrictions, objector);
    if (person === undefined) {
      const finding = { dataJson: null, creditsUsed: price.not_found };
      return { finding, outcome: "not_found", personIds: [] };
    }
    const { profile, cohesion, person_id } = person;
    const dataJson = profileJson(profile, certaintyOf(cohesion), `,"person_id":"${person_id}"`);
    return { finding: { dataJson, creditsUsed: price.success }, outcome: "success", personIds: [person_id] };
  };
  const service = {
    operation: OPERATION,
    highestPrice: () => price.success,
    find,
    questionOf: (id: string) => [id],
  };
  return createBilled<string, PersonFinding>(service, charges, lookups);
}
