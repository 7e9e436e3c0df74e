import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget, OverBudgetError } from "./budget.js";

describe("a budget", () => {
  it("is never passed, whatever calls cost and however they overlap", async () => {
    const call = fc
      .record({
        highest: fc.integer({ min: 0, max: 10 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        fails: fc.boolean(),
      })
      .map(({ highest, share, fails }) => ({ highest, cost: Math.round(highest * share), fails }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.array(call), async (cap, calls) => {
        const budget = createBudget(cap);
        let paid = 0;
        const work = (cost: number, fails: boolean) => async () => {
          await Promise.resolve();
          if (fails) throw new Error("nothing was charged");
          paid += cost;
          return { cost, result: cost };
        };
        await Promise.allSettled(
          calls.map(({ highest, cost, fails }) => budget.spend(highest, work(cost, fails))),
        );
        expect(budget.spent).toBe(paid);
        expect(paid).toBeLessThanOrEqual(cap);
      }),
    );
  });

  it("refuses what could pass it, and lets on what fits", async () => {
    const budget = createBudget(5);
    const costing = (cost: number) => async () => ({ cost, result: cost });
    await budget.spend(4, costing(4));
    await expect(budget.spend(4, costing(1))).rejects.toBeInstanceOf(OverBudgetError);
    await expect(budget.spend(1, costing(1))).resolves.toBe(1);
    expect(budget.spent).toBe(5);
  });
});
