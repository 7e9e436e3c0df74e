import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthOf, monthsBetween, nextMonth } from "./months.js";
import { addGrant, burn, type Grant, type MonthlyTerms, type Purse, settle } from "./purse.js";

const NOTHING: MonthlyTerms = { monthly_credits: 0, unused_credits: "expire" };
const NEVER = Number.POSITIVE_INFINITY;
const at = (text: string) => Date.parse(text);
const NOW = at("2026-03-10T12:00:00Z");

let ids = 0;
const granted = (remaining: number, expiresAt = NEVER, month: number | null = null): Grant => ({
  grantId: String(++ids),
  credits: Math.max(1, remaining),
  remaining,
  expiresAt,
  month,
});
const purseOf = (grants: readonly Grant[], charged = 0, settleAt = nextMonth(NOW)): Purse => ({
  grants,
  balance: grants.reduce((sum, { remaining }) => sum + remaining, 0) - charged,
  settleAt,
});
const left = (grants: readonly Grant[]) => grants.map(({ remaining }) => remaining);

describe("months", () => {
  it("begin at midnight UTC, whatever their length", () => {
    expect(nextMonth(at("2028-02-29T23:59:59.999Z"))).toBe(at("2028-03-01T00:00:00Z"));
    expect(nextMonth(at("2026-12-01T00:00:00Z"))).toBe(at("2027-01-01T00:00:00Z"));
    expect(monthOf(at("2026-03-01T00:00:00Z"))).toBe(at("2026-03-01T00:00:00Z"));
    expect(monthOf(at("2026-03-01T00:00:00Z") - 1)).toBe(at("2026-02-01T00:00:00Z"));
  });

  it("are listed from one time to another, both included", () => {
    const months = ["2026-01-01", "2026-02-01", "2026-03-01"].map((day) => at(`${day}T00:00:00Z`));
    expect(monthsBetween(at("2026-01-01T00:00:00Z"), at("2026-03-01T00:00:00Z"))).toEqual(months);
    expect(monthsBetween(at("2026-01-01T00:00:00.001Z"), at("2026-02-28T23:59:59.999Z"))).toEqual([
      months[1],
    ]);
    expect(monthsBetween(Number.NEGATIVE_INFINITY, NOW)).toEqual([]);
    expect(monthsBetween(NEVER, NOW)).toEqual([]);
  });
});

describe("burning", () => {
  it("takes what expires soonest first, and of equals what was given first", () => {
    const grants = [granted(10), granted(10, NOW + 2), granted(10, NOW + 1), granted(10)];
    const burnt = burn(purseOf(grants, 25));
    expect(burnt.map(({ grantId, remaining }) => [grantId, remaining])).toEqual([
      [grants[2]?.grantId, 0],
      [grants[1]?.grantId, 0],
      [grants[0]?.grantId, 5],
      [grants[3]?.grantId, 10],
    ]);
  });

  it("leaves what adds up to the balance, and never less than nothing of a grant", () => {
    const grants = fc.array(
      fc
        .tuple(fc.nat(100), fc.option(fc.nat(5), { nil: NEVER }))
        .map(([credits, expiry]) => granted(credits, expiry)),
    );
    fc.assert(
      fc.property(grants, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
        const total = purseOf(some).balance;
        const burnt = left(burn(purseOf(some, Math.floor(total * share))));
        expect(burnt.reduce((sum, remaining) => sum + remaining, 0)).toBe(total - Math.floor(total * share));
        expect(burnt.every((remaining) => remaining >= 0)).toBe(true);
      }),
    );
  });

  it("refuses a balance that its grants do not explain", () => {
    expect(() => burn({ ...purseOf([granted(5)]), balance: 6 })).toThrow("more than its grants");
    expect(() => burn({ ...purseOf([granted(5)]), balance: -1 })).toThrow("less than nothing");
  });
});

describe("a grant by hand", () => {
  it("is not burnt by what was charged before it, however soon it expires", () => {
    const { purse } = addGrant(purseOf([granted(10)], 4), 10, NOW + 1, NOW);
    expect(left(purse.grants)).toEqual([6, 10]);
    expect(purse).toMatchObject({ balance: 16, settleAt: NOW + 1 });
  });
});

