import { z } from "zod";
import { missingOf } from "./checkBody.js";
import { dryRun, dryRunAnswer } from "./dryRun.js";
import { ASKED_IN_JSON, BILLED, KEYED, type Operation } from "./operation.js";
import { PII, profile } from "./profile.js";
import { isStorable, UNSTORABLE } from "./storableText.js";
import { seniorityNames } from "./titles.js";

/** Profiles of a page at most, and where the call does not say. */
export const MOST_FOUND = 100;
export const DEFAULT_FOUND = 10;

/** People that are counted, and of whom facets are made, at most. */
export const MOST_COUNTED = 10_000;

const LONGEST = 200;
const MOST_VALUES = 20;
const LIMIT = `must be a whole number from 1 to ${MOST_FOUND}`;
const CURSOR = "must be a next_cursor that was answered to the same question";

const text = (description: string, longest = LONGEST) =>
  z
    .string("must be a string")
    .trim()
    .max(longest, `may have at most ${longest} characters`)
    .refine(isStorable, UNSTORABLE)
    .nullish()
    .meta({ description, ...PII });

const among = (names: readonly string[]) => `must be a list of these: ${names.join(", ")}`;

const listOf = <const Names extends readonly [string, ...string[]]>(names: Names, description: string) =>
  z
    .array(z.enum(names, among(names)), among(names))
    .max(MOST_VALUES, `may have at most ${MOST_VALUES} values`)
    .nullish()
    .meta({ description });

const WORDS = "must be a list of texts";

/** Which of a person's employers `company` and `domain` are looked for among. */
export const employers = ["current", "past", "any"] as const;
export const searchOrders = ["relevance", "recency"] as const;
export const facetNames = ["company", "country", "department", "location", "seniority"] as const;

/** What people are searched by. */
export const SEARCH_CRITERIA = [
  "company",
  "domain",
  "title",
  "seniority",
  "department",
  "location",
  "keywords",
] as const;
const NOTHING = `Give at least one of ${SEARCH_CRITERIA.join(", ")}.`;

/** Whether a criterion says anything. */
export const isCriterionGiven = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";

/** The body of a call: shape only. */
export const searchPeopleBody = z
  .object(
    {
      company: text("Employer: a name, another name that is used for it, or a domain"),
      domain: text("Domain of the employer, e.g. stripe.com; of a URL, its host counts", 2048),
      title: text(
        "Words of the job title, in any form and in several languages: engineers, Ingenieur, VP sales",
      ),
      seniority: listOf(seniorityNames, "Any of these"),
      department: z
        .array(z.string(WORDS).trim().max(LONGEST, `may have at most ${LONGEST} characters each`), WORDS)
        .max(MOST_VALUES, `may have at most ${MOST_VALUES} values`)
        .nullish()
        .meta({ description: "Any of these, e.g. Engineering, Sales, HR" }),
      location: text('City, region or country, or several of them: "Lyon", "California", "Berlin, Germany"'),
      keywords: text("Words that all occur somewhere: in names, titles, employers, places, earlier ones too"),
      employer: z
        .enum(employers, `must be one of ${employers.join(", ")}`)
        .nullish()
        .meta({
          description: "Whether company and domain mean the current employer or a past one",
          default: "current",
        }),
      sort: z
        .enum(searchOrders, `must be one of ${searchOrders.join(", ")}`)
        .nullish()
        .meta({
          description:
            "Best matches first, or those who were last seen; of equal matches, those last seen come first",
          default: "relevance",
        }),
      limit: z
        .number(LIMIT)
        .int(LIMIT)
        .min(1, LIMIT)
        .max(MOST_FOUND, LIMIT)
        .nullish()
        .meta({ description: "Profiles of a page at most", default: DEFAULT_FOUND }),
      cursor: z
        .string(CURSOR)
        .max(300, CURSOR)
        .nullish()
        .meta({ description: "The next_cursor of the page before" }),
      facets: listOf(facetNames, "Fields whose values are counted over all who match, at no further cost"),
      explain: z
        .boolean("must be true or false")
        .nullish()
        .meta({ description: "Say for each profile what of it matched, at no further cost" }),
      dry_run: dryRun,
    },
    "must be a JSON object",
  )
  .superRefine((body, context) => {
    if (SEARCH_CRITERIA.some((name) => isCriterionGiven(body[name]))) return;
    context.addIssue({ code: "custom", path: [SEARCH_CRITERIA[0]], params: missingOf(NOTHING) });
  })
  .meta({ id: "SearchPeopleBody" });

/** A body as it was checked: text is trimmed; null, empty and absent mean the same. */
export type SearchPeopleBody = z.output<typeof searchPeopleBody>;

const matched = z
  .object({
    by: z.enum(SEARCH_CRITERIA).meta({ description: "The criterion" }),
    field: z.string().meta({ description: "Where it was met" }),
    value: z
      .string()
      .nullable()
      .meta({ description: "What stands there; null where the profile does not show it", ...PII }),
    how: z.enum(["exact", "words", "related"]).meta({
      description:
        "Written alike; the same words in other forms; or another name, word or language for the same",
    }),
  })
  .meta({ id: "Matched" });

/** A profile as it is found by searching. */
export const foundProfile = profile
  .extend({
    person_id: z.string().meta({ description: "Leads to this person: GET /api/v1/people/{person_id}" }),
    matched: z.array(matched).optional().meta({ description: "With explain: what met each criterion" }),
  })
  .meta({ id: "FoundProfile" });

const facet = z.object({ value: z.string(), count: z.int().min(1) });

export const searchPeopleAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.int().min(0),
    data: z.array(foundProfile),
    total: z.int().min(0).meta({ description: "How many people match" }),
    total_is_exact: z
      .boolean()
      .meta({ description: `False where more than ${MOST_COUNTED} match: total is a lower bound then` }),
    next_cursor: z.string().nullable().meta({ description: "Leads to the next page; null: there is none" }),
    facets: z
      .partialRecord(z.enum(facetNames), z.array(facet))
      .optional()
      .meta({
        description: `With facets: the 20 most frequent values each. Where total is a lower bound, of ${MOST_COUNTED} who match`,
      }),
  })
  .meta({ id: "SearchPeopleAnswer" });

export const searchPeople = {
  id: "searchPeople",
  method: "POST",
  path: "/api/v1/people/search",
  summary: "People by employer, title, seniority, department, location and keywords",
  scope: "search",
  price: { success: 1, not_found: 0, per: "profile returned" },
  body: searchPeopleBody,
  example: { company: "Stripe", title: "engineer", limit: 5 },
  answers: [searchPeopleAnswer, dryRunAnswer],
  errors: [...ASKED_IN_JSON, ...BILLED, ...KEYED],
} as const satisfies Operation;
