import { z } from "zod";
import { missingOf } from "./checkBody.js";
import { dryRun, dryRunAnswer } from "./dryRun.js";
import { isGiven, LONGEST, personalText, SHARE } from "./enrichPerson.js";
import { ABOUT_ONE_PERSON, type Operation } from "./operation.js";
import { PII } from "./profile.js";

const NEEDED = ["first_name", "last_name", "domain"] as const;

/** The body of a call: shape only. Whether a domain can be one is the server's to say. */
export const findEmailBody = z
  .object(
    {
      first_name: personalText(LONGEST.name, "First name of the person"),
      last_name: personalText(LONGEST.name, "Last name of the person"),
      domain: personalText(LONGEST.domain, "Company domain, e.g. stripe.com; of a URL, its host counts"),
      min_confidence: z.number(SHARE).min(0, SHARE).max(1, SHARE).nullish().meta({
        description: "The address's confidence must be above it, else not_found",
        default: 0,
      }),
      dry_run: dryRun,
    },
    "must be a JSON object",
  )
  .superRefine((body, context) => {
    const field = NEEDED.find((one) => !isGiven(body[one]));
    if (field === undefined) return;
    const params = missingOf("Give first_name, last_name and domain.");
    context.addIssue({ code: "custom", path: [field], params });
  })
  .meta({ id: "FindEmailBody", required: [...NEEDED] });

/** A body as it was checked: text is trimmed. */
export type FindEmailBody = z.output<typeof findEmailBody>;

/** Whether an address was seen in a source, or made by the pattern of its employer's. */
export const addressStatuses = ["known", "inferred"] as const;

export const deliverabilities = ["deliverable", "undeliverable", "accept_all", "unknown"] as const;

const address = {
  email: z.string().meta({ description: "The address", ...PII }),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: "Calibrated probability that the address is the person's" }),
  status: z.enum(addressStatuses).meta({
    description: "known: some source states it; inferred: made by how the company's addresses are made",
  }),
  pattern: z
    .string()
    .nullable()
    .meta({ description: "How the address is made of the name, e.g. {first}.{last}; null where it is not" }),
};

/** An address that was found. */
export const foundEmail = z
  .object({
    ...address,
    deliverability: z.enum(deliverabilities).meta({
      description:
        "Whether mail arrives, as far as the operator lets it be looked into; accept_all: the host takes mail for any address, so it says nothing of this one",
    }),
    alternatives: z
      .array(z.object(address).meta({ id: "AlternativeEmail" }))
      .max(3)
      .meta({ description: "Up to three others, likeliest first" }),
  })
  .meta({ id: "FoundEmail" });

export const findEmailAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.int().min(0),
    data: foundEmail,
  })
  .meta({ id: "FindEmailAnswer" });

export const findEmail = {
  id: "findEmail",
  method: "POST",
  path: "/api/v1/email/find",
  summary: "The email address of a person at a company: a known one, else the likeliest",
  scope: "find",
  price: { success: 2, not_found: 0 },
  body: findEmailBody,
  example: { first_name: "John", last_name: "Smith", domain: "stripe.com" },
  answers: [findEmailAnswer, dryRunAnswer],
  errors: ABOUT_ONE_PERSON,
} as const satisfies Operation;
