import type { SearchPeopleBody } from "@vouch/contract";
import { parseDomain } from "../normalization/domains.js";
import { emptyCriterion } from "../people/searchConditions.js";
import type { SearchCriteria } from "../people/searching.js";
import type { Refusal } from "./errors.js";

/** What of a body people are searched by. */
export type WrittenCriteria = Pick<
  SearchPeopleBody,
  "company" | "domain" | "title" | "seniority" | "department" | "location" | "keywords" | "employer"
>;

/** Says that a value cannot be one. */
export const invalid = (param: string, problem: string): { readonly refusal: Refusal } => ({
  refusal: { word: "invalid_param", param, detail: `${param} ${problem}.` },
});

/** Reads what people are searched by. */
export function readCriteria(body: WrittenCriteria): SearchCriteria | { readonly refusal: Refusal } {
  const domain = body.domain ? parseDomain(body.domain) : undefined;
  if (domain === null) return invalid("domain", "is not a domain");
  const criteria = {
    company: body.company || undefined,
    domain: domain?.registrable,
    title: body.title || undefined,
    location: body.location || undefined,
    keywords: body.keywords || undefined,
    seniority: body.seniority ?? [],
    department: (body.department ?? []).filter((name) => name !== ""),
    employer: body.employer ?? "current",
  };
  const empty = emptyCriterion(criteria);
  return empty === undefined ? criteria : invalid(empty, "has no word that says anything");
}
