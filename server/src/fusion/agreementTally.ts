import type { Seen } from "./independence.js";
import {
  copyKey,
  HIGHEST,
  LOWEST,
  PRIOR_ACCURACY,
  type SourceField,
  sourceFieldKey,
} from "./sourceReliability.js";

/** Of values that two sources both give for one person: how often they were the same. */
interface Agreement {
  readonly left: number;
  readonly right: number;
  compared: number;
  agreed: number;
}

/** Comparisons that a pair of sources has before it has any, which agree as sources of the prior accuracy do. */
const PRIOR_STRENGTH = 20;
const ROUNDS = 30;
/** What agrees more than accuracy explains by less than this is chance. */
const LEAST_EXCESS = 0.5;

/**
 * A first guess at the accuracies of sources, from how often they agree with each other: two independent sources agree
 * as often as both are right. Each source's accuracy is the weighted median of what its pairs say (median polish;
 * Tukey 1977), so that copies, which agree with few others more than they should, do not pass for accurate.
 */
function guessAccuracies(agreements: readonly Agreement[]): Map<number, number> {
  const smoothed = agreements.map(({ left, right, compared, agreed }) => ({
    left,
    right,
    weight: compared + PRIOR_STRENGTH,
    rate: (agreed + PRIOR_STRENGTH * PRIOR_ACCURACY ** 2) / (compared + PRIOR_STRENGTH),
  }));
  const sources = [...new Set(agreements.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b);
  const accuracy = new Map(sources.map((source) => [source, PRIOR_ACCURACY]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const source of sources) {
      const said = smoothed.flatMap(({ left, right, weight, rate }) => {
        if (left !== source && right !== source) return [];
        const other = accuracy.get(left === source ? right : left) ?? PRIOR_ACCURACY;
        return { value: rate / other, weight };
      });
      accuracy.set(source, Math.min(HIGHEST, Math.max(LOWEST, weightedMedian(said))));
    }
  }
  return accuracy;
}

function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number {
  const ordered = [...values].sort((a, b) => a.value - b.value);
  const half = ordered.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { value, weight } of ordered) {
    passed += weight;
    if (passed > half) return value;
  }
  return PRIOR_ACCURACY;
}

/** What agreement alone tells of sources. */
export interface FirstGuess {
  /** By source and field, as `sourceFieldKey` writes them. */
  readonly accuracies: ReadonlyMap<string, number>;
  /** Share 0..1 of what two sources could agree beyond their accuracies that they do; the left one has the smaller number. */
  readonly unexplained: (left: number, right: number) => number;
}

/** Counts how often sources agree, field by field. */
export class AgreementTally {
  readonly #fields = new Map<SourceField, Map<string, Agreement>>();

  /** @param seen statements of one course */
  add(field: SourceField, seen: readonly Seen[]): void {
    const pairs = this.#fields.get(field) ?? new Map<string, Agreement>();
    this.#fields.set(field, pairs);
    for (const { statement: a } of seen) {
      for (const { statement: b } of seen) {
        const [left, right] = [a.record.source_id, b.record.source_id];
        if (left >= right) continue;
        const key = copyKey(left, right);
        const pair = pairs.get(key) ?? { left, right, compared: 0, agreed: 0 };
        pair.compared += 1;
        pair.agreed += Number(a.value === b.value);
        pairs.set(key, pair);
      }
    }
  }

  /** @param telling fields in which agreement beyond accuracy tells copies */
  guess(telling: ReadonlySet<SourceField>): FirstGuess {
    const accuracies = new Map<string, number>();
    const beyond = new Map<string, { excess: number; room: number }>();
    for (const [field, pairs] of this.#fields) {
      const guessed = guessAccuracies([...pairs.values()]);
      for (const [source, accuracy] of guessed) accuracies.set(sourceFieldKey(source, field), accuracy);
      if (!telling.has(field)) continue;
      for (const [key, pair] of pairs) addExcess(beyond, key, pair, guessed);
    }
    const unexplained = (left: number, right: number) => {
      const { excess, room } = beyond.get(copyKey(left, right)) ?? { excess: 0, room: 0 };
      const rate = excess / (room + PRIOR_STRENGTH);
      return rate < LEAST_EXCESS ? 0 : Math.min(1, rate);
    };
    return { accuracies, unexplained };
  }
}

function addExcess(
  beyond: Map<string, { excess: number; room: number }>,
  key: string,
  { left, right, compared, agreed }: Agreement,
  accuracies: ReadonlyMap<number, number>,
): void {
  const expected = (accuracies.get(left) ?? PRIOR_ACCURACY) * (accuracies.get(right) ?? PRIOR_ACCURACY);
  const sum = beyond.get(key) ?? { excess: 0, room: 0 };
  sum.excess += agreed - compared * expected;
  sum.room += compared * (1 - expected);
  beyond.set(key, sum);
}
