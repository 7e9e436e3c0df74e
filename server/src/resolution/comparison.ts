import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { conditionSql, similarityColumns, termsOf } from "./conditions.js";
import { type Comparison, frequencyColumns, type LinkageModel } from "./model.js";
import { codedColumns } from "./termFrequency.js";

/**
 * What comparisons need of a record beside its texts: numbers for the values that are only compared for equality,
 * the bearers of each counted value, and which kinds of identifier it knows.
 */
export function comparableStep(
  model: LinkageModel,
  { records, identifiers }: { readonly records: string; readonly identifiers: string },
): Step {
  const counted = frequencyColumns(model);
  const coded = codedColumns(model);
  const kinds = [...termsOf(model).has];
  const columns = [
    "r.record_id",
    ...coded.map((column) => `f_${column}.code AS ${column}`),
    ...counted.map((column) => `f_${column}.bearers AS n_${column}`),
    ...kinds.map((kind) => `h_${kind}.record_id AS has_${kind}`),
  ];
  const frequencies = [...new Set([...coded, ...counted])];
  const joins = [
    ...frequencies.map(
      (column) => `LEFT JOIN frequency_${column} f_${column} ON f_${column}.term = r.${column}`,
    ),
    ...kinds.map(
      (kind) =>
        `LEFT JOIN (SELECT DISTINCT record_id FROM ${identifiers} WHERE kind = '${kind}' AND record_id IN (SELECT record_id FROM ${records})) h_${kind} ON h_${kind}.record_id = r.record_id`,
    ),
  ];
  return {
    name: "comparable",
    reads: [records, identifiers, ...frequencies.map((column) => `frequency_${column}`)],
    sql: `SELECT ${columns.join(", ")}\nFROM ${records} r\n${joins.join("\n")}`,
  };
}

/**
 * From pairs to their levels: one small integer a comparison, the position of the level in the model, and for each
 * counted column how many records bear the left record's value, which is the right one's too where they agree on it.
 */
export function levelStep(
  model: LinkageModel,
  { pairs, records, name }: { readonly pairs: string; readonly records: string; readonly name: string },
  dialect: Dialect,
): Step {
  const terms = termsOf(model);
  const levels = model.comparisons.map((comparison) => levelSql(comparison, model));
  const bearers = frequencyColumns(model).map((column) => `n_${column}`);
  const compared = [
    "p.left_id",
    "p.right_id",
    ...[...terms.shared].map((kind) => `p.shared_${kind}`),
    ...["l", "r"].flatMap((side) =>
      [...terms.texts].map((column) => `${side}.${column} AS ${side}_${column}`),
    ),
    ...["l", "r"].flatMap((side) =>
      codedColumns(model).map((column) => `${side}c.${column} AS ${side}_${column}`),
    ),
    ...["l", "r"].flatMap((side) =>
      [...terms.has].map((kind) => `${side}c.has_${kind} AS ${side}_has_${kind}`),
    ),
    ...bearers.map((column) => `lc.${column}`),
    ...similarityColumns(terms, dialect),
  ];
  return {
    name,
    reads: [pairs, records, "comparable"],
    sql: `SELECT ${["left_id", "right_id", ...levels, ...bearers].join(",\n  ")}
FROM (
SELECT ${compared.join(",\n  ")}
FROM ${pairs} p
JOIN ${records} l ON l.record_id = p.left_id
JOIN ${records} r ON r.record_id = p.right_id
JOIN comparable lc ON lc.record_id = p.left_id
JOIN comparable rc ON rc.record_id = p.right_id) pair`,
  };
}

function levelSql({ name, levels }: Comparison, model: LinkageModel): string {
  const cases = levels.flatMap(({ when }, at) =>
    when === undefined ? [] : [`WHEN ${conditionSql(when, model)} THEN ${at}`],
  );
  return `CAST(CASE ${cases.join("\n    ")}\n    ELSE ${levels.length - 1} END AS TINYINT) AS c_${name}`;
}
