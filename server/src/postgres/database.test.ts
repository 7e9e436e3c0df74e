import { expect, it } from "vitest";
import { testDatabase } from "../../test/postgres.js";
import { connectForStatements } from "./database.js";
import { isOutage } from "./outage.js";

it("answers or says that there is an outage, and never hangs, however a connection is lost", async () => {
  const database = await testDatabase();
  const sql = connectForStatements(database.url, 1, { application_name: "victim" });
  const ask = () => sql<[{ one: number }]>`SELECT 1 AS one`.then(([{ one }]) => one, isOutage);
  for (let round = 0; round < 60; round += 1) {
    await database.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'victim'`;
    const answers = [await ask(), await ask(), ...(await Promise.all([ask(), ask(), ask()]))];
    expect(answers).not.toContain(false);
    expect(await ask()).toBe(1);
  }
  await sql.end();
  await database.close();
});
