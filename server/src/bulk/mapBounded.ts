/**
 * Applies work to items, some at a time.
 * @param most items that are worked on at once
 * @returns what came of each, in order
 * @throws what the first work throws that fails; what runs then is waited for
 */
export async function mapBounded<In, Out>(
  items: readonly In[],
  most: number,
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const outs: Out[] = [];
  const queue = items.entries();
  let failed = false;
  const runner = async () => {
    for (const [at, item] of queue) {
      if (failed) return;
      try {
        outs[at] = await work(item);
      } catch (failure) {
        failed = true;
        throw failure;
      }
    }
  };
  const runners = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, runner));
  for (const runner of runners) if (runner.status === "rejected") throw runner.reason;
  return outs;
}
