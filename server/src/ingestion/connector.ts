import { hash } from "node:crypto";
import type { Reaches } from "../net/reach.js";
import type { Assembled } from "./assemble.js";
import { hasIdentity } from "./assemble.js";
import type { ColumnMap } from "./headers.js";
import type { SourceMemory } from "./sourceMemory.js";
import type { Connected, RecordFields } from "./sourceRecord.js";

export interface ConnectorOptions {
  readonly map: ColumnMap;
  /** What a database is asked. */
  readonly query?: string;
  /** Whether a repository's `.mailmap` is read as judgements of identity. */
  readonly mailmap: boolean;
  /** Hears of the columns or keys of a source that has some, as it is opened. */
  readonly onColumns?: (columns: readonly string[]) => void;
  /** Which private addresses the operator lets be called; none where absent. */
  readonly reaches?: Reaches;
  /** What the imports of the source before this one left. */
  readonly memory?: SourceMemory;
}

/**
 * Reads a source, in its order, in batches. What cannot be a record is yielded as a reject; what makes the whole
 * source unreadable is thrown as VouchError.
 */
export type Connector = (path: string, options: ConnectorOptions) => AsyncGenerator<readonly Connected[]>;

/** The same of files that are one source: what yields a reject says of which file. A file that cannot be read is one. */
export type ConnectorOfMany = (
  paths: readonly string[],
  options: ConnectorOptions,
) => AsyncGenerator<readonly Connected[]>;

/** Columns of a source, and some of what stands in them. */
export interface ColumnSample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How sources of one kind are read. */
export interface SourceFormat {
  readonly read: Connector;
  /** Reads several files as one source; absent where each is a source of its own. */
  readonly readTogether?: ConnectorOfMany;
  /** Looks into a source that has columns; absent where fields have one meaning. */
  readonly sample?: (path: string, map: ColumnMap, query?: string) => Promise<ColumnSample>;
  /** What is told and kept of where a source was read from; absent where that is its path. */
  readonly shownPath?: (path: string) => string;
}

const FIELDS = [
  "full_name",
  "first_name",
  "middle_name",
  "last_name",
  "emails",
  "phones",
  "title",
  "company_name",
  "company_domain",
  "linkedin_url",
  "profile_urls",
  "location",
  "city",
  "region",
  "country",
  "first_seen",
  "last_seen",
  "date_order",
  "phone_country",
] as const satisfies readonly (keyof RecordFields)[];

/** What a record says, as one text: equal content, equal text, in whatever order the source has its columns. */
export function contentOf(fields: RecordFields): string {
  const ordered: Record<string, string | readonly string[]> = {};
  for (const field of FIELDS) {
    const value = fields[field];
    if (value !== undefined) ordered[field] = value;
  }
  return JSON.stringify(ordered);
}

/** @returns 32 hex digits; equal content, equal hash */
export const contentHash = (content: string) => hash("sha256", content, "hex").slice(0, 32);

/** A record under its own id, else under the hash of its content; a reject where it says nothing of anybody. */
export function connected({ fields, id }: Assembled, line: number): Connected {
  if (!hasIdentity(fields)) {
    return {
      kind: "reject",
      reject: { line, code: "no_identity", detail: "no name, e-mail address or profile that can be one" },
    };
  }
  return { kind: "record", record: { key: id ?? contentHash(contentOf(fields)), fields, line } };
}
