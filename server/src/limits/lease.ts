import type { Verdict } from "./slidingWindow.js";

/** Milliseconds for which a node may let calls in by itself after it asked. */
export const LEASE_LIFE = 1000;

/** Uses are told to the store by spans of so many milliseconds. */
const SPAN = 50;

/** What came longer ago, in milliseconds, is in nobody's window. */
const LONGEST_AGE = 62_000;

/** What the store counts to. A limit above it is none. */
const MOST = 1_000_000_000;

/** What a node tells the store of a key, and asks of it. */
export interface Exchange {
  readonly keyHash: string;
  /** Calls in any 60 seconds. */
  readonly limit: number;
  /** Calls that wait for a verdict. */
  readonly waiting: number;
  /** Calls more that it would like to let in by itself, within the life of a lease. */
  readonly ahead: number;
  /** Where the last grant stands in the window; null: it was used up as it was told. */
  readonly leaseTick: number | null;
  /** Calls to take away there. */
  readonly leased: number;
  /** What was let in since: how many milliseconds ago, at least, … */
  readonly ages: readonly number[];
  /** … and how many calls. */
  readonly calls: readonly number[];
}

/** What the store answers. Times are milliseconds of the store's clock. */
export interface Grant {
  /** Calls that may be let in. */
  readonly granted: number;
  /** Where they stand in the window. */
  readonly leaseTick: number;
  /** Calls that all nodes together count, with these. */
  readonly used: number;
  /** When the first call may come that could not come now. */
  readonly freeAt: number;
  readonly now: number;
}

/**
 * What a node may let in of one key's window without asking, and what it let in since it asked. Pure: time is told, in
 * milliseconds of a clock that does not go back.
 */
export class Lease {
  private left = 0;
  private granted = 0;
  private until = Number.NEGATIVE_INFINITY;
  private tick = 0;
  /** Calls let in since the last exchange, by span. */
  private uses = new Map<number, number>();
  /** What the last exchange told of them. */
  private told = new Map<number, number>();
  private askedAt = Number.NEGATIVE_INFINITY;
  private calls = 0;
  private freeAt = 0;
  private used = 0;
  private limit = 0;
  /** Until then nobody is let in, and the store need not be asked why. */
  private refusedUntil = Number.NEGATIVE_INFINITY;

  /** Decides on a call by what is known here. @returns undefined where the store has to be asked */
  take(limit: number, now: number): Verdict | undefined {
    if (limit !== this.limit) return undefined;
    if (now < this.refusedUntil) return this.verdict(false, now);
    if (this.left === 0 || now >= this.until) return undefined;
    this.left -= 1;
    this.record(now);
    return this.verdict(true, now);
  }

  /** Counts a call that was let in. */
  record(now: number): void {
    const span = Math.floor(now / SPAN);
    this.uses.set(span, (this.uses.get(span) ?? 0) + 1);
    this.calls += 1;
  }

  /** Whether the store is to be told something. */
  get owes(): boolean {
    return this.granted > 0 || this.uses.size > 0;
  }

  /** Whether this node may let calls in by itself, if there are any left. */
  lasts(now: number): boolean {
    return now < this.until;
  }

  /**
   * Begins an exchange: what was granted before goes back, and what was used of it is told.
   * @param waiting calls that wait for a verdict
   */
  ask(keyHash: string, limit: number, waiting: number, now: number): Exchange {
    const pace = (this.calls * LEASE_LIFE) / Math.max(1, now - this.askedAt);
    const spans = [...this.uses].filter(([span]) => now - span * SPAN < LONGEST_AGE);
    const exchange = {
      keyHash,
      limit: Math.min(limit, MOST),
      waiting,
      ahead: waiting === 0 ? 0 : Math.min(MOST, Math.floor(pace)),
      leaseTick: this.granted === 0 ? null : this.tick,
      leased: this.granted,
      ages: spans.map(([span]) => Math.max(0, Math.floor(now - (span + 1) * SPAN))),
      calls: spans.map(([, calls]) => calls),
    };
    this.told = this.uses;
    this.uses = new Map();
    this.askedAt = now;
    this.calls = waiting;
    this.limit = limit;
    this.left = 0;
    this.granted = 0;
    this.until = Number.NEGATIVE_INFINITY;
    this.refusedUntil = Number.NEGATIVE_INFINITY;
    return exchange;
  }

  /**
   * Ends an exchange.
   * @param waiting calls that wait now: some may have come since, some may have given up
   * @returns how many of them are let in
   */
  accept(exchange: Exchange, grant: Grant, waiting: number, now: number): number {
    const admitted = Math.min(waiting, grant.granted);
    this.left = grant.granted - admitted;
    this.used = grant.used;
    this.freeAt = now + grant.freeAt - grant.now;
    if (grant.granted < exchange.waiting) this.refusedUntil = Math.min(this.freeAt, now + LEASE_LIFE);
    const isAhead = grant.granted > exchange.waiting;
    if (isAhead) this.until = this.askedAt + LEASE_LIFE;
    // A grant for those who waited stands where they came, and is done with; one with more moves there when it ends.
    if (isAhead || this.left > 0) {
      this.granted = grant.granted;
      this.tick = grant.leaseTick;
      for (let call = 0; call < admitted; call += 1) this.record(now);
    }
    return admitted;
  }

  /**
   * Ends an exchange to which no answer came. What was used is told again, what was granted is not given back again:
   * if the store heard it all the same, it counts too many rather than too few.
   */
  miss(): void {
    for (const [span, calls] of this.told) this.uses.set(span, (this.uses.get(span) ?? 0) + calls);
  }

  /** The verdict on a call that was asked for, or decided by what is known. */
  verdict(allowed: boolean, now: number): Verdict {
    return {
      allowed,
      remaining: allowed ? Math.max(0, this.limit - this.used + this.left) : 0,
      resetSeconds: Math.max(1, Math.ceil((this.freeAt - now) / 1000)),
    };
  }
}
