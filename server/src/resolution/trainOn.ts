import type { Engine } from "../engine/engine.js";
import { runSteps, type StepReport } from "../engine/pipeline.js";
import { levelStep } from "./comparison.js";
import { frequencyColumns, type LinkageModel } from "./model.js";
import { positionStep, randomPairStep, writeRandomPositions } from "./randomPairs.js";
import { agreementSql, rarityBitsSql, withAgreement } from "./termFrequency.js";
import { type LevelCounts, train } from "./training.js";

/**
 * Trains a model on the records of a table. Expects the tables of the blocking and comparison steps over all of
 * them: `candidate_pair`, `comparable`, `pair_level`; and `judged_pair`.
 */
export async function trainOn(
  engine: Engine,
  model: LinkageModel,
  records: string,
  count: number,
  onStep: (report: StepReport) => void,
): Promise<LinkageModel> {
  await writeRandomPositions(engine, count);
  const steps = [
    positionStep(model, records),
    randomPairStep(model),
    levelStep(model, { pairs: "random_pair", name: "random_level" }, engine.dialect),
  ];
  await runSteps(engine, steps, onStep);
  const start = withAgreement(model, await readAgreement(engine, model));
  return train(start, {
    records: count,
    candidates: await readLevelCounts(engine, start, JUDGED_LEVELS, count),
    random: await readLevelCounts(engine, start, "(SELECT *, 0 AS said FROM random_level)", count),
  });
}

const JUDGED_LEVELS = `(
SELECT p.*, CASE j.verdict WHEN 'positive' THEN 1 WHEN 'negative' THEN -1 ELSE 0 END AS said
FROM pair_level p LEFT JOIN judged_pair j ON j.left_id = p.left_id AND j.right_id = p.right_id)`;

/** Groups pairs by levels, whole bits of rarity and judgement; in order, so that sums add up the same way every time. */
async function readLevelCounts(
  engine: Engine,
  model: LinkageModel,
  table: string,
  records: number,
): Promise<LevelCounts> {
  const columns = [...model.comparisons.map(({ name }) => `c_${name}`), "rarity", "said"].join(", ");
  const groups: number[][] = [...model.comparisons.map(() => []), [], [], []];
  const sql = `SELECT ${columns}, count(*) AS pairs
FROM (SELECT *, CAST(round(${rarityBitsSql(model, records)}) AS INTEGER) AS rarity FROM ${table} level) pair
GROUP BY ${columns} ORDER BY ${columns}`;
  for await (const batch of engine.stream(sql)) {
    for (const [at, group] of groups.entries()) {
      for (const cell of batch.columns[at] ?? []) group.push(Number(cell));
    }
  }
  const [counts = [], said = [], rarity = []] = [groups.pop(), groups.pop(), groups.pop()];
  return {
    levels: groups.map((group) => Uint8Array.from(group)),
    rarity: Int8Array.from(rarity),
    said: Int8Array.from(said),
    counts: Float64Array.from(counts),
  };
}

async function readAgreement(
  engine: Engine,
  model: LinkageModel,
): Promise<Map<string, { agreeing: number; pairs: number }>> {
  if (frequencyColumns(model).length === 0) return new Map();
  const rows = await engine.query<{ term_column: string; known: number | null; agreeing: number | null }>(
    agreementSql(model),
  );
  return new Map(
    rows.map(({ term_column, known, agreeing }) => {
      const bearers = known ?? 0;
      return [
        term_column,
        { agreeing: (agreeing ?? 0) / 2, pairs: (bearers * Math.max(0, bearers - 1)) / 2 },
      ];
    }),
  );
}
