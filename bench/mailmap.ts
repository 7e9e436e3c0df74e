import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exactRule } from "./exactRule.js";
import { type BenchReport, BenchUsageError, bar, rounded, timed } from "./harness.js";
import { type Agreement, pairwise } from "./pairwise.js";
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

/** A signature, its true identity, and the person it was put under. */
interface JudgedSignature {
  readonly name: string;
  readonly email: string;
  readonly identity: string;
  readonly person_id: string;
}

const SIGNATURE = /^([^<>\n]+) <([^<>\n]+)>$/;

/** Only what the mailmap speaks of can be judged: identities with at least two signatures. */
function judged(records: readonly ExportedRecord[], repository: string): JudgedSignature[] {
  const usable = records.flatMap(({ source_key, person_id }) => {
    const [, name = "", email = ""] = SIGNATURE.exec(source_key) ?? [];
    return name === "" ? [] : [{ source_key, name, email, person_id }];
  });
  const canonical = canonicalSignatures(
    repository,
    usable.map(({ source_key }) => source_key),
  );
  const rows = usable.map((row, at) => ({ ...row, identity: canonical[at] ?? "" }));
  const sizes = new Map<string, number>();
  for (const { identity } of rows) sizes.set(identity, (sizes.get(identity) ?? 0) + 1);
  return rows.filter(({ identity }) => (sizes.get(identity) ?? 0) > 1);
}

/** A history that was resolved, held against its mailmap; and what the exact rule makes of the same signatures. */
export interface JudgedHistory {
  readonly imported: Record<string, unknown>;
  readonly import_seconds: number;
  readonly resolved: Record<string, unknown>;
  readonly judged: number;
  readonly resolution: Agreement;
  readonly exact_rule: Agreement;
}

/** Imports and resolves a repository's history without its mailmap, and judges the people by it. */
export async function judgeHistory(repository: string): Promise<JudgedHistory> {
  const data = mkdtempSync(join(tmpdir(), "vouch-mailmap-"));
  try {
    const history = [repository, "--source", "git", "--format", "git", "--no-mailmap"];
    const { value: imported, seconds } = await timed(() =>
      vouch(["import", ...history, "--data", data, "--json"]),
    );
    const resolved = await vouch(["resolve", "--data", data, "--json"]);
    const exported = ["export", "records", "--format", "jsonl", "--data", data];
    const signatures = judged(await vouchLines<ExportedRecord>(exported), repository);
    const truth = signatures.map(({ identity }) => identity);
    const people = signatures.map(({ person_id }) => person_id);
    return {
      imported,
      import_seconds: rounded(seconds, 1),
      resolved,
      judged: truth.length,
      resolution: pairwise(truth, people),
      exact_rule: pairwise(truth, exactRule(signatures)),
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Which repository's history to resolve: `npm run bench -- mailmap PATH`. */
export default async function mailmap(repository?: string): Promise<BenchReport> {
  if (repository === undefined)
    throw new BenchUsageError("Give the path of a git repository that has a .mailmap.");
  const history = await judgeHistory(repository);
  return {
    bench: "mailmap",
    results: { ...history },
    bars: [
      bar("F1 above the exact rule's", rounded(history.resolution.f1), ">=", rounded(history.exact_rule.f1)),
      bar("precision", rounded(history.resolution.precision), ">=", 0.97),
    ],
  };
}
