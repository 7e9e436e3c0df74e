import { z } from "zod";
import { MISSING } from "./checkBody.js";
import { dryRun, dryRunAnswer } from "./dryRun.js";
import { includable, sections } from "./evidence.js";
import { ABOUT_ONE_PERSON, type Operation } from "./operation.js";
import { PII, profile, profileFields } from "./profile.js";
import { isStorable, UNSTORABLE } from "./storableText.js";

/** Longest values that are looked at, in characters after trimming. */
export const LONGEST = { email: 254, name: 200, domain: 2048 } as const;

/** The answer's confidence must be above this where the call does not say otherwise. */
export const DEFAULT_MIN_CONFIDENCE = 0.5;

/** A text about a person that may be absent. @param longest characters after trimming */
export const personalText = (longest: number, description: string) =>
  z
    .string("must be a string")
    .trim()
    .max(longest, `may have at most ${longest} characters`)
    .refine(isStorable, UNSTORABLE)
    .nullish()
    .meta({ description, ...PII });

export const SHARE = "must be a number from 0 to 1";
const AS_OF = "must be a date such as 2025-03-31";
const KNOWN_AT = "must be a date such as 2025-03-31, or a time such as 2025-03-31T12:00:00Z";

const among = (names: readonly [string, ...string[]]) => `must be a list of these: ${names.join(", ")}`;

/** Empty and null count as absent. */
export const isGiven = (value: string | null | undefined) =>
  value !== undefined && value !== null && value !== "";

/**
 * What is missing of `email`, or `first_name`, `last_name` and `domain`. Empty and null count as absent.
 * @returns the name of the missing field, or undefined where nothing is
 */
export function missingField(given: {
  readonly email?: string | null | undefined;
  readonly first_name?: string | null | undefined;
  readonly last_name?: string | null | undefined;
  readonly domain?: string | null | undefined;
}): "email" | "first_name" | "last_name" | "domain" | undefined {
  if (isGiven(given.email)) return undefined;
  const byName = ["first_name", "last_name", "domain"] as const;
  const missing = byName.filter((field) => !isGiven(given[field]));
  return missing.length === byName.length ? "email" : missing[0];
}

/** The body of a call: shape only. Whether an address or a domain can be one is the server's to say. */
export const enrichPersonBody = z
  .object(
    {
      email: personalText(LONGEST.email, "Professional email address of the person: this alone, or …"),
      first_name: personalText(LONGEST.name, "… first name, last name and domain"),
      last_name: personalText(LONGEST.name, "Last name of the person"),
      domain: personalText(LONGEST.domain, "Company domain, e.g. stripe.com; of a URL, its host counts"),
      min_confidence: z.number(SHARE).min(0, SHARE).max(1, SHARE).nullish().meta({
        description: "The answer's confidence must be above it, else not_found",
        default: DEFAULT_MIN_CONFIDENCE,
      }),
      required: z
        .array(z.enum(profileFields, among(profileFields)), among(profileFields))
        .nullish()
        .meta({ description: "Fields that must be non-null, else not_found" }),
      include: z
        .array(z.enum(includable, among(includable)), among(includable))
        .nullish()
        .meta({ description: "Sections that the answer has beside data, at no further cost" }),
      as_of: z.iso.date(AS_OF).nullish().meta({
        description: "The record as it was on this day, as far as the evidence tells",
      }),
      known_at: z
        .union([z.iso.datetime({ offset: true }), z.iso.date()], KNOWN_AT)
        .nullish()
        .meta({ description: "The record as it was answered at this time, at the end of this day (UTC)" }),
      dry_run: dryRun,
    },
    "must be a JSON object",
  )
  .superRefine((body, context) => {
    const field = missingField(body);
    if (field !== undefined) context.addIssue({ code: "custom", path: [field], params: MISSING });
  })
  .meta({
    id: "EnrichPersonBody",
    anyOf: [{ required: ["email"] }, { required: ["first_name", "last_name", "domain"] }],
  });

/** A body as it was checked: text is trimmed; null, empty and absent mean the same. */
export type EnrichPersonBody = z.output<typeof enrichPersonBody>;

export const enrichPersonAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.int().min(0),
    data: profile,
    ...sections,
  })
  .meta({ id: "EnrichPersonAnswer" });

export const enrichPerson = {
  id: "enrichPerson",
  method: "POST",
  path: "/api/v1/people/enrich",
  summary: "The professional profile of a person, by email address or by name and company domain",
  scope: "enrich",
  price: { success: 4, not_found: 1 },
  body: enrichPersonBody,
  example: { first_name: "John", last_name: "Smith", domain: "stripe.com" },
  answers: [enrichPersonAnswer, dryRunAnswer],
  errors: ABOUT_ONE_PERSON,
} as const satisfies Operation;
