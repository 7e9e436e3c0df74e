import type { Engine } from "../engine/engine.js";
import { runSteps, type Step, type StepReport } from "../engine/pipeline.js";
import { type RecordTables, type SkippedBlocks, skippedBlocksSql } from "./blocking.js";
import { candidateSteps, compareStep } from "./candidates.js";
import { clusterPairs } from "./clusterPairs.js";
import type { LinkageModel } from "./model.js";
import { scoreStep } from "./scoring.js";
import { trainOn } from "./trainOn.js";

/** A table that was linked: who is with whom, and by which model. */
export interface LinkedTable {
  /** For each record id the least id in its cluster. */
  readonly labels: Int32Array;
  /** Candidate pairs that were scored; their weights are in the table `pair_weight`. */
  readonly pairs: number;
  /** The model as it was learned. */
  readonly model: LinkageModel;
  readonly skippedBlocks: readonly SkippedBlocks[];
}

/**
 * Links the records of any table, once, by the steps that resolution takes: candidates, levels, training, weights,
 * guarded clusters. No judgements, no person ids.
 * @param records how many there are; their ids are 0 to `records` - 1
 */
export async function linkTable(
  engine: Engine,
  model: LinkageModel,
  tables: RecordTables,
  records: number,
  onStep: (report: StepReport) => void = () => {},
): Promise<LinkedTable> {
  const { dialect } = engine;
  await runSteps(engine, candidateSteps(model, tables, dialect), onStep);
  const skippedBlocks = await engine.query<SkippedBlocks>(skippedBlocksSql(model));
  await runSteps(engine, [compareStep(model, dialect), noJudgementStep], onStep);
  const learned = await trainOn(engine, model, tables.records, records, onStep);
  const [scored] = await runSteps(engine, [scoreStep(learned, "pair_level", records)], onStep);
  const labels = await clusterWeights(engine, learned, tables, records);
  return { labels, pairs: scored?.rows ?? 0, model: learned, skippedBlocks };
}

const noJudgementStep: Step = {
  name: "judged_pair",
  reads: [],
  sql: "SELECT 0 AS left_id, 0 AS right_id, 'positive' AS verdict WHERE 1 = 0",
};

/**
 * Clusters the records by the weights in the table `pair_weight`.
 * @returns for each record id the least id in its cluster
 */
export async function clusterWeights(
  engine: Engine,
  model: LinkageModel,
  { records }: RecordTables,
  size: number,
): Promise<Int32Array> {
  const { positionOf, conflicts } = await loadPositions(engine, model, records, size);
  const task = { size, positionOf, conflicts, together: [], apart: [], from: "pair_weight" };
  const { labels: found } = await clusterPairs(engine, task, model.clustering);
  const least = new Int32Array(size).fill(size);
  for (const [id, position] of positionOf.entries()) {
    const label = found[position] ?? 0;
    least[label] = Math.min(least[label] ?? id, id);
  }
  return positionOf.map((position) => least[found[position] ?? 0] ?? 0);
}

async function loadPositions(engine: Engine, model: LinkageModel, records: string, size: number) {
  const positionOf = new Int32Array(size);
  const conflicts = model.conflicts.map(() => new Int32Array(size).fill(-1));
  const numbers = model.conflicts.map(
    (column) =>
      `CASE WHEN r.${column} IS NULL THEN -1 ELSE min(r.record_id) OVER (PARTITION BY r.${column}) END`,
  );
  const sql = `SELECT ${["p.record_id", "p.position", ...numbers].join(", ")}
FROM record_position p JOIN ${records} r ON r.record_id = p.record_id`;
  for await (const { rowCount, columns } of engine.stream(sql)) {
    const [ids = [], positions = [], ...values] = columns;
    for (let row = 0; row < rowCount; row += 1) {
      const position = Number(positions[row]);
      positionOf[Number(ids[row])] = position;
      for (const [at, numbered] of conflicts.entries()) numbered[position] = Number(values[at]?.[row]);
    }
  }
  return { positionOf, conflicts };
}
