import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoSource, writeDemo } from "@vouch/demo";
import { type BenchReport, bar, progress, rounded, timed } from "./harness.js";
import { type PeakMemory, watchMemory } from "./memory.js";
import { vouch } from "./vouch.js";

/** People whose records number about 100 000 and a million. */
const SMALL = 29_200;
const LARGE = 292_000;
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

/** From import to published people, at two sizes: time, memory, and how time grows. */
export default async function resolve(): Promise<BenchReport> {
  const small = await run(SMALL);
  const large = await run(LARGE);
  const growth = Math.log(large.seconds / small.seconds) / Math.log(large.records / small.records);
  return {
    bench: "resolve",
    results: { runs: [small, large], growth_exponent: growth },
    bars: [
      bar("seconds for a million records", large.seconds, "<=", 180),
      bar("peak memory in MB", large.peak_mb, "<=", 4096),
      bar("growth exponent", rounded(growth, 3), "<=", 1.15),
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