describe("settling", () => {
  it("takes away what has expired, from its very millisecond on", () => {
    const purse = purseOf([granted(10, NOW), granted(5)], 3, NOW);
    expect(settle(purse, NOTHING, NOW - 1).entries).toEqual([]);
    const { purse: after, entries } = settle(purse, NOTHING, NOW);
    expect(entries).toEqual([{ kind: "expiry", credits: 7, at: NOW, month: null }]);
    expect(after).toMatchObject({ balance: 5, settleAt: nextMonth(NOW) });
  });

  it("gives a new account what its plan gives a month", () => {
    const terms: MonthlyTerms = { monthly_credits: 100, unused_credits: "expire" };
    const { purse, entries } = settle(purseOf([], 0, Number.NEGATIVE_INFINITY), terms, NOW);
    expect(entries).toEqual([{ kind: "grant", credits: 100, at: NOW, month: monthOf(NOW) }]);
    expect(purse).toMatchObject({ balance: 100, settleAt: nextMonth(NOW) });
    expect(purse.grants).toMatchObject([{ expiresAt: nextMonth(NOW) }]);
  });

  it.each([
    ["expire", 100, 4],
    ["roll_over", 300, 2],
  ] as const)(
    "gives each month that began while nobody looked; unused ones %s",
    (unused_credits, balance, lines) => {
      const terms: MonthlyTerms = { monthly_credits: 100, unused_credits };
      const first = settle(purseOf([], 0, Number.NEGATIVE_INFINITY), terms, NOW).purse;
      const { purse, entries } = settle(first, terms, at("2026-05-01T00:00:00Z"));
      expect(purse.balance).toBe(balance);
      expect(entries).toHaveLength(lines);
      expect(entries.map(({ at: time }) => time)).toEqual(entries.map(({ at: time }) => time).sort());
      expect(settle(purse, terms, at("2026-05-01T00:00:00Z")).entries).toEqual([]);
    },
  );

  it("gives what a richer plan lacks this month, and takes nothing back for a poorer one", () => {
    const terms = (monthly_credits: number): MonthlyTerms => ({ monthly_credits, unused_credits: "expire" });
    const { purse } = settle(purseOf([], 0, Number.NEGATIVE_INFINITY), terms(100), NOW);
    const richer = settle(purse, terms(250), NOW);
    expect(richer.entries).toMatchObject([{ credits: 150 }]);
    expect(settle(richer.purse, terms(10), NOW).entries).toEqual([]);
  });

  it("comes to the same whether it is done often or once", () => {
    const hours = fc.integer({ min: 1, max: 4000 }).map((count) => NOW + count * 3_600_000);
    const grants = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.option(hours, { nil: NEVER })));
    const terms = fc.record({
      monthly_credits: fc.nat(50),
      unused_credits: fc.constantFrom("expire" as const, "roll_over" as const),
    });
    const ledgerOf = (purse: Purse, plan: MonthlyTerms, times: readonly number[]) => {
      const entries = [];
      let current = purse;
      for (const time of times) {
        const settled = settle(current, plan, time);
        entries.push(...settled.entries);
        current = settled.purse;
      }
      const rest = burn(current).filter(({ remaining }) => remaining > 0);
      return { entries, balance: current.balance, settleAt: current.settleAt, rest };
    };
    fc.assert(
      fc.property(grants, terms, fc.array(hours, { minLength: 1 }), (given, plan, times) => {
        const ordered = [...times].sort((one, other) => one - other);
        let purse = settle(purseOf([], 0, Number.NEGATIVE_INFINITY), plan, NOW).purse;
        for (const [credits, expiresAt] of given) purse = addGrant(purse, credits, expiresAt, NOW).purse;
        const often = ledgerOf(purse, plan, ordered);
        const once = ledgerOf(purse, plan, ordered.slice(-1));
        const inTime = (entries: typeof once.entries) =>
          entries.map(({ at: time, kind, credits }) => `${time} ${kind} ${credits}`).sort();
        expect(inTime(often.entries)).toEqual(inTime(once.entries));
        expect({ ...often, entries: [] }).toEqual({ ...once, entries: [] });
      }),
    );
  });
});
