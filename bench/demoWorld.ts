import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoOptions, type DemoSource, type TruePerson, writeDemo } from "@vouch/demo";
import type { ExportedPerson } from "./demoFields.js";
import { type ExportedRecord, type JudgedRecord, judge, readTruth } from "./demoTruth.js";
import { progress } from "./harness.js";
import { vouch, vouchLines } from "./vouch.js";

/** A published person with all the fields an answer can show. */
export interface PublishedPerson extends ExportedPerson {
  readonly full_name: string | null;
  readonly email: string | null;
  readonly linkedin_url: string | null;
  readonly seniority: string | null;
  readonly department: string | null;
}

/** A demo that was made, imported and resolved, with its truth. */
export interface ResolvedDemo {
  readonly dataDir: string;
  readonly truth: readonly TruePerson[];
  readonly records: readonly JudgedRecord[];
  readonly published: readonly PublishedPerson[];
  readonly summary: Record<string, unknown>;
  /** Every address that some record states, in lower case. */
  readonly stated: ReadonlySet<string>;
}

/**
 * Makes the demo of a seed in a folder of its own, imports and resolves it through the command line, and lends it to
 * the action; afterwards nothing is left of it.
 */
export async function withResolvedDemo<T>(
  options: DemoOptions,
  action: (demo: ResolvedDemo) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-demo-"));
  try {
    return await action(await resolveDemo(folder, options));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function resolveDemo(folder: string, options: DemoOptions): Promise<ResolvedDemo> {
  const dataDir = join(folder, "data");
  const sourcesDir = join(folder, "sources");
  const sources = await writeDemo(sourcesDir, options);
  for (const { name, path } of sources) {
    progress(`importing ${name}`);
    await vouch(["import", path, "--source", name, "--data", dataDir, "--json"]);
  }
  progress("resolving");
  const summary = await vouch(["resolve", "--data", dataDir, "--json"]);
  const exported = await vouchLines<ExportedRecord>([
    "export",
    "records",
    "--format",
    "jsonl",
    "--data",
    dataDir,
  ]);
  const published = await vouchLines<PublishedPerson>([
    "export",
    "people",
    "--format",
    "jsonl",
    "--data",
    dataDir,
  ]);
  const { records, people } = readTruth(sourcesDir);
  return {
    dataDir,
    truth: people,
    records: judge(records, exported),
    published,
    summary,
    stated: addressesIn(sources),
  };
}

function addressesIn(sources: readonly DemoSource[]): ReadonlySet<string> {
  const found = sources.flatMap(({ path }) => readFileSync(path, "utf8").match(/[\w.+-]+@[\w.-]+/gu) ?? []);
  return new Set(found.map((address) => address.toLowerCase()));
}
