import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import type { Engine } from "@vouch/server/dist/engine/engine.js";
import type { StepReport } from "@vouch/server/dist/engine/pipeline.js";
import { type LinkedTable, linkTable } from "@vouch/server/dist/resolution/linkTable.js";
import { BenchUsageError, progress } from "./harness.js";
import { derive, namesOf } from "./linkColumns.js";
import { columnOf, type TextTable } from "./linkFiles.js";
import type { LinkSpec } from "./linkSpec.js";
import { type Agreement, bCubed, pairwise } from "./pairwise.js";

/** Where the records of a linked table are. */
export const LINK_TABLES = { records: "link_record", identifiers: "link_identifier", pending: "link_record" };

/** A table that was linked, with the engine that holds its pairs. */
export interface LentTable extends LinkedTable {
  readonly engine: Engine;
  readonly steps: readonly StepReport[];
}

/**
 * Links a table by a specification and lends what came out to the action.
 * @param threads cores that the engine may use
 */
export async function withLinked<T>(
  table: TextTable,
  spec: LinkSpec,
  action: (linked: LentTable) => Promise<T>,
  threads = 2,
): Promise<T> {
  const engine = await openDuckdb({ path: ":memory:", memoryLimit: "3GB", threads });
  const steps: StepReport[] = [];
  const note = (report: StepReport) => {
    steps.push(report);
    progress(`${report.name}: ${report.rows} rows in ${report.seconds.toFixed(2)} s`);
  };
  try {
    await fill(engine, table, spec);
    const linked = await linkTable(engine, spec.model, LINK_TABLES, table.rows, note);
    return await action({ ...linked, engine, steps });
  } finally {
    await engine.close();
  }
}

async function fill(engine: Engine, table: TextTable, { columns, model }: LinkSpec): Promise<void> {
  const texts = columns.map((column) => derivedValues(table, column));
  const ids = Array.from({ length: table.rows }, (_, row) => row);
  const shape = model.columns.map((column) => `${column} VARCHAR`).join(", ");
  await engine.execute(`CREATE TABLE link_record (record_id INTEGER, ${shape})`);
  await engine.append("link_record", { rowCount: table.rows, columns: [ids, ...texts] });
  await engine.execute("CREATE TABLE link_identifier (record_id INTEGER, kind VARCHAR, value VARCHAR)");
  for (const kind of model.identifiers) {
    await engine.execute(
      `INSERT INTO link_identifier SELECT record_id, '${kind}', ${kind} FROM link_record WHERE ${kind} IS NOT NULL`,
    );
  }
}

/** A column that a specification derives, by record. */
function derivedValues(table: TextTable, column: LinkSpec["columns"][number]): (string | null)[] {
  const cells = new Map(namesOf(column).map((name) => [name, columnOf(table, name)]));
  return Array.from({ length: table.rows }, (_, row) =>
    derive(column, (name) => cells.get(name)?.[row] ?? null),
  );
}

/**
 * The label of the true person of each record, null where it is not known.
 * @throws BenchUsageError where there is no such column, or nothing in it
 */
export function truthOf(table: TextTable, { truth }: LinkSpec, column: string): readonly (string | null)[] {
  const labels = truth?.name === column ? derivedValues(table, truth) : columnOf(table, column);
  if (labels.some((label) => label !== null && label !== "")) return labels;
  throw new BenchUsageError(
    `The column "${column}" tells the true person of none of the ${table.rows} records.`,
  );
}

/** Holds clusters against the truth, over the records of which the truth is known. */
export function judgeLabels(
  truth: readonly (string | null)[],
  labels: ArrayLike<number>,
): { readonly pairwise: Agreement; readonly b3: Agreement } {
  const known = truth.flatMap((label, row) => (label === null || label === "" ? [] : [{ label, row }]));
  const people = known.map(({ label }) => label);
  const found = known.map(({ row }) => String(labels[row]));
  return { pairwise: pairwise(people, found), b3: bCubed(people, found) };
}
