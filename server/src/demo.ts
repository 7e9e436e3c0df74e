import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoSources } from "@vouch/demo";
import type { Config } from "./config.js";
import type { Progress } from "./jobs/job.js";
import { runJob } from "./jobs/runJob.js";

/** What the data folder holds once the demo is in it, whole. */
const markerIn = (dataDir: string) => join(dataDir, "demo.done");

/** Whether the data folder has no records yet, or only part of the demo from a start that was interrupted. */
export function wantsDemo({ dataDir }: Config): boolean {
  return (
    !existsSync(markerIn(dataDir)) &&
    (!existsSync(join(dataDir, "analytic.duckdb")) || existsSync(join(dataDir, "demo.begun")))
  );
}

/**
 * Imports and resolves the fictional sources. What an interrupted run imported already is left as it is.
 * @returns how many records and people there are
 */
export async function loadDemo(
  { dataDir, memoryLimit }: Config,
  databaseUrl: string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<{ records: number; people: number }> {
  writeFileSync(join(dataDir, "demo.begun"), "");
  const common = { dataDir, memoryLimit };
  for (const { name, path, format } of demoSources()) {
    const onRead = ({ done }: Progress) => onProgress({ phase: `importing ${name}`, done });
    await runJob<"import">(
      { ...common, kind: "import", path, source: name, format, mailmap: true },
      onRead,
      signal,
    );
  }
  const { records, people } = await runJob<"resolve">(
    { ...common, kind: "resolve", databaseUrl },
    onProgress,
    signal,
  );
  writeFileSync(markerIn(dataDir), "");
  return { records, people };
}
