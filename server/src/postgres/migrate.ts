import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Sql } from "postgres";
import { VouchError } from "../errors.js";

const FOLDER = new URL("../../src/postgres/migrations/", import.meta.url);
/** Any number that no one else locks: "vouch" as digits of a telephone. */
const LOCK = 86_824;
const OLDEST_SERVER = 150_000;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, FOLDER), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    });
}

async function checkVersion(sql: Sql): Promise<void> {
  const [row] = await sql<{ version: string; number: number }[]>`
    SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`;
  if (row !== undefined && row.number >= OLDEST_SERVER) return;
  throw new VouchError(
    "postgres_too_old",
    `PostgreSQL ${row?.version ?? ""} is too old`,
    "Use version 15 or newer.",
  );
}

const refused = (code: string, message: string) =>
  new VouchError(code, message, "Use the version of Vouch that made this database, or a new database.");

/** Refuses a database that another version made: a file is not what it was, or is not known here. */
function checkApplied(hashes: ReadonlyMap<string, string>, files: readonly Migration[]): void {
  const known = new Map(files.map(({ name, hash }) => [name, hash]));
  for (const [name, hash] of hashes) {
    if (!known.has(name))
      throw refused(
        "migration_unknown",
        `The database was made by a newer version: ${name} is not known here`,
      );
    if (known.get(name) !== hash)
      throw refused("migration_changed", `The migration ${name} is not the one that was applied`);
  }
}

/**
 * Brings the database to the newest schema: numbered files, each once, in order, all in one transaction; processes
 * that start together wait for each other.
 * @throws VouchError postgres_too_old; migration_changed where an applied file is not what it was; migration_unknown where a
 * newer version made the database
 */
export async function migrate(sql: Sql): Promise<void> {
  await checkVersion(sql);
  await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCK})`;
    await transaction`CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`;
    const applied = await transaction<{ name: string; hash: string }[]>`SELECT name, hash FROM migration`;
    const hashes = new Map(applied.map(({ name, hash }) => [name, hash]));
    const files = migrations();
    checkApplied(hashes, files);
    for (const { name, sql: text, hash } of files) {
      if (hashes.has(name)) continue;
      await transaction.unsafe(text);
      await transaction`INSERT INTO migration (name, hash) VALUES (${name}, ${hash})`;
    }
  });
}
