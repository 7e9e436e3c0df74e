import type { Profile } from "../fusion/fusedPerson.js";
import { companyKey } from "../normalization/companies.js";
import { jobWords } from "../normalization/jobWords.js";
import { fold, words } from "../normalization/text.js";
import { domainIn } from "./searchConditions.js";
import type { Matched, SearchCriteria } from "./searching.js";
import { searchPlace } from "./searchPlaces.js";

type How = Matched[number]["how"];

const alike = (one: string, other: string) => words(one).join(" ") === words(other).join(" ");

function holds(text: string, asked: readonly string[]): boolean {
  const said = words(text);
  return asked.every((word) => said.includes(word));
}

function howWritten(value: string, asked: string): How {
  if (alike(value, asked)) return "exact";
  return holds(value, words(asked)) ? "words" : "related";
}

function companyMatch(
  { company, employer }: SearchCriteria,
  { company_name, company_domain }: Profile,
): Matched {
  if (company === undefined) return [];
  const isNow = company_name !== null && companyKey(company_name) === companyKey(company);
  if (isNow) return [{ by: "company", field: "company_name", value: company_name, how: "exact" }];
  if (employer !== "past" && company_domain !== null && domainIn(company) === company_domain)
    return [{ by: "company", field: "company_domain", value: company_domain, how: "exact" }];
  if (employer === "current")
    return [{ by: "company", field: "company_name", value: company_name, how: "related" }];
  return [{ by: "company", field: "employers", value: null, how: "related" }];
}

function domainMatch({ domain }: SearchCriteria, { company_domain }: Profile): Matched {
  if (domain === undefined) return [];
  if (domain === company_domain)
    return [{ by: "domain", field: "company_domain", value: company_domain, how: "exact" }];
  return [{ by: "domain", field: "employers", value: null, how: "related" }];
}

function titleMatch({ title }: SearchCriteria, { title: shown }: Profile): Matched {
  if (title === undefined) return [];
  return [
    { by: "title", field: "title", value: shown, how: shown === null ? "related" : howWritten(shown, title) },
  ];
}

function placeMatch({ location }: SearchCriteria, { location: shown }: Profile): Matched {
  if (location === undefined) return [];
  return [
    {
      by: "location",
      field: "location",
      value: shown,
      how: shown === null ? "related" : howWritten(shown, location),
    },
  ];
}

/** Where a keyword stands in a profile; undefined where it is an earlier employer's or title's. */
function keywordField(word: string, profile: Profile): keyof Profile | undefined {
  const fields = ["title", "full_name", "company_name", "department", "location"] as const;
  const literal = fields.find((field) => words(profile[field] ?? "").includes(word));
  if (literal !== undefined) return literal;
  const [job] = jobWords(word);
  if (job !== undefined && profile.title !== null && jobWords(profile.title).includes(job)) return "title";
  const isPlace = profile.location !== null && searchPlace(profile.location).names.includes(word);
  return isPlace ? "location" : undefined;
}

function keywordMatches({ keywords }: SearchCriteria, profile: Profile): Matched {
  return words(keywords ?? "").map((word) => {
    const field = keywordField(word, profile);
    const value = field === undefined ? null : profile[field];
    const how = value !== null && words(value).includes(word) ? "words" : "related";
    return { by: "keywords", field: field ?? "history", value, how };
  });
}

function listMatch(by: "seniority" | "department", asked: readonly string[], value: string | null): Matched {
  if (asked.length === 0) return [];
  const isAsked = value !== null && asked.some((one) => fold(one) === fold(value));
  return [{ by, field: by, value, how: isAsked ? "exact" : "related" }];
}

/** Says of a person who was found what met each criterion. */
export function matchesOf(criteria: SearchCriteria, profile: Profile): Matched {
  return [
    ...companyMatch(criteria, profile),
    ...domainMatch(criteria, profile),
    ...titleMatch(criteria, profile),
    ...listMatch("seniority", criteria.seniority, profile.seniority),
    ...listMatch("department", criteria.department, profile.department),
    ...placeMatch(criteria, profile),
    ...keywordMatches(criteria, profile),
  ];
}
