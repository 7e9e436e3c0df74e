import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatOf } from "../src/ingestion/formats.js";
import type { SourceKind } from "../src/ingestion/sourceKinds.js";
import type { RecordFields, Reject } from "../src/ingestion/sourceRecord.js";

/** What a connector made of a source. */
export interface Understood {
  readonly people: readonly RecordFields[];
  readonly keys: readonly string[];
  readonly lines: readonly number[];
  readonly rejects: readonly Reject[];
}

/** Reads a source that exists. */
export async function understoodAt(path: string, kind: SourceKind): Promise<Understood> {
  const people: RecordFields[] = [];
  const [keys, lines, rejects]: [string[], number[], Reject[]] = [[], [], []];
  for await (const batch of (await formatOf(kind)).read(path, { map: new Map(), mailmap: false })) {
    for (const one of batch) {
      if (one.kind === "reject") rejects.push(one.reject);
      if (one.kind !== "record") continue;
      people.push(one.record.fields);
      keys.push(one.record.key);
      lines.push(one.record.line);
    }
  }
  return { people, keys, lines, rejects };
}

/** Writes a source into a folder of its own and reads it. */
export async function understood(content: string | Uint8Array, kind: SourceKind): Promise<Understood> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-source-"));
  try {
    const path = join(folder, "source");
    writeFileSync(path, content);
    return await understoodAt(path, kind);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
