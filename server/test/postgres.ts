import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { inject } from "vitest";
import { connect } from "../src/postgres/database.js";
import { databaseUrl } from "./globalSetup.js";

/** A database of its own, with the newest schema and nothing in it. */
export interface TestDatabase {
  readonly sql: Sql;
  readonly url: string;
  /** Disconnects and drops it. */
  readonly close: () => Promise<void>;
}

/** Makes a database for one test file or test, from the run's template. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const administrator = postgres(server, { max: 1, onnotice: () => {} });
  await administrator`CREATE DATABASE ${administrator(name)} TEMPLATE template_vouch`;
  const url = databaseUrl(server, name);
  const sql = connect(url, 4);
  const close = async () => {
    await sql.end({ timeout: 1 });
    await administrator`DROP DATABASE IF EXISTS ${administrator(name)} WITH (FORCE)`;
    await administrator.end();
  };
  return { sql, url, close };
}
