import type { Dialect } from "../engine/dialect.js";
import type { ColumnBatch, Engine } from "../engine/engine.js";
import { runSteps, type Step, type StepReport } from "../engine/pipeline.js";
import { imitates } from "../normalization/confusables.js";
import type { LinkageModel } from "./model.js";

/** What the records say of two domains that may be one company's. */
export interface DomainPair {
  /** The one that fewer people were seen at. */
  readonly domain: string;
  readonly main: string;
  /** People seen at each. */
  readonly people: number;
  readonly main_people: number;
  /** People who have addresses at both. */
  readonly shared_people: number;
  /** People of whom a record states the one as the employer's domain, with an address at the other. */
  readonly crossed_people: number;
  /** Whether the people of both name one company, and hardly any other; null where those of the lesser name none. */
  readonly same_company: boolean | null;
}

/** A further domain of a company, with what makes it one. */
export interface DomainAlias extends DomainPair {
  /** Whether the names of the two domains say so as well. */
  readonly alike: boolean;
}

/** People who must say that two domains are one company's, where the names of the domains say so, too. */
const LEAST_PEOPLE = 2;
/** The same where nothing but the people does, and their share of those at either. */
const LEAST_BOTH = 3;
const SHARE_OF_LESSER = 0.5;
const SHARE_OF_MAIN = 0.2;
/** Domains that have nothing but people in common with a company's: of a consultancy, its clients would be many. */
const MOST_UNLIKE = 2;
/** So many people at both domains, and none in common, are those of two companies of one name. */
const STRANGERS = 10;
/** Of those who name a company at a domain, the share that must name the one that it is taken to be. */
const OF_ONE_NAME = 0.6;
/** A shorter name stands in too many others. */
const SHORTEST_STEM = 4;

const labelOf = (domain: string) => domain.slice(0, domain.indexOf(".")).replaceAll("-", "");

/** Whether the names of two domains are those of one company: acme.com, acme.de, acme-group.com. */
export function areAlike(one: string, other: string): boolean {
  const [short = "", long = ""] = [labelOf(one), labelOf(other)].sort((a, b) => a.length - b.length);
  if (short === long) return true;
  return short.length >= SHORTEST_STEM && (long.startsWith(short) || long.endsWith(short));
}

function isOneCompanys(pair: DomainPair, alike: boolean): boolean {
  const { people, main_people, shared_people: both, crossed_people: mixed, same_company } = pair;
  if (same_company === false || imitates("", pair.domain) || imitates("", pair.main)) return false;
  const shared =
    both >= LEAST_BOTH && both >= SHARE_OF_LESSER * people && both >= SHARE_OF_MAIN * main_people;
  if (!alike) return same_company === true && shared;
  const areStrangers =
    both + mixed === 0 && people >= STRANGERS && labelOf(pair.domain) !== labelOf(pair.main);
  if (same_company === true) return people >= LEAST_PEOPLE && !areStrangers;
  return shared || (mixed >= LEAST_PEOPLE && mixed >= SHARE_OF_LESSER * people);
}

/**
 * The domains that are taken to be further ones of a company. A domain has one main domain, and no main domain is itself
 * another's: the companies are stars, not chains.
 * @returns in the order of the domains
 */
