import { parseDomain } from "../../normalization/domains.js";
import { parsePlace } from "../../normalization/places.js";
import type { Batcher } from "../../postgres/batcher.js";
import { type Choice, rankByName } from "../candidates.js";
import type { LookedUp } from "../lookup.js";
import type { FoldedName } from "../lookupKeys.js";
import type { FindQuery, FoundAddress } from "./finding.js";
import { formsOfWritten } from "./nameForms.js";
import type { PersonAddresses } from "./personAddresses.js";
import { useOf } from "./templates.js";

/** Published people whom a question may mean, with their addresses at the employer. */
export interface KnownPeople {
  /** Likeliest first. */
  readonly addresses: readonly FoundAddress[];
  /** Probability that one of those is meant whose address is known, 0..1. */
  readonly share: number;
  /** The likeliest person, and others whose addresses these are. */
  readonly personIds: readonly string[];
  readonly likeliest: Choice | undefined;
}

/** Nobody who is known. */
export const NOBODY: KnownPeople = { addresses: [], share: 0, personIds: [], likeliest: undefined };

/** People of one name whose addresses are looked at. */
const NAMESAKES = 4;

/** The domain asked for, and others of the same employer, as the person's own rows say. */
function hostsOf(domain: string, { aliases }: PersonAddresses): Set<string> {
  const hosts = new Set([domain]);
  for (const [other, main] of aliases) if (other === domain) hosts.add(main);
  for (const [other, main] of aliases) if (hosts.has(main)) hosts.add(other);
  return hosts;
}

/** A person's addresses at an employer; those at the domain asked for first. */
function addressesAt(domain: string, person: PersonAddresses): PersonAddresses["emails"] {
  const hosts = hostsOf(domain, person);
  const hostOf = (email: string) => parseDomain(email.slice(email.lastIndexOf("@") + 1))?.registrable ?? "";
  const there = person.emails.filter(({ email }) => hosts.has(hostOf(email)));
  return [
    ...there.filter(({ email }) => hostOf(email) === domain),
    ...there.filter(({ email }) => hostOf(email) !== domain),
  ];
}

/** Where a person lives: ISO 3166-1 alpha-2 in lower case; null where it is not known. */
export function countryOf({ profile }: Choice): string | null {
  const { location }: { location: string | null } = JSON.parse(profile);
  return location === null ? null : parsePlace({ location }).country;
}

/**
 * Whom a name at an employer may mean, and their addresses there. That an address is the person's takes that the person
 * is meant, and that the address is right.
 * @param found those whom the name leads to at the domain
 */
export async function knownPeople(
  { first_name, last_name }: FindQuery,
  name: FoldedName,
  domain: string,
  { candidates, truncated }: LookedUp,
  readAddresses: Batcher<readonly string[], PersonAddresses[]>,
): Promise<KnownPeople> {
  const choices = rankByName(candidates, truncated, { email: undefined, name }).slice(0, NAMESAKES);
  const [likeliest] = choices;
  if (likeliest === undefined) return NOBODY;
  const people = await readAddresses(choices.map(({ person_id }) => person_id));
  const forms = formsOfWritten(first_name, last_name);
  const patternOf = (email: string) =>
    useOf(email.slice(0, email.lastIndexOf("@")), forms)?.template.pattern ?? null;
  const addresses = new Map<string, FoundAddress>();
  const personIds = new Set([likeliest.person_id]);
  let share = 0;
  for (const [at, { confidence, person_id }] of choices.entries()) {
    const there = addressesAt(domain, people[at] ?? { emails: [], aliases: [] });
    if (there.length > 0) share += confidence;
    if (there.length > 0) personIds.add(person_id);
    for (const { email, strength } of there) {
      if (addresses.has(email)) continue;
      const pattern = patternOf(email);
      addresses.set(email, { email, confidence: confidence * strength, status: "known", pattern });
    }
  }
  return {
    addresses: [...addresses.values()],
    share: Math.min(1, share),
    personIds: [...personIds],
    likeliest,
  };
}
