import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { allAreNews, blockingSteps, type RecordTables } from "./blocking.js";
import { comparableStep, levelStep } from "./comparison.js";
import { termsOf } from "./conditions.js";
import { frequencyColumns, type LinkageModel } from "./model.js";
import { frequencySteps } from "./termFrequency.js";

/** Steps from records to `candidate_pair`, with all that comparing the pairs needs. */
export function candidateSteps(model: LinkageModel, tables: RecordTables, dialect: Dialect): Step[] {
  const { records, identifiers } = tables;
  const compared = comparedTable(tables);
  return [
    ...blockingSteps(model, tables, dialect),
    ...(allAreNews(tables) ? [] : [comparedStep(model, records)]),
    ...frequencySteps(model, records, compared),
    comparableStep(model, { records: compared, identifiers }),
  ];
}

/** The step from `candidate_pair` to `pair_level`. */
export function compareStep(model: LinkageModel, tables: RecordTables, dialect: Dialect): Step {
  return levelStep(
    model,
    { pairs: "candidate_pair", records: comparedTable(tables), name: "pair_level" },
    dialect,
  );
}

/** Where the records of candidate pairs are read from: a few, where little is news. */
function comparedTable(tables: RecordTables): string {
  return allAreNews(tables) ? tables.records : "compared_record";
}

function comparedStep(model: LinkageModel, records: string): Step {
  const columns = new Set([...termsOf(model).columns, ...frequencyColumns(model)]);
  return {
    name: "compared_record",
    reads: ["candidate_pair", records],
    sql: `SELECT ${["record_id", ...columns].join(", ")} FROM ${records} WHERE record_id IN (
  SELECT left_id FROM candidate_pair UNION ALL SELECT right_id FROM candidate_pair)`,
  };
}
