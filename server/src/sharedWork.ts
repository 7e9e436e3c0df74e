import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parentPort, Worker } from "node:worker_threads";

/** More threads than this wait for the one that reads and writes. */
const MOST_THREADS = 4;

/** What a task makes is gone with its answer; more room for it is only memory. */
const YOUNG_MB = 16;

/** One that is done, and one to go on with. */
const ENOUGH_EACH = 2;

interface Asked<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: unknown) => void;
}

/** A thread with those who wait for its answers, in order. */
class Thread<Task, Answer> {
  readonly #worker: Worker;
  readonly #asked: Asked<Answer>[] = [];
  /** Why it ended; it answers nobody any more. */
  #end: { readonly reason: unknown } | undefined;

  constructor(program: string) {
    this.#worker = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    this.#worker.on("message", (answer: Answer) => this.#asked.shift()?.resolve(answer));
    this.#worker.on("error", (failure) => this.#fail(failure));
    this.#worker.on("exit", () => this.#fail(new Error("the thread that shares the work ended")));
  }

  get waiting(): number {
    return this.#asked.length;
  }

  async ask(task: Task): Promise<Answer> {
    if (this.#end !== undefined) throw this.#end.reason;
    const answer = new Promise<Answer>((resolve, reject) => this.#asked.push({ resolve, reject }));
    this.#worker.postMessage(task);
    return await answer;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(reason: unknown): void {
    this.#end ??= { reason };
    for (const { reject } of this.#asked.splice(0)) reject(reason);
  }
}

/** How work is shared with threads. */
export interface Sharing<Task> {
  /**
   * Whether the thread that asks works, too, where the others have enough to do: there is one less, with the memory that
   * it would take.
   */
  readonly takesPart?: boolean;
  /** What of a task goes to another thread; all of it where absent. */
  readonly asSent?: (task: Task) => Task;
}

/** Work that is done here where there is little of it, and in threads where there is much. */
export class SharedWork<Task, Answer> {
  /** Tasks under way that keep all threads busy. */
  static readonly enough = ENOUGH_EACH * Math.min(MOST_THREADS, availableParallelism());
  readonly #work: (task: Task) => Answer;
  readonly #program: string;
  readonly #sharing: Sharing<Task>;
  #threads: Thread<Task, Answer>[] = [];

  /**
   * @param work pure; tasks and answers are plain data
   * @param program built file, relative to the program's root, that gives the same work to `answerTasks`
   */
  constructor(work: (task: Task) => Answer, program: string, sharing: Sharing<Task> = {}) {
    this.#work = work;
    this.#sharing = sharing;
    this.#program = fileURLToPath(new URL(`../dist/${program}`, import.meta.url));
  }

  /** @param isMuch whether more tasks are to come. @throws what the work throws */
  async do(task: Task, isMuch: boolean): Promise<Answer> {
    if (isMuch && this.#threads.length === 0) this.#start();
    const [first, ...others] = this.#threads;
    if (first === undefined) return this.#work(task);
    const idlest = others.reduce((one, other) => (other.waiting < one.waiting ? other : one), first);
    const { takesPart = false, asSent } = this.#sharing;
    if (takesPart && idlest.waiting >= ENOUGH_EACH) return this.#work(task);
    return await idlest.ask(asSent?.(task) ?? task);
  }

  /** What is not done yet fails. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #start(): void {
    const count = SharedWork.enough / ENOUGH_EACH - (this.#sharing.takesPart === true ? 1 : 0);
    this.#threads = Array.from({ length: count }, () => new Thread(this.#program));
  }
}

/**
 * In a thread: does the tasks of the `SharedWork` that started it.
 * @param buffersOf what of an answer is handed over, not copied
 */
export function answerTasks<Task, Answer>(
  work: (task: Task) => Answer,
  buffersOf: (answer: Answer) => ArrayBuffer[] = () => [],
): void {
  parentPort?.on("message", (task: Task) => {
    const answer = work(task);
    parentPort?.postMessage(answer, buffersOf(answer));
  });
}
