/** What an account may ask of the service. `null` is no limit. */
export interface Plan {
  readonly requests_per_minute: number | null;
  readonly concurrent_jobs: number | null;
}

/** The plans that are always there. An operator adds others in configuration. */
export const plans = {
  free: { requests_per_minute: 10, concurrent_jobs: 1 },
  starter: { requests_per_minute: 60, concurrent_jobs: 5 },
  growth: { requests_per_minute: 200, concurrent_jobs: 20 },
  scale: { requests_per_minute: 600, concurrent_jobs: 50 },
  unlimited: { requests_per_minute: null, concurrent_jobs: null },
} as const satisfies Record<string, Plan>;

/** The plan of an account that is made without naming one. */
export const DEFAULT_PLAN = "free" satisfies keyof typeof plans;

/** Credits granted to an account that is made without naming an amount. */
export const DEFAULT_CREDITS = 1000;
