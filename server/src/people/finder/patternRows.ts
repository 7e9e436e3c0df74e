import { hash } from "node:crypto";
import type { FusedPerson, KnownDomain } from "../../fusion/fusedPerson.js";
import { registrableDomain } from "../../normalization/domains.js";
import { parsePlace } from "../../normalization/places.js";
import { memoized } from "../../normalization/text.js";
import type { LookupRow } from "../lookupKeys.js";
import { formsOf, likeliestFormOf } from "./nameForms.js";
import { useOf } from "./templates.js";

/** What is counted of people whose address at the employer is not known, or follows no template. */
export const NO_ADDRESS = "none";
export const NO_TEMPLATE = "other";

/** The keys of all rows that say how an employer's people are addressed lie from here … */
export const patternsFrom = (main: string): string => `t|${main}|`;
/** … and those that lead from a domain to the employer's usual one, from here. No key of another domain is between. */
export const aliasesFrom = (domain: string): string => `a|${domain}|`;

const SHARD = 4;

/** Rows of an employer lie in an order that says nothing of them: the first thousand are a sample. */
const shardOf = (personId: string): string => hash("md5", personId, "hex").slice(0, SHARD);

const countryOf = memoized((location: string) => parsePlace({ location }).country ?? "");

/** Names of a person that are tried on an address. */
const NAMES = 3;

function patternOf(local: string, names: FusedPerson["names"]): string {
  for (const name of names.slice(0, NAMES)) {
    const use = useOf(local, likeliestFormOf(name)) ?? useOf(local, formsOf(name));
    if (use !== undefined) return use.template.pattern;
  }
  return NO_TEMPLATE;
}

/** What a person's addresses at an employer say of how it makes them: `host|pattern`; the usual host is left out. */
function patternsAt(main: string, hosts: ReadonlySet<string>, { emails, names }: FusedPerson): Set<string> {
  const found = new Set<string>();
  for (const { email } of emails) {
    const at = email.lastIndexOf("@");
    const host = registrableDomain(email.slice(at + 1));
    if (host === null || !hosts.has(host)) continue;
    found.add(`${host === main ? "" : host}|${patternOf(email.slice(0, at), names)}`);
  }
  return found.size === 0 ? found.add(`|${NO_ADDRESS}`) : found;
}

function hostsByMain(domains: readonly KnownDomain[]): Map<string, Set<string>> {
  const hosts = new Map<string, Set<string>>();
  for (const { domain, main = domain } of domains) {
    hosts.set(main, (hosts.get(main) ?? new Set([main])).add(domain));
  }
  return hosts;
}

/**
 * The rows that count a person among those of an employer: how the address there is made, if one is known, and where
 * the person lives; and for each further domain of an employer one that leads to its usual one.
 */
export function patternRowsOf(person: FusedPerson): LookupRow[] {
  const country = countryOf(person.profile.location ?? "");
  const shard = shardOf(person.person_id);
  const keys: string[] = [];
  for (const [main, hosts] of hostsByMain(person.domains)) {
    for (const pattern of patternsAt(main, hosts, person))
      keys.push(`${patternsFrom(main)}${shard}|${pattern}|${country}`);
    for (const host of hosts) if (host !== main) keys.push(`${aliasesFrom(host)}${main}`);
  }
  return keys.map((lookup_key) => ({ lookup_key, given_name: null, family_name: null, strength: 1 }));
}

/** Where in a key of an employer's rows the counted part begins, from 1: `host|pattern|country`. */
export const countedFrom = (main: string): number => patternsFrom(main).length + SHARD + 2;
