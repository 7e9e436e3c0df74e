import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { VouchError } from "../errors.js";
import type { Job, Progress, ResultOf, WorkerMessage } from "./job.js";

const WORKER = fileURLToPath(new URL("../../dist/jobs/worker.js", import.meta.url));

const HEAP = "--max-old-space-size=3072";
/**
 * What an import reads is gone soon; collected late, it takes several times the memory for a few percent of time.
 * Both processors are busy with it: helpers of the collector take more of them than they save.
 */
const THRIFTY = ["--heap-growing-percent=20", "--single-threaded-gc"];
/** What is read of people is short-lived: with room for more of it, little outlives a collection and is copied. */
const ROOMY = ["--min-semi-space-size=32", "--max-semi-space-size=64"];

type JobOf<Kind extends Job["kind"]> = Extract<Job, { kind: Kind }>;

/**
 * Runs a job in a child process, so that its memory is its own and its crash takes nothing with it. The child ends
 * with this process.
 * @throws VouchError what the job threw; `worker_crashed` where the child ended without a word
 */
export function runJob<Kind extends Job["kind"]>(
  job: JobOf<Kind>,
  onProgress: (progress: Progress) => void = () => {},
  signal?: AbortSignal,
): Promise<ResultOf[Kind]> {
  if (signal?.aborted === true) return Promise.reject(interrupted());
  const child = fork(WORKER, [], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    execArgv: job.kind === "import" || job.kind === "importFolder" ? [HEAP, ...THRIFTY] : [HEAP, ...ROOMY],
  });
  const stop = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", stop, { once: true });
  child.send(job);
  return outcomeOf<Kind>(child, onProgress, signal).finally(() => signal?.removeEventListener("abort", stop));
}

function outcomeOf<Kind extends Job["kind"]>(
  child: ChildProcess,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal | undefined,
): Promise<ResultOf[Kind]> {
  return new Promise((resolve, reject) => {
    child.on("message", (message: WorkerMessage) => {
      if (message.kind === "progress") onProgress(message.progress);
      // The worker answers with the result of the job's kind.
      else if (message.kind === "done") resolve(message.result as ResultOf[Kind]);
      else reject(new VouchError(message.code, message.message, message.hint));
    });
    child.on("error", reject);
    child.on("exit", (code, killedBy) => {
      const fail = () => reject(crashed(code, killedBy, signal));
      // Its last word may still be on the way.
      if (child.connected) child.once("disconnect", fail);
      else fail();
    });
  });
}

const interrupted = () =>
  new VouchError("interrupted", "Interrupted; the store is as it was before", "Run it again.");

function crashed(
  code: number | null,
  killedBy: NodeJS.Signals | null,
  signal: AbortSignal | undefined,
): VouchError {
  if (signal?.aborted === true) return interrupted();
  const how = killedBy === null ? `exit code ${code ?? "unknown"}` : `killed by ${killedBy}`;
  return new VouchError(
    "worker_crashed",
    `The worker ended unexpectedly (${how})`,
    "The store is as it was before; run it again.",
  );
}
