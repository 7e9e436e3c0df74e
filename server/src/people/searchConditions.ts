import { companyKey } from "../normalization/companies.js";
import { parseDomain } from "../normalization/domains.js";
import { jobWords } from "../normalization/jobWords.js";
import { fold, words } from "../normalization/text.js";
import { allOf, anyOf, type Condition } from "./searchCondition.js";
import type { SearchCriteria } from "./searching.js";
import { placeCondition, placeNamed } from "./searchPlaces.js";
import { type TermKind, termOf } from "./searchTerms.js";

/** The employers that a text may mean. */
export interface MeantCompanies {
  readonly keys: readonly string[];
  /** Registrable. */
  readonly domains: readonly string[];
}

/** What is looked for. */
export interface SearchConditions {
  /** Whom it holds for is found. */
  readonly matches: Condition;
  /** Of these, for whom it holds is a best match; undefined: nobody is better than others. */
  readonly best: Condition | undefined;
}

/** What people call departments beside their names. */
const DEPARTMENT_NAMES: Readonly<Record<string, string>> = {
  "human resources": "hr",
  people: "hr",
  rh: "hr",
  tech: "engineering",
  development: "engineering",
  "r and d": "research",
  support: "customer support",
  "customer success": "customer support",
  "information technology": "it",
  ops: "operations",
  procurement: "purchasing",
  executive: "management",
};

/** The domain that a text is, if it looks like one. */
export function domainIn(text: string): string | undefined {
  if (!text.includes(".") || /\s/.test(text)) return undefined;
  const domain = parseDomain(text);
  return domain === null || !/\.[a-z]/.test(domain.registrable) ? undefined : domain.registrable;
}

/** What a company's name means by itself, whoever else may be known by it. */
export function companyNamed(company: string): MeantCompanies {
  const [key, domain] = [companyKey(company), domainIn(company)];
  return { keys: key === null ? [] : [key], domains: domain === undefined ? [] : [domain] };
}

/** An employer's term, of the current one, a past one, or either. */
function atEmployer(kind: "c" | "d", value: string, employer: SearchCriteria["employer"]): Condition {
  const now = termOf(kind, value);
  const past = termOf(kind.toUpperCase() as TermKind, value);
  return anyOf([...(employer === "past" ? [] : [now]), ...(employer === "current" ? [] : [past])]);
}

function keyword(word: string): Condition {
  const job = jobWords(word).map((one) => termOf("t", one));
  const past = jobWords(word).map((one) => termOf("k", one));
  const inTitle = job.length === 0 ? [] : [allOf(job), allOf(past)];
  const kinds = (["k", "o", "f"] as const).map((kind) => termOf(kind, word));
  // Short words are codes of places, and words of their own, too.
  const place = word.length > 3 ? [placeNamed(word)] : [];
  // The likeliest first: PostgreSQL goes no further where one is met.
  return anyOf([...inTitle, ...place, ...kinds]);
}

const inTitle = (text: string) => jobWords(text).map((word) => termOf("t", word));

/** The conditions of what is given, but the company; undefined stands for a text in which no word says anything. */
function conditionsOf(criteria: SearchCriteria): Record<string, Condition | undefined> {
  const { domain, title, seniority, department, location, keywords, employer } = criteria;
  const departmentOf = (text: string) => DEPARTMENT_NAMES[words(text).join(" ")] ?? fold(text);
  const all = (list: readonly Condition[]) => (list.length === 0 ? undefined : allOf(list));
  return {
    ...(domain === undefined ? {} : { domain: atEmployer("d", domain, employer) }),
    ...(title === undefined ? {} : { title: all(inTitle(title)) }),
    ...(seniority.length === 0 ? {} : { seniority: anyOf(seniority.map((one) => termOf("s", one))) }),
    ...(department.length === 0
      ? {}
      : { department: anyOf(department.map((one) => termOf("f", departmentOf(one)))) }),
    ...(location === undefined ? {} : { location: placeCondition(location) }),
    ...(keywords === undefined ? {} : { keywords: all(words(keywords).map(keyword)) }),
  };
}

/** The criterion that says nothing, because no word of it does; undefined: there is none. */
export function emptyCriterion(criteria: SearchCriteria): string | undefined {
  const { company } = criteria;
  if (company !== undefined && companyNamed(company).keys.length === 0) return "company";
  return Object.entries(conditionsOf(criteria)).find(([, condition]) => condition === undefined)?.[0];
}

function bestOf({ title, keywords }: SearchCriteria): Condition | undefined {
  if (title !== undefined) return termOf("x", jobWords(title).join(" "));
  const asTitle = keywords === undefined ? [] : inTitle(keywords);
  return asTitle.length === 0 ? undefined : allOf(asTitle);
}

/**
 * What people must be who are looked for.
 * @param companies whom `company` means; undefined where it is not given
 * @returns undefined where nobody can be
 */
export function searchConditions(
  criteria: SearchCriteria,
  companies: MeantCompanies | undefined,
): SearchConditions | undefined {
  const conditions = Object.values(conditionsOf(criteria)).filter((one) => one !== undefined);
  if (companies !== undefined) {
    const { keys, domains } = companies;
    if (keys.length + domains.length === 0) return undefined;
    const { employer } = criteria;
    const names = keys.map((key) => atEmployer("c", key, employer));
    conditions.push(anyOf([...names, ...domains.map((domain) => atEmployer("d", domain, employer))]));
  }
  return conditions.length === 0 ? undefined : { matches: allOf(conditions), best: bestOf(criteria) };
}
