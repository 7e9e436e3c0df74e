import { codeOf } from "../errors.js";
import { isOutage } from "../postgres/outage.js";
import type { Job } from "./job.js";
import { type AbandonedJob, claimJob, deleteJob, findAbandoned, releaseJob } from "./jobStore.js";
import type { JobQueue, Turn } from "./queue.js";
import { type WorkDeps, type Worked, workOn } from "./work.js";

/** Jobs that a node works on at once: a short one need not wait for a long one's turn to end. */
const AT_ONCE = 2;
/** Milliseconds of a job's turn. */
const TURN_MS = 2000;
/** Milliseconds after which a node looks for turns that others gave, and for what others left behind. */
const LOOK_MS = 5000;
/** Seconds after which a job that lacks credits looks whether a month's are due; a grant ends its wait at once. */
const POORNESS_SECONDS = 60;
/** Seconds after which a job is tried again that failed for a reason nobody foresaw. */
const DEFECT_SECONDS = 60;

/** What the workers of a node need. */
export interface WorkerDeps extends WorkDeps {
  readonly queue: JobQueue;
  /** Names this node. */
  readonly node: string;
}

/** The workers of a node. */
export interface JobWorkers {
  /** A job was submitted here: it need not wait until somebody looks. */
  readonly wake: () => void;
  /** Ends turns where they are, and gives the jobs back. */
  readonly close: () => Promise<void>;
}

/** Something to wait for that is not forgotten when it comes early. */
class Alarm {
  #rang = false;
  #wake = () => {};

  ring(): void {
    this.#rang = true;
    this.#wake();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.#rang) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rang = false;
  }
}

/** Gives a job back, with another turn where something is left to do. */
async function giveBack(
  { sql, queue, node }: WorkerDeps,
  jobId: string,
  worked: Worked | "failed",
): Promise<void> {
  await sql.begin(async (tx) => {
    const lacksCredits = worked === "lacks_credits";
    if (!(await releaseJob(tx, jobId, node, lacksCredits))) return;
    const wait = { ended: 0, unfinished: 0, lacks_credits: POORNESS_SECONDS, failed: DEFECT_SECONDS };
    await queue.enqueue(tx, jobId, wait[worked]);
  });
}

async function work(deps: WorkerDeps, job: Job, isEnough: () => boolean): Promise<Worked | "failed"> {
  try {
    return await workOn(deps, job, isEnough);
  } catch (failure) {
    if (isOutage(failure)) throw failure;
    deps.log({ level: "error", error: "a job failed", job_id: job.jobId, code: codeOf(failure) });
    return "failed";
  }
}

/** What a node that is gone, or an outage, left behind: a half-read file goes, a job is given another turn. */
async function takeOver({ sql, queue }: WorkerDeps, { jobId, node, state }: AbandonedJob): Promise<void> {
  if (state === "uploading") {
    await deleteJob(sql, jobId);
    return;
  }
  await sql.begin(async (tx) => {
    if (await releaseJob(tx, jobId, node, false)) await queue.enqueue(tx, jobId);
  });
}

/**
 * Works on jobs as they have their turn, until it is closed. Any number of nodes may do so on one database. What fails,
 * such as a database that is away, is tried the next time.
 * @param reading jobs whose file this node reads
 */
export function startJobWorkers(deps: WorkerDeps, reading: ReadonlySet<string> = new Set()): JobWorkers {
  const { sql, queue, node } = deps;
  const working = new Set<string>();
  const alarms = Array.from({ length: AT_ONCE }, () => new Alarm());
  const wake = () => {
    for (const alarm of alarms) alarm.ring();
  };
  let isClosing = false;

  const takeTurn = async (turn: Turn) => {
    const { jobId } = turn;
    // Two workers of this node may have turns of one job; the first has it.
    if (!working.has(jobId)) {
      working.add(jobId);
      try {
        const until = performance.now() + TURN_MS;
        const job = await claimJob(sql, jobId, node);
        const isEnough = () => isClosing || performance.now() > until;
        if (job !== undefined) await giveBack(deps, jobId, await work(deps, job, isEnough));
      } finally {
        working.delete(jobId);
      }
    }
    await queue.finish(turn);
  };
  const run = async (alarm: Alarm) => {
    while (!isClosing) {
      try {
        const turn = await queue.take();
        if (turn === undefined) await alarm.wait(LOOK_MS);
        else await takeTurn(turn);
      } catch {
        await alarm.wait(LOOK_MS);
      }
    }
  };
  const look = async () => {
    const abandoned = await findAbandoned(sql, node, [...working, ...reading]);
    for (const job of abandoned) await takeOver(deps, job);
    if (abandoned.length > 0) wake();
  };
  let looking: Promise<unknown> = Promise.allSettled([queue.start(), look()]);
  const timer = setInterval(() => {
    looking = looking.then(() => look()).catch(() => undefined);
  }, LOOK_MS);
  const runs = alarms.map(run);
  const close = async () => {
    isClosing = true;
    clearInterval(timer);
    wake();
    await Promise.all([...runs, looking]);
    await queue.close();
  };
  return { wake, close };
}
