import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoSource, writeDemo } from "@vouch/demo";
import { type BenchReport, BenchUsageError, bar, progress, rounded, timed } from "./harness.js";
import { type PeakMemory, watchMemory } from "./memory.js";
import { vouch } from "./vouch.js";

/** People whose records number about 100 000, a million and ten million. */
const SMALL = 29_200;
const LARGE = 292_000;
const HUGE = 2_920_000;
const SEED = "many";

interface Run {
  readonly records: number;
  readonly people: number;
  readonly import_seconds: number;
  readonly resolve_seconds: number;
  readonly seconds: number;
  readonly peak_mb: number;
  readonly postgres_peak_mb: number;
}

/**
 * From import to published people, at two sizes: time, memory, and how time grows.
 * @param huge `10m`: at ten million records as well, which takes half an hour and 30 GB of disk
 */
export default async function resolve(huge?: string): Promise<BenchReport> {
  if (huge !== undefined && huge !== "10m")
    throw new BenchUsageError(`Say 10m for ten million records, not "${huge}".`);
  const small = await run(SMALL);
  const large = await run(LARGE);
  const largest = huge === undefined ? [] : [await run(HUGE)];
  const growth = Math.log(large.seconds / small.seconds) / Math.log(large.records / small.records);
  return {
    bench: "resolve",
    results: { runs: [small, large, ...largest], growth_exponent: growth },
    bars: [
      bar("seconds for a million records", large.seconds, "<=", 180),
      bar("seconds to resolve and publish a million records", large.resolve_seconds, "<=", 75),
      bar("peak memory in MB", large.peak_mb, "<=", 4096),
      bar("growth exponent", rounded(growth, 3), "<=", 1.15),
      ...largest.flatMap(({ resolve_seconds, peak_mb }) => [
        bar("seconds to resolve and publish ten million records", resolve_seconds, "<=", 900),
        bar("peak memory in MB at ten million records", peak_mb, "<=", 10_240),
      ]),
    ],
  };
}

async function run(people: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-resolve-"));
  try {
    progress(`making ${people} people`);
    const sources = await writeDemo(join(folder, "sources"), { seed: SEED, people });
    return await importAndResolve(sources, join(folder, "data"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importAndResolve(sources: readonly DemoSource[], dataDir: string): Promise<Run> {
  const peak: PeakMemory = { vouch: 0, postgres: 0 };
  const command = <T>(args: readonly string[]) =>
    timed(() => vouch<T>([...args, "--data", dataDir, "--json"], (child) => watchMemory(child, peak)));
  let importSeconds = 0;
  let records = 0;
  for (const { name, path } of sources) {
    const { value, seconds } = await command<{ accepted: number }>(["import", path, "--source", name]);
    importSeconds += seconds;
    records += value.accepted;
    progress(`imported ${name}: ${value.accepted} records in ${seconds.toFixed(1)} s`);
  }
  const resolved = await command<{ people: number }>(["resolve"]);
  progress(`resolved in ${resolved.seconds.toFixed(1)} s: ${JSON.stringify(resolved.value)}`);
  return {
    records,
    people: resolved.value.people,
    import_seconds: rounded(importSeconds, 1),
    resolve_seconds: rounded(resolved.seconds, 1),
    seconds: rounded(importSeconds + resolved.seconds, 1),
    peak_mb: Math.round(peak.vouch),
    postgres_peak_mb: Math.round(peak.postgres),
  };
}
