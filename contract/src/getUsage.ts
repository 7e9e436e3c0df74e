import { z } from "zod";
import { FREE, KEYED, type Operation } from "./operation.js";

const DAY = "must be a day, such as 2027-01-31";

const day = (description: string) =>
  z.iso
    .date(DAY)
    .refine((value) => value >= "0001", DAY)
    .optional()
    .meta({ description });

export const usageQuery = z.object({
  from: day("First day (UTC); 29 days before the last, unless said. At most 366 days are answered"),
  to: day("Last day (UTC); today, unless said"),
});

const line = z.object({
  day: z.iso.date().meta({ description: "UTC" }),
  operation: z.string(),
  outcome: z.string(),
  calls: z.int().min(1),
  credits: z.int().min(1),
});

export const usageAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    data: z.array(line),
  })
  .meta({ id: "UsageAnswer" });

export const getUsage = {
  id: "getUsage",
  method: "GET",
  path: "/api/v1/account/usage",
  summary: "Calls that were charged and what they cost, by day, operation and outcome",
  scope: "account",
  price: FREE,
  query: usageQuery,
  answers: [usageAnswer],
  errors: ["invalid_param", ...KEYED],
} as const satisfies Operation;
