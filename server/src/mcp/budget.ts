/** What tool calls may spend together. */
export interface Budget {
  /**
   * Does what may cost something, unless it could take the sum above the cap; what it may cost at most is held back
   * meanwhile.
   * @param highestPrice in credits
   * @param work answers with what it cost
   * @throws OverBudgetError, and nothing is done
   */
  spend<T>(
    highestPrice: number,
    work: () => Promise<{ readonly cost: number; readonly result: T }>,
  ): Promise<T>;
  /** Credits that were spent. */
  readonly spent: number;
}

/** A tool call could cost more than is left. */
export class OverBudgetError extends Error {
  constructor(highestPrice: number, left: number, cap: number) {
    super(
      `This call could cost ${highestPrice} credits, and of the cap of ${cap} only ${left} are left. ` +
        "Whoever runs `vouch mcp` can set a higher --cap.",
    );
    this.name = "OverBudgetError";
  }
}

/** @param cap credits; Infinity for none */
export function createBudget(cap: number): Budget {
  let spent = 0;
  let held = 0;
  return {
    get spent() {
      return spent;
    },
    async spend(highestPrice, work) {
      const left = cap - spent - held;
      if (highestPrice > left) throw new OverBudgetError(highestPrice, left, cap);
      held += highestPrice;
      try {
        const { cost, result } = await work();
        spent += cost;
        return result;
      } finally {
        held -= highestPrice;
      }
    },
  };
}
