import { z } from "zod";
import { MISSING } from "./checkBody.js";
import { correctableFields } from "./createPrivacyRequest.js";
import { isGiven, LONGEST, missingField, personalText } from "./enrichPerson.js";
import { ASKED_IN_JSON, FREE, KEYED, type Operation } from "./operation.js";

/** What can be said of an answer. */
export const verdicts = ["right", "wrong_person", "wrong_value"] as const;
export type Verdict = (typeof verdicts)[number];

const among = (names: readonly string[]) => `must be one of these: ${names.join(", ")}`;
const REQUEST_ID = "must be the request_id of an answer";
const LONGEST_VALUE = 500;

export const giveFeedbackBody = z
  .object(
    {
      request_id: z
        .string(REQUEST_ID)
        .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/, REQUEST_ID)
        .meta({ description: "Of the answer: one of the account's own, that was charged" }),
      verdict: z.enum(verdicts, among(verdicts)).meta({
        description:
          "right; wrong_person: another one was asked for; wrong_value: the person is, a value is not",
      }),
      field: z
        .enum(correctableFields, among(correctableFields))
        .nullish()
        .meta({ description: "Which value is wrong; needed for wrong_value, and given with no other" }),
      correct_value: personalText(LONGEST_VALUE, "What is right, where it is known; with wrong_value"),
      email: personalText(LONGEST.email, "Who was asked for, as the call had it: email, or …"),
      first_name: personalText(LONGEST.name, "… first name, last name and domain, or all four"),
      last_name: personalText(LONGEST.name, "As the call had it"),
      domain: personalText(LONGEST.domain, "As the call had it"),
    },
    "must be a JSON object",
  )
  .superRefine((body, context) => {
    const isMissing = (path: string) => context.addIssue({ code: "custom", path: [path], params: MISSING });
    const isWrongValue = body.verdict === "wrong_value";
    if (isWrongValue && !body.field) isMissing("field");
    for (const path of ["field", "correct_value"] as const) {
      if (!isWrongValue && isGiven(body[path]))
        context.addIssue({
          code: "custom",
          path: [path],
          message: "goes with the verdict wrong_value alone",
        });
    }
    const asked = [body.email, body.first_name, body.last_name, body.domain].some(isGiven);
    const missing = asked ? missingField(body) : undefined;
    if (missing !== undefined) isMissing(missing);
  })
  .meta({ id: "GiveFeedbackBody" });

export type GiveFeedbackBody = z.output<typeof giveFeedbackBody>;

/** What feedback does at once. */
export const feedbackEffects = ["withheld", "noted"] as const;
export type FeedbackEffect = (typeof feedbackEffects)[number];

export const feedbackAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    data: z.object({
      feedback_id: z.string().meta({ description: "By which the operator lists it" }),
      effect: z.enum(feedbackEffects).meta({
        description:
          "withheld: the question is not answered with this person, or the person not with this value, again, to this account; noted: a label for the operator",
      }),
    }),
  })
  .meta({ id: "FeedbackAnswer" });

export const giveFeedback = {
  id: "giveFeedback",
  method: "POST",
  path: "/api/v1/feedback",
  summary: "Says of an answer that it was right, about another person, or wrong in a value",
  scope: "enrich",
  price: FREE,
  body: giveFeedbackBody,
  example: {
    request_id: "req_of_the_answer",
    verdict: "wrong_value",
    field: "title",
    correct_value: "VP Sales",
  },
  answers: [feedbackAnswer],
  errors: [...ASKED_IN_JSON, "not_found", "unprocessable", ...KEYED],
} as const satisfies Operation;
