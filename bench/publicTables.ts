import { createHash } from "node:crypto";
import { join } from "node:path";
import { clusterWeights } from "@vouch/server/dist/resolution/linkTable.js";
import { matchProbability } from "@vouch/server/dist/resolution/scoring.js";
import { rounded, timed } from "./harness.js";
import { readTables, type TextTable } from "./linkFiles.js";
import { type LinkSpec, readSpec } from "./linkSpec.js";
import { judgeLabels, type LentTable, LINK_TABLES, truthOf, withLinked } from "./linkTables.js";
import type { Agreement } from "./pairwise.js";
import type { Claim } from "./reliability.js";
import { root } from "./results.js";

/** Where the public tables are, on the machines that have them. */
export const publicFolder = join(root, "../shared/data/er/");

/** A table with its specification and the true person of each record. */
export interface PublicTable {
  readonly table: TextTable;
  readonly spec: LinkSpec;
  readonly truth: readonly (string | null)[];
}

/** Reads a public table. */
export async function publicTable(
  name: string,
  files: readonly string[],
  column: string,
): Promise<PublicTable> {
  const spec = readSpec(`${root}/bench/specs/${name}.json`);
  const table = await readTables(files.map((file) => `${publicFolder}${file}`));
  return { table, spec, truth: truthOf(table, spec, column) };
}

/**
 * The records of half of the people, by a hash of who they are: rules and levels were tuned on the others.
 */
export function reportingHalf({ table, spec, truth }: PublicTable): PublicTable {
  const kept = truth.flatMap((person, row) => (person !== null && isReported(person) ? [row] : []));
  const columns = [...table.columns].map(([name, cells]): [string, (string | null)[]] => [
    name,
    kept.map((row) => cells[row] ?? null),
  ]);
  return {
    table: { rows: kept.length, columns: new Map(columns) },
    spec,
    truth: kept.map((row) => truth[row] ?? null),
  };
}

function isReported(person: string): boolean {
  return Number.parseInt(createHash("md5").update(person).digest("hex").slice(-1), 16) % 2 === 1;
}

export interface Judged {
  readonly records: number;
  readonly people: number;
  readonly pairs: number;
  readonly seconds: number;
  readonly pairwise: Agreement;
  readonly b3: Agreement;
}

/** Links a public table and judges it; `more` may ask further of it before it is gone. */
export async function judgeTable<T>(
  { table, spec, truth }: PublicTable,
  more: (linked: LentTable) => Promise<T>,
  threads = 2,
): Promise<{ judged: Judged; more: T }> {
  const { value, seconds } = await timed(() =>
    withLinked(
      table,
      spec,
      async (linked) => ({
        ...judgeLabels(truth, linked.labels),
        pairs: linked.pairs,
        people: new Set(linked.labels).size,
        more: await more(linked),
      }),
      threads,
    ),
  );
  const { more: answered, ...judged } = value;
  return { judged: { ...judged, records: table.rows, seconds: rounded(seconds, 2) }, more: answered };
}

/** Pairwise F1 with the threshold moved by each of these bits, the weights staying as they are. */
export async function f1AtThresholds(
  { model, engine }: LentTable,
  { table, truth }: PublicTable,
  moves: readonly number[],
): Promise<number[]> {
  const found: number[] = [];
  for (const bits of moves) {
    const clustering = { ...model.clustering, edge: model.clustering.edge + bits };
    const labels = await clusterWeights(engine, { ...model, clustering }, LINK_TABLES, table.rows);
    found.push(judgeLabels(truth, labels).pairwise.f1);
  }
  return found;
}

/** What the probability of every candidate pair claims. */
export async function pairClaims({ engine }: LentTable, { truth }: PublicTable): Promise<Claim[]> {
  const pairs = await engine.query<{ left_id: number; right_id: number; weight: number }>(
    "SELECT left_id, right_id, weight FROM pair_weight",
  );
  return pairs.map(({ left_id, right_id, weight }) => ({
    confidence: matchProbability(weight),
    right: truth[left_id] === truth[right_id],
  }));
}
