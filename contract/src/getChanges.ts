import { z } from "zod";
import { dryRunAnswer } from "./dryRun.js";
import { BILLED, KEYED, type Operation } from "./operation.js";
import { PII, profile } from "./profile.js";

/** What can have happened to a published person. */
export const changeTypes = {
  added: "somebody new is published; `after` is the whole profile",
  job_change: "the employer or the title is another one than it was",
  email_change: "the address is another one, or known for the first time, or not any more",
  location_change: "the same of the location",
  profile_change:
    "the same of name and profile URL; of employer, title, seniority and department, where it is no job change",
  merged: "`other_id` turned out to be the same person, and leads here from now on",
  split: "some of what was known of `other_id` turned out to be of another person: this one, who is new",
  removed: "nothing is published of the person any more",
} as const;

export type ChangeType = keyof typeof changeTypes;
export const changeTypeNames = Object.keys(changeTypes) as [ChangeType, ...ChangeType[]];

/** Changes of a page at most, and where the call does not say. */
export const MOST_CHANGES = 100;
export const DEFAULT_CHANGES = 50;

/** Days that a change is kept. */
export const CHANGES_KEPT_DAYS = 90;

const LIMIT = `must be a whole number from 1 to ${MOST_CHANGES}`;
const CURSOR = "must be a cursor that was answered before";
const SINCE = "must be a time with its zone, such as 2027-01-31T00:00:00Z";
const TYPE = `must be some of these, parted by commas: ${changeTypeNames.join(", ")}`;

export const changesQuery = z.object({
  type: z
    .string(TYPE)
    .regex(new RegExp(`^(${changeTypeNames.join("|")})(,(${changeTypeNames.join("|")}))*$`), TYPE)
    .optional()
    .meta({ description: "Changes of one of these types alone, parted by commas" }),
  since: z.iso
    .datetime({ offset: true, error: SINCE })
    .optional()
    .meta({
      description: `Where there is no cursor: changes from this time on; the oldest that is kept (${CHANGES_KEPT_DAYS} days), unless said`,
    }),
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(MOST_CHANGES, LIMIT)
    .default(DEFAULT_CHANGES)
    .meta({ description: "Changes of a page at most" }),
  cursor: z
    .string(CURSOR)
    .regex(/^(0|[1-9]\d{0,17})$/, CURSOR)
    .optional()
    .meta({ description: "Go on behind it: the cursor or next_cursor of a page, or of a webhook" }),
  dry_run: z.enum(["true", "false"], "must be true or false").optional().meta({
    description: "Check the call, look nothing up, and answer with the highest price it could cost",
  }),
});

export type ChangesQuery = z.output<typeof changesQuery>;

const { confidence: _, ...fields } = profile.shape;

/** Some fields of a profile. */
export const changedFields = z
  .object(fields)
  .partial()
  .meta({ id: "ChangedFields", ...PII });

const change = z
  .object({
    change_id: z.string().meta({ description: "Rises from change to change" }),
    person_id: z.string().meta({ description: "Leads to the person: GET /api/v1/people/{person_id}" }),
    types: z.array(z.enum(changeTypeNames)).meta({
      description: changeTypeNames.map((name) => `${name}: ${changeTypes[name]}.`).join(" "),
    }),
    detected_at: z.iso.datetime().meta({ description: "When it was published" }),
    last_seen: z.iso
      .date()
      .nullable()
      .meta({ description: "When a source last saw the person; null where none says" }),
    before: changedFields,
    after: changedFields,
    other_id: z.string().nullable().meta({ description: "Of merged and split: the other id" }),
    cause: z
      .string()
      .nullable()
      .meta({ description: "What brought it about: an import, a judgement; null where it is not known" }),
  })
  .meta({ id: "Change" });

export type Change = z.output<typeof change>;

export const changesAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.int().min(0),
    data: z.array(change),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: "Leads to the next page, which may be empty; null: there is none yet" }),
    cursor: z.string().meta({ description: "Where this page ends: keep it, and go on from there later" }),
  })
  .meta({ id: "ChangesAnswer" });

export const getChanges = {
  id: "getChanges",
  method: "GET",
  path: "/api/v1/people/changes",
  summary: "What changed of published people: job changes and others, oldest first, with before and after",
  scope: "search",
  price: { success: 1, not_found: 0, per: "change that tells values" },
  query: changesQuery,
  answers: [changesAnswer, dryRunAnswer],
  errors: ["invalid_param", ...BILLED, ...KEYED],
} as const satisfies Operation;
