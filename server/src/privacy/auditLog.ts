import type { Sql } from "postgres";
import {
  type AuditEntry,
  type AuditFault,
  type ChainedEntry,
  entryHash,
  NOTHING_BEFORE,
  verifyChain,
} from "./auditChain.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import { checkSalt } from "./suppressions.js";

/** What is to be kept: no personal data. */
export interface Deed {
  /** Who did it: a person of the operator, or `server`. */
  readonly actor: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Any number that no one else locks. */
const LOCK = 286_824;

/**
 * Adds an entry to the log; it is durable, and its hash is noted in the privacy folder, when it returns.
 * @throws VouchError salt_differs
 */
export async function audit(sql: Sql, folder: PrivacyFolder, { actor, action, detail }: Deed): Promise<void> {
  await checkSalt(sql, folder);
  const { auditKey } = folder;
  const anchor = await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCK})`;
    const [last] = await transaction<{ seq: number; hash: string }[]>`
      SELECT seq::float8 AS seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1`;
    const entry: AuditEntry = {
      seq: (last?.seq ?? 0) + 1,
      at: new Date().toISOString(),
      actor,
      action,
      detail: JSON.stringify(detail),
    };
    const hash = entryHash(auditKey, last?.hash ?? NOTHING_BEFORE, entry);
    await transaction`INSERT INTO audit_entry ${transaction({ ...entry, hash })}`;
    return { seq: entry.seq, hash };
  });
  folder.appendAnchor(anchor);
}

const ROWS_AT_ONCE = 5000;

async function readAll(sql: Sql): Promise<ChainedEntry[]> {
  const entries: ChainedEntry[] = [];
  const rows = sql<ChainedEntry[]>`
    SELECT seq::float8 AS seq, at, actor, action, detail, hash FROM audit_entry ORDER BY audit_entry.seq`;
  for await (const some of rows.cursor(ROWS_AT_ONCE)) entries.push(...some);
  return entries;
}

/** What came of holding a log against its hashes. */
export interface AuditVerdict {
  readonly entries: number;
  /** Hashes that were kept apart from the database. */
  readonly anchors: number;
  /** Null: the log is what was written. */
  readonly fault: AuditFault | null;
}

/** Says whether the log is what was written. */
export async function verifyAudit(sql: Sql, folder: PrivacyFolder): Promise<AuditVerdict> {
  const [entries, anchors] = [await readAll(sql), folder.readAnchors()];
  return {
    entries: entries.length,
    anchors: anchors.length,
    fault: verifyChain(folder.auditKey, entries, anchors),
  };
}

/** The latest entries, newest first. */
export async function listAudit(sql: Sql, limit: number): Promise<AuditEntry[]> {
  return await sql<AuditEntry[]>`
    SELECT seq::float8 AS seq, at, actor, action, detail FROM audit_entry ORDER BY audit_entry.seq DESC LIMIT ${limit}`;
}
