import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config.js";
import { codeOf } from "../errors.js";
import type { Swept } from "../privacy/sweep.js";
import { runJob } from "./runJob.js";

const RETRY_MS = 500;

/**
 * Erases whoever is suppressed from the data folder's analytic store, where it has one; waits for what runs there.
 * @param databaseUrl where its people are served
 */
export async function sweepAnalyticStore(
  { dataDir, memoryLimit }: Pick<Config, "dataDir" | "memoryLimit">,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<Swept> {
  if (!existsSync(join(dataDir, "analytic.duckdb"))) return { records: 0, people: 0 };
  for (;;) {
    try {
      return await runJob<"sweep">({ kind: "sweep", dataDir, memoryLimit, databaseUrl }, undefined, signal);
    } catch (failure) {
      if (codeOf(failure) !== "analytic_store_busy" || signal.aborted) throw failure;
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}
