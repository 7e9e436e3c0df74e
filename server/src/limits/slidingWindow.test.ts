import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SlidingWindow } from "./slidingWindow.js";

/** Pauses between calls in milliseconds: mostly bursts, some waits of about the window. */
const pauses = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.nat(300) },
    { weight: 2, arbitrary: fc.nat(20_000) },
    { weight: 1, arbitrary: fc.integer({ min: 58_000, max: 63_000 }) },
  ),
  { maxLength: 300 },
);
const limits = fc.integer({ min: 1, max: 30 });
const start = fc.integer({ min: 0, max: 2_000_000_000_000 });

/** Times at which the calls of a run come. */
function timesOf(begin: number, gaps: readonly number[]): number[] {
  let now = begin;
  return gaps.map((gap) => {
    now += gap;
    return now;
  });
}

describe("a sliding window", () => {
  it("never allows more than the limit in any 60 seconds, and refuses nothing that 61 seconds of log allow", () => {
    fc.assert(
      fc.property(limits, start, pauses, (limit, begin, gaps) => {
        const window = new SlidingWindow();
        const allowedAt: number[] = [];
        const within = (now: number, milliseconds: number) =>
          allowedAt.filter((time) => time > now - milliseconds).length;
        for (const now of timesOf(begin, gaps)) {
          const { allowed } = window.take(limit, now);
          if (allowed) expect(within(now, 60_000)).toBeLessThan(limit);
          else expect(within(now, 61_001)).toBeGreaterThanOrEqual(limit);
          if (allowed) allowedAt.push(now);
        }
      }),
    );
  });

  it("counts as a log by whole seconds does", () => {
    fc.assert(
      fc.property(limits, start, pauses, (limit, begin, gaps) => {
        const window = new SlidingWindow();
        const log: number[] = [];
        for (const now of timesOf(begin, gaps)) {
          const second = Math.floor(now / 1000);
          const counted = log.filter((time) => second - time <= 60).length;
          const { allowed, remaining } = window.take(limit, now);
          expect(allowed).toBe(counted < limit);
          if (allowed) log.push(second);
          expect(remaining).toBe(limit - counted - (allowed ? 1 : 0));
        }
      }),
    );
  });

  it("lets in whoever waits as long as it said, and not a second sooner", () => {
    fc.assert(
      fc.property(limits, start, pauses, (limit, begin, gaps) => {
        const window = new SlidingWindow();
        const replay: number[] = [];
        for (const now of timesOf(begin, gaps)) {
          const { allowed, resetSeconds } = window.take(limit, now);
          replay.push(now);
          if (allowed) continue;
          const later = (wait: number) => {
            const copy = new SlidingWindow();
            for (const time of replay) copy.take(limit, time);
            return copy.take(limit, now + wait * 1000).allowed;
          };
          expect(later(resetSeconds)).toBe(true);
          expect(later(resetSeconds - 1)).toBe(false);
          return;
        }
      }),
    );
  });

  it("does not count what it refuses", () => {
    const window = new SlidingWindow();
    window.take(1, 0);
    for (let now = 1000; now < 61_000; now += 500) expect(window.take(1, now).allowed).toBe(false);
    expect(window.take(1, 61_000)).toEqual({ allowed: true, remaining: 0, resetSeconds: 61 });
  });

  it("takes time that goes back as standing still", () => {
    const window = new SlidingWindow();
    expect(window.take(2, 100_000).allowed).toBe(true);
    expect(window.take(2, 90_000).allowed).toBe(true);
    expect(window.take(2, 90_500).allowed).toBe(false);
    expect(window.take(2, 161_000).allowed).toBe(true);
  });

  it("follows a limit that changes", () => {
    const window = new SlidingWindow();
    for (let count = 0; count < 5; count++) window.take(5, 0);
    expect(window.take(3, 0)).toEqual({ allowed: false, remaining: 0, resetSeconds: 61 });
    expect(window.take(6, 0).allowed).toBe(true);
  });

  it("counts what was let in elsewhere, beyond the limit too", () => {
    const window = new SlidingWindow();
    for (let count = 0; count < 3; count++) window.record(0);
    expect(window.take(3, 0).allowed).toBe(false);
    expect(window.take(4, 0)).toEqual({ allowed: true, remaining: 0, resetSeconds: 61 });
  });
});
