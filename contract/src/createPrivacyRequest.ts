import { z } from "zod";
import { MISSING } from "./checkBody.js";
import { ANYWHERE, ASKED_IN_JSON, FREE, type Operation } from "./operation.js";
import { PII } from "./profile.js";
import { isStorable, UNSTORABLE } from "./storableText.js";

/** What a person may ask about their own data. */
export const privacyRequestTypes = ["opt_out", "erasure", "access", "correction"] as const;
export type PrivacyRequestType = (typeof privacyRequestTypes)[number];

/** Fields of a profile that a person may correct. */
export const correctableFields = [
  "full_name",
  "email",
  "title",
  "company_name",
  "company_domain",
  "linkedin_url",
  "location",
] as const;
export type CorrectableField = (typeof correctableFields)[number];

const among = (names: readonly string[]) => `must be one of these: ${names.join(", ")}`;

const text = (longest: number, description: string) =>
  z
    .string("must be a string")
    .trim()
    .max(longest, `may have at most ${longest} characters`)
    .refine(isStorable, UNSTORABLE)
    .nullish()
    .meta({ description, ...PII });

const correction = z.object({
  field: z.enum(correctableFields, among(correctableFields)),
  value: z
    .string("must be a string")
    .trim()
    .min(1, "must not be empty")
    .max(500, "may have at most 500 characters")
    .refine(isStorable, UNSTORABLE)
    .meta({ description: "What is right", ...PII }),
});

export const privacyRequestBody = z
  .object(
    {
      type: z.enum(privacyRequestTypes, among(privacyRequestTypes)).meta({
        description:
          "opt_out: be shown to nobody; erasure: be forgotten; access: be told what is kept and who was told; correction",
      }),
      email: text(254, "An address of the person; control of it is proven by a link that is sent there"),
      phone: text(40, "A number of the person, with its country code"),
      profile_url: text(2048, "A profile of the person, e.g. at LinkedIn"),
      full_name: text(200, "Name of the person"),
      company: text(200, "An employer of the person"),
      domain: text(2048, "Domain of an employer"),
      note: text(2000, "For the operator"),
      corrections: z
        .array(correction, "must be a list of corrections")
        .max(20, "may have at most 20 corrections")
        .nullish()
        .meta({ description: "What is to be corrected; needed for correction" }),
    },
    "must be a JSON object",
  )
  .superRefine(({ type, email, corrections }, context) => {
    const isMissing = (path: string) => context.addIssue({ code: "custom", path: [path], params: MISSING });
    if (!email) isMissing("email");
    else if (type === "correction" && !corrections?.length) isMissing("corrections");
  })
  .meta({ id: "PrivacyRequestBody" });

export type PrivacyRequestBody = z.output<typeof privacyRequestBody>;

export const privacyRequestAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string().meta({ description: "Refers to the request" }),
    credits_used: z.literal(0),
    data: z.object({
      next: z.enum(["confirm", "wait"]).meta({
        description:
          "confirm: follow the link that was sent to the address; wait: the operator gets in touch",
      }),
      respond_by: z.iso.datetime().meta({ description: "When the operator must have answered" }),
    }),
  })
  .meta({ id: "PrivacyRequestAnswer" });

export const createPrivacyRequest = {
  id: "createPrivacyRequest",
  method: "POST",
  path: "/privacy/requests",
  summary: "For the people that data is about: opt-out, erasure, access, correction",
  scope: null,
  price: FREE,
  body: privacyRequestBody,
  example: { type: "access", email: "jane.doe@acme.example", full_name: "Jane Doe" },
  answers: [privacyRequestAnswer],
  errors: [...ASKED_IN_JSON, "rate_limit_exceeded", ...ANYWHERE],
} as const satisfies Operation;
