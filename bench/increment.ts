import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDemo } from "@vouch/demo";
import { type BenchReport, BenchUsageError, bar, progress, rounded, timed } from "./harness.js";
import { startServer, vouch } from "./vouch.js";

const RECORDS = 1_000_000;
const RECORDS_PER_PERSON = 3.42;
const SEED = "many";
/** The source that comes late: its last records are held back and arrive in increments. */
const LATE = "crm";
const FEW = 1000;
const BATCH = 10_000;
const BATCHES = 3;

/**
 * Some records more where many are, most of them of people who are known: the seconds until they are published.
 * @param size how many records there are, a million if absent; where a batch would be more than a fifth of the late
 *   source, it is a fifth
 */
export default async function increment(size = String(RECORDS)): Promise<BenchReport> {
  const records = Number(size);
  if (!Number.isInteger(records) || records < 20 * FEW) {
    throw new BenchUsageError(`How many records? A whole number from ${20 * FEW}, not "${size}".`);
  }
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-increment-"));
  try {
    return await measure(folder, Math.round(records / RECORDS_PER_PERSON));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, people: number): Promise<BenchReport> {
  const dataDir = join(folder, "data");
  const { records, late } = await fill(folder, dataDir, people);
  const server = await startServer(dataDir);
  const increments = await bringIn(dataDir, late).finally(server.stop);
  const [few, ...batches] = increments;
  const sum = (of: "records" | "seconds") => batches.reduce((total, batch) => total + batch[of], 0);
  return {
    bench: "increment",
    results: { records_before: records, increments },
    bars: [
      bar(`seconds until ${FEW} more records are published`, few?.seconds ?? Number.NaN, "<=", 5),
      bar("records a second in batches", rounded(sum("records") / sum("seconds"), 1), ">=", 500),
    ],
  };
}

/** Imports and publishes one file after the other, beside a server that answers from them. */
async function bringIn(dataDir: string, late: readonly string[]) {
  const increments: { readonly records: number; readonly seconds: number }[] = [];
  for (const path of late) {
    const { value, seconds } = await timed(async () => {
      return await importFile(dataDir, path, LATE, ["--resolve"]);
    });
    progress(`${value} more records published in ${seconds.toFixed(1)} s`);
    increments.push({ records: value, seconds: rounded(seconds, 2) });
  }
  return increments;
}

/** Imports and publishes all that does not come late. */
async function fill(folder: string, dataDir: string, people: number) {
  progress(`making ${people} people`);
  const sources = await writeDemo(join(folder, "sources"), { seed: SEED, people });
  let late: readonly string[] = [];
  let records = 0;
  for (const { name, path } of sources) {
    if (name === LATE) late = holdBack(path);
    records += await importFile(dataDir, path, name);
  }
  const { seconds } = await timed(() => vouch(["resolve", "--data", dataDir, "--json"]));
  progress(`${records} records resolved and published in ${seconds.toFixed(1)} s`);
  return { records, late };
}

async function importFile(
  dataDir: string,
  path: string,
  source: string,
  options: readonly string[] = [],
): Promise<number> {
  const args = ["import", path, "--source", source, ...options, "--data", dataDir, "--json"];
  return (await vouch<{ accepted: number }>(args)).accepted;
}

/** Takes the last records out of a source's file. @returns the files of the increments, few records first */
function holdBack(path: string): string[] {
  const [header = "", ...rows] = readFileSync(path, "utf8").trimEnd().split("\n");
  const size = Math.min(BATCH, Math.floor(rows.length / 5));
  const sizes = [FEW, ...Array.from({ length: BATCHES }, () => size)];
  const write = (to: string, some: readonly string[]) =>
    writeFileSync(to, `${[header, ...some].join("\n")}\n`);
  const files = sizes.map((count, at) => {
    write(`${path}.${at}.csv`, rows.splice(-count));
    return `${path}.${at}.csv`;
  });
  write(path, rows);
  return files;
}
