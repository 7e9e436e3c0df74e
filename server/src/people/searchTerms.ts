import type { Evidence, StatedValue } from "../fusion/evidence.js";
import type { FusedPerson, Profile } from "../fusion/fusedPerson.js";
import { companyKey } from "../normalization/companies.js";
import { parseDomain } from "../normalization/domains.js";
import { jobWords } from "../normalization/jobWords.js";
import { fold, words } from "../normalization/text.js";
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
function spellings({ value, statements }: StatedValue): string[] {
  const said = new Set(value === null ? [] : [value]);
  for (const { original } of statements) if (original !== "") said.add(original);
  return [...said];
}

const keysOf = (names: readonly string[]) => names.map(companyKey).filter((key) => key !== null);
const domainsOf = (names: readonly string[]) =>
  names.flatMap((name) => (name.includes(".") ? (parseDomain(name)?.registrable ?? []) : []));

/** The employers in the places of their lists; the first is the current one, where the profile shows one. */
function employerTerms({ evidence, profile }: Pick<FusedPerson, "evidence" | "profile">): string[] {
  const { company_name: names = [], company_domain: domains = [] } = evidence;
  const now = [profile.company_name, profile.company_domain].filter((one) => one !== null);
  const isKnown = now.length > 0;
  const terms = [
    ...keysOf(now.slice(0, 1)).map((key) => termOf("c", key)),
    ...domainsOf(now).map((domain) => termOf("d", domain)),
  ];
  for (const [place, stated] of names.entries()) {
    const kind = place === 0 && isKnown ? "c" : "C";
    terms.push(...keysOf(spellings(stated)).map((key) => termOf(kind, key)));
  }
  for (const [place, stated] of domains.entries()) {
    const kind = place === 0 && isKnown ? "d" : "D";
    terms.push(...domainsOf(spellings(stated)).map((domain) => termOf(kind, domain)));
  }
  return terms;
}

/** Words that stand nowhere else: names, places as they are written, and what was at earlier employers. */
function otherWords({ full_name, location }: Profile, evidence: Evidence): string[] {
  const texts = (values: readonly StatedValue[] = []) => values.slice(1).flatMap(({ value }) => value ?? []);
  return [
    ...words(full_name ?? ""),
    ...words(location ?? ""),
    ...texts(evidence.company_name).flatMap(words),
    ...texts(evidence.title).flatMap(jobWords),
  ];
}

function titleTerms(title: string): string[] {
  const said = jobWords(title);
  return said.length === 0 ? [] : [termOf("x", said.join(" ")), ...said.map((word) => termOf("t", word))];
}

function lastSeen(evidence: Evidence): number {
  let last = 0;
  for (const values of Object.values(evidence)) {
    for (const { statements } of values) {
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
  const domain = company_domain === null ? null : (domainsOf([company_domain])[0] ?? null);
  return [...names].flatMap((name) => {
    const company_key = companyKey(name)?.slice(0, LONGEST_TERM) ?? null;
    return company_key === null ? [] : [{ company_key, name: words(name).join(" "), domain }];
  });
}

/** What a published person is searched by. */
export function searchRowOf({ profile, evidence }: Pick<FusedPerson, "profile" | "evidence">): SearchRow {
  const { title, seniority, department, company_name, location } = profile;
  const place = location === null ? undefined : searchPlace(location);
  const terms = [
    ...employerTerms({ profile, evidence }),
    ...(title === null ? [] : titleTerms(title)),
    ...(seniority === null ? [] : [termOf("s", seniority)]),
    ...(department === null ? [] : [termOf("f", fold(department))]),
    ...(place?.names.map((name) => termOf("l", name)) ?? []),
    ...(place?.country ? [termOf("n", place.country)] : []),
    ...words(company_name ?? "").map((word) => termOf("o", word)),
    ...otherWords(profile, evidence).map((word) => termOf("k", word)),
  ];
  return {
    seen_day: lastSeen(evidence),
    terms: [...new Set(terms)].slice(0, MOST_TERMS),
    company: company_name,
    country: place?.country?.toUpperCase() ?? null,
    department,
    location,
    seniority,
  };
}
