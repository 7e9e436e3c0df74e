import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bar } from "./harness.js";
import { mannWhitney } from "./moneyTiming.js";
import { pairwise } from "./pairwise.js";
import { expectedCalibrationError, reliabilityTable } from "./reliability.js";
import { benchmarksPage, savedReports } from "./results.js";

describe("a bar", () => {
  it("holds at its own value, from either side", () => {
    expect(bar("precision", 0.98, ">=", 0.98).holds).toBe(true);
    expect(bar("ece", 0.05, "<=", 0.05).holds).toBe(true);
  });

  it("does not hold on the wrong side, nor for what is not a number", () => {
    expect(bar("precision", 0.97, ">=", 0.98).holds).toBe(false);
    expect(bar("ece", Number.NaN, "<=", 0.05).holds).toBe(false);
  });
});

describe("pairwise precision and recall", () => {
  it("counts pairs of records", () => {
    const { precision, recall } = pairwise(["a", "a", "a", "b"], ["1", "1", "2", "2"]);
    expect(precision).toBeCloseTo(1 / 2);
    expect(recall).toBeCloseTo(1 / 3);
  });

  it("is perfect for the truth under other labels", () => {
    const labels = fc.array(fc.constantFrom("a", "b", "c"));
    fc.assert(
      fc.property(labels, (truth) => {
        const { f1 } = pairwise(
          truth,
          truth.map((label) => `person ${label}`),
        );
        expect(f1).toBe(1);
      }),
    );
  });
});

describe("telling two samples apart", () => {
  const upTo = (length: number, shift: number) => Array.from({ length }, (_, at) => at + shift);

  it("finds no difference between what is interleaved, and one where all of one is above the other", () => {
    expect(mannWhitney(upTo(200, 0), upTo(200, 0.5))).toBeGreaterThan(0.5);
    expect(mannWhitney(upTo(200, 0), upTo(200, 200))).toBeLessThan(1e-6);
  });

  it("gives the p that tables give", () => {
    // U = 3000 of 80 x 100: z = (3000 - 4000) / sqrt(80 x 100 x 181 / 12) = -2.879, two-sided p = .0040
    const one = upTo(80, 0).map((at) => (at < 50 ? at - 1000 : at < 80 ? at + 2000 : at));
    const other = upTo(100, 0);
    expect(mannWhitney(one, other)).toBeCloseTo(0.004, 3);
  });
});

describe("reliability", () => {
  it("puts each claim into one bin", () => {
    const claims = fc.array(
      fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }),
    );
    fc.assert(
      fc.property(claims, (all) => {
        expect(reliabilityTable(all).reduce((sum, { n }) => sum + n, 0)).toBe(all.length);
      }),
    );
  });

  it("has no error where nine in ten of the answers given with .9 are right", () => {
    const claims = Array.from({ length: 10 }, (_, index) => ({ confidence: 0.9, right: index > 0 }));
    expect(expectedCalibrationError(reliabilityTable(claims))).toBeCloseTo(0);
  });

  it("has the whole error where all sure answers are wrong", () => {
    const claims = [{ confidence: 1, right: false }];
    expect(expectedCalibrationError(reliabilityTable(claims))).toBe(1);
  });
});

describe("the page of benchmarks", () => {
  it("shows every bar with what was measured and whether it holds", () => {
    const page = benchmarksPage([
      {
        bench: "sample",
        results: { seconds: 1.25, bins: [{ from: 0, n: 3 }], memory: { peak: 10 } },
        bars: [bar("seconds", 1.25, "<=", 1)],
        measured: { date: "2026-01-02", node: "v20.0.0", cores: 2, memory_gb: 4 },
      },
    ]);
    expect(page).toContain("| seconds | 1.25 | <= 1 | **missed** |");
    expect(page).toContain("| from | n |");
    expect(page).toContain("| memory.peak | 10 |");
  });

  it("is what the kept reports render to", async () => {
    const page = readFileSync(new URL("../docs/benchmarks.md", import.meta.url), "utf8");
    expect(page).toBe(benchmarksPage(await savedReports()));
  });
});
