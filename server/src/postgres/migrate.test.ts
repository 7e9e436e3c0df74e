import type { Sql } from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { connect } from "./database.js";
import { migrate } from "./migrate.js";

let database: TestDatabase;
let sql: Sql;
beforeEach(async () => {
  database = await testDatabase();
  sql = database.sql;
});
afterEach(() => database.close());

const applied = () => sql`SELECT name, hash, applied_at FROM migration ORDER BY name`;
const columns = () =>
  sql`SELECT table_name, column_name, data_type FROM information_schema.columns
      WHERE table_schema IN ('public', 'queue') ORDER BY table_schema, table_name, column_name`;

async function empty(): Promise<void> {
  await sql`DROP SCHEMA public, queue CASCADE`;
  await sql`CREATE SCHEMA public`;
}

describe("migrations", () => {
  it("are applied once: a schema that is the newest stays as it is", async () => {
    const before = [await applied(), await columns()];
    await migrate(sql);
    expect([await applied(), await columns()]).toEqual(before);
  });

  it("bring an empty database to the same schema, however many start at once", async () => {
    const schema = await columns();
    const names = (await applied()).map(({ name }) => name);
    await empty();
    const starters = [1, 2, 3, 4].map(() => connect(database.url, 1));
    await Promise.all(starters.map(migrate));
    await Promise.all(starters.map((starter) => starter.end()));
    expect(await columns()).toEqual(schema);
    expect((await applied()).map(({ name }) => name)).toEqual(names);
  });

  it("refuse a database where one was applied that is not what it was, and leave it alone", async () => {
    await sql`DELETE FROM migration WHERE name > '0001-z'`;
    await sql`UPDATE migration SET hash = 'another' WHERE name < '0001-z'`;
    const before = await applied();
    await expect(migrate(sql)).rejects.toMatchObject({
      code: "migration_changed",
      message: expect.stringContaining("0001-"),
      hint: expect.stringContaining("version of Vouch"),
    });
    expect(await applied()).toEqual(before);
  });

  it("refuse a database that a newer version made, and leave it alone", async () => {
    await sql`INSERT INTO migration (name, hash) VALUES ('9999-later.sql', 'a hash')`;
    const before = await applied();
    await expect(migrate(sql)).rejects.toMatchObject({
      code: "migration_unknown",
      message: expect.stringContaining("9999-later.sql"),
    });
    expect(await applied()).toEqual(before);
  });

  it("are all there or none is, where one fails", async () => {
    await empty();
    // What the first would make stands in its way.
    await sql`CREATE TABLE ledger (entry_id bigint)`;
    await expect(migrate(sql)).rejects.toThrow();
    expect(await columns()).toMatchObject([{ table_name: "ledger" }]);
  });
});
