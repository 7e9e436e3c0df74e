import type { Engine } from "../engine/engine.js";
import { runSteps, type StepReport } from "../engine/pipeline.js";
import { levelStep } from "./comparison.js";
import { frequencyColumns, type LinkageModel } from "./model.js";
import { positionStep, randomPairStep, writeRandomPositions } from "./randomPairs.js";
import { agreementSql } from "./termFrequency.js";
import { type LevelCounts, type TrainingData, train } from "./training.js";

/**
 * Trains a model on the records of a table. Expects the tables of the blocking and comparison steps over all of
 * them: `candidate_pair`, `comparable`, `pair_level`.
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
    levelStep(model, { pairs: "random_pair", records, name: "random_level" }, engine.dialect),
  ];
  await runSteps(engine, steps, onStep);
  const data: TrainingData = {
    records: count,
    candidates: await readLevelCounts(engine, model, "pair_level"),
    random: await readLevelCounts(engine, model, "random_level"),
    agreement: await readAgreement(engine, model),
  };
  return train(model, data);
}

/** Groups pairs by their levels; in the order of the levels, so that sums add up the same way every time. */
async function readLevelCounts(engine: Engine, model: LinkageModel, table: string): Promise<LevelCounts> {
  const columns = model.comparisons.map(({ name }) => `c_${name}`).join(", ");
  const groups: number[][] = model.comparisons.map(() => []);
  const counts: number[] = [];
  const sql = `SELECT ${columns}, count(*) AS pairs FROM ${table} GROUP BY ${columns} ORDER BY ${columns}`;
  for await (const batch of engine.stream(sql)) {
    for (const [at, group] of groups.entries()) {
      for (const level of batch.columns[at] ?? []) group.push(Number(level));
    }
    for (const pairs of batch.columns[groups.length] ?? []) counts.push(Number(pairs));
  }
  return { levels: groups.map((group) => Uint8Array.from(group)), counts: Float64Array.from(counts) };
}

async function readAgreement(engine: Engine, model: LinkageModel): Promise<TrainingData["agreement"]> {
  if (frequencyColumns(model).length === 0) return {};
  const rows = await engine.query<{ term_column: string; known: number | null; agreeing: number | null }>(
    agreementSql(model),
  );
  const entries = rows.map(
    ({ term_column, known, agreeing }): [string, { agreeing: number; pairs: number }] => {
      const bearers = known ?? 0;
      return [
        term_column,
        { agreeing: (agreeing ?? 0) / 2, pairs: (bearers * Math.max(0, bearers - 1)) / 2 },
      ];
    },
  );
  return Object.fromEntries(entries);
}
