import { z } from "zod";
import { ANYWHERE, FREE, type Operation } from "./operation.js";
import { PII } from "./profile.js";

export const privacyConfirmationBody = z
  .object(
    {
      token: z
        .string("must be a string")
        .trim()
        .max(200, "may have at most 200 characters")
        .meta({ description: "What stands behind the # of the link", ...PII }),
    },
    "must be a JSON object",
  )
  .meta({ id: "PrivacyConfirmationBody" });

export const privacyConfirmationAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    data: z.object({ confirmed: z.literal(true) }),
  })
  .meta({ id: "PrivacyConfirmationAnswer" });

export const confirmPrivacyRequest = {
  id: "confirmPrivacyRequest",
  method: "POST",
  path: "/privacy/confirmations",
  summary: "Proves control of the address of a privacy request, by the token that was sent there",
  scope: null,
  price: FREE,
  body: privacyConfirmationBody,
  example: { token: "the-token-of-the-link-that-was-sent-by-mail" },
  answers: [privacyConfirmationAnswer],
  errors: [
    "invalid_param",
    "payload_too_large",
    "unsupported_media_type",
    "rate_limit_exceeded",
    ...ANYWHERE,
  ],
} as const satisfies Operation;
