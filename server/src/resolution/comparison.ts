import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { COMPARED_CODES, codedColumns, comparedCodes } from "./codes.js";
import { conditionSql, similarityColumns, termsOf } from "./conditions.js";
import { type Comparison, frequencyColumns, type LinkageModel } from "./model.js";

/** How many joins a step makes at most: the engine holds all of them in memory at once. */
const MOST_JOINS = 5;

interface Looked {
  /** Name of the column, and SQL of it. */
  readonly column: string;
  readonly sql: string;
  readonly join: string;
  readonly reads: string;
}

/**
 * What comparisons need of a record, a few joins at a time, in the table `comparable`: texts, codes of the values that
 * are only compared for equality, the bearers of each counted value, and which kinds of identifier it knows.
 */
export function comparableSteps(model: LinkageModel, identifiers: string): Step[] {
  const looked = [...bearersOf(model), ...kindsOf(model, identifiers)];
  const count = Math.max(1, Math.ceil(looked.length / MOST_JOINS));
  return Array.from({ length: count }, (_, at): Step => {
    const isLast = at === count - 1;
    const from = at === 0 ? COMPARED_CODES : `comparable_${at}`;
    const joined = looked.slice(at * MOST_JOINS, (at + 1) * MOST_JOINS);
    const before = looked.slice(0, at * MOST_JOINS).map(({ column }) => column);
    const carried = isLast ? codedColumns(model) : comparedCodes(model);
    const codes = carried.map((column) => `code_${column}`);
    const columns = ["record_id", ...termsOf(model).texts, ...codes, ...before].map(
      (column) => `r.${column}`,
    );
    return {
      name: isLast ? "comparable" : `comparable_${at + 1}`,
      reads: [from, ...new Set(joined.map(({ reads }) => reads))],
      sql: `SELECT ${[...columns, ...joined.map(({ column, sql }) => `${sql} AS ${column}`)].join(", ")}
FROM ${[`${from} r`, ...joined.map(({ join }) => join)].join("\n")}`,
    };
  });
}

function bearersOf(model: LinkageModel): Looked[] {
  return frequencyColumns(model).map((column) => ({
    column: `n_${column}`,
    sql: `f_${column}.bearers`,
    join: `LEFT JOIN frequency_${column} f_${column} ON f_${column}.term = r.code_${column}`,
    reads: `frequency_${column}`,
  }));
}

function kindsOf(model: LinkageModel, identifiers: string): Looked[] {
  return [...termsOf(model).has].map((kind) => ({
    column: `has_${kind}`,
    sql: `h_${kind}.record_id`,
    join: `LEFT JOIN (SELECT DISTINCT record_id FROM ${identifiers} WHERE kind = '${kind}' AND record_id IN (SELECT record_id FROM ${COMPARED_CODES})) h_${kind} ON h_${kind}.record_id = r.record_id`,
    reads: identifiers,
  }));
}

/**
 * From pairs to their levels: one small integer a comparison, the position of the level in the model, and for each
 * counted column how many records bear the left record's value, which is the right one's too where they agree on it.
 */
export function levelStep(
  model: LinkageModel,
  { pairs, name }: { readonly pairs: string; readonly name: string },
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
      codedColumns(model).map((column) => `${side}.code_${column} AS ${side}_${column}`),
    ),
    ...["l", "r"].flatMap((side) =>
      [...terms.has].map((kind) => `${side}.has_${kind} AS ${side}_has_${kind}`),
    ),
    ...bearers.map((column) => `l.${column}`),
    ...similarityColumns(terms, dialect),
  ];
  return {
    name,
    reads: [pairs, "comparable"],
    sql: `SELECT ${["left_id", "right_id", ...levels, ...bearers].join(",\n  ")}
FROM (
SELECT ${compared.join(",\n  ")}
FROM ${pairs} p
JOIN comparable l ON l.record_id = p.left_id
JOIN comparable r ON r.record_id = p.right_id) pair`,
  };
}

function levelSql({ name, levels }: Comparison, model: LinkageModel): string {
  const cases = levels.flatMap(({ when }, at) =>
    when === undefined ? [] : [`WHEN ${conditionSql(when, model)} THEN ${at}`],
  );
  return `CAST(CASE ${cases.join("\n    ")}\n    ELSE ${levels.length - 1} END AS TINYINT) AS c_${name}`;
}
