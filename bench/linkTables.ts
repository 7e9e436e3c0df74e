import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import type { Engine } from "@vouch/server/dist/engine/engine.js";
import { type LinkedTable, linkTable } from "@vouch/server/dist/resolution/linkTable.js";
import { BenchUsageError, progress } from "./harness.js";
import { derive, namesOf } from "./linkColumns.js";
import { columnOf, type TextTable } from "./linkFiles.js";
import type { LinkSpec } from "./linkSpec.js";
import { type Agreement, bCubed, pairwise } from "./pairwise.js";

const TABLES = { records: "link_record", identifiers: "link_identifier", pending: "link_record" };

/** Links a table by a specification and lends what came out, and the engine that holds it, to the action. */
export async function withLinked<T>(
  table: TextTable,
  spec: LinkSpec,
  action: (linked: LinkedTable, engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await openDuckdb({ path: ":memory:", memoryLimit: "3GB", threads: 2 });
  try {
    await fill(engine, table, spec);
    const note = ({ name, rows, seconds }: { name: string; rows: number; seconds: number }) =>
      progress(`${name}: ${rows} rows in ${seconds.toFixed(2)} s`);
    return await action(await linkTable(engine, spec.model, TABLES, table.rows, note), engine);
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
