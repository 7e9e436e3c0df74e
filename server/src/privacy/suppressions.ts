import type { ISql, Sql } from "postgres";
import { VouchError } from "../errors.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import type { Suppression } from "./suppressionKeys.js";
import { type ListDigest, SuppressionList } from "./suppressionList.js";

const ENTRIES_PER_STATEMENT = 20_000;

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

async function readDigest(sql: Sql): Promise<ListDigest> {
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

/** @returns how many were not there yet */
async function insert(sql: ISql, entries: readonly Suppression[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < entries.length; from += ENTRIES_PER_STATEMENT) {
    const some = entries.slice(from, from + ENTRIES_PER_STATEMENT);
    const { count } = await sql`
      INSERT INTO suppression (kind, hash)
      SELECT kind, decode(hash, 'hex') FROM unnest(
        string_to_array(${some.map(({ kind }) => kind).join(",")}, ','),
        string_to_array(${some.map(({ hash }) => Buffer.from(hash, "base64url").toString("hex")).join(",")}, ',')
      ) AS entry (kind, hash)
      ON CONFLICT (hash) DO NOTHING`;
    added += count;
  }
  return added;
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
  const distinct = [...new Map(entries.map((entry) => [entry.hash, entry])).values()];
  folder.appendToList(distinct);
  return await insert(sql, distinct);
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
  const restored = await insert(sql, kept.entries);
  const entries = await readSuppressions(sql);
  folder.writeList(entries);
  return { list: new SuppressionList(folder.salt, entries), restored };
}
