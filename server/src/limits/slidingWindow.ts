/** Length of the window in seconds. */
export const WINDOW_SECONDS = 60;

/** One more than the window: the second in which a call stands may have begun before the window does. */
const BUCKETS = WINDOW_SECONDS + 1;

/** The verdict on one call. */
export interface Verdict {
  readonly allowed: boolean;
  /** Calls that would still be allowed in this second. */
  readonly remaining: number;
  /** Whole seconds until `remaining` grows. On a refusal: how long to wait. */
  readonly resetSeconds: number;
}

/**
 * Counts calls of the last 60 seconds in a ring of one-second buckets.
 */
export class SlidingWindow {
  private readonly counts = new Uint32Array(BUCKETS);
  private total = 0;
  private second = 0;
  /** A second before which all buckets are empty: where the search for the oldest call begins. */
  private oldest = 0;

  /**
   * Takes one call if it is within the limit.
   * @param now milliseconds, of a clock that does not go back
   */
  take(limit: number, now: number): Verdict {
    this.advance(Math.floor(now / 1000));
    const allowed = this.total < limit;
    if (allowed) this.count();
    return { allowed, remaining: Math.max(0, limit - this.total), resetSeconds: this.untilOldestLeaves(now) };
  }

  /** Counts a call that was let in elsewhere, whatever the limit. */
  record(now: number): void {
    this.advance(Math.floor(now / 1000));
    this.count();
  }

  /** Whether nothing is counted any more at `now`, in milliseconds. */
  isIdle(now: number): boolean {
    return Math.floor(now / 1000) - this.second >= BUCKETS;
  }

  private count(): void {
    if (this.total === 0) this.oldest = this.second;
    const bucket = this.second % BUCKETS;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total++;
  }

  private advance(second: number): void {
    const steps = Math.min(second - this.second, BUCKETS);
    for (let step = 1; step <= steps; step++) {
      const bucket = (this.second + step) % BUCKETS;
      this.total -= this.counts[bucket] ?? 0;
      this.counts[bucket] = 0;
    }
    if (steps > 0) this.second = second;
  }

  /** The oldest call leaves when the second after its own has passed out of the window. */
  private untilOldestLeaves(now: number): number {
    if (this.total === 0) return 0;
    this.oldest = Math.max(this.oldest, this.second - WINDOW_SECONDS);
    while (this.counts[this.oldest % BUCKETS] === 0) this.oldest++;
    return Math.max(1, Math.ceil(this.oldest + BUCKETS - now / 1000));
  }
}
