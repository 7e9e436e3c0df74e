import { z } from "zod";

/** Credits that one grant may have at most: sums of many stay exact numbers. */
export const LARGEST_GRANT = 1_000_000_000_000;

const LIMIT = "must be a whole number from 1, or null for no limit";
const HOURS = "must be a whole number of hours from 0 to 8760";
const MONTHLY = `must be a whole number from 0 to ${LARGEST_GRANT}`;
const unused = ["expire", "roll_over"] as const;

/** A plan as an operator writes it. */
export const planSettings = z.strictObject(
  {
    requests_per_minute: z.int(LIMIT).min(1, LIMIT).nullable(),
    concurrent_jobs: z.int(LIMIT).min(1, LIMIT).nullable(),
    watches: z.int(LIMIT).min(1, LIMIT).nullable().default(100),
    monthly_credits: z.int(MONTHLY).min(0, MONTHLY).max(LARGEST_GRANT, MONTHLY).default(0),
    unused_credits: z.enum(unused, 'must be "expire" or "roll_over"').default("expire"),
    free_repeat_hours: z.int(HOURS).min(0, HOURS).max(8760, HOURS).default(0),
  },
  "must be an object",
);

/** What an account may ask of the service, and what it is given for it. `null` is no limit. */
export type Plan = Readonly<z.output<typeof planSettings>>;

const plan = (
  requests_per_minute: number | null,
  concurrent_jobs: number | null,
  watches: number | null,
): Plan => ({
  requests_per_minute,
  concurrent_jobs,
  watches,
  monthly_credits: 0,
  unused_credits: "expire",
  free_repeat_hours: 0,
});

/** The plans that are always there. An operator adds others in configuration, or changes these. */
export const plans = {
  free: plan(10, 1, 10),
  starter: plan(60, 5, 100),
  growth: plan(200, 20, 1000),
  scale: plan(600, 50, 5000),
  unlimited: plan(null, null, null),
} as const satisfies Record<string, Plan>;

/** The plan of an account that is made without naming one. */
export const DEFAULT_PLAN = "free" satisfies keyof typeof plans;

/** Credits granted to an account that is made without naming an amount. */
export const DEFAULT_CREDITS = 1000;
