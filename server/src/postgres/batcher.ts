/** Too much waits already; what was refused was not begun. */
export class OverloadedError extends Error {
  constructor() {
    super("too many calls wait already");
    this.name = "OverloadedError";
  }
}

/** Does work that is asked for one by one in batches. */
export interface Batcher<In, Out> {
  /** @throws OverloadedError at once; whatever the batch's run throws */
  readonly add: (item: In) => Promise<Out>;
  /** Resolves when all that was added is done. */
  readonly drained: () => Promise<void>;
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Natural batching: what is added while a batch runs waits and goes together as the next one. There is no timer: a
 * lone item goes at once, and under load the batches grow by themselves.
 * @param run does a batch; answers in the order of its items
 * @param most the items of one batch at most
 * @param longestQueue the items that may wait at most
 */
export function createBatcher<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  { most, longestQueue }: { readonly most: number; readonly longestQueue: number },
): Batcher<In, Out> {
  let queue: Waiting<In, Out>[] = [];
  let working: Promise<void> | undefined;

  const runBatch = async (batch: readonly Waiting<In, Out>[]) => {
    try {
      const outs = await run(batch.map(({ item }) => item));
      for (const [at, out] of outs.entries()) batch[at]?.resolve(out);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const work = async () => {
    // What comes in the same turn of the event loop goes together.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const batch = queue.length <= most ? queue : queue.slice(0, most);
      queue = queue.slice(batch.length);
      await runBatch(batch);
    }
    working = undefined;
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (queue.length >= longestQueue) {
          reject(new OverloadedError());
          return;
        }
        queue.push({ item, resolve, reject });
        working ??= work();
      }),
    drained: async () => working,
  };
}
