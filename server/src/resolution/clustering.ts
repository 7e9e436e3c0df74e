import { Components } from "./components.js";
import type { ClusteringRules } from "./model.js";

/** Pairs of an island's records by their positions in it, with their weights in bits. */
export interface WeightedPairs {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
}

/** Records that hang together. Positions are in an order that depends on what the records say alone. */
export interface Island {
  readonly size: number;
  readonly pairs: WeightedPairs;
  /** Positive judgements. */
  readonly together: readonly (readonly [number, number])[];
  /** Negative judgements. */
  readonly apart: readonly (readonly [number, number])[];
  /** By conflicting column, each record's value as a number, -1 where it knows none. */
  readonly conflicts: readonly Int32Array[];
}

/** Weights are sums of thousandths of a bit, so that adding them in another order gives the same sum. */
const GRAIN = 1024;

/**
 * Divides an island into clusters. Positive judgements come first. Then the pairs above the edge weight in falling
 * order, each of which merges two clusters if the weights of all pairs across them sum to zero or more (each pair
 * clamped, one that was no candidate counting `unblocked`) and nothing keeps them apart: a negative judgement, or
 * two values of a conflicting column.
 * @returns for each record the least position in its cluster
 */
export function clusterIsland(island: Island, rules: ClusteringRules): Int32Array {
  if (island.size > rules.maxIsland) return clusterPieces(island, rules, rules.edge + RAISE);
  const clusters = new Clusters(island, rules);
  for (const [left, right] of island.together) clusters.joinJudged(left, right);
  clusters.separateConflicts();
  for (const pair of edgesByFallingWeight(island, rules.edge)) {
    clusters.mergeIfSupported(island.pairs.left[pair] ?? 0, island.pairs.right[pair] ?? 0);
  }
  return clusters.labels();
}

function edgesByFallingWeight({ pairs }: Island, edge: number): Uint32Array {
  const { left, right, weight } = pairs;
  const edges: number[] = [];
  for (let pair = 0; pair < weight.length; pair += 1) if ((weight[pair] ?? 0) > edge) edges.push(pair);
  const at = (values: ArrayLike<number>, pair: number) => values[pair] ?? 0;
  edges.sort(
    (a, b) => at(weight, b) - at(weight, a) || at(left, a) - at(left, b) || at(right, a) - at(right, b),
  );
  return Uint32Array.from(edges);
}

/** The clusters of one island as they grow, with the summed weight between every two of them. */
class Clusters {
  readonly #size: number;
  readonly #label: Int32Array;
  /** Between the clusters that two positions lead. */
  readonly #between: Float64Array;
  readonly #apart: Uint8Array;
  readonly #island: Island;

  constructor(island: Island, { clamp, unblocked }: ClusteringRules) {
    const { size, pairs } = island;
    this.#island = island;
    this.#size = size;
    this.#label = Int32Array.from({ length: size }, (_, at) => at);
    this.#between = new Float64Array(size * size).fill(unblocked);
    this.#apart = new Uint8Array(size * size);
    for (let pair = 0; pair < pairs.weight.length; pair += 1) {
      const bits = Math.round(Math.max(-clamp, Math.min(clamp, pairs.weight[pair] ?? 0)) * GRAIN) / GRAIN;
      this.#set(this.#between, pairs.left[pair] ?? 0, pairs.right[pair] ?? 0, bits);
    }
    for (const [left, right] of island.apart) this.#set(this.#apart, left, right, 1);
  }

  #set(matrix: Float64Array | Uint8Array, left: number, right: number, value: number): void {
    matrix[left * this.#size + right] = value;
    matrix[right * this.#size + left] = value;
  }

  #leader(record: number): number {
    return this.#label[record] ?? record;
  }

