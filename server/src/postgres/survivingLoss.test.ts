import { setTimeout as sleep } from "node:timers/promises";
import type { TransactionSql } from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { connect } from "./database.js";
import { isOutage } from "./outage.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const hangUp = () => database.sql`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'victim'`;

it.each<[string, (tx: TransactionSql) => Promise<unknown>]>([
  ["while a statement runs", (tx) => tx`SELECT pg_sleep(60)`],
  ["between statements", (tx) => sleep(600).then(() => tx`SELECT 1`)],
  [
    "while statements run that were sent together",
    (tx) => Promise.all([tx`SELECT pg_sleep(60)`, tx`SELECT 1`]),
  ],
])("fails a transaction whose connection is lost %s, and goes on", async (_, work) => {
  const sql = connect(database.url, 1, { application_name: "victim" });
  for (let round = 0; round < 5; round += 1) {
    const failed = sql.begin(work).then(() => false, isOutage);
    await sleep(200);
    await hangUp();
    expect(await failed).toBe(true);
    await sleep(500);
    // The driver may tell the next statement of the loss once more.
    const ask = () => sql`SELECT 1 AS one`;
    expect(await ask().catch(ask)).toEqual([{ one: 1 }]);
  }
  await sql.end();
});

it("rolls back what fails for other reasons, with options or without", async () => {
  const sql = connect(database.url, 1);
  const fail = () => Promise.reject(new Error("of the work"));
  await expect(sql.begin(fail)).rejects.toThrow("of the work");
  await expect(sql.begin("READ ONLY", (tx) => tx`CREATE TABLE not_made ()`)).rejects.toMatchObject({
    code: "25006",
  });
  expect(await sql.begin((tx) => tx`SELECT 2 AS two`)).toEqual([{ two: 2 }]);
  await sql.end();
});
