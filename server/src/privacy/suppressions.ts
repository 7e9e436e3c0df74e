import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Sql, TransactionSql } from "postgres";
import { VouchError } from "../errors.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import type { Suppression } from "./suppressionKeys.js";
import { type ListDigest, SuppressionList } from "./suppressionList.js";

const LINES_AT_ONCE = 10_000;

/**
 * Makes sure that this process hashes as those before it did; the first one says how.
 * @throws VouchError salt_differs
 */
export async function checkSalt(sql: Sql, { saltFingerprint, path }: PrivacyFolder): Promise<void> {
  const known = await sql.begin(async (transaction) => {
    await transaction`LOCK TABLE suppression_salt`;
    const [row] = await transaction<{ fingerprint: string }[]>`SELECT fingerprint FROM suppression_salt`;
    if (row !== undefined) return row.fingerprint;
    await transaction`INSERT INTO suppression_salt (fingerprint) VALUES (${saltFingerprint})`;
    return saltFingerprint;
  });
  if (known === saltFingerprint) return;
  throw new VouchError(
    "salt_differs",
    `The salt in ${path} is not the one that this database's suppressions were made with`,
    "Put the privacy folder of the first server there, or name it by VOUCH_PRIVACY: all servers on a database share it.",
  );
}

/** The digest of what the database has. */
export async function readDigest(sql: Sql): Promise<ListDigest> {
  const [row] = await sql<ListDigest[]>`
    SELECT count(*)::float8 AS count,
      coalesce(bit_xor(('x' || encode(substr(hash, 1, 8), 'hex'))::bit(64)::bigint), 0)::text AS xor
    FROM suppression`;
  return row ?? { count: 0, xor: "0" };
}

/** All entries that the database has. */
export async function readSuppressions(sql: Sql): Promise<Suppression[]> {
  const rows = await sql<
    (Pick<Suppression, "kind"> & { hash: Buffer })[]
  >`SELECT kind, hash FROM suppression`;
  return rows.map(({ kind, hash }) => ({ kind, hash: hash.toString("base64url") }));
}

/** Lines of COPY's text format, some thousands at a time. */
function* copyLines(entries: readonly Suppression[]): Generator<string> {
  for (let from = 0; from < entries.length; from += LINES_AT_ONCE) {
    let lines = "";
    for (const { kind, hash } of entries.slice(from, from + LINES_AT_ONCE))
      lines += `${kind}\t\\\\x${Buffer.from(hash, "base64url").toString("hex")}\n`;
    yield lines;
  }
}

/** Puts entries into a table of the transaction. @returns how many the list does not have */
async function stage(tx: TransactionSql, entries: readonly Suppression[]): Promise<number> {
  await tx`CREATE TEMP TABLE staged_suppression (kind text, hash bytea) ON COMMIT DROP`;
  const writable = await tx`COPY staged_suppression FROM STDIN`.writable();
  await pipeline(Readable.from(copyLines(entries)), writable);
  await tx`ANALYZE staged_suppression`;
  const [row] = await tx<{ others: number }[]>`
    SELECT count(*)::float8 AS others FROM staged_suppression AS staged
    WHERE NOT EXISTS (SELECT FROM suppression WHERE suppression.hash = staged.hash)`;
  return row?.others ?? 0;
}

/** @returns how many were not there yet */
async function insertStaged(tx: TransactionSql): Promise<number> {
  const { count } = await tx`
    INSERT INTO suppression (kind, hash) SELECT kind, hash FROM staged_suppression ON CONFLICT (hash) DO NOTHING`;
  return count;
}

/**
 * Adds entries to the list for good: to the file first, which outlives a restored database.
 * @returns how many were not there yet
 */
export async function addSuppressions(
  sql: Sql,
  folder: PrivacyFolder,
  entries: readonly Suppression[],
): Promise<number> {
  if (entries.length === 0) return 0;
  await checkSalt(sql, folder);
  return await sql.begin(async (tx) => {
    if ((await stage(tx, entries)) === 0) return 0;
    folder.appendToList(entries);
    return await insertStaged(tx);
  });
}

/** A list as it holds now, and how many of its entries the database had lost. */
export interface SyncedList {
  readonly list: SuppressionList;
  readonly restored: number;
}

/**
 * Brings database and file to the same list: what only one of them has, the other gets. Where they agree, nothing is
 * written and the file is all that is read.
 * @param more entries that shall be there, too: a list that was kept elsewhere
 * @throws VouchError salt_differs
 */
export async function syncSuppressions(
  sql: Sql,
  folder: PrivacyFolder,
  more: readonly Suppression[] = [],
): Promise<SyncedList> {
  const wanted = [...folder.readList(), ...more];
  const [begun] = await sql`SELECT FROM suppression_salt`;
  if (begun === undefined && wanted.length === 0) return { list: new SuppressionList("", []), restored: 0 };
  await checkSalt(sql, folder);
  const kept = new SuppressionList(folder.salt, wanted);
  const [ours, theirs] = [kept.digest, await readDigest(sql)];
  if (ours.count === theirs.count && ours.xor === theirs.xor && more.length === 0)
    return { list: kept, restored: 0 };
  const restored = await sql.begin(async (tx) => {
    await stage(tx, kept.entries);
    return await insertStaged(tx);
  });
  const entries = await readSuppressions(sql);
  folder.writeList(entries);
  return { list: new SuppressionList(folder.salt, entries), restored };
}
