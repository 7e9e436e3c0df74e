import type { Engine } from "../engine/engine.js";
import { clusterIslands, findIslands, PairList, type Population } from "./islands.js";
import type { ClusteringRules } from "./model.js";

/** Records to divide, by position, and where their weighted pairs are. */
export interface ClusteringTask extends Omit<Population, "pairs"> {
  /** Table or join with `left_id`, `right_id` and `weight`. */
  readonly from: string;
  /** Position by record id, -1 for records that take no part. */
  readonly positionOf: Int32Array;
}

/** For each position a position of its cluster, the least, and one of its island. */
export interface Division {
  readonly labels: Int32Array;
  readonly islands: Int32Array;
}

/**
 * Divides records into clusters: first the pairs above the edge weight, which make the islands, then the others
 * inside of one island, so that most pairs never are in memory.
 */
export async function clusterPairs(
  engine: Engine,
  task: ClusteringTask,
  rules: ClusteringRules,
  onIsland: (records: number) => void = () => {},
): Promise<Division> {
  const pairs = new PairList();
  await loadPairs(engine, task, `weight > ${rules.edge}`, () => true, pairs);
  const islands = findIslands(task.size, pairs, rules.edge, task.together);
  const sameIsland = (left: number, right: number) => islands.find(left) === islands.find(right);
  await loadPairs(engine, task, `weight <= ${rules.edge}`, sameIsland, pairs);
  const labels = clusterIslands({ ...task, pairs }, islands, rules, onIsland);
  return { labels, islands: labels.map((_, position) => islands.find(position)) };
}

/** Adds the pairs whose weight passes the condition and that `wanted` lets in. */
async function loadPairs(
  engine: Engine,
  { from, positionOf }: ClusteringTask,
  condition: string,
  wanted: (left: number, right: number) => boolean,
  pairs: PairList,
): Promise<void> {
  const sql = `SELECT left_id, right_id, weight FROM ${from} WHERE ${condition}`;
  for await (const { rowCount, columns } of engine.stream(sql)) {
    const [lefts = [], rights = [], weights = []] = columns;
    for (let row = 0; row < rowCount; row += 1) {
      const left = positionOf[Number(lefts[row])] ?? -1;
      const right = positionOf[Number(rights[row])] ?? -1;
      if (left < 0 || right < 0 || !wanted(left, right)) continue;
      pairs.push(Math.min(left, right), Math.max(left, right), Number(weights[row]));
    }
  }
}
