import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyCalibration, fitIsotonic, type Outcome } from "./calibration.js";
import { fitCalibration, fitPlatt } from "./platt.js";

/** Outcomes of scores 0.05, 0.15, …, each right as often as `share` says. */
function outcomesOf(share: (score: number) => number, each: number): Outcome[] {
  return Array.from({ length: 10 }, (_, bin) => (bin + 0.5) / 10).flatMap((score) =>
    Array.from({ length: each }, (_, at) => ({ score, right: at < Math.round(share(score) * each) })),
  );
}

describe("fitPlatt", () => {
  it("leaves scores as they are that mean what they say", () => {
    const curve = fitPlatt(outcomesOf((score) => score, 2000));
    for (const score of [0.15, 0.5, 0.85]) expect(applyCalibration(curve, score)).toBeCloseTo(score, 1);
  });

  it("takes back what is said too confidently", () => {
    const tooSure = (score: number) => 0.5 + (score - 0.5) / 2;
    const curve = fitPlatt(outcomesOf(tooSure, 20));
    expect(applyCalibration(curve, 0.95)).toBeLessThan(0.85);
    expect(applyCalibration(curve, 0.05)).toBeGreaterThan(0.15);
  });

  it("never falls, and stays between 0 and 1, whatever the outcomes", () => {
    const outcome = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 50 }), (outcomes) => {
        const { probabilities } = fitPlatt(outcomes);
        for (const [at, probability] of probabilities.entries()) {
          expect(probability).toBeGreaterThanOrEqual(probabilities[at - 1] ?? 0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("fitCalibration", () => {
  it("follows the outcomes step by step where they are many, and with two parameters where they are few", () => {
    const many = outcomesOf((score) => (score < 0.5 ? 0.2 : 0.8), 200);
    const few = outcomesOf((score) => (score < 0.5 ? 0.2 : 0.8), 20);
    const [first = 0, last = 0] = [fitCalibration(many), fitIsotonic(many)].map((curve) =>
      applyCalibration(curve, 0.3),
    );
    expect(first).toBeCloseTo(last, 2);
    expect(fitCalibration(few)).toEqual(fitPlatt(few));
    expect(fitCalibration([])).toEqual({ scores: [], probabilities: [] });
  });

  it("promises no certainty, however alike the outcomes", () => {
    for (const right of [true, false]) {
      const { probabilities } = fitCalibration(
        Array.from({ length: 2000 }, (_, at) => ({ score: at / 2000, right })),
      );
      for (const probability of probabilities) {
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
      }
    }
  });
});
