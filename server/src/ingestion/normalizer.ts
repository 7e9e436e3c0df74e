import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type NormalizedColumns, normalizedColumns } from "./normalizedColumns.js";
import type { NormalizingTask } from "./normalizingThread.js";

const THREAD = fileURLToPath(new URL("../../dist/ingestion/normalizingThread.js", import.meta.url));
/** Batches that wait for the thread at most; what is more is done here, so that neither side idles. */
const MOST_ASKED = 2;

interface Asked {
  readonly resolve: (normalized: NormalizedColumns) => void;
  readonly reject: (failure: unknown) => void;
}

/** Normalises short sources at once, and long ones in a thread, too: it takes as long as reading and storing. */
export class Normalizer {
  readonly #now: number;
  #thread: Worker | undefined;
  readonly #asked: Asked[] = [];

  /** @param now milliseconds; dates after it are none */
  constructor(now: number) {
    this.#now = now;
  }

  /**
   * Normalises a batch of records.
   * @param contents what each says, as `contentOf` writes it
   * @param first number of the first; the others follow
   * @param isLong whether more batches are to come
   */
  async normalize(contents: readonly string[], first: number, isLong: boolean): Promise<NormalizedColumns> {
    if (isLong && availableParallelism() > 1) this.#thread ??= this.#start();
    if (this.#thread === undefined || this.#asked.length >= MOST_ASKED) {
      return normalizedColumns(contents, first, this.#now);
    }
    const task: NormalizingTask = [contents, first, this.#now];
    const answer = new Promise<NormalizedColumns>((resolve, reject) => this.#asked.push({ resolve, reject }));
    this.#thread.postMessage(task);
    return await answer;
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #start(): Worker {
    const thread = new Worker(THREAD);
    const fail = (failure: unknown) => {
      for (const { reject } of this.#asked.splice(0)) reject(failure);
    };
    thread.on("message", (normalized: NormalizedColumns) => this.#asked.shift()?.resolve(normalized));
    thread.on("error", fail);
    thread.on("exit", () => fail(new Error("the thread that normalises records ended")));
    return thread;
  }
}
