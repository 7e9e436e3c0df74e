import { describe, expect, it } from "vitest";
import { professionalModel } from "./linkageModels.js";
import type { Level, LinkageModel } from "./model.js";
import { type LevelCounts, train } from "./training.js";

interface Truth {
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly matchesPerRecord: number;
}

const TRUTH: Truth = {
  m: [
    [0.8, 0.15, 0.05],
    [0.7, 0.3],
    [0.6, 0.25, 0.15],
    [0.9, 0.1],
  ],
  u: [
    [0.001, 0.009, 0.99],
    [0.002, 0.998],
    [0.01, 0.04, 0.95],
    [0.005, 0.995],
  ],
  matchesPerRecord: 1.6,
};
const RECORDS = 20_000;

function modelOf(start: Truth): LinkageModel {
  return {
    ...professionalModel(),
    comparisons: start.m.map((ms, at) => ({
      name: `comparison_${at}`,
      levels: ms.map((m, level): Level => ({ name: `level ${level}`, m, u: start.u[at]?.[level] ?? 0 })),
    })),
    agreement: {},
    matchesPerRecord: start.matchesPerRecord,
    priorStrength: { m: 1, u: 1, records: 1 },
  };
}

/** Every combination of levels. */
function vectors(): number[][] {
  return TRUTH.m.reduce<number[][]>(
    (known, levels) => known.flatMap((vector) => levels.map((_, level) => [...vector, level])),
    [[]],
  );
}

function counted(groups: readonly number[][], pairsOf: (vector: readonly number[]) => number): LevelCounts {
  return {
    levels: TRUTH.m.map((_, at) => Uint8Array.from(groups, (vector) => vector[at] ?? 0)),
    rarity: new Int8Array(groups.length),
    said: new Int8Array(groups.length),
    counts: Float64Array.from(groups, pairsOf),
  };
}

const chance = (of: Truth["m"], vector: readonly number[]) =>
  vector.reduce((product, level, at) => product * (of[at]?.[level] ?? 0), 1);

/** The pairs that records of this truth would give. */
function dataOf(groups: readonly number[][]) {
  const pairs = (RECORDS * (RECORDS - 1)) / 2;
  const share = (RECORDS * TRUTH.matchesPerRecord) / pairs;
  const all = (vector: readonly number[]) =>
    share * chance(TRUTH.m, vector) + (1 - share) * chance(TRUTH.u, vector);
  return {
    records: RECORDS,
    candidates: counted(groups, (vector) => all(vector) * pairs),
    random: counted(groups, (vector) => all(vector) * 1_000_000),
  };
}

const WRONG: Truth = {
  m: [
    [0.5, 0.3, 0.2],
    [0.5, 0.5],
    [0.4, 0.3, 0.3],
    [0.6, 0.4],
  ],
  u: [
    [0.01, 0.04, 0.95],
    [0.01, 0.99],
    [0.05, 0.1, 0.85],
    [0.02, 0.98],
  ],
  matchesPerRecord: 0.5,
};

describe("training", () => {
  it("recovers the parameters that the data were made with, from a wrong start", () => {
    const learned = train(modelOf(WRONG), dataOf(vectors()));
    expect(learned.matchesPerRecord).toBeCloseTo(TRUTH.matchesPerRecord, 1);
    for (const [at, { levels }] of learned.comparisons.entries()) {
      for (const [level, { m, u }] of levels.entries()) {
        expect(m).toBeCloseTo(TRUTH.m[at]?.[level] ?? 0, 2);
        expect(u).toBeCloseTo(TRUTH.u[at]?.[level] ?? 0, 3);
      }
    }
  });

  it("is not misled by the pairs of one person among the random ones", () => {
    const learned = train(modelOf(WRONG), dataOf(vectors()));
    expect(learned.comparisons[0]?.levels[0]?.u).toBeCloseTo(0.001, 4);
  });

  it("learns the same, up to rounding, in whatever order the pairs come", () => {
    const learned = train(modelOf(WRONG), dataOf(vectors()));
    const reversed = train(modelOf(WRONG), dataOf(vectors().reverse()));
    expect(reversed.matchesPerRecord).toBeCloseTo(learned.matchesPerRecord, 9);
  });

  it("takes a judged pair for what it was judged to be", () => {
    const groups = vectors();
    const data = dataOf(groups);
    const unlikely = groups.findIndex((vector) => vector.join() === "2,1,2,0");
    const judgedAs = (verdict: number) => {
      const said = new Int8Array(groups.length);
      said[unlikely] = verdict;
      const counts = Float64Array.from(data.candidates.counts);
      counts[unlikely] = 500;
      return train(modelOf(TRUTH), { ...data, candidates: { ...data.candidates, counts, said } });
    };
    const mOfLast = (verdict: number) => judgedAs(verdict).comparisons[0]?.levels[2]?.m ?? 0;
    expect(mOfLast(1)).toBeGreaterThan(mOfLast(0) + 0.005);
    expect(mOfLast(-1)).toBeLessThanOrEqual(mOfLast(0));
  });

  it("stays close to the shipped parameters where there are few records", () => {
    const shipped = professionalModel();
    const none = {
      levels: shipped.comparisons.map(() => new Uint8Array()),
      rarity: new Int8Array(),
      said: new Int8Array(),
      counts: new Float64Array(),
    };
    const learned = train(shipped, { records: 10, candidates: none, random: none });
    expect(learned.comparisons[0]?.levels[1]?.m).toBeCloseTo(shipped.comparisons[0]?.levels[1]?.m ?? 0, 6);
    expect(learned.matchesPerRecord).toBeGreaterThan(shipped.matchesPerRecord * 0.95);
  });
});
