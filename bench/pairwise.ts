/** How well a grouping of records meets the truth, counted in pairs of records. */
export interface Pairwise {
  /** Of the pairs that were put together, the share that belongs together. */
  readonly precision: number;
  /** Of the pairs that belong together, the share that was put together. */
  readonly recall: number;
  readonly f1: number;
}

/**
 * Holds groups found against true groups, both given as one label per record in the same order.
 * An empty side counts as perfect: where nothing was joined, nothing was joined wrongly.
 */
export function pairwise(truth: readonly string[], found: readonly string[]): Pairwise {
  const both = truth.map((label, index) => JSON.stringify([label, found[index]]));
  const joint = pairs(both);
  const precision = share(joint, pairs(found));
  const recall = share(joint, pairs(truth));
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function pairs(labels: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  let total = 0;
  for (const size of sizes.values()) total += (size * (size - 1)) / 2;
  return total;
}
