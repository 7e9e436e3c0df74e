import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exchange, type Grant, LEASE_LIFE, Lease } from "./lease.js";

const KEY = "00";
const LIMIT = 1000;
/** The store's clock is far from the node's: nothing may depend on it. */
const STORE_AHEAD = 7_777_777;

const grantOf = (granted: number, now: number, used = granted): Grant => ({
  granted,
  leaseTick: 42,
  used,
  freeAt: now + STORE_AHEAD + 60_000,
  now: now + STORE_AHEAD,
});

/** A lease with calls granted ahead at time 0, and nobody waiting. */
function leased(granted: number): Lease {
  const lease = new Lease();
  lease.accept(lease.ask(KEY, LIMIT, 0, 0), grantOf(granted, 0), 0, 0);
  return lease;
}

const told = ({ calls }: Exchange) => calls.reduce((sum, count) => sum + count, 0);

/** A lease, and what its calls and exchanges come to. */
class Books {
  private readonly lease = new Lease();
  private now = 0;
  /** Calls that the store counts. */
  stored = 0;
  letIn = 0;

  take(step: Step): void {
    if (step.kind === "call") {
      this.now += step.pause;
      if (this.lease.take(LIMIT, this.now)?.allowed === true) this.letIn += 1;
    } else if (step.kind === "ask") {
      const exchange = this.lease.ask(KEY, LIMIT, step.waiting, this.now);
      this.hear(exchange, step.granted);
      this.letIn += this.lease.accept(exchange, grantOf(step.granted, this.now), step.left, this.now);
    } else {
      const exchange = this.lease.ask(KEY, LIMIT, 0, this.now);
      if (step.heard) this.hear(exchange, step.granted);
      this.lease.miss();
    }
  }

  close(): void {
    this.hear(this.lease.ask(KEY, LIMIT, 0, this.now), 0);
  }

  private hear(exchange: Exchange, granted: number): void {
    this.stored += granted + told(exchange) - exchange.leased;
  }
}

type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

/** What happens to a lease: calls, pauses, exchanges that are answered or are not. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("call" as const), pause: fc.nat(300) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("ask" as const),
        granted: fc.nat(9),
        waiting: fc.nat(4),
        left: fc.nat(4),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("miss" as const), granted: fc.nat(9), heard: fc.boolean() }),
    },
  ),
  { maxLength: 200 },
);

describe("a lease", () => {
  it("lets in what was granted, for as long as it lasts, and then the store is asked", () => {
    const lease = leased(2);
    expect(lease.take(LIMIT, 10)?.allowed).toBe(true);
    expect(lease.take(LIMIT, LEASE_LIFE - 1)?.allowed).toBe(true);
    expect(lease.take(LIMIT, LEASE_LIFE - 1)).toBeUndefined();
    expect(leased(2).take(LIMIT, LEASE_LIFE)).toBeUndefined();
  });

  it("says what is left for everybody, and when there is more", () => {
    const lease = leased(5);
    expect(lease.take(LIMIT, 0)).toEqual({ allowed: true, remaining: 999, resetSeconds: 60 });
    expect(lease.take(LIMIT, 1)).toEqual({ allowed: true, remaining: 998, resetSeconds: 60 });
  });

  it("refuses without asking for a second at most, and not after the time that it said", () => {
    const refusal = (freeIn: number) => {
      const lease = new Lease();
      const grant = { ...grantOf(0, 0, LIMIT), freeAt: STORE_AHEAD + freeIn };
      expect(lease.accept(lease.ask(KEY, LIMIT, 1, 0), grant, 1, 0)).toBe(0);
      return lease;
    };
    expect(refusal(30_000).take(LIMIT, 999)).toEqual({ allowed: false, remaining: 0, resetSeconds: 30 });
    expect(refusal(30_000).take(LIMIT, 1000)).toBeUndefined();
    expect(refusal(400).take(LIMIT, 399)).toMatchObject({ allowed: false, resetSeconds: 1 });
    expect(refusal(400).take(LIMIT, 400)).toBeUndefined();
  });

  it("asks anew where the limit has changed", () => {
    expect(leased(5).take(LIMIT + 1, 0)).toBeUndefined();
  });

  it("wants as many calls ahead as came within a second, and none for calls that are rare", () => {
    const rare = new Lease();
    rare.accept(rare.ask(KEY, LIMIT, 1, 0), grantOf(1, 0), 1, 0);
    expect(rare.ask(KEY, LIMIT, 1, 6000).ahead).toBe(0);
    const busy = new Lease();
    busy.accept(busy.ask(KEY, LIMIT, 1, 0), grantOf(1, 0), 1, 0);
    expect(busy.ask(KEY, LIMIT, 1, 10).ahead).toBe(100);
  });

  it("leaves the store with what was let in: no less, and no more unless an answer was lost", () => {
    fc.assert(
      fc.property(steps, (run) => {
        const books = new Books();
        for (const step of run) books.take(step);
        books.close();
        if (run.some(({ kind }) => kind === "miss")) expect(books.stored).toBeGreaterThanOrEqual(books.letIn);
        else expect(books.stored).toBe(books.letIn);
      }),
      { numRuns: 1000 },
    );
  });

  it("never says of a use that it was longer ago than it was, nor by more than a twentieth of a second", () => {
    fc.assert(
      fc.property(fc.nat(900), fc.nat(5000), (at, later) => {
        const lease = leased(1);
        expect(lease.take(LIMIT, at)?.allowed).toBe(true);
        const { ages } = lease.ask(KEY, LIMIT, 0, at + later);
        expect(ages[0]).toBeLessThanOrEqual(later);
        expect(ages[0]).toBeGreaterThan(later - 51);
      }),
    );
  });
});
