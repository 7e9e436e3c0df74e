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

function comparisonBitsSql({ name, levels }: Comparison): string {
  const cases = levels.map((level, at) => `WHEN ${at} THEN ${decimal(levelBits(level))}`);
  return `CASE c_${name} ${cases.join(" ")} END`;
}
