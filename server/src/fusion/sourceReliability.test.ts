import { describe, expect, it } from "vitest";
import { type Agreement, accuraciesFrom } from "./sourceReliability.js";

/** The agreement that sources of known accuracy show over `compared` people, without chance. */
function agreementsOf(truth: readonly number[], compared: number): Agreement[] {
  return truth.flatMap((a, left) =>
    truth.slice(left + 1).map((b, beside) => ({
      left,
      right: left + 1 + beside,
      compared,
      agreed: compared * (a * b + (1 - a) * (1 - b) * 0.1),
    })),
  );
}

describe("accuraciesFrom", () => {
  it("recovers the accuracies of sources from their agreement alone", () => {
    const truth = [0.95, 0.85, 0.6, 0.75];
    const learned = accuraciesFrom(agreementsOf(truth, 5000));
    for (const [source, accuracy] of truth.entries()) {
      expect(learned.get(source)?.accuracy).toBeCloseTo(accuracy, 1);
    }
  });

  it("stays near the prior where there is little to compare", () => {
    const learned = accuraciesFrom([{ left: 1, right: 2, compared: 2, agreed: 0 }]);
    expect(learned.get(1)?.accuracy).toBeGreaterThan(0.7);
  });

  it("knows nothing of sources that share no person with another", () => {
    expect(accuraciesFrom([]).size).toBe(0);
  });
});
