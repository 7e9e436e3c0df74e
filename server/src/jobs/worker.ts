import { mkdirSync } from "node:fs";
import { resolve as absolute, join } from "node:path";
import { openDuckdb } from "../engine/duckdb/duckdbEngine.js";
import { createSchema } from "../engine/duckdb/schema.js";
import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { exportRecords } from "../fusion/exportRecords.js";
import { publish } from "../fusion/publish.js";
import { kindOf } from "../ingestion/formats.js";
import { readColumnMap } from "../ingestion/headers.js";
import { importRecords } from "../ingestion/importRecords.js";
import {
  declareSource,
  dropExpired,
  listSources,
  pauseSource,
  removeSource,
  resumeSource,
} from "../ingestion/sources.js";
import { connect } from "../postgres/database.js";
import { acquireLock } from "../processLock.js";
import { explainPairs } from "../resolution/explainPairs.js";
import { explainPerson } from "../resolution/explainPerson.js";
import { newPersonId } from "../resolution/identity.js";
import { judge, judgements, withdrawJudgement } from "../resolution/judging.js";
import { personHistory } from "../resolution/personHistory.js";
import { recordNamed } from "../resolution/recordReference.js";
import { resolve } from "../resolution/resolve.js";
import { reviewQueue } from "../resolution/reviewQueue.js";
import type {
  ExplainJob,
  ImportJob,
  Job,
  Progress,
  ResolveJob,
  ResultOf,
  SourcesJob,
  WorkerMessage,
} from "./job.js";

const PROGRESS_MS = 100;

const say = (message: WorkerMessage) => process.send?.(message);

let lastSaid = 0;
function report(progress: Progress): void {
  const now = performance.now();
  if (now - lastSaid < PROGRESS_MS && progress.done !== progress.total) return;
  lastSaid = now;
  say({ kind: "progress", progress });
}

async function runImport(engine: Engine, { path, source, format, mapFile, mailmap, dataDir }: ImportJob) {
  const map = mapFile === undefined ? new Map() : readColumnMap(mapFile);
  const onRead = (done: number) => report({ phase: "reading records", done });
  return await importRecords(engine, {
    path: absolute(path),
    source,
    kind: format ?? kindOf(path),
    map,
    mailmap,
    dataDir,
    now: new Date(),
    onRead,
  });
}

async function runResolve(engine: Engine, { databaseUrl }: ResolveJob): Promise<ResultOf["resolve"]> {
  const begun = performance.now();
  await dropExpired(engine, new Date());
  const resolution = await resolve(engine, { now: new Date(), newId: newPersonId, onProgress: report });
  const sql = connect(databaseUrl);
  try {
    const published = await publish(engine, sql, (done, total) =>
      report({ phase: "publishing people", done, total }),
    );
    return {
      ...resolution,
      publish: published,
      seconds: (performance.now() - begun) / 1000,
      peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    await sql.end();
  }
}

async function runExplain(engine: Engine, { of: [one, other] }: ExplainJob): Promise<ResultOf["explain"]> {
  if (other === undefined) return await explainPerson(engine, one);
  const [left, right] = [await recordNamed(engine, one), await recordNamed(engine, other)];
  const [explanation] = await explainPairs(engine, [[left.record_id, right.record_id]]);
  if (explanation !== undefined) return explanation;
  throw new VouchError("same_record", `${one} is one record`, "Name two different records.");
}

async function runSources(engine: Engine, { action }: SourcesJob): Promise<ResultOf["sources"]> {
  if (action.verb === "declare") await declareSource(engine, action.source, action.declaration);
  if (action.verb === "pause") await pauseSource(engine, action.source);
  if (action.verb === "resume") await resumeSource(engine, action.source);
  if (action.verb === "remove") await removeSource(engine, action.source);
  return await listSources(engine);
}

type Runners = {
  readonly [Kind in Job["kind"]]: (
    engine: Engine,
    job: Extract<Job, { kind: Kind }>,
  ) => Promise<ResultOf[Kind]>;
};

const runners: Runners = {
  import: runImport,
  resolve: runResolve,
  exportRecords: (engine, { format, output }) => exportRecords(engine, format, output),
  history: (engine, { person }) => personHistory(engine, person),
  explain: runExplain,
  judge: (engine, { judgement }) => judge(engine, judgement),
  withdrawJudgement: (engine, { judgement_id, by, why }) => withdrawJudgement(engine, judgement_id, by, why),
  judgements: (engine) => judgements(engine),
  sources: runSources,
  review: (engine, { most }) => reviewQueue(engine, most),
};

function run<Kind extends Job["kind"]>(
  engine: Engine,
  job: Extract<Job, { kind: Kind }> & { readonly kind: Kind },
): Promise<ResultOf[Kind]> {
  return runners[job.kind](engine, job);
}

async function withStore(job: Job): Promise<ResultOf[keyof ResultOf]> {
  mkdirSync(job.dataDir, { recursive: true });
  const lock = acquireLock(join(job.dataDir, "analytic.lock"), job.kind);
  if (!("release" in lock)) {
    throw new VouchError(
      "analytic_store_busy",
      `The analytic store is in use by process ${lock.pid} (${lock.command})`,
      "Wait until it is done.",
    );
  }
  try {
    const engine = await openDuckdb({
      path: join(job.dataDir, "analytic.duckdb"),
      memoryLimit: job.memoryLimit,
      tempDirectory: join(job.dataDir, "tmp"),
    });
    try {
      await createSchema(engine);
      return await run(engine, job);
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
