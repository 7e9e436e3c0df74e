import { describe, expect, it } from "vitest";
import { nextAttempt } from "./schedule.js";

describe("a delivery that fails", () => {
  it("is tried again soon at first, then ever later, for some three days", () => {
    const delays = Array.from({ length: 9 }, (_, at) => nextAttempt(at + 1, 0) ?? Number.NaN);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays[0]).toBe(5);
    expect(delays.reduce((sum, delay) => sum + delay, 0) / 86_400).toBeCloseTo(3.15, 1);
  });

  it("is given up after that", () => {
    expect(nextAttempt(10)).toBeUndefined();
  });

  it("waits up to a fifth longer by chance", () => {
    expect(nextAttempt(1, 1)).toBe(6);
  });
});
