import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { blockingSteps, type RecordTables } from "./blocking.js";
import { comparableStep, levelStep } from "./comparison.js";
import type { LinkageModel } from "./model.js";
import { frequencySteps } from "./termFrequency.js";

/** Steps from records to `candidate_pair`, with all that comparing the pairs needs. */
export function candidateSteps(model: LinkageModel, tables: RecordTables, dialect: Dialect): Step[] {
  return [
    ...frequencySteps(model, tables.records),
    comparableStep(model, tables),
    ...blockingSteps(model, tables, dialect),
  ];
}

/** The step from `candidate_pair` to `pair_level`. */
export function compareStep(model: LinkageModel, { records }: RecordTables, dialect: Dialect): Step {
  return levelStep(model, { pairs: "candidate_pair", records, name: "pair_level" }, dialect);
}
