import { z } from "zod";
import { FREE, KEYED, type Operation } from "./operation.js";

export const accountAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    data: z.object({
      name: z.string(),
      plan: z.string(),
      requests_per_minute: z.int().nullable().meta({ description: "null is no limit" }),
      concurrent_jobs: z.int().nullable().meta({ description: "null is no limit" }),
      watches: z.int().nullable().meta({ description: "null is no limit" }),
      monthly_credits: z.int().min(0).meta({ description: "Granted at the beginning of each month (UTC)" }),
      unused_credits: z
        .enum(["expire", "roll_over"])
        .meta({ description: "What becomes of a month's credits at its end" }),
      free_repeat_hours: z.int().min(0).meta({
        description: "Hours in which the same question, answered the same way, costs nothing more",
      }),
      credits_remaining: z.int().min(0),
      grants: z
        .array(
          z.object({
            credits: z.int().min(1),
            expires_at: z.iso.datetime().nullable().meta({ description: "null: never" }),
          }),
        )
        .meta({ description: "What the balance is made of, in the order in which it is burnt" }),
    }),
  })
  .meta({ id: "AccountAnswer" });

export const getAccount = {
  id: "getAccount",
  method: "GET",
  path: "/api/v1/account",
  summary: "The account behind the key: plan, limits, balance",
  scope: "account",
  price: FREE,
  answers: [accountAnswer],
  errors: KEYED,
} as const satisfies Operation;
