import type { Step } from "../engine/pipeline.js";
import { type Comparison, type LinkageModel, levelBits, priorOdds } from "./model.js";
import { decimal, rarityBitsSql } from "./termFrequency.js";

/**
 * From levels to match weights in bits: the prior's log-odds and the sum over the comparisons
 * (Fellegi and Sunter 1969).
 * @param records how many records there are, for the frequencies of terms
 */
export function scoreStep(model: LinkageModel, levels: string, records: number): Step {
  const trainedOn = model.trainedOn > 0 ? model.trainedOn : records;
  const parts = [...model.comparisons.map(comparisonBitsSql), rarityBitsSql(model, records)];
  return {
    name: "pair_weight",
    reads: [levels],
    sql: `SELECT left_id, right_id, CAST(${decimal(Math.log2(priorOdds(model, trainedOn)))}
  + ${parts.join("\n  + ")} AS FLOAT) AS weight
FROM ${levels}`,
  };
}

/**
 * The probability that two candidates are one person. Comparisons are not quite independent, so evidence counts for
 * less than its bits; and pairs that met under a blocking rule match more often than the prior over all pairs says.
 * Both figures are fitted on the tuning half of historical_50k and on seeds of the generator that no benchmark
 * reports on.
 */
export function matchProbability(bits: number): number {
  return 1 / (1 + 2 ** -(EVIDENCE_COUNTS * bits + CANDIDATE_BITS));
}

const EVIDENCE_COUNTS = 0.6;
const CANDIDATE_BITS = 1;

function comparisonBitsSql({ name, levels }: Comparison): string {
  const cases = levels.map((level, at) => `WHEN ${at} THEN ${decimal(levelBits(level))}`);
  return `CASE c_${name} ${cases.join(" ")} END`;
}
