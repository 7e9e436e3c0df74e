/** How well a grouping of records meets the truth. */
export interface Agreement {
  /** Of what was put together, the share that belongs together. */
  readonly precision: number;
  /** Of what belongs together, the share that was put together. */
  readonly recall: number;
  readonly f1: number;
}

/**
 * Holds groups found against true groups, counted in pairs of records; both are given as one label per record, in the
 * same order.
 * An empty side counts as perfect: where nothing was joined, nothing was joined wrongly.
 */
export function pairwise(truth: readonly string[], found: readonly string[]): Agreement {
  const both = truth.map((label, index) => JSON.stringify([label, found[index]]));
  const joint = pairs(both);
  return agreement(share(joint, pairs(found)), share(joint, pairs(truth)));
}

/**
 * The same, counted in records: of each record's group the share that belongs to it, and of what belongs to it the
 * share in its group, averaged over records (B-cubed; Bagga and Baldwin 1998).
 */
export function bCubed(truth: readonly string[], found: readonly string[]): Agreement {
  const both = sizes(truth.map((label, index) => JSON.stringify([label, found[index]])));
  const [trueSizes, foundSizes] = [sizes(truth), sizes(found)];
  let [precision, recall] = [0, 0];
  for (const [pair, joint] of both) {
    const [label, group] = JSON.parse(pair) as [string, string];
    precision += joint ** 2 / (foundSizes.get(group) ?? 1);
    recall += joint ** 2 / (trueSizes.get(label) ?? 1);
  }
  return agreement(share(precision, truth.length), share(recall, truth.length));
}

function agreement(precision: number, recall: number): Agreement {
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function pairs(labels: readonly string[]): number {
  return [...sizes(labels).values()].reduce((total, size) => total + (size * (size - 1)) / 2, 0);
}

function sizes(labels: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const label of labels) counted.set(label, (counted.get(label) ?? 0) + 1);
  return counted;
}
