import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { importBombs } from "./bombs.js";
import { type BenchReport, BenchUsageError, bar, progress, rounded, timed } from "./harness.js";
import { type PeakMemory, watchMemory } from "./memory.js";
import { watchProcessor } from "./processor.js";
import { writeTable } from "./sourcesTable.js";
import { vouch } from "./vouch.js";

const ROWS = 1_000_000;
const SEED = "table";

interface Run {
  readonly cores: number;
  readonly rows: number;
  readonly seconds: number;
  readonly rows_per_second: number;
  readonly processor_seconds: number;
  readonly rows_per_processor_second: number;
  readonly peak_mb: number;
  readonly store_mb: number;
}

/** Keeps a process and what it starts on one core. */
function onOneCore(pid: number | undefined): void {
  execFileSync("taskset", ["-a", "-c", "-p", "0", String(pid)], { stdio: "ignore" });
}

/**
 * How fast a table is imported, on two cores and on one, and how soon bombs are refused.
 * @param rows how many, a million where absent
 */
export default async function sources(rows = String(ROWS)): Promise<BenchReport> {
  const count = Number(rows);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new BenchUsageError(`Say how many rows, not "${rows}".`);
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-sources-"));
  try {
    const path = join(folder, "table.csv");
    progress(`writing ${count} rows`);
    await writeTable(path, SEED, count);
    const two = await run(path, join(folder, "two"), Math.min(2, availableParallelism()));
    const one = await run(path, join(folder, "one"), 1);
    const { bars, ...huge } = await importBombs();
    return {
      bench: "sources",
      results: { runs: [two, one], ...huge },
      bars: [
        bar("rows a second on two cores", two.rows_per_second, ">=", 45_000),
        bar("rows a second on one core", one.rows_per_second, ">=", 25_000),
        bar("peak memory in MB", Math.max(two.peak_mb, one.peak_mb), "<=", 400),
        ...bars,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(path: string, dataDir: string, cores: number): Promise<Run> {
  const peak: PeakMemory = { vouch: 0, postgres: 0 };
  const used = { seconds: 0 };
  const { value, seconds } = await timed(() =>
    vouch<{ accepted: number }>(
      ["import", path, "--source", "table", "--json", "--data", dataDir],
      (child) => {
        if (cores === 1) onOneCore(child.pid);
        watchMemory(child, peak);
        watchProcessor(child, used);
      },
    ),
  );
  progress(
    `${cores} cores: ${value.accepted} rows in ${seconds.toFixed(1)} s, ${used.seconds.toFixed(1)} of processor`,
  );
  return {
    cores,
    rows: value.accepted,
    seconds: rounded(seconds, 1),
    rows_per_second: Math.round(value.accepted / seconds),
    processor_seconds: rounded(used.seconds, 1),
    rows_per_processor_second: Math.round(value.accepted / used.seconds),
    peak_mb: Math.round(peak.vouch),
    store_mb: Math.round(statSync(join(dataDir, "analytic.duckdb")).size / 2 ** 20),
  };
}
