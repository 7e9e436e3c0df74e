import { clusterIsland, type Island } from "./clustering.js";
import { Components } from "./components.js";
import type { ClusteringRules } from "./model.js";

type Judged = readonly (readonly [number, number])[];

/** Pairs of records by position, growing. */
export class PairList {
  left = new Int32Array(1024);
  right = new Int32Array(1024);
  weight = new Float32Array(1024);
  length = 0;

  push(left: number, right: number, weight: number): void {
    if (this.length === this.left.length) this.#grow();
    this.left[this.length] = left;
    this.right[this.length] = right;
    this.weight[this.length] = weight;
    this.length += 1;
  }

  #grow(): void {
    const [left, right, weight] = [this.left, this.right, this.weight];
    this.left = new Int32Array(left.length * 2);
    this.right = new Int32Array(left.length * 2);
    this.weight = new Float32Array(left.length * 2);
    this.left.set(left);
    this.right.set(right);
    this.weight.set(weight);
  }
}

/** What `clusterIslands` divides: records by position, in an order that depends on what they say alone. */
export interface Population {
  readonly size: number;
  readonly pairs: PairList;
  readonly together: Judged;
  readonly apart: Judged;
  readonly conflicts: readonly Int32Array[];
}

/** The islands: connected components over pairs above the edge weight and positive judgements. */
export function findIslands(size: number, edges: PairList, edge: number, together: Judged): Components {
  const components = new Components(size);
  for (let pair = 0; pair < edges.length; pair += 1) {
    if ((edges.weight[pair] ?? 0) > edge) components.union(edges.left[pair] ?? 0, edges.right[pair] ?? 0);
  }
  for (const [left, right] of together) components.union(left, right);
  return components;
}

/**
 * Clusters every island by itself.
 * @returns for each record the least position in its cluster
 */
export function clusterIslands(
  population: Population,
  islands: Components,
  rules: ClusteringRules,
  onIsland: (records: number) => void = () => {},
): Int32Array {
  const { size } = population;
  const labels = Int32Array.from({ length: size }, (_, at) => at);
  const members = grouped(size, (record) => islands.find(record), size);
  const inside = new Map<number, number>();
  const pairs = grouped(population.pairs.length, (pair) => islandOfPair(population, islands, pair), size);
  const together = judgedByIsland(population.together, islands);
  const apart = judgedByIsland(population.apart, islands);
  for (let leader = 0; leader < size; leader += 1) {
    const records = members.of(leader);
    if (records.length < 2) continue;
    inside.clear();
    for (let at = 0; at < records.length; at += 1) inside.set(records[at] ?? 0, at);
    const local = (judged: Judged | undefined) =>
      (judged ?? []).map(([a, b]): [number, number] => [inside.get(a) ?? 0, inside.get(b) ?? 0]);
    const found = clusterIsland(
      {
        size: records.length,
        pairs: localPairs(population.pairs, pairs.of(leader), inside),
        together: local(together.get(leader)),
        apart: local(apart.get(leader)),
        conflicts: localConflicts(population, records),
      },
      rules,
    );
    for (let at = 0; at < found.length; at += 1) labels[records[at] ?? 0] = records[found[at] ?? 0] ?? 0;
    onIsland(records.length);
  }
  return labels;
}

/** The island of a pair, or -1 where its records stand in two. */
function islandOfPair({ pairs }: Population, islands: Components, pair: number): number {
  const leader = islands.find(pairs.left[pair] ?? 0);
  return leader === islands.find(pairs.right[pair] ?? 0) ? leader : -1;
}

function localPairs(all: PairList, chosen: Int32Array, inside: ReadonlyMap<number, number>): Island["pairs"] {
  const { length } = chosen;
  const [left, right, weight] = [new Int32Array(length), new Int32Array(length), new Float32Array(length)];
  for (let at = 0; at < length; at += 1) {
    const pair = chosen[at] ?? 0;
    left[at] = inside.get(all.left[pair] ?? 0) ?? 0;
    right[at] = inside.get(all.right[pair] ?? 0) ?? 0;
    weight[at] = all.weight[pair] ?? 0;
  }
  return { left, right, weight };
}

function localConflicts({ conflicts }: Population, records: Int32Array): Int32Array[] {
  return conflicts.map((values) => records.map((record) => values[record] ?? -1));
}

/** Judged pairs whose two records stand in one island, in an order that depends on the records alone. */
function judgedByIsland(judged: Judged, islands: Components): Map<number, Judged> {
  const found = new Map<number, [number, number][]>();
  for (const [a, b] of judged) {
    const leader = islands.find(a);
    if (leader !== islands.find(b)) continue;
    const list = found.get(leader) ?? [];
    list.push(a < b ? [a, b] : [b, a]);
    found.set(leader, list);
  }
  for (const list of found.values()) list.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  return found;
}

/** Items 0..count-1 by group (negative: none), by counting sort; items of a group stay in order. */
function grouped(count: number, groupOf: (item: number) => number, groups: number) {
  const starts = new Int32Array(groups + 1);
  const group = new Int32Array(count);
  for (let item = 0; item < count; item += 1) {
    const of = groupOf(item);
    group[item] = of;
    if (of >= 0) starts[of + 1] = (starts[of + 1] ?? 0) + 1;
  }
  for (let at = 0; at < groups; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const items = new Int32Array(starts[groups] ?? 0);
  const next = starts.slice();
  for (let item = 0; item < count; item += 1) {
    const of = group[item] ?? -1;
    if (of < 0) continue;
    const at = next[of] ?? 0;
    items[at] = item;
    next[of] = at + 1;
  }
  return { of: (wanted: number) => items.subarray(starts[wanted], starts[wanted + 1]) };
}
