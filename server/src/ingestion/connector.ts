import { hash } from "node:crypto";
import type { Assembled } from "./assemble.js";
import { hasIdentity } from "./assemble.js";
import type { ColumnMap } from "./headers.js";
import type { Connected, RecordFields } from "./sourceRecord.js";

export type SourceKind = "csv" | "jsonl" | "git";

export interface ConnectorOptions {
  readonly map: ColumnMap;
  /** Whether a repository's `.mailmap` is read as judgements of identity. */
  readonly mailmap: boolean;
}

/**
 * Reads a source, in its order, in batches. What cannot be a record is yielded as a reject; what makes the whole
 * source unreadable is thrown as VouchError.
 */
export type Connector = (path: string, options: ConnectorOptions) => AsyncGenerator<readonly Connected[]>;

/** A hash of what a record says: equal content, equal hash. 32 hex digits. */
export function contentHash(fields: RecordFields): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", JSON.stringify(sorted)).slice(0, 32);
}

/** A record under its own id, else under the hash of its content; a reject where it says nothing of anybody. */
export function connected({ fields, id }: Assembled, line: number): Connected {
  if (!hasIdentity(fields)) {
    return {
      kind: "reject",
      reject: { line, code: "no_identity", detail: "no name, e-mail address or profile" },
    };
  }
  return { kind: "record", record: { key: id ?? contentHash(fields), fields, line } };
}
