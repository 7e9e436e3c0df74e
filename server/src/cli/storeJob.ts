import type { Job, ResultOf } from "../jobs/job.js";
import { type CommonOptions, configOf, interruption } from "./command.js";

type Asked<Kind extends Job["kind"]> = Omit<Extract<Job, { kind: Kind }>, "dataDir" | "memoryLimit">;

/** Does a job over the data folder's analytic store that asks no more than this. */
export async function runStoreJob<Kind extends Job["kind"]>(
  options: CommonOptions,
  asked: Asked<Kind>,
): Promise<ResultOf[Kind]> {
  const { runJob } = await import("../jobs/runJob.js");
  const { dataDir, memoryLimit } = configOf(options);
  // What was left out of the job is put back.
  const job = { ...asked, dataDir, memoryLimit } as unknown as Extract<Job, { kind: Kind }>;
  return await runJob<Kind>(job, undefined, interruption());
}
