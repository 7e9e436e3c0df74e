import type { Engine } from "../engine/engine.js";
import type { Job, Progress, ResultOf } from "./job.js";

/** Says how far a job is. */
export type Report = (progress: Progress) => void;

type Runner<Kind extends Job["kind"]> = (
  engine: Engine,
  job: Extract<Job, { kind: Kind }>,
  report: Report,
) => Promise<ResultOf[Kind]>;

type Runners = { readonly [Kind in Job["kind"]]: () => Promise<Runner<Kind>> };

const judging = () => import("../resolution/judging.js");

/**
 * How each kind of job is done. What a job needs is loaded when it is asked for, while the store is being opened: loading
 * all takes longer than most jobs do.
 */
export const runners: Runners = {
  import: async () => (await import("./importJob.js")).runImport,
  importFolder: async () => (await import("./importJob.js")).runImportFolder,
  resolve: async () => (await import("./resolveJob.js")).runResolve,
  sweep: async () => (await import("./sweepJob.js")).runSweep,
  subjectRecords: async () => {
    const { subjectRecords } = await import("../privacy/subjectRecords.js");
    return (engine, { subject }) => subjectRecords(engine, subject);
  },
  explain: async () => (await import("./explainJob.js")).runExplain,
  sources: async () => (await import("./sourcesJob.js")).runSources,
  exportRecords: async () => {
    const { exportRecords } = await import("../fusion/exportRecords.js");
    return (engine, { format, output }) => exportRecords(engine, format, output);
  },
  history: async () => {
    const { personHistory } = await import("../resolution/personHistory.js");
    return (engine, { person }) => personHistory(engine, person);
  },
  judge: async () => {
    const { judge } = await judging();
    return (engine, { judgement }) => judge(engine, judgement);
  },
  withdrawJudgement: async () => {
    const { withdrawJudgement } = await judging();
    return (engine, { judgement_id, by, why }) => withdrawJudgement(engine, judgement_id, by, why);
  },
  judgements: async () => (await judging()).judgements,
  review: async () => {
    const { reviewQueue } = await import("../resolution/reviewQueue.js");
    return (engine, { most }) => reviewQueue(engine, most);
  },
  import: async (...asked) => (await import("./importJob.js")).runImport(...asked),
  importFolder: async (...asked) => (await import("./importJob.js")).runImportFolder(...asked),
  resolve: async (...asked) => (await import("./resolveJob.js")).runResolve(...asked),
  sweep: async (engine, job) => (await import("./sweepJob.js")).runSweep(engine, job),
  countExpired: async (engine) => (await import("../ingestion/sources.js")).countExpired(engine, new Date()),
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
