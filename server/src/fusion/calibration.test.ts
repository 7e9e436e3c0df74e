import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyCalibration,
  brierScore,
  expectedCalibrationError,
  fitIsotonic,
  reliabilityTable,
} from "./calibration.js";

const outcomes = fc.array(
  fc.record({ score: fc.double({ min: -20, max: 20, noNaN: true }), right: fc.boolean() }),
  { minLength: 1, maxLength: 60 },
);

/** Outcomes whose score is the very probability of being right, without chance. */
const honest = [0.1, 0.3, 0.5, 0.9].flatMap((score) =>
  Array.from({ length: 100 }, (_, at) => ({ score, right: at < Math.round(score * 100) })),
);

describe("fitIsotonic", () => {
  it("gives probabilities that never fall and stay within 0 and 1", () => {
    fc.assert(
      fc.property(outcomes, fc.double({ min: -30, max: 30, noNaN: true }), (given, score) => {
        const curve = fitIsotonic(given);
        const at = applyCalibration(curve, score);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(1);
        expect(applyCalibration(curve, score + 1)).toBeGreaterThanOrEqual(at - 1e-9);
      }),
    );
  });

  it("recovers known probabilities, in whatever order they come", () => {
    const curve = fitIsotonic([...honest].reverse());
    for (const score of [0.1, 0.3, 0.5, 0.9]) expect(applyCalibration(curve, score)).toBeCloseTo(score, 10);
  });

  it("pools what violates the order", () => {
    const curve = fitIsotonic([
      { score: 1, right: true },
      { score: 2, right: false },
    ]);
    expect(curve).toEqual({ scores: [1, 2], probabilities: [0.5, 0.5] });
  });

  it("is level from the first to the last score of a pool, and a line between pools", () => {
    const curve = fitIsotonic([
      { score: 0, right: false },
      ...[0.6, 0.7, 0.8].map((score) => ({ score, right: true })),
      { score: 1, right: false },
      { score: 1, right: true },
    ]);
    expect([0.6, 0.8, 1].map((score) => applyCalibration(curve, score))).toEqual([0.8, 0.8, 0.8]);
    expect(applyCalibration(curve, 0.3)).toBeCloseTo(0.4, 10);
  });

  it("leaves a score as it is where there is nothing to learn from", () => {
    expect(applyCalibration(fitIsotonic([]), 0.4)).toBe(0.4);
    expect(applyCalibration(fitIsotonic([]), 7)).toBe(1);
  });
});

describe("reliability", () => {
  it("is perfect where promise and outcome are equal", () => {
    expect(expectedCalibrationError(honest)).toBeCloseTo(0, 10);
    expect(reliabilityTable(honest).map(({ n, observed }) => [n, observed])).toEqual([
      [100, 0.1],
      [100, 0.3],
      [100, 0.5],
      [100, 0.9],
    ]);
  });

  it("counts boasting in full", () => {
    const boasting = [
      { score: 1, right: false },
      { score: 1, right: true },
    ];
    expect(expectedCalibrationError(boasting)).toBe(0.5);
    expect(brierScore(boasting)).toBe(0.5);
  });
});
