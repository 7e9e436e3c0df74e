import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { openDuckdb } from "../engine/duckdb/duckdbEngine.js";
import { storeJobs } from "../jobs/storeSweep.js";
import { verifyAudit } from "./auditLog.js";
import { PrivacyFolder } from "./privacyFolder.js";
import { applyRetention } from "./retention.js";

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "vouch-retention-"));
  const run = (...args: string[]) => vouch([...args, "--data", dataDir], { DATABASE_URL: database.url });
  for (const [source, person] of [
    ["crm", "Jane Roe,jane.roe@acme.example"],
    ["list", "Max Poe,max.poe@acme.example"],
  ] as const) {
    writeFileSync(join(dataDir, `${source}.csv`), `name,email\n${person}\n`);
    await run("import", join(dataDir, `${source}.csv`), "--source", source);
  }
  await run("sources", "set", "list", "--retention", "30d");
  await run("resolve");
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const names = async () => {
  const rows = await database.sql<
    { name: string }[]
  >`SELECT profile::jsonb ->> 'full_name' AS name FROM person ORDER BY 1`;
  return rows.map(({ name }) => name);
};

it("a server removes what a source may keep no longer by itself, once, and says so in the audit log", async () => {
  const folder = new PrivacyFolder({ dataDir, privacyDir: undefined });
  const config = { dataDir, memoryLimit: "512MB" };
  const store = () => storeJobs(config, database.url, new AbortController().signal);
  const deps = { sql: database.sql, folder, log: () => {}, store };
  expect(await applyRetention(deps)).toBe(0);
  expect(await names()).toEqual(["Jane Roe", "Max Poe"]);
  const engine = await openDuckdb({
    path: join(dataDir, "analytic.duckdb"),
    memoryLimit: "512MB",
    threads: 1,
  });
  await engine.execute("UPDATE source_record SET imported_at = imported_at - INTERVAL 31 DAY");
  await engine.close();
  expect(await applyRetention(deps)).toBe(1);
  expect(await names()).toEqual(["Jane Roe"]);
  expect(await applyRetention(deps)).toBe(0);
  const logged = await database.sql`SELECT actor, detail FROM audit_entry WHERE action = 'privacy.retention'`;
  expect(logged).toEqual([{ actor: "server", detail: '{"records":1}' }]);
  expect(await verifyAudit(database.sql, folder)).toMatchObject({ fault: null });
});

it("a server without the store leaves it to the one that has it", async () => {
  const folder = new PrivacyFolder({ dataDir, privacyDir: undefined });
  expect(await applyRetention({ sql: database.sql, folder, log: () => {}, store: () => undefined })).toBe(0);
});
