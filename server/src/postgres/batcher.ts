/** Adds an item to what is done in batches. @throws whatever the batch's run throws */
export type Batcher<In, Out> = (item: In) => Promise<Out>;

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Natural batching: what is added while a batch runs waits and goes together as the next one. There is no timer: a
 * lone item goes at once, and under load the batches grow by themselves. What may wait is the caller's to bound.
 * @param run does a batch; answers in the order of its items
 * @param most the items of one batch at most
 */
export function createBatcher<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  most: number,
): Batcher<In, Out> {
  let queue: Waiting<In, Out>[] = [];
  let isWorking = false;

  const runBatch = async (batch: readonly Waiting<In, Out>[]) => {
    try {
      const outs = await run(batch.map(({ item }) => item));
      for (const [at, out] of outs.entries()) batch[at]?.resolve(out);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const work = async () => {
    isWorking = true;
    // What comes in the same turn of the event loop goes together.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const batch = queue.length <= most ? queue : queue.slice(0, most);
      queue = queue.slice(batch.length);
      await runBatch(batch);
    }
    isWorking = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!isWorking) work();
    });
}
