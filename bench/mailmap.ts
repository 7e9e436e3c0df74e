import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchReport, BenchUsageError } from "./harness.js";
import { pairwise } from "./pairwise.js";
import { vouch, vouchLines } from "./vouch.js";

interface ExportedRecord {
  readonly source_key: string;
  readonly person_id: string;
}

/** The canonical signature that the repository's `.mailmap` gives to each signature, by git itself. */
function canonicalSignatures(repository: string, signatures: readonly string[]): string[] {
  const { stdout, status, stderr } = spawnSync(
    "git",
    ["-C", repository, "-c", "mailmap.blob=HEAD:.mailmap", "check-mailmap", "--stdin"],
    {
      input: `${signatures.join("\n")}\n`,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new BenchUsageError(`git check-mailmap failed in ${repository}: ${stderr.trim()}`);
  return stdout.trimEnd().split("\n");
}

/** Only what the mailmap speaks of can be judged: identities with at least two signatures. */
function judged(
  records: readonly ExportedRecord[],
  repository: string,
): { truth: string[]; people: string[] } {
  const usable = records.filter(({ source_key }) => /^[^<>\n]+ <[^<>\n]+>$/.test(source_key));
  const canonical = canonicalSignatures(
    repository,
    usable.map(({ source_key }) => source_key),
  );
  const sizes = new Map<string, number>();
  for (const identity of canonical) sizes.set(identity, (sizes.get(identity) ?? 0) + 1);
  const rows = usable
    .map(({ person_id }, index) => ({ person_id, identity: canonical[index] ?? "" }))
    .filter(({ identity }) => (sizes.get(identity) ?? 0) > 1);
  return { truth: rows.map(({ identity }) => identity), people: rows.map(({ person_id }) => person_id) };
}

/** Which repository's history to resolve: `npm run bench -- mailmap PATH`. */
export default async function mailmap(repository?: string): Promise<BenchReport> {
  if (repository === undefined)
    throw new BenchUsageError("Give the path of a git repository that has a .mailmap.");
  const data = mkdtempSync(join(tmpdir(), "vouch-mailmap-"));
  try {
    const begun = performance.now();
    const imported = await vouch([
      "import",
      repository,
      "--source",
      "git",
      "--format",
      "git",
      "--no-mailmap",
      "--data",
      data,
      "--json",
    ]);
    const importSeconds = (performance.now() - begun) / 1000;
    const resolved = await vouch(["resolve", "--data", data, "--json"]);
    const records = await vouchLines<ExportedRecord>([
      "export",
      "records",
      "--format",
      "jsonl",
      "--data",
      data,
    ]);
    const { truth, people } = judged(records, repository);
    const results = { imported, importSeconds, resolved, judged: truth.length, ...pairwise(truth, people) };
    return { bench: "mailmap", results, bars: [] };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
