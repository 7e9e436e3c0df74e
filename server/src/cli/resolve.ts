import type { Command } from "commander";
import type { Config } from "../config.js";
import type { Job, ResolveResult, ResultOf } from "../jobs/job.js";
import type { Database } from "../postgres/database.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { printResult, progressBar } from "./output.js";
import { alignedLines } from "./table.js";

function counts({ records, people, created, changed, merged, split, seconds, peak_rss_mb }: ResolveResult) {
  return {
    records,
    people,
    created,
    changed,
    merged,
    split,
    seconds: Math.round(seconds * 100) / 100,
    peak_rss_mb,
  };
}

function sentences(result: ResolveResult): string[] {
  const { records, people, created, changed, merged, split, seconds, peak_rss_mb } = counts(result);
  return [
    `${records} records are ${people} people: ${created} new, ${changed} changed, ${merged} merged, ${split} split.`,
    `${result.pairs} pairs compared; ${result.publish.written} people published; ${seconds} s, peak memory ${peak_rss_mb} MB.`,
    ...result.skippedBlocks.map(
      ({ rule, records, largest }) =>
        `Passed over by the rule "${rule}": ${records} records in blocks of up to ${largest}; too many to compare.`,
    ),
  ];
}

/** A resolution as it is told: to machines, and to people. */
export const resolutionResult = (result: ResolveResult) => ({
  counts: counts(result),
  sentences: sentences(result),
});

/** Completes erasures that servers without the analytic store began. */
async function carryOutRest(config: Config, { sql, url }: Database, signal: AbortSignal): Promise<void> {
  const [{ carryOutApproved }, { PrivacyFolder }, { storeJobs }] = await Promise.all([
    import("../privacy/carryOut.js"),
    import("../privacy/privacyFolder.js"),
    import("../jobs/storeSweep.js"),
  ]);
  const store = () => storeJobs(config, url, signal);
  await carryOutApproved({ sql, folder: new PrivacyFolder(config), store });
}

type Publishing = Extract<Job, { databaseUrl: string }>["kind"];
type JobOf<Kind extends Publishing> = Extract<Job, { kind: Kind }>;
type Given = Pick<JobOf<Publishing>, "dataDir" | "memoryLimit" | "databaseUrl">;

/** Does a job that publishes people, with a bar that tells how far it is. */
export async function runPublishing<Kind extends Publishing>(
  jobOf: (given: Given) => JobOf<Kind>,
  options: CommonOptions,
  signal = interruption(),
): Promise<ResultOf[Kind]> {
  const [{ runJob }, { withDatabase }] = await Promise.all([
    import("../jobs/runJob.js"),
    import("../postgres/database.js"),
  ]);
  const config = configOf(options);
  const bar = progressBar(options);
  try {
    return await withDatabase(config, "resolve", async (database) => {
      const { dataDir, memoryLimit } = config;
      const result = await runJob<Kind>(
        jobOf({ dataDir, memoryLimit, databaseUrl: database.url }),
        bar.update,
        signal,
      );
      await carryOutRest(config, database, signal);
      return result;
    });
  } finally {
    bar.stop();
  }
}

/** Resolves and publishes. */
export const resolveRecords = (options: CommonOptions, signal?: AbortSignal): Promise<ResolveResult> =>
  runPublishing<"resolve">((given) => ({ kind: "resolve", ...given }), options, signal);

interface ResolveOptions extends CommonOptions {
  readonly explain?: boolean;
}

/** What each step did, and its SQL. */
function explained({ steps }: ResolveResult): string[] {
  const rows = steps.map(({ name, rows: made, seconds }) => [name, String(made), seconds.toFixed(2)]);
  const sql = steps.flatMap((step) => ["", `-- ${step.name}`, `${step.sql};`]);
  return ["", ...alignedLines(["step", "rows", "seconds"], rows), ...sql];
}

async function runResolve({ explain, ...options }: ResolveOptions): Promise<void> {
  const result = await resolveRecords(options);
  const told = explain === true ? { ...counts(result), steps: result.steps } : counts(result);
  printResult(options.json, told, [...sentences(result), ...(explain === true ? explained(result) : [])]);
}

/** `vouch resolve`: from records to published people, over what changed. */
export function registerResolve(program: Command): void {
  const command = program
    .command("resolve")
    .description("Find out which records are one person, and publish the people. Works over what changed.")
    .option("--explain", "tell each step: its rows, its seconds, its SQL")
    .action(runResolve);
  withCommonOptions(command, ["vouch resolve", "vouch resolve --json --data /srv/vouch"]);
}