  joinJudged(left: number, right: number): void {
    const [a, b] = [this.#leader(left), this.#leader(right)];
    if (a !== b && this.#apart[a * this.#size + b] === 0) this.#merge(Math.min(a, b), Math.max(a, b));
  }

  /** From here on clusters of which both know the column and share no value of it stay apart. */
  separateConflicts(): void {
    for (const values of this.#island.conflicts) {
      const known = this.#knownValues(values);
      for (const [a, ofA] of known) {
        for (const [b, ofB] of known) {
          if (a < b && [...ofA].every((value) => !ofB.has(value))) this.#set(this.#apart, a, b, 1);
        }
      }
    }
  }

  #knownValues(values: Int32Array): Map<number, Set<number>> {
    const known = new Map<number, Set<number>>();
    for (const [record, value] of values.entries()) {
      if (value < 0) continue;
      const leader = this.#leader(record);
      const set = known.get(leader) ?? new Set();
      known.set(leader, set.add(value));
    }
    return known;
  }

  mergeIfSupported(left: number, right: number): void {
    const [a, b] = [this.#leader(left), this.#leader(right)];
    const cell = a * this.#size + b;
    if (a === b || this.#apart[cell] === 1 || (this.#between[cell] ?? 0) < 0) return;
    this.#merge(Math.min(a, b), Math.max(a, b));
  }

  #merge(kept: number, gone: number): void {
    const size = this.#size;
    for (let other = 0; other < size; other += 1) {
      if (this.#label[other] === gone) this.#label[other] = kept;
      const [toKept, toGone] = [kept * size + other, gone * size + other];
      this.#set(this.#between, kept, other, (this.#between[toKept] ?? 0) + (this.#between[toGone] ?? 0));
      if (this.#apart[toGone] === 1) this.#set(this.#apart, kept, other, 1);
    }
  }

  labels(): Int32Array {
    return this.#label;
  }
}

/** Bits by which the cut is raised until an island falls into pieces that are small enough. */
const RAISE = 1;
/** No match weight comes near: a piece that holds together here is held by positive judgements alone. */
const LAST_CUT = 100;

/**
 * Bounds time and memory for giant islands: edges up to a rising weight are cut until every piece is small enough,
 * and each piece is clustered by itself. Records that positive judgements tie stay in one piece.
 */
function clusterPieces(island: Island, rules: ClusteringRules, cut: number): Int32Array {
  const labels = Int32Array.from({ length: island.size }, (_, at) => at);
  for (const members of piecesOf(island, cut)) {
    const found = clusterPiece(island, members, rules, cut);
    for (const [at, label] of found.entries()) labels[members[at] ?? 0] = members[label] ?? 0;
  }
  return labels;
}

function clusterPiece(
  island: Island,
  members: readonly number[],
  rules: ClusteringRules,
  cut: number,
): Int32Array {
  if (members.length === 1) return new Int32Array(1);
  const piece = partOf(island, members);
  if (cut > LAST_CUT) return joinJudged(piece);
  return members.length > rules.maxIsland
    ? clusterPieces(piece, rules, cut + RAISE)
    : clusterIsland(piece, rules);
}

/** Positive judgements in order, each unless it would put records together that were judged apart. */
function joinJudged({ size, together, apart }: Island): Int32Array {
  const clusters = new Components(size);
  for (const [left, right] of together) {
    const [a, b] = [clusters.find(left), clusters.find(right)];
    const isApart = apart.some(([x, y]) => {
      const [ofX, ofY] = [clusters.find(x), clusters.find(y)];
      return (ofX === a && ofY === b) || (ofX === b && ofY === a);
    });
    if (!isApart) clusters.union(a, b);
  }
  return Int32Array.from({ length: size }, (_, record) => clusters.find(record));
}

function piecesOf({ size, pairs, together }: Island, edge: number): number[][] {
  const components = new Components(size);
  for (const [left, right] of together) components.union(left, right);
  for (let pair = 0; pair < pairs.weight.length; pair += 1) {
    if ((pairs.weight[pair] ?? 0) > edge) components.union(pairs.left[pair] ?? 0, pairs.right[pair] ?? 0);
  }
  const pieces = new Map<number, number[]>();
  for (let record = 0; record < size; record += 1) {
    const leader = components.find(record);
    const piece = pieces.get(leader);
    if (piece === undefined) pieces.set(leader, [record]);
    else piece.push(record);
  }
  return [...pieces.values()];
}

/** The part of an island that these members (ascending) make up. */
function partOf(island: Island, members: readonly number[]): Island {
  const position = new Map(members.map((member, at) => [member, at]));
  const left: number[] = [];
  const right: number[] = [];
  const weight: number[] = [];
  for (let pair = 0; pair < island.pairs.weight.length; pair += 1) {
    const [a, b] = [position.get(island.pairs.left[pair] ?? 0), position.get(island.pairs.right[pair] ?? 0)];
    if (a === undefined || b === undefined) continue;
    left.push(a);
    right.push(b);
    weight.push(island.pairs.weight[pair] ?? 0);
  }
  const inside = (judged: Island["together"]) =>
    judged.flatMap(([a, b]): [number, number][] => {
      const [atA, atB] = [position.get(a), position.get(b)];
      return atA === undefined || atB === undefined ? [] : [[atA, atB]];
    });
  return {
    size: members.length,
    pairs: { left, right, weight },
    together: inside(island.together),
    apart: inside(island.apart),
    conflicts: island.conflicts.map((values) => Int32Array.from(members, (member) => values[member] ?? -1)),
  };
}