export function aliasesAmong(pairs: readonly DomainPair[]): DomainAlias[] {
  const judged = pairs.map((pair) => ({ ...pair, alike: areAlike(pair.domain, pair.main) }));
  const all = judged.filter((pair) => isOneCompanys(pair, pair.alike));
  const unlike = new Map<string, number>();
  for (const { main, alike } of all) if (!alike) unlike.set(main, (unlike.get(main) ?? 0) + 1);
  const best = new Map<string, DomainAlias>();
  const sure = all.filter(({ main, alike }) => alike || (unlike.get(main) ?? 0) <= MOST_UNLIKE);
  const order = (a: DomainAlias, b: DomainAlias) =>
    b.main_people - a.main_people ||
    b.people - a.people ||
    compare(a.main, b.main) ||
    compare(a.domain, b.domain);
  const mains = new Set<string>();
  for (const pair of sure.sort(order)) {
    if (best.has(pair.domain) || best.has(pair.main) || mains.has(pair.domain)) continue;
    best.set(pair.domain, pair);
    mains.add(pair.main);
  }
  return [...best.values()].sort((a, b) => compare(a.domain, b.domain));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** A company's name is its domain's where so many at least bear it there. */
const NAMED_BY = 2;

/** Who was seen at which domain, under which company's name, and at which other one the same record has them. */
const sightStep = ({ hash }: Dialect): Step => ({
  name: "domain_sight",
  reads: ["normalized_record"],
  sql: `SELECT domain, other, company_key, person, max(by_mail) AS by_mail FROM (
  SELECT employer_domain AS domain, CASE WHEN email_domain <> employer_domain THEN email_domain ELSE NULL END AS other,
company_key, ${hash("name_key")} AS person, CASE WHEN email_domain = employer_domain THEN 1 ELSE 0 END AS by_mail
  FROM normalized_record WHERE employer_domain IS NOT NULL
  UNION ALL
  SELECT email_domain AS domain, employer_domain AS other, company_key, ${hash("name_key")} AS person, 1 AS by_mail
  FROM normalized_record WHERE email_domain IS NOT NULL AND email_domain <> coalesce(employer_domain, '')
) sight WHERE person IS NOT NULL GROUP BY domain, other, company_key, person`,
});

/** The names that the companies at a domain are given, by the people who give them. */
const nameStep: Step = {
  name: "domain_name",
  reads: ["domain_sight"],
  sql: `SELECT domain, company_key, people, sum(people) OVER (PARTITION BY domain) AS all_people,
  row_number() OVER (PARTITION BY domain ORDER BY people DESC, company_key) AS name_rank
FROM (SELECT domain, company_key, count(DISTINCT person) AS people FROM domain_sight
  WHERE company_key IS NOT NULL GROUP BY domain, company_key) named`,
};

/** How many people were seen at a domain, and the company that most of them name. */
const sizeStep: Step = {
  name: "domain_size",
  reads: ["domain_sight", "domain_name"],
  sql: `SELECT s.domain, s.people, n.company_key, n.all_people,
  CASE WHEN n.people >= ${OF_ONE_NAME} * n.all_people THEN 1 ELSE 0 END AS is_of_one_name
FROM (SELECT domain, count(DISTINCT person) AS people FROM domain_sight GROUP BY domain) s
LEFT JOIN domain_name n ON n.domain = s.domain AND n.name_rank = 1`,
};

/** Pairs that may be one company's: where people of both name it, or one record has both. */
const pairedStep: Step = {
  name: "paired_domain",
  reads: ["domain_size", "domain_sight"],
  sql: `WITH main AS (
  SELECT domain, company_key, row_number() OVER (PARTITION BY company_key ORDER BY people DESC, domain) AS size_rank
  FROM domain_size WHERE is_of_one_name = 1),
crossed AS (
  SELECT domain, other FROM domain_sight WHERE other IS NOT NULL
  GROUP BY domain, other HAVING count(DISTINCT person) >= ${LEAST_PEOPLE})
SELECT s.domain, m.domain AS main FROM domain_size s
JOIN main m ON m.company_key = s.company_key AND m.size_rank = 1 AND m.domain <> s.domain
WHERE s.people >= ${LEAST_PEOPLE}
UNION
SELECT c.domain, c.other AS main FROM crossed c
JOIN domain_size s ON s.domain = c.domain JOIN domain_size o ON o.domain = c.other
WHERE s.people < o.people OR (s.people = o.people AND c.domain > c.other)`,
};

/** What is known of each pair. */
const pairStep: Step = {
  name: "domain_pair",
  reads: ["paired_domain", "domain_sight", "domain_size"],
  sql: `WITH shared AS (
  SELECT p.domain, p.main, count(DISTINCT d.person) AS people FROM paired_domain p
  JOIN domain_sight d ON d.domain = p.domain AND d.by_mail = 1
  JOIN domain_sight m ON m.domain = p.main AND m.person = d.person AND m.by_mail = 1
  GROUP BY p.domain, p.main),
crossed AS (
  SELECT p.domain, p.main, count(DISTINCT d.person) AS people FROM paired_domain p
  JOIN domain_sight d ON d.domain = p.domain AND d.other = p.main GROUP BY p.domain, p.main)
SELECT p.domain, p.main, CAST(s.people AS INTEGER) AS people, CAST(o.people AS INTEGER) AS main_people,
  CAST(coalesce(h.people, 0) AS INTEGER) AS shared_people, CAST(coalesce(c.people, 0) AS INTEGER) AS crossed_people,
  CASE WHEN s.company_key IS NULL THEN NULL
WHEN s.all_people < ${NAMED_BY} AND s.company_key <> coalesce(o.company_key, '') THEN NULL
WHEN s.company_key = o.company_key AND s.is_of_one_name = 1 AND o.is_of_one_name = 1 THEN 1 ELSE 0 END AS same_company
FROM paired_domain p
JOIN domain_size s ON s.domain = p.domain JOIN domain_size o ON o.domain = p.main
LEFT JOIN shared h ON h.domain = p.domain AND h.main = p.main
LEFT JOIN crossed c ON c.domain = p.domain AND c.main = p.main`,
};

/** Steps from all records to the table `domain_pair`, with the rows of which `aliasesAmong` decides. */
export function domainPairSteps(dialect: Dialect): Step[] {
  return [sightStep(dialect), nameStep, sizeStep, pairedStep, pairStep];
}

/**
 * Learns from all records which domains are further ones of a company, into the table `domain_alias`. What was learned
 * before is forgotten.
 */
export async function learnDomains(engine: Engine, onStep: (report: StepReport) => void): Promise<void> {
  const made = await runSteps(engine, domainPairSteps(engine.dialect), onStep);
  const rows = await engine.query<PairRow>(
    "SELECT domain, main, people, main_people, shared_people, crossed_people, same_company FROM domain_pair",
  );
  for (const { name } of made) await engine.execute(`DROP TABLE ${name}`);
  const aliases = aliasesAmong(rows.map(pairOf));
  await engine.transaction(async () => {
    await engine.execute("DELETE FROM domain_alias");
    if (aliases.length > 0) await engine.append("domain_alias", batchOf(aliases));
  });
}

type PairRow = {
  readonly domain: string;
  readonly main: string;
  readonly people: number;
  readonly main_people: number;
  readonly shared_people: number;
  readonly crossed_people: number;
  readonly same_company: number | null;
};

const pairOf = ({ same_company, ...pair }: PairRow): DomainPair => ({
  ...pair,
  same_company: same_company === null ? null : same_company === 1,
});

/** The columns of the table, in its order. */
const ALIAS_COLUMNS = [
  "domain",
  "main",
  "people",
  "main_people",
  "shared_people",
  "crossed_people",
  "same_company",
  "alike",
] as const satisfies readonly (keyof DomainAlias)[];

function batchOf(aliases: readonly DomainAlias[]): ColumnBatch {
  return {
    rowCount: aliases.length,
    columns: ALIAS_COLUMNS.map((column) => aliases.map((alias) => alias[column])),
  };
}

/** What `learnDomains` learned last, of one company where its domain is named. */
export async function listDomains(engine: Engine, domain?: string): Promise<DomainAlias[]> {
  const rows = await engine.query<{ -readonly [Column in keyof DomainAlias]: DomainAlias[Column] }>(
    "SELECT * FROM domain_alias ORDER BY main_people DESC, main, people DESC, domain",
  );
  const main = rows.find((row) => row.domain === domain)?.main ?? domain;
  return rows.filter((row) => domain === undefined || row.main === main);
}

/** The records as they are linked: `linkRecords` makes it. */
export const LINKED_RECORDS = "linked_record";

/** What stands for a column of a record where a domain of its is another one of a company. */
const BY_COMPANY: Readonly<Record<string, string>> = {
  employer_domain: "coalesce(e.main, n.employer_domain)",
  email_domain: "coalesce(m.main, n.email_domain)",
  email: "CASE WHEN m.main IS NULL THEN n.email ELSE n.email_local || '@' || m.main END",
};

/** SQL of the records with the domains and addresses of companies as if each had its main domain alone. */
export function linkedRecordSql({ columns }: Pick<LinkageModel, "columns">): string {
  const values = columns.map((column) => {
    const byCompany = BY_COMPANY[column];
    return byCompany === undefined ? `n.${column}` : `${byCompany} AS ${column}`;
  });
  return `SELECT ${["n.record_id", ...values].join(", ")}
FROM normalized_record n
LEFT JOIN domain_alias e ON e.domain = n.employer_domain
LEFT JOIN domain_alias m ON m.domain = n.email_domain`;
}

/** Makes the view by which records are linked. */
export async function linkRecords(engine: Engine, model: LinkageModel): Promise<void> {
  await engine.execute(`CREATE OR REPLACE TEMP VIEW ${LINKED_RECORDS} AS ${linkedRecordSql(model)}`);
}

/** Takes the view away again. */
export async function unlinkRecords(engine: Engine): Promise<void> {
  await engine.execute(`DROP VIEW IF EXISTS ${LINKED_RECORDS}`);
}
