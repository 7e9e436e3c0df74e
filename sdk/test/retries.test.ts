import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pauseBefore } from "../src/retries.js";

describe("the pause before another try", () => {
  it("is what the server asks for, unless nobody would wait so long", () => {
    expect(pauseBefore(1, 7)).toBe(7000);
    expect(pauseBefore(1, 3600)).toBeUndefined();
  });

  it("is at random, within a bound that doubles and has an end", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), share, (tried, random) => {
        const pause = pauseBefore(tried, undefined, random) ?? -1;
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(Math.min(20_000, 500 * 2 ** (tried - 1)));
      }),
    );
  });
});
