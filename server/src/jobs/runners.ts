import type { Engine } from "../engine/engine.js";
import type { Job, Progress, ResultOf } from "./job.js";

/** Says how far a job is. */
export type Report = (progress: Progress) => void;

type Runners = {
  readonly [Kind in Job["kind"]]: (
    engine: Engine,
    job: Extract<Job, { kind: Kind }>,
    report: Report,
  ) => Promise<ResultOf[Kind]>;
};

/** How each kind of job is done. What a job needs is loaded when it runs: loading all takes longer than most jobs do. */
export const runners: Runners = {
  import: async (...asked) => (await import("./importJob.js")).runImport(...asked),
  importFolder: async (...asked) => (await import("./importJob.js")).runImportFolder(...asked),
  resolve: async (...asked) => (await import("./resolveJob.js")).runResolve(...asked),
  sweep: async (engine, job) => (await import("./sweepJob.js")).runSweep(engine, job),
  subjectRecords: async (engine, { subject }) =>
    (await import("../privacy/subjectRecords.js")).subjectRecords(engine, subject),
  explain: async (engine, job) => (await import("./explainJob.js")).runExplain(engine, job),
  sources: async (engine, job) => (await import("./sourcesJob.js")).runSources(engine, job),
  exportRecords: async (engine, { format, output }) =>
    (await import("../fusion/exportRecords.js")).exportRecords(engine, format, output),
  history: async (engine, { person }) =>
    (await import("../resolution/personHistory.js")).personHistory(engine, person),
  judge: async (engine, { judgement }) => (await import("../resolution/judging.js")).judge(engine, judgement),
  withdrawJudgement: async (engine, { judgement_id, by, why }) =>
    (await import("../resolution/judging.js")).withdrawJudgement(engine, judgement_id, by, why),
  judgements: async (engine) => (await import("../resolution/judging.js")).judgements(engine),
  review: async (engine, { most }) =>
    (await import("../resolution/reviewQueue.js")).reviewQueue(engine, most),
};
