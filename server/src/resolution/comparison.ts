import type { Dialect } from "../engine/dialect.js";
import type { Step } from "../engine/pipeline.js";
import { COMPARED_CODES, codedColumns } from "./codes.js";
import { conditionSql, similarityColumns, termsOf } from "./conditions.js";
import { type Comparison, frequencyColumns, type LinkageModel } from "./model.js";

/** How many joins a step makes at most: the engine holds all of them in memory at once. */
const MOST_JOINS = 5;

/**
 * Steps to what comparisons need of a record, in the table `comparable`: texts, codes of the values that are only compared
 * for equality, the bearers of each counted value, and which kinds of identifier it knows. What is looked up is gathered
 * beside the texts, so that these are copied once.
 */
export function comparableSteps(model: LinkageModel, identifiers: string): Step[] {
  const looked = [...bearerSteps(model), ...kindSteps(model, identifiers)];
  const codes = codedColumns(model).map((column) => `code_${column}`);
  const own = ["record_id", ...termsOf(model).texts, ...codes].map((column) => `r.${column}`);
  const found = looked.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
  const joins = looked.map(({ name }) => `LEFT JOIN ${name} ON ${name}.record_id = r.record_id`);
  const comparable = {
    name: "comparable",
    reads: [COMPARED_CODES, ...looked.map(({ name }) => name)],
    sql: `SELECT ${[...own, ...found].join(", ")}
FROM ${[`${COMPARED_CODES} r`, ...joins].join("\n")}`,
  };
  return [...looked.map(({ columns: _, ...step }) => step), comparable];
}

/** A step to a table of record ids and these columns. */
interface LookingStep extends Step {
  readonly columns: readonly string[];
}

function bearerSteps(model: LinkageModel): LookingStep[] {
  const counted = frequencyColumns(model);
  return Array.from({ length: Math.ceil(counted.length / MOST_JOINS) }, (_, at) => {
    const some = counted.slice(at * MOST_JOINS, (at + 1) * MOST_JOINS);
    const tables = some.map((column) => `frequency_${column}`);
    const bearers = some.map((column) => `frequency_${column}.bearers AS n_${column}`);
    const joins = some.map(
      (column) =>
        `LEFT JOIN frequency_${column} ON frequency_${column}.term = ${COMPARED_CODES}.code_${column}`,
    );
    return {
      name: `bearers_${at + 1}`,
      columns: some.map((column) => `n_${column}`),
      reads: [COMPARED_CODES, ...tables],
      sql: `SELECT ${["record_id", ...bearers].join(", ")}
FROM ${[COMPARED_CODES, ...joins].join("\n")}`,
    };
  });
}

function kindSteps(model: LinkageModel, identifiers: string): LookingStep[] {
  const kinds = [...termsOf(model).has];
  if (kinds.length === 0) return [];
  const known = kinds.map(
    (kind) => `max(CASE WHEN kind = '${kind}' THEN record_id ELSE NULL END) AS has_${kind}`,
  );
  return [
    {
      name: "known_kind",
      columns: kinds.map((kind) => `has_${kind}`),
      reads: [identifiers, COMPARED_CODES],
      sql: `SELECT ${["record_id", ...known].join(", ")}
FROM ${identifiers} WHERE record_id IN (SELECT record_id FROM ${COMPARED_CODES}) GROUP BY record_id`,
    },
  ];
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
