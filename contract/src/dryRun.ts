import { z } from "zod";

/** What any call that costs credits may say: check it, and do nothing. */
export const dryRun = z.boolean("must be true or false").nullish().meta({
  description: "Check the call in full, look nothing up, and answer with the highest price it could cost",
});

/** The answer to a call with `dry_run: true`. */
export const dryRunAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    dry_run: z.literal(true),
    max_credits: z.int().min(0).meta({ description: "The highest price that the call could cost" }),
  })
  .meta({ id: "DryRunAnswer" });
