import { mkdirSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { openDuckdb } from "../engine/duckdb/duckdbEngine.js";
import { createSchema } from "../engine/duckdb/schema.js";
import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { acquireLock } from "../processLock.js";
import type { Job, Progress, ResultOf, WorkerMessage } from "./job.js";
import { type Report, runners } from "./runners.js";

// Callers come first where jobs run beside a server. The threads that are made later are as patient as this one.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/**
 * An import gives the engine one batch after the other, and its other processors normalise: several threads of the engine
 * would only collect each batch in tables of their own, which takes hundreds of megabytes.
 */
const IN_ORDER = { threads: 1 };

const PROGRESS_MS = 100;

const say = (message: WorkerMessage) => process.send?.(message);

let lastSaid = 0;
const report: Report = (progress: Progress) => {
  const now = performance.now();
  if (now - lastSaid < PROGRESS_MS && progress.done !== progress.total) return;
  lastSaid = now;
  say({ kind: "progress", progress });
};

/** Begins to load what a job needs. */
function prepare<Kind extends Job["kind"]>(
  job: Extract<Job, { kind: Kind }> & { readonly kind: Kind },
): (engine: Engine) => Promise<ResultOf[Kind]> {
  const loading = runners[job.kind]();
  // What cannot be loaded is told when the job is to be done.
  loading.catch(() => {});
  return async (engine) => (await loading)(engine, job, report);
}

async function withStore(job: Job): Promise<ResultOf[keyof ResultOf]> {
  mkdirSync(job.dataDir, { recursive: true });
  // What is written from here on tells of people.
  process.umask(0o077);
  const lock = acquireLock(join(job.dataDir, "analytic.lock"), job.kind);
  if (!("release" in lock)) {
    throw new VouchError(
      "analytic_store_busy",
      `The analytic store is in use by process ${lock.pid} (${lock.command})`,
      "Wait until it is done.",
    );
  }
  try {
    const run = prepare(job);
    const engine = await openDuckdb({
      path: join(job.dataDir, "analytic.duckdb"),
      memoryLimit: job.memoryLimit,
      tempDirectory: join(job.dataDir, "tmp"),
      ...(job.kind === "import" || job.kind === "importFolder" ? IN_ORDER : {}),
    });
    try {
      await createSchema(engine);
      return await run(engine);
    } finally {
      await engine.close();
    }
  } finally {
    lock.release();
  }
}

function failureMessage(failure: unknown): WorkerMessage {
  if (failure instanceof VouchError) {
    const { code, message, hint } = failure;
    return { kind: "failed", code, message, ...(hint === undefined ? {} : { hint }) };
  }
  if (failure instanceof Error && failure.message.startsWith("Out of Memory Error")) {
    return {
      kind: "failed",
      code: "out_of_memory",
      message: "The analytic engine needs more memory than it may use",
      hint: "Give it more: VOUCH_MEMORY_LIMIT, 1.5GB if absent; ten million records take 4GB.",
    };
  }
  const detail =
    failure instanceof Error
      ? process.env["VOUCH_DEBUG"] === "1"
        ? failure.stack
        : failure.message
      : String(failure);
  return {
    kind: "failed",
    code: "unexpected",
    message: detail ?? "unknown failure",
    hint: "Set VOUCH_DEBUG=1 to see where it happened.",
  };
}

// Ctrl-C reaches the whole process group; the process that started the worker decides and disconnects or signals.
process.on("SIGINT", () => {});
const orphaned = () => process.exit(1);
process.on("disconnect", orphaned);
process.once("message", (job: Job) => {
  withStore(job)
    .then((result) => say({ kind: "done", result }))
    .catch((failure: unknown) => say(failureMessage(failure)))
    .finally(() => {
      process.off("disconnect", orphaned);
      process.disconnect();
    });
});
