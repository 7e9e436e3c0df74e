import { createHmac } from "node:crypto";
import type { Anchor } from "./privacyFolder.js";

/** What was done, by whom, when. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  /** ISO, UTC. */
  readonly at: string;
  readonly actor: string;
  /** Such as `privacy.approve`. */
  readonly action: string;
  /** JSON text; no personal data. */
  readonly detail: string;
}

/** An entry as it stands in the log. */
export interface ChainedEntry extends AuditEntry {
  /** 64 hex digits. */
  readonly hash: string;
}

/** Where a log is not what was written. */
export interface AuditFault {
  readonly seq: number;
  /** An entry is gone, another than it was, or there were more behind the last one. */
  readonly kind: "missing" | "altered" | "truncated";
}

/** What stands before the first entry. */
export const NOTHING_BEFORE = "0".repeat(64);

/**
 * The hash of an entry: it covers all of it and the hash before it, so that no entry can be changed, left out or moved
 * without all behind it; and who has no key can make none.
 */
export function entryHash(
  key: Buffer,
  before: string,
  { seq, at, actor, action, detail }: AuditEntry,
): string {
  const text = JSON.stringify([before, seq, at, actor, action, detail]);
  return createHmac("sha256", key).update(text).digest("hex");
}

/**
 * Holds a log against its hashes, and against those that were kept apart.
 * @param entries in the order of `seq`
 * @param anchors in any order
 * @returns the first fault; null where there is none
 */
export function verifyChain(
  key: Buffer,
  entries: readonly ChainedEntry[],
  anchors: readonly Anchor[],
): AuditFault | null {
  let before = NOTHING_BEFORE;
  for (const [at, entry] of entries.entries()) {
    if (entry.seq !== at + 1) return { seq: at + 1, kind: "missing" };
    if (entryHash(key, before, entry) !== entry.hash) return { seq: entry.seq, kind: "altered" };
    before = entry.hash;
  }
  const behind = anchors.find(({ seq }) => seq > entries.length);
  if (behind !== undefined) return { seq: entries.length + 1, kind: "truncated" };
  const other = anchors.find(({ seq, hash }) => entries[seq - 1]?.hash !== hash);
  return other === undefined ? null : { seq: other.seq, kind: "altered" };
}
