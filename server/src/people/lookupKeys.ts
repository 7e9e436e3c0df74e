import type { FusedPerson } from "../fusion/fusedPerson.js";
import { familyVariants } from "../normalization/names.js";
import { nicknameRoots } from "../normalization/nicknames.js";
import { spellingKey } from "../normalization/spellings.js";
import { MANY_REMEMBERED, memoized } from "../normalization/text.js";

/** A row of `person_lookup`, but for the person's id. */
export interface LookupRow {
  readonly lookup_key: string;
  /** The name the row stands for, folded; null where the key is an address. */
  readonly given_name: string | null;
  readonly family_name: string | null;
  /** Of an address: the probability that it is the person's; of a name: that the person is at the domain now. */
  readonly strength: number;
}

/** A name as the normaliser folds it: tokens joined by spaces. */
export interface FoldedName {
  readonly given_name: string;
  readonly family_name: string;
}

/** The key under which an address is found. @param canonical as `parseEmail` gives it */
export function emailKey(canonical: string): string {
  return `e|${canonical}`;
}

/** The key under which a name at a domain is found. @param family without spaces */
export function nameKey(domain: string, family: string, initial: string): string {
  return keyAt(domain, halfOf(spellingKey(family), initial));
}

/** What of a key the name decides. @param key of the name that stands first */
const halfOf = (key: string, initial: string): string => `${key}|${initial}`;

function keyAt(domain: string, half: string): string {
  return `n|${domain}|${half}`;
}

/** The given names a person may be called by; initials only where there is nothing else. */
export function callNames(given_name: string): string[] {
  const tokens = given_name.split(" ");
  const whole = tokens.filter(({ length }) => length > 1);
  return whole.length > 0 ? whole : tokens.slice(0, 1);
}

/** What keys are made of on the side of the given name. */
const givenNamed = memoized((given_name: string) => {
  const initials = new Set<string>();
  for (const given of callNames(given_name)) {
    for (const root of nicknameRoots(given)) initials.add(root.charAt(0));
    initials.add(spellingKey(given).charAt(0));
  }
  const whole = callNames(given_name).filter(({ length }) => length > 1);
  return { initials: [...initials], keys: distinct(whole.map(spellingKey)) };
});

/** What keys are made of on the side of the family name. */
const familyNamed = memoized((family_name: string) => {
  const forms = familyVariants(family_name);
  return {
    initials: distinct(forms.map((form) => form.charAt(0))),
    keys: distinct(forms.map(spellingKey)),
  };
}, MANY_REMEMBERED);

/**
 * The keys under which a person of this name at this domain may be found. A swapped name needs no key of its own:
 * people have rows for both orders.
 * @param domain registrable domain
 */
export function nameKeys(name: FoldedName, domain: string): string[] {
  const halves = halvesOf(familyNamed(name.family_name).keys, givenNamed(name.given_name).initials);
  return halves.map((half) => keyAt(domain, half));
}

/** Also for who names the family first: then the given name stands where the family is looked for. */
function bothHalves({ given_name, family_name }: FoldedName): string[] {
  const [given, family] = [givenNamed(given_name), familyNamed(family_name)];
  return [...halvesOf(family.keys, given.initials), ...halvesOf(given.keys, family.initials)];
}

function halvesOf(keys: readonly string[], initials: readonly string[]): string[] {
  const halves: string[] = [];
  for (const key of keys) for (const initial of initials) halves.push(halfOf(key, initial));
  return halves;
}

function distinct(texts: string[]): string[] {
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/** Full given names first, then as they came (most used first): what one row can hold should tell the most. */
function fullestFirst(names: FusedPerson["names"]): FusedPerson["names"] {
  const isInitial = ({ given_name }: FoldedName) => given_name.length === 1;
  return [...names.filter((name) => !isInitial(name)), ...names.filter(isInitial)];
}

/**
 * Every row under which a published person is found: one for each distinct key of its addresses, and of its names at
 * its employers' domains, of which each comes once. `emailKey` and `nameKeys` of a question that means this person meet at least one.
 */
export function lookupRowsOf(person: Pick<FusedPerson, "emails" | "names" | "domains">): LookupRow[] {
  const rows: LookupRow[] = [];
  const addresses = new Set<string>();
  for (const { email, probability } of person.emails) {
    if (addresses.has(email)) continue;
    addresses.add(email);
    rows.push({ lookup_key: emailKey(email), given_name: null, family_name: null, strength: probability });
  }
  const known = new Set<string>();
  for (const { given_name, family_name } of fullestFirst(person.names)) {
    const name = { given_name, family_name };
    const halves: string[] = [];
    for (const half of bothHalves(name)) if (known.size !== known.add(half).size) halves.push(half);
    for (const { domain, probability: strength } of person.domains)
      for (const half of halves)
        rows.push({ lookup_key: keyAt(domain, half), given_name, family_name, strength });
  }
  return rows;
}
