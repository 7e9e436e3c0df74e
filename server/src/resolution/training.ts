import { type Comparison, type Level, type LinkageModel, priorOdds } from "./model.js";

/** Pairs grouped by their levels: `levels[c][v]` is the level of comparison c in group v, `counts[v]` its pairs. */
export interface LevelCounts {
  readonly levels: readonly Uint8Array[];
  /** Bits by which the frequencies of its values change the weight of a group's pairs. */
  readonly rarity: Int8Array;
  /** What judgements say of a group's pairs: 1 they are one person, -1 they are two, 0 nothing. */
  readonly said: Int8Array;
  readonly counts: Float64Array;
}

export interface TrainingData {
  readonly records: number;
  /** All candidate pairs. Pairs that are no candidates are taken to be of two people. */
  readonly candidates: LevelCounts;
  /** Random pairs, blocked or not. */
  readonly random: LevelCounts;
}

const MAX_ROUNDS = 100;
const TOLERANCE = 1e-5;

/**
 * Learns a model's parameters without labels by expectation maximisation over all pairs of records (Winkler 1988).
 * `u` comes from the random pairs, each weighted by how probably it is of two people; `m` and the prior from the
 * candidates. A judged pair is what it was judged to be. What the model says already counts as `priorStrength` observations, so few records change it little.
 * The same data give the same model, in whatever order the groups come.
 */
export function train(model: LinkageModel, data: TrainingData): LinkageModel {
  let current: LinkageModel = { ...model, trainedOn: data.records };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = improved(model, current, data);
    const moved = largestMove(current, next);
    current = next;
    if (moved < TOLERANCE) break;
  }
  return current;
}

/** One round: what each group of pairs probably is, then the parameters that make this likeliest. */
function improved(prior: LinkageModel, current: LinkageModel, data: TrainingData): LinkageModel {
  const pairs = (data.records * (data.records - 1)) / 2;
  const odds = priorOdds(current, data.records);
  const ratios = current.comparisons.map(({ levels }) => levels.map(ratioOf));
  const candidates = posteriors(data.candidates, ratios, odds);
  const random = posteriors(data.random, ratios, odds);
  const strength = prior.priorStrength;
  const comparisons = prior.comparisons.map((comparison, at): Comparison => {
    const m = tally(comparison, data.candidates, at, candidates);
    const u = tally(
      comparison,
      data.random,
      at,
      random.map((probability) => 1 - probability),
    );
    return { name: comparison.name, levels: comparison.levels.map(learned(comparison, m, u, strength)) };
  });
  const matches = data.candidates.counts.reduce(
    (sum, count, group) => sum + count * (candidates[group] ?? 0),
    0,
  );
  const matchesPerRecord =
    (Math.min(matches, pairs) + prior.matchesPerRecord * strength.records) /
    (data.records + strength.records);
  return { ...current, comparisons, matchesPerRecord };
}

function ratioOf({ m, u, bits }: Level): number {
  return bits === undefined ? (m ?? 1) / (u ?? 1) : 2 ** bits;
}

function posteriors(
  { levels, rarity, said, counts }: LevelCounts,
  ratios: readonly (readonly number[])[],
  odds: number,
): Float64Array {
  return counts.map((_, group) => {
    const judged = said[group] ?? 0;
    if (judged !== 0) return judged > 0 ? 1 : 0;
    let evidence = odds * 2 ** (rarity[group] ?? 0);
    for (const [at, level] of levels.entries()) evidence *= ratios[at]?.[level[group] ?? 0] ?? 1;
    return evidence / (1 + evidence);
  });
}

/** Pairs by level, each counted by its probability. */
function tally(
  { levels }: Comparison,
  groups: LevelCounts,
  at: number,
  probability: Float64Array,
): Float64Array {
  const sums = new Float64Array(levels.length);
  const level = groups.levels[at] ?? new Uint8Array();
  for (const [group, count] of groups.counts.entries()) {
    const position = level[group] ?? 0;
    sums[position] = (sums[position] ?? 0) + count * (probability[group] ?? 0);
  }
  return sums;
}

/**
 * A level with its share of the pairs that could be compared, which are all but those of levels set to 0 bits; levels
 * whose bits are set stay as they are. Of what never
 * happened in n random pairs is only known that it happens less often than once in n: there the shipped `u` stands.
 */
function learned(
  { levels }: Comparison,
  m: Float64Array,
  u: Float64Array,
  strength: LinkageModel["priorStrength"],
): (level: Level, at: number) => Level {
  const total = (sums: Float64Array) =>
    sums.reduce((sum, value, at) => sum + (levels[at]?.bits === 0 ? 0 : value), 0);
  const [allM, allU] = [total(m), total(u)];
  return (level, at) => {
    if (level.bits !== undefined) return level;
    return {
      ...level,
      m: ((m[at] ?? 0) + strength.m * (level.m ?? 0)) / (allM + strength.m),
      u: Math.max(
        ((u[at] ?? 0) + strength.u * (level.u ?? 0)) / (allU + strength.u),
        Math.min(level.u ?? 0, 1 / Math.max(1, allU)),
      ),
    };
  };
}

/** The largest change of any parameter, in bits of its level's weight or of the prior. */
function largestMove(before: LinkageModel, after: LinkageModel): number {
  let largest = Math.abs(Math.log2(after.matchesPerRecord / before.matchesPerRecord));
  for (const [at, { levels }] of after.comparisons.entries()) {
    for (const [position, level] of levels.entries()) {
      const old = before.comparisons[at]?.levels[position];
      if (old === undefined || level.bits !== undefined) continue;
      largest = Math.max(largest, Math.abs(Math.log2(ratioOf(level) / ratioOf(old))));
    }
  }
  return largest;
}
