import type { Clock } from "../clock.js";
import { createBatcher } from "../postgres/batcher.js";
import { type Exchange, type Grant, Lease } from "./lease.js";
import { type ExchangeRates, PATIENCE } from "./rateStore.js";
import { SlidingWindow, type Verdict } from "./slidingWindow.js";

/** Keys in one exchange at most. */
const BATCH = 128;

/** Limits the calls of each key. */
export interface RateLimiter {
  /**
   * Takes one call of a key if it is within the limit. Answers at once where this node knows; else it asks the store,
   * and where no answer comes in time it decides by the calls that it let in itself.
   * @param limit calls in any 60 seconds
   */
  take(keyHash: string, limit: number): Verdict | Promise<Verdict>;
}

interface Waiter {
  readonly limit: number;
  readonly resolve: (verdict: Verdict) => void;
}

/** A key that called within the last minute. */
interface Key {
  readonly keyHash: string;
  readonly lease: Lease;
  /** What this node let in: what it goes by where the store does not answer. */
  readonly own: SlidingWindow;
  limit: number;
  waiters: Waiter[];
  isAsking: boolean;
}

interface Answer {
  readonly exchange: Exchange;
  readonly grant: Grant;
}

const newKey = (keyHash: string, limit: number): Key => ({
  keyHash,
  lease: new Lease(),
  own: new SlidingWindow(),
  limit,
  waiters: [],
  isAsking: false,
});

/** A limiter over a store that all nodes share. */
export class SharedRateLimiter implements RateLimiter {
  private readonly keys = new Map<string, Key>();
  private readonly clock: Clock;
  private readonly patience: number;
  private readonly exchange: (key: Key) => Promise<Answer>;
  /** When the exchange that runs was begun. */
  private begun: number | null = null;

  /** @param patience milliseconds that a call waits for the store at most */
  constructor(exchangeRates: ExchangeRates, clock: Clock, patience = PATIENCE) {
    this.clock = clock;
    this.patience = patience;
    this.exchange = createBatcher((keys: readonly Key[]) => this.exchangeAll(exchangeRates, keys), BATCH);
  }

  /** Keys that are remembered. */
  get size(): number {
    return this.keys.size;
  }

  take(keyHash: string, limit: number): Verdict | Promise<Verdict> {
    const now = this.clock();
    const key = this.keyOf(keyHash, limit);
    const verdict = key.isAsking ? undefined : key.lease.take(limit, now);
    if (verdict !== undefined) {
      if (verdict.allowed) key.own.record(now);
      return verdict;
    }
    key.limit = limit;
    if (this.begun !== null && now - this.begun >= this.patience) {
      this.ask(key);
      return this.decideAlone(key, limit);
    }
    return new Promise((resolve) => {
      key.waiters.push({ limit, resolve });
      this.ask(key);
    });
  }

  /**
   * Gives leases back that have ended and forgets keys that do not call any more. To be done about every second.
   * @param all also leases that last still: nothing will be asked any more
   */
  async tend(all = false): Promise<void> {
    const now = this.clock();
    const told: Promise<void>[] = [];
    for (const key of this.keys.values()) {
      if (key.lease.owes && (all || !key.lease.lasts(now))) told.push(this.ask(key));
      else if (key.own.isIdle(now) && !key.isAsking) this.keys.delete(key.keyHash);
    }
    await Promise.all(told);
  }

  private keyOf(keyHash: string, limit: number): Key {
    const known = this.keys.get(keyHash);
    if (known !== undefined) return known;
    const key = newKey(keyHash, limit);
    this.keys.set(keyHash, key);
    return key;
  }

  private async exchangeAll(exchangeRates: ExchangeRates, keys: readonly Key[]): Promise<Answer[]> {
    const now = this.clock();
    this.begun = now;
    const exchanges = keys.map(({ keyHash, limit, lease, waiters }) =>
      lease.ask(keyHash, limit, waiters.length, now),
    );
    try {
      const grants = await exchangeRates(exchanges);
      return grants.flatMap((grant, at) => {
        const exchange = exchanges[at];
        return exchange === undefined ? [] : [{ exchange, grant }];
      });
    } catch (failure) {
      for (const { lease } of keys) lease.miss();
      throw failure;
    } finally {
      this.begun = null;
    }
  }

  /** Asks the store, until nobody waits. */
  private async ask(key: Key): Promise<void> {
    if (key.isAsking) return;
    key.isAsking = true;
    do {
      const impatience = setTimeout(() => this.decideAllAlone(key), this.patience);
      try {
        this.settle(key, await this.exchange(key));
      } catch {
        this.decideAllAlone(key);
      } finally {
        clearTimeout(impatience);
      }
    } while (key.waiters.length > 0);
    key.isAsking = false;
  }

  private settle(key: Key, { exchange, grant }: Answer): void {
    const now = this.clock();
    const { lease, waiters } = key;
    const admitted = lease.accept(exchange, grant, waiters.length, now);
    for (const { resolve } of waiters.splice(0, admitted)) {
      key.own.record(now);
      resolve(lease.verdict(true, now));
    }
    if (grant.granted >= exchange.waiting) return;
    for (const { resolve } of waiters.splice(0)) resolve(lease.verdict(false, now));
  }

  private decideAllAlone(key: Key): void {
    for (const { limit, resolve } of key.waiters.splice(0)) resolve(this.decideAlone(key, limit));
  }

  private decideAlone({ lease, own }: Key, limit: number): Verdict {
    const now = this.clock();
    const verdict = own.take(limit, now);
    if (verdict.allowed) lease.record(now);
    return verdict;
  }
}
