import type { SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, type Statement, statementsOf } from "./statements.js";
import {
  bestWritten,
  compareText,
  HALF_LIFE,
  mergeSimilar,
  type RankedValue,
  rankValues,
  withSimilarMerged,
} from "./survivorship.js";

/** Where a person works now, from one choice of the employer, so that no field contradicts another. */
export interface Employment {
  readonly company_name: string | null;
  readonly company_domain: string | null;
  readonly title: string | null;
  readonly seniority: string | null;
  readonly department: string | null;
  /** Probability that this is the current employer; 0 where none is known. */
  readonly probability: number;
  readonly titleProbability: number;
  /** Every employer domain, current first, with the probability that the person is there now. */
  readonly domains: readonly { readonly domain: string; readonly probability: number }[];
}

/** Share of its employer's probability that a domain found beside the usual one gets. */
const SIDE_DOMAIN = 0.9;

/**
 * The current employment: first the employer, which follows dates; then title, name and domain among what was
 * said of that employer alone. A title without any employer beside it counts for the current one.
 */
export function employmentOf(records: readonly PersonRecord[], reliability: SourceReliability): Employment {
  const employers = employersOf(records);
  const statements = employerStatements(records, reliability, employers);
  const ranked = rankValues(statements, HALF_LIFE.employer, reliability.today);
  const current = ranked[0];
  const title = titleOf(records, reliability, employers, current);
  const domains = domainsOf(ranked);
  return {
    ...title,
    company_name: current === undefined ? null : companyNameOf(current),
    company_domain: current === undefined ? null : mainDomainOf(current),
    probability: current?.probability ?? 0,
    domains,
  };
}

/** A domain cannot be mistaken for a company key: keys have no dots. */
function isDomain(employer: string): boolean {
  return employer.includes(".");
}

type Employers = ReadonlyMap<PersonRecord, readonly string[]>;

/**
 * The employer of each record: its company's usual domain, else its own domain, else its company key. A record that
 * contradicts itself names two.
 */
function employersOf(records: readonly PersonRecord[]): Employers {
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

function similarCompanies(records: readonly PersonRecord[]): Map<string, string> {
  const support = new Map<string, number>();
  for (const { company_key } of records) {
    if (company_key !== null) support.set(company_key, (support.get(company_key) ?? 0) + 1);
  }
  return support.size < 2 ? new Map() : mergeSimilar(support);
}

/** What a self-contradicting record says of either employer is as likely wrong as right. */
const TORN = 0.5;

function employerStatements(
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

function companyNameOf({ statements }: RankedValue): string | null {
  const usual = statements.find(({ record }) => record.usual_company_name !== null)?.record
    .usual_company_name;
  const named = statements.filter(({ original }) => original !== "");
  return bestWritten(named, (text) => Number(text === usual)) ?? usual ?? null;
}

function mainDomainOf({ value, statements }: RankedValue): string | null {
  if (isDomain(value)) return value;
  return bestWritten(
    statements.flatMap((statement) => {
      const domain = statement.record.employer_domain;
      return domain === null ? [] : [{ ...statement, original: domain }];
    }),
  );
}

function domainsOf(ranked: readonly RankedValue[]): Employment["domains"] {
  const found = new Map<string, number>();
  const add = (domain: string | null, probability: number) => {
    if (domain !== null) found.set(domain, Math.max(found.get(domain) ?? 0, probability));
  };
  for (const { value, probability, statements } of ranked) {
    if (isDomain(value)) add(value, probability);
    for (const { record } of statements) {
      add(record.employer_domain, probability * SIDE_DOMAIN);
      add(record.other_domain, probability * SIDE_DOMAIN);
    }
  }
  return [...found]
    .map(([domain, probability]) => ({ domain, probability }))
    .sort((a, b) => b.probability - a.probability || compareText(a.domain, b.domain));
}

type Title = Pick<Employment, "title" | "seniority" | "department" | "titleProbability">;
const NO_TITLE: Title = { title: null, seniority: null, department: null, titleProbability: 0 };

function titleOf(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
  employers: Employers,
  current: RankedValue | undefined,
): Title {
  const there = records.filter((record) => {
    const at = employers.get(record);
    return at === undefined || current === undefined || at.includes(current.value);
  });
  const said = statementsOf(there, "title", reliability, ({ title, title_key }) =>
    title === null ? null : { value: title_key ?? title, original: title },
  );
  const best = rankValues(withSimilarMerged(said), HALF_LIFE.title, reliability.today)[0];
  if (best === undefined) return NO_TITLE;
  const title = bestWritten(best.statements);
  const writer = best.statements.find(({ original }) => original === title)?.record;
  return {
    title,
    seniority: writer?.seniority ?? null,
    department: writer?.department ?? null,
    titleProbability: best.probability * (current?.probability ?? 1),
  };
}
