import { z } from "zod";
import { missingOf } from "./checkBody.js";
import { changeTypeNames } from "./getChanges.js";
import { FREE, KEYED, type Operation } from "./operation.js";
import { pageQuery } from "./pageQuery.js";
import { isCriterionGiven, SEARCH_CRITERIA, searchPeopleBody } from "./searchPeople.js";
import { isStorable, UNSTORABLE } from "./storableText.js";

const ID = "must be a watch_id that was answered before";
const PERSON = "must be a person_id that was answered before";
const TYPES = `must be a list of these: ${changeTypeNames.join(", ")}`;
const LONGEST_NAME = 200;

const { company, domain, title, seniority, department, location, keywords } = searchPeopleBody.shape;

const watched = {
  person_id: z
    .string(PERSON)
    .max(64, PERSON)
    .regex(/^[A-Za-z0-9_]*$/, PERSON)
    .nullish()
    .meta({ description: "One person; or …" }),
  company,
  domain,
  title,
  seniority,
  department,
  location,
  keywords,
};

export const createWatchBody = z
  .object(
    {
      ...watched,
      name: z
        .string("must be a string")
        .trim()
        .max(LONGEST_NAME, `may have at most ${LONGEST_NAME} characters`)
        .refine(isStorable, UNSTORABLE)
        .nullish()
        .meta({ description: "What the account calls it: told with every event" }),
      types: z
        .array(z.enum(changeTypeNames, TYPES), TYPES)
        .max(changeTypeNames.length, TYPES)
        .nullish()
        .meta({ description: "Changes of these types alone; all, unless said" }),
      webhook_url: z.string("must be a string").max(2048, "may have at most 2048 characters").nullish().meta({
        description:
          "Where it is told, signed by the scheme of Standard Webhooks, beside the account's endpoints",
      }),
    },
    "must be a JSON object",
  )
  .superRefine((body, context) => {
    const isPerson = Boolean(body.person_id);
    const criterion = SEARCH_CRITERIA.find((name) => isCriterionGiven(body[name]));
    if (!isPerson && criterion === undefined) {
      const nothing = `Give person_id, or at least one of ${SEARCH_CRITERIA.join(", ")}.`;
      context.addIssue({ code: "custom", path: ["person_id"], params: missingOf(nothing) });
    }
    if (isPerson && criterion !== undefined)
      context.addIssue({ code: "custom", path: [criterion], message: "goes with no person_id" });
  })
  .meta({ id: "CreateWatchBody" });

export type CreateWatchBody = z.output<typeof createWatchBody>;

const told = <Type extends z.ZodType>(schema: Type) => schema.optional();

const watch = z
  .object({
    watch_id: z.string(),
    name: z.string(),
    person_id: told(z.string()).meta({ description: "The id that the person has now" }),
    company: told(z.string()),
    domain: told(z.string()),
    title: told(z.string()),
    seniority: told(z.array(z.string())),
    department: told(z.array(z.string())),
    location: told(z.string()),
    keywords: told(z.string()),
    types: z.array(z.enum(changeTypeNames)).nullable().meta({ description: "null: all" }),
    webhook_url: z.string().nullable().meta({ description: "null: the account's endpoints alone are told" }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "Watch" });

export type Watch = z.output<typeof watch>;

const said = { status: z.literal("success"), request_id: z.string(), credits_used: z.literal(0) };

export const watchAnswer = z
  .object({
    ...said,
    data: watch,
    webhook_secret: z.string().optional().meta({
      description: "Verifies what comes to webhook_url; absent where it is an endpoint of the account",
    }),
  })
  .meta({ id: "WatchAnswer" });

export const watchesAnswer = z
  .object({
    ...said,
    data: z.array(watch),
    next_cursor: z.string().nullable().meta({ description: "Leads to later ones; null: there are none" }),
  })
  .meta({ id: "WatchesAnswer" });

export const watchRemovedAnswer = z
  .object({ ...said, data: z.object({ watch_id: z.string() }) })
  .meta({ id: "WatchRemovedAnswer" });

export const watchParams = z.object({
  watch_id: z
    .string(ID)
    .regex(/^(0|[1-9]\d{0,17})$/, ID)
    .meta({ description: "As createWatch answered it" }),
});

export const watchesQuery = pageQuery("Watches");

export const createWatch = {
  id: "createWatch",
  method: "POST",
  path: "/api/v1/watches",
  summary: "Watches a person, a company or whoever a search finds: changes are told to webhooks",
  scope: "search",
  price: FREE,
  body: createWatchBody,
  example: { company: "Stripe", types: ["job_change"] },
  answers: [watchAnswer],
  errors: [
    "missing_param",
    "invalid_param",
    "not_found",
    "too_many_watches",
    "payload_too_large",
    "unsupported_media_type",
    ...KEYED,
  ],
} as const satisfies Operation;

export const listWatches = {
  id: "listWatches",
  method: "GET",
  path: "/api/v1/watches",
  summary: "The account's watches, oldest first",
  scope: "search",
  price: FREE,
  query: watchesQuery,
  answers: [watchesAnswer],
  errors: ["invalid_param", ...KEYED],
} as const satisfies Operation;

export const deleteWatch = {
  id: "deleteWatch",
  method: "DELETE",
  path: "/api/v1/watches/{watch_id}",
  summary: "Ends a watch; what waits to be told of it is told",
  scope: "search",
  price: FREE,
  params: watchParams,
  answers: [watchRemovedAnswer],
  errors: ["watch_not_found", ...KEYED],
} as const satisfies Operation;
