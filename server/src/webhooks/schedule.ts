/**
 * Seconds between an attempt and the next: the schedule that Standard Webhooks recommends, some three days in all.
 */
const DELAYS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Part of a delay by which it may be longer, so that what failed together is not tried together again. */
const JITTER = 0.2;

/**
 * When a delivery is tried again.
 * @param attempts how often it was, from 1
 * @param chance from 0 to 1
 * @returns seconds from now; undefined: it is given up
 */
export function nextAttempt(attempts: number, chance = Math.random()): number | undefined {
  const delay = DELAYS[attempts - 1];
  return delay === undefined ? undefined : delay * (1 + JITTER * chance);
}
