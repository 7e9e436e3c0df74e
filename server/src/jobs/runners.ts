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
  importAndResolve: async () => {
    const [{ runImport }, { runResolve }] = await Promise.all([
      import("./importJob.js"),
      import("./resolveJob.js"),
    ]);
    return async (engine, { imported, databaseUrl, dataDir, memoryLimit }, report) => ({
      imported: await runImport(engine, imported, report),
      resolved: await runResolve(engine, { kind: "resolve", dataDir, memoryLimit, databaseUrl }, report),
    });
  },
  sweep: async () => (await import("./sweepJob.js")).runSweep,
  countExpired: async () => {
    const { countExpired } = await import("../ingestion/sources.js");
    return (engine) => countExpired(engine, new Date());
  },
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
  companies: async () => {
    const { listDomains } = await import("../resolution/companyDomains.js");
    return (engine, { domain }) => listDomains(engine, domain);
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
};
