import type { Evidence, StatedValue } from "../fusion/evidence.js";
import { type FusedPerson, PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { companyKey } from "../normalization/companies.js";
import { registrableDomain } from "../normalization/domains.js";
import { jobWords } from "../normalization/jobWords.js";
import { fold, MANY_REMEMBERED, memoized, words } from "../normalization/text.js";
import { searchPlace } from "./searchPlaces.js";

/**
 * What a term begins with says what it stands for: `c` an employer's key, `d` its domain, `C` and `D` a past one's;
 * `t` a word of the title, `x` the whole title; `s` seniority, `f` department; `l` a city or region, `n` a country;
 * `o` a word of the employer's name, `k` any other word.
 */
export type TermKind = "c" | "d" | "C" | "D" | "t" | "x" | "s" | "f" | "l" | "n" | "o" | "k";

/** Longest term that is kept, in characters: tsvector takes 2 kB, and nobody looks for more. */
const LONGEST_TERM = 200;
/** Terms of a person at most: a record can say anything. */
const MOST_TERMS = 400;

export const termOf = (kind: TermKind, value: string) => `${kind}:${value}`.slice(0, LONGEST_TERM);

/** A row of `person_search`, but for the person's id. */
export interface SearchRow {
  /** Days since 1970; 0 where no source gives a date. */
  readonly seen_day: number;
  readonly terms: readonly string[];
  readonly company: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | null;
  readonly department: string | null;
  readonly location: string | null;
  readonly seniority: string | null;
}

/** A value as it is shown, and as records say it. */
function spellings({ value, statements }: StatedValue): readonly string[] {
  const said = value === null ? [] : [value];
  for (const { original } of statements) if (original !== "" && !said.includes(original)) said.push(original);
  return said;
}

const registrableOf = (name: string) => (name.includes(".") ? registrableDomain(name) : null);

function add(terms: Set<string>, kind: TermKind, value: string | null): void {
  if (value !== null) terms.add(termOf(kind, value));
}

function addAll(terms: Set<string>, more: readonly string[]): void {
  for (const term of more) terms.add(term);
}

const termsOf = (kind: TermKind, all: readonly string[]) => all.map((word) => termOf(kind, word));

/** What an employer's name is searched by: found at once, for many people have it. */
const companyNamed = memoized((name: string) => {
  const said = words(name);
  return {
    key: companyKey(name),
    registrable: registrableOf(name),
    folded: said.join(" "),
    terms: termsOf("o", said),
    otherTerms: termsOf("k", said),
  };
}, MANY_REMEMBERED);

const titled = memoized((title: string) => {
  const said = jobWords(title);
  return {
    terms: said.length === 0 ? [] : [termOf("x", said.join(" ")), ...termsOf("t", said)],
    otherTerms: termsOf("k", said),
  };
});

const wordsOfPlace = memoized((location: string) => termsOf("k", words(location)));

const placed = memoized((location: string) => {
  const { names, country } = searchPlace(location);
  const isKnown = country !== null && country !== "";
  return {
    country: isKnown ? country.toUpperCase() : null,
    terms: [...termsOf("l", names), ...(isKnown ? [termOf("n", country)] : [])],
    otherTerms: wordsOfPlace(location),
  };
});

/** What is said of employers, in the places of their lists; the first is the current one where the profile shows one. */
function addStated(
  terms: Set<string>,
  [now, past]: readonly [TermKind, TermKind],
  stated: readonly StatedValue[],
  meaning: (name: string) => string | null,
): void {
  for (const [place, one] of stated.entries())
    for (const name of spellings(one)) add(terms, place === 0 ? now : past, meaning(name));
}

/** What of a person decides what they are searched by. */
type Searched = Pick<FusedPerson, "evidence" | "profile"> & Partial<Pick<FusedPerson, "domains">>;

function addEmployers(terms: Set<string>, { evidence, profile, domains: known = [] }: Searched): void {
  const { company_name: names = [], company_domain: domains = [] } = evidence;
  const { company_name, company_domain } = profile;
  const first = company_name ?? company_domain;
  if (first !== null) {
    const { key, registrable } = companyNamed(first);
    add(terms, "c", key);
    if (company_name !== null) add(terms, "d", registrable);
  }
  if (company_domain !== null) add(terms, "d", registrableOf(company_domain));
  addStated(terms, [first === null ? "C" : "c", "C"], names, (name) => companyNamed(name).key);
  addStated(terms, [first === null ? "D" : "d", "D"], domains, registrableOf);
  for (const { domain, main } of known)
    if (main !== undefined) add(terms, main === company_domain ? "d" : "D", domain);
}

/** Words that stand nowhere else: names, places as they are written, and what was at earlier employers. */
function addOtherWords(terms: Set<string>, { full_name, location }: Profile, evidence: Evidence): void {
  if (full_name !== null) addAll(terms, termsOf("k", words(full_name)));
  if (location !== null) addAll(terms, placed(location).otherTerms);
  const [place] = location === null ? [] : (evidence.location ?? []);
  for (const { original } of place?.statements ?? []) addAll(terms, wordsOfPlace(original));
  for (const { value } of evidence.company_name?.slice(1) ?? [])
    if (value !== null) addAll(terms, companyNamed(value).otherTerms);
  for (const { value } of evidence.title?.slice(1) ?? [])
    if (value !== null) addAll(terms, titled(value).otherTerms);
}

function lastSeen(evidence: Evidence): number {
  let last = 0;
  for (const field of PROFILE_FIELDS) {
    for (const { statements } of evidence[field] ?? []) {
      for (const { record } of statements) last = Math.max(last, record.last_day ?? record.first_day ?? 0);
    }
  }
  return last;
}

/** A name that an employer is known by. */
export interface KnownCompany {
  readonly company_key: string;
  /** Folded. */
  readonly name: string;
  readonly domain: string | null;
}

/** The names of a person's employer, of this day. */
export function companiesOf({
  profile,
  evidence,
}: Pick<FusedPerson, "profile" | "evidence">): KnownCompany[] {
  const { company_name, company_domain } = profile;
  if (company_name === null) return [];
  const [current] = evidence.company_name ?? [];
  const names = new Set([company_name, ...(current === undefined ? [] : spellings(current))]);
  const domain = company_domain === null ? null : registrableOf(company_domain);
  return [...names].flatMap((name) => {
    const { key, folded } = companyNamed(name);
    return key === null ? [] : [{ company_key: key.slice(0, LONGEST_TERM), name: folded, domain }];
  });
}

/** What a published person is searched by. */
export function searchRowOf({ profile, evidence, domains }: Searched): SearchRow {
  const { title, seniority, department, company_name, location } = profile;
  const place = location === null ? undefined : placed(location);
  const terms = new Set<string>();
  addEmployers(terms, { profile, evidence, ...(domains && { domains }) });
  if (title !== null) addAll(terms, titled(title).terms);
  add(terms, "s", seniority);
  add(terms, "f", department === null ? null : fold(department));
  if (place !== undefined) addAll(terms, place.terms);
  if (company_name !== null) addAll(terms, companyNamed(company_name).terms);
  addOtherWords(terms, profile, evidence);
  return {
    seen_day: lastSeen(evidence),
    terms: [...terms].slice(0, MOST_TERMS),
    company: company_name,
    country: place?.country ?? null,
    department,
    location,
    seniority,
  };
}
