import { compareText } from "./compareText.js";
import type { StatedValue } from "./evidence.js";
import type { KnownDomain } from "./fusedPerson.js";
import { positionOf } from "./position.js";
import type { SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, type Statement, statementsOf } from "./statements.js";
import { bestWritten, mergeSimilar, type RankedValue, rankValues } from "./survivorship.js";

/** Where a person works now, from one choice of the employer, so that no field contradicts another. */
export interface Employment {
  readonly company_name: string | null;
  readonly company_domain: string | null;
  readonly title: string | null;
  readonly seniority: string | null;
  readonly department: string | null;
  /** Employers' names, current first, with the probability that the person is there now. */
  readonly names: readonly StatedValue[];
  /** Each one's domain, in the same places. */
  readonly mainDomains: readonly StatedValue[];
  /** The current title first, where there is one. */
  readonly titles: readonly StatedValue[];
  readonly seniorities: readonly StatedValue[];
  readonly departments: readonly StatedValue[];
  /** Every employer domain, current first, with the probability that the person is there now. */
  readonly domains: readonly KnownDomain[];
}

/** Share of its employer's probability that a domain found beside the usual one gets. */
const SIDE_DOMAIN = 0.9;

/**
 * The current employment: first the employer, which follows dates; then title, name and domain among what was
 * said of that employer alone. A title without any employer beside it counts for the current one.
 */
export function employmentOf(records: readonly PersonRecord[], reliability: SourceReliability): Employment {
  const employers = employersOf(records);
  const statements = employersSaid(records, reliability, employers);
  const ranked = rankValues(statements, "company", reliability);
  const names = ranked.map(nameOf);
  const mainDomains = ranked.map(domainOf);
  return {
    ...positionOf(records, reliability, employers, ranked),
    company_name: names[0]?.value ?? null,
    company_domain: mainDomains[0]?.value ?? null,
    names,
    mainDomains,
    domains: domainsOf(ranked),
  };
}

/** A domain cannot be mistaken for a company key: keys have no dots. */
function isDomain(employer: string): boolean {
  return employer.includes(".");
}

/** The employers that a record speaks of, by the values they are ranked under. */
export type Employers = ReadonlyMap<PersonRecord, readonly string[]>;

/**
 * The employer of each record: its company's usual domain, else its own domain, else its company key. A record that
 * contradicts itself names two.
 */
export function employersOf(records: readonly PersonRecord[]): Employers {
  const standsFor = similarCompanies(records);
  const keyOf = ({ company_key }: PersonRecord) =>
    company_key === null ? null : (standsFor.get(company_key) ?? company_key);
  const domainOfKey = new Map<string, string>();
  const employers = new Map<PersonRecord, readonly string[]>();
  for (const record of records) {
    const { employer_domain, usual_domain, is_torn } = record;
    const domain = usual_domain ?? employer_domain;
    if (domain === null) continue;
    employers.set(record, is_torn && employer_domain !== null ? [domain, employer_domain] : [domain]);
    const key = keyOf(record);
    if (key !== null && !domainOfKey.has(key)) domainOfKey.set(key, domain);
  }
  for (const record of records) {
    const key = keyOf(record);
    if (key !== null && !employers.has(record)) employers.set(record, [domainOfKey.get(key) ?? key]);
  }
  return employers;
}

const NONE_SIMILAR: ReadonlyMap<string, string> = new Map();

function similarCompanies(records: readonly PersonRecord[]): ReadonlyMap<string, string> {
  const key = records[0]?.company_key;
  if (records.every(({ company_key }) => company_key === key)) return NONE_SIMILAR;
  const support = new Map<string, number>();
  for (const { company_key } of records) {
    if (company_key !== null) support.set(company_key, (support.get(company_key) ?? 0) + 1);
  }
  return support.size < 2 ? NONE_SIMILAR : mergeSimilar(support);
}

/** What a self-contradicting record says of either employer is as likely wrong as right. */
const TORN = 0.5;

/** What is said of the employer. */
export function employersSaid(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
  employers: Employers,
): Statement[] {
  const claim = (place: 0 | 1) => (record: PersonRecord) => {
    const value = employers.get(record)?.[place];
    return value === undefined ? null : { value, original: place === 0 ? (record.company_name ?? "") : "" };
  };
  const named = records.filter(({ company_key }) => company_key !== null);
  const unnamed = records.filter(({ company_key }) => company_key === null);
  const said = [
    ...statementsOf(named, "company", reliability, claim(0)),
    ...statementsOf(unnamed, "domain", reliability, claim(0)),
    ...statementsOf(named, "domain", reliability, claim(1)),
  ];
  return said.map((one) => (one.record.is_torn ? { ...one, accuracy: one.accuracy * TORN } : one));
}

function nameOf({ probability, statements }: RankedValue): StatedValue {
  const usual = statements.find(({ record }) => record.usual_company_name !== null)?.record
    .usual_company_name;
  const named = statements.filter(({ original }) => original !== "");
  const value = bestWritten(named, (text) => Number(text === usual)) ?? usual ?? null;
  return { value, probability, statements: named.length > 0 ? named : withDomains(statements) };
}

function domainOf({ value, probability, statements }: RankedValue): StatedValue {
  const stated = withDomains(statements);
  const domain = isDomain(value) ? value : bestWritten(stated);
  const isStated = stated.some(({ original }) => original === domain);
  const named = statements.filter(({ original }) => original !== "");
  // Nobody says the domain where it is only usual for the company: then whoever names the company vouches for it.
  const vouching = isStated || named.length === 0 ? stated : named;
  return { value: domain, probability, statements: domain === null ? [] : vouching };
}

/** The statements of records that give a domain, saying that. */
function withDomains(
  statements: readonly Statement[],
): Pick<Statement, "record" | "original" | "accuracy">[] {
  return statements.flatMap(({ record, accuracy }) =>
    record.employer_domain === null ? [] : { record, original: record.employer_domain, accuracy },
  );
}

function domainsOf(ranked: readonly RankedValue[]): Employment["domains"] {
  const found = new Map<string, KnownDomain>();
  const add = (domain: string | null, probability: number, main: string) => {
    if (domain === null || (found.get(domain)?.probability ?? -1) >= probability) return;
    found.set(domain, { domain, probability, ...(isDomain(main) && main !== domain ? { main } : {}) });
  };
  for (const { value, probability, statements } of ranked) {
    if (isDomain(value)) add(value, probability, value);
    for (const { record } of statements) {
      add(record.employer_domain, probability * SIDE_DOMAIN, value);
      for (const other of record.other_domains?.split(" ") ?? [])
        add(other, probability * SIDE_DOMAIN, value);
    }
  }
  return [...found.values()].sort((a, b) => b.probability - a.probability || compareText(a.domain, b.domain));
}
