import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { allAreNews, blockingSteps, type RecordTables } from "./blocking.js";
import { codeCheckStep, codeStep, comparedCodeStep, comparedCodes } from "./codes.js";
import { comparableSteps, levelStep } from "./comparison.js";
import { termsOf } from "./conditions.js";
import type { LinkageModel } from "./model.js";
import { frequencySteps } from "./termFrequency.js";

/**
 * Steps from records to `candidate_pair`, with all that comparing the pairs needs. Where some records are news alone,
 * the codes must have been brought up to date with them.
 */
export function candidateSteps(model: LinkageModel, tables: RecordTables, dialect: Dialect): Step[] {
  const { records, identifiers } = tables;
  const all = allAreNews(tables);
  const compared = all ? records : COMPARED_RECORDS;
  return [
    ...(all ? [codeStep(model, records, dialect), codeCheckStep(dialect)] : []),
    ...blockingSteps(model, tables),
    ...(all ? [] : [comparedStep(model, records)]),
    comparedCodeStep(model, compared, dialect),
    ...frequencySteps(model, all),
    ...comparableSteps(model, identifiers),
  ];
}

/** The step from `candidate_pair` to `pair_level`. */
export function compareStep(model: LinkageModel, dialect: Dialect): Step {
  return levelStep(model, { pairs: "candidate_pair", name: "pair_level" }, dialect);
}

/** The records of candidate pairs: a few, where little is news. */
const COMPARED_RECORDS = "compared_record";

function comparedStep(model: LinkageModel, records: string): Step {
  const columns = new Set([...termsOf(model).texts, ...comparedCodes(model)]);
  return {
    name: COMPARED_RECORDS,
    reads: ["candidate_pair", records],
    sql: `SELECT ${["record_id", ...columns].join(", ")} FROM ${records} WHERE record_id IN (
  SELECT left_id FROM candidate_pair UNION ALL SELECT right_id FROM candidate_pair)`,
  };
}
