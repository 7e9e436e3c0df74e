import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { testDatabase } from "../../test/postgres.js";
import type { Engine } from "../engine/engine.js";
import { importRecords } from "../ingestion/importRecords.js";
import { declareSource } from "../ingestion/sources.js";
import { runResolve } from "../jobs/resolveJob.js";
import { accessReport } from "./access.js";
import { type CarryOutDeps, carryOutApproved } from "./carryOut.js";
import { PrivacyFolder } from "./privacyFolder.js";
import { approveRequest, closeRequest, listRequests, receiveRequest } from "./requests.js";
import { subjectRecords } from "./subjectRecords.js";

let engine: Engine;
let sql: Sql;
let close: () => Promise<void>;
let dataDir: string;
let deps: CarryOutDeps;
let publish: () => Promise<void>;
beforeAll(async () => {
  engine = await testEngine();
  const database = await testDatabase();
  ({ sql, close } = database);
  dataDir = mkdtempSync(join(tmpdir(), "vouch-rights-"));
  const path = join(dataDir, "people.csv");
  writeFileSync(
    path,
    `id,name,email,phone,company,domain,title
1,Jane Roe,jane.roe@acme.example,+15035550101,Acme,acme.example,Engineer
2,Jane Roe,jane.roe@acme.example,,Acme,acme.example,Senior Engineer
3,Max Poe,max.poe@acme.example,,Acme,acme.example,Designer
`,
  );
  const options = { path, source: "crm", kind: "csv" as const, map: new Map(), mailmap: true, dataDir };
  await importRecords(engine, { ...options, now: new Date("2026-06-01"), onRead: () => {} });
  await declareSource(engine, "crm", { legal_basis: "contract" });
  publish = async () => {
    const job = { kind: "resolve" as const, dataDir, memoryLimit: "512MB", databaseUrl: database.url };
    await runResolve(engine, job, () => {});
  };
  await publish();
  const folder = new PrivacyFolder({ dataDir, privacyDir: undefined });
  deps = { sql, folder, store: () => ({ publish, sweep: async () => ({ records: 0, people: 0 }) }) };
});
afterAll(async () => {
  await engine.close();
  await close();
  rmSync(dataDir, { recursive: true, force: true });
});

const profileOf = async (name: string) => {
  const rows = await sql<{ profile: Record<string, string | null> }[]>`
    SELECT profile::jsonb AS profile FROM person WHERE profile LIKE ${`%"${name}"%`}`;
  return rows[0]?.profile;
};

async function ask(body: Parameters<typeof receiveRequest>[1]): Promise<string> {
  await receiveRequest(sql, body, "req_ask", false);
  return (await listRequests(sql, false)).at(-1)?.id ?? "";
}

const kim = { by: "Kim", why: "met her" };

describe("access", () => {
  it("tells every value, its source and each recipient, of the person alone who has the address", async () => {
    const [account] =
      await sql`INSERT INTO account (name, plan) VALUES ('sales', 'free') RETURNING account_id`;
    const [jane] = await sql`SELECT person_id FROM person WHERE profile LIKE '%Jane Roe%'`;
    await sql`
      INSERT INTO ledger (account_id, kind, credits, operation, outcome, request_id, person_ids)
      VALUES (${account?.["account_id"]}, 'charge', 4, 'enrichPerson', 'success', 'req_told', ${`per_other ${jane?.["person_id"]}`})`;
    const subject = { email: "Jane.Roe@acme.example", full_name: "Max Poe", company: "Acme" };
    const id = await ask({ type: "access", ...subject });
    const request = await approveRequest(sql, id, kim);
    expect(await carryOutApproved(deps)).toEqual([]);
    const report = await accessReport(sql, request, await subjectRecords(engine, subject));
    expect(report.people).toMatchObject([
      { profile: { full_name: "Jane Roe", email: "jane.roe@acme.example" } },
    ]);
    expect(report.records.map(({ key, source, legal_basis }) => [source, key, legal_basis])).toEqual([
      ["crm", "1", "contract"],
      ["crm", "2", "contract"],
    ]);
    expect(report.records[0]?.fields).toMatchObject({ phones: ["+15035550101"], title: "Engineer" });
    expect(report.recipients).toMatchObject([
      { account: "sales", operation: "enrichPerson", request_id: "req_told" },
    ]);
    const text = JSON.stringify(report.people);
    for (const value of ["Engineer", "Senior Engineer", "Acme"]) expect(text).toContain(value);
    await closeRequest(sql, id, "completed", { by: "Kim", why: "" });
  });
});

describe("correction", () => {
  it("stands above the sources until it is erased, through every publication", async () => {
    const corrections = [{ field: "title" as const, value: "Director of Design" }];
    await approveRequest(
      sql,
      await ask({ type: "correction", email: "max.poe@acme.example", corrections }),
      kim,
    );
    const [done] = await carryOutApproved(deps);
    expect(done).toMatchObject({
      state: "completed",
      subject: null,
      outcome: { people: 1, fields: ["title"] },
    });
    expect(await profileOf("Max Poe")).toMatchObject({ title: "Director of Design", company_name: "Acme" });
    await sql`DELETE FROM publication`;
    await publish();
    expect(await profileOf("Max Poe")).toMatchObject({ title: "Director of Design" });
    const [evidence] = await sql`SELECT name, legal_basis FROM published_source WHERE source_id = 0`;
    expect(evidence).toEqual({ name: "the person", legal_basis: "told by the person" });
  });

  it("of nobody who is served waits, and says so", async () => {
    const corrections = [{ field: "title" as const, value: "Chef" }];
    const id = await ask({ type: "correction", email: "who@acme.example", corrections });
    await approveRequest(sql, id, kim);
    await expect(carryOutApproved(deps, id)).rejects.toMatchObject({ code: "nobody_found" });
    expect(await closeRequest(sql, id, "rejected", { by: "Kim", why: "not known" })).toMatchObject({
      state: "rejected",
      subject: null,
      why: "not known",
    });
    await expect(closeRequest(sql, id, "rejected", kim)).rejects.toMatchObject({ code: "request_decided" });
  });
});
