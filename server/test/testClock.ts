import postgres, { type Sql } from "postgres";
import type { TestDatabase } from "./postgres.js";

/** A connection to a test's database for which it is the time that the test says. */
export interface ClockedDatabase {
  readonly sql: Sql;
  /** From now on it is this time, for what is asked over this connection. */
  readonly setTime: (time: number) => Promise<void>;
}

/** Connects so that `now()` is a function of the test's, found before PostgreSQL's own. Close `sql` when done. */
export async function clockedDatabase({ sql: maker, url }: TestDatabase): Promise<ClockedDatabase> {
  await maker.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(hashtext('test_clock'))`;
    await transaction`CREATE SCHEMA IF NOT EXISTS test_clock`;
    await transaction`
      CREATE OR REPLACE FUNCTION test_clock.now() RETURNS timestamptz LANGUAGE sql STABLE
      AS $$ SELECT current_setting('test.now')::timestamptz $$`;
  });
  const sql = postgres(url, {
    max: 1,
    connection: { search_path: "test_clock, public, pg_catalog", synchronous_commit: "off" },
  });
  const setTime = async (time: number) => {
    await sql`SELECT set_config('test.now', ${new Date(time).toISOString()}, false)`;
  };
  return { sql, setTime };
}
