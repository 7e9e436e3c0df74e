import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { conditionSql, similarityColumns, type Terms, termsOf } from "./conditions.js";
import { type Comparison, frequencyColumns, type LinkageModel } from "./model.js";

/** The columns that comparisons read, one row a record, with the number of bearers of each counted value. */
export function comparableStep(
  model: LinkageModel,
  { records, identifiers }: { readonly records: string; readonly identifiers: string },
): Step {
  const terms = termsOf(model);
  const counted = frequencyColumns(model);
  const columns = [
    "r.record_id",
    ...[...terms.columns].map((column) => `r.${column}`),
    ...counted.map((column) => `f_${column}.bearers AS n_${column}`),
    ...[...terms.has].map((kind) => `h_${kind}.record_id AS has_${kind}`),
  ];
  const joins = [
    ...counted.map((column) => `LEFT JOIN frequency_${column} f_${column} ON f_${column}.term = r.${column}`),
    ...[...terms.has].map(
      (kind) =>
        `LEFT JOIN (SELECT DISTINCT record_id FROM ${identifiers} WHERE kind = '${kind}') h_${kind} ON h_${kind}.record_id = r.record_id`,
    ),
  ];
  return {
    name: "comparable",
    reads: [records, identifiers, ...counted.map((column) => `frequency_${column}`)],
    sql: `SELECT ${columns.join(", ")}\nFROM ${records} r\n${joins.join("\n")}`,
  };
}

/**
 * From pairs to their levels: one small integer a comparison, the position of the level in the model, and for
 * levels with a term frequency how many records bear the value.
 */
export function levelStep(model: LinkageModel, pairs: string, name: string, dialect: Dialect): Step {
  const terms = termsOf(model);
  const levels = model.comparisons.map((comparison) => levelSql(comparison, model));
  const sides = ["l", "r"].flatMap((side) => sideColumns(terms, model, side));
  const shared = [...terms.shared].map((kind) => `p.shared_${kind}`);
  const bearers = frequencyColumns(model).map(
    (column) =>
      `CASE WHEN l_n_${column} >= r_n_${column} THEN l_n_${column} ELSE coalesce(r_n_${column}, l_n_${column}) END AS n_${column}`,
  );
  return {
    name,
    reads: [pairs, "comparable"],
    sql: `SELECT ${["left_id", "right_id", ...levels, ...bearers].join(",\n  ")}
FROM (
SELECT ${["p.left_id", "p.right_id", ...shared, ...sides, ...similarityColumns(terms, dialect)].join(",\n  ")}
FROM ${pairs} p
JOIN comparable l ON l.record_id = p.left_id
JOIN comparable r ON r.record_id = p.right_id) pair`,
  };
}

function sideColumns(terms: Terms, model: LinkageModel, side: string): string[] {
  const columns = [
    ...terms.columns,
    ...frequencyColumns(model).map((column) => `n_${column}`),
    ...[...terms.has].map((kind) => `has_${kind}`),
  ];
  return columns.map((column) => `${side}.${column} AS ${side}_${column}`);
}

function levelSql({ name, levels }: Comparison, model: LinkageModel): string {
  const cases = levels.flatMap(({ when }, at) =>
    when === undefined ? [] : [`WHEN ${conditionSql(when, model)} THEN ${at}`],
  );
  return `CAST(CASE ${cases.join("\n    ")}\n    ELSE ${levels.length - 1} END AS TINYINT) AS c_${name}`;
}
