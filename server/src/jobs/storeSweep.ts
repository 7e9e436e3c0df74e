import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config.js";
import { codeOf } from "../errors.js";
import type { StoreJobs } from "../privacy/carryOut.js";
import type { RetentionJobs } from "../privacy/retention.js";
import type { Swept } from "../privacy/sweep.js";
import { runJob } from "./runJob.js";

const RETRY_MS = 500;

/** Whether a data folder has an analytic store: of several servers on a database, one does. */
export const hasAnalyticStore = (dataDir: string): boolean => existsSync(join(dataDir, "analytic.duckdb"));

/** What privacy requests and the retention of sources need of the data folder's analytic store; undefined where it has none. */
export function storeJobs(
  { dataDir, memoryLimit }: Pick<Config, "dataDir" | "memoryLimit">,
  databaseUrl: string,
  signal: AbortSignal,
): (StoreJobs & RetentionJobs) | undefined {
  if (!hasAnalyticStore(dataDir)) return undefined;
  return {
    countExpired: () =>
      runJob<"countExpired">({ kind: "countExpired", dataDir, memoryLimit }, undefined, signal),
    sweep: () => sweepAnalyticStore({ dataDir, memoryLimit }, databaseUrl, signal),
    publish: async () => {
      await runJob<"resolve">({ kind: "resolve", dataDir, memoryLimit, databaseUrl }, () => {}, signal);
    },
  };
}

/**
 * Erases whoever is suppressed from the data folder's analytic store, where it has one; waits for what runs there.
 * @param databaseUrl where its people are served
 */
export async function sweepAnalyticStore(
  { dataDir, memoryLimit }: Pick<Config, "dataDir" | "memoryLimit">,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<Swept> {
  if (!hasAnalyticStore(dataDir)) return { records: 0, people: 0 };
  for (;;) {
    try {
      return await runJob<"sweep">({ kind: "sweep", dataDir, memoryLimit, databaseUrl }, undefined, signal);
    } catch (failure) {
      if (codeOf(failure) !== "analytic_store_busy" || signal.aborted) throw failure;
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}
