import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sample, steadyTrend } from "./trend.js";

const STEP = 10;
const START = 225;

/** Half an hour that rises evenly, by so many percent an hour. */
const rising = (percent: number): Sample[] =>
  Array.from({ length: 180 }, (_, at) => ({
    seconds: at * STEP,
    value: START * (1 + (percent / 100) * ((at * STEP) / 3600)),
  }));

describe("a steady trend", () => {
  it.each([0, 0.5, 2, 4, -5])("of %d percent an hour is measured", (percent) => {
    expect(steadyTrend(rising(percent))).toBeCloseTo(percent, 0);
  });

  it("of what leaks is seen through noise", () => {
    const noise = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 180, maxLength: 180 });
    fc.assert(
      fc.property(noise, (heights) => {
        const noisy = rising(10).map(({ seconds, value }, at) => ({
          seconds,
          value: value + (heights[at] ?? 0),
        }));
        expect(steadyTrend(noisy)).toBeGreaterThan(5);
      }),
      { numRuns: 20 },
    );
  });

  it("is not made by memory that is given back for some minutes, whenever that is", () => {
    fc.assert(
      fc.property(fc.nat({ max: 160 }), fc.integer({ min: 1, max: 20 }), (from, length) => {
        const dipped = rising(0).map((sample, at) =>
          at >= from && at < from + length ? { ...sample, value: START / 2 } : sample,
        );
        expect(Math.abs(steadyTrend(dipped))).toBeLessThan(0.01);
      }),
    );
  });
});
