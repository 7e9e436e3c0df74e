import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchProbability } from "./scoring.js";

const bits = fc.double({ min: -60, max: 60, noNaN: true });

describe("the probability of a match", () => {
  it("is a probability, and rises with the evidence", () => {
    fc.assert(
      fc.property(bits, bits, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(matchProbability(less)).toBeGreaterThan(0);
        expect(matchProbability(more)).toBeLessThanOrEqual(1);
        expect(matchProbability(more)).toBeGreaterThanOrEqual(matchProbability(less));
      }),
    );
  });

  it("is above one half for a candidate of which nothing else is known than that it is one", () => {
    expect(matchProbability(0)).toBeCloseTo(2 / 3);
  });
});
