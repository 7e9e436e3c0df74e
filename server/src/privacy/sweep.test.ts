import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sql } from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { testDatabase } from "../../test/postgres.js";
import type { Engine } from "../engine/engine.js";
import { importRecords } from "../ingestion/importRecords.js";
import { runResolve } from "../jobs/resolveJob.js";
import { PrivacyFolder } from "./privacyFolder.js";
import { suppressRegister, suppressSubject } from "./suppress.js";
import { registerHash } from "./suppressionKeys.js";
import { SuppressionList } from "./suppressionList.js";
import { readSuppressions, syncSuppressions } from "./suppressions.js";
import { reapplySuppressions, sweepStore } from "./sweep.js";

let engine: Engine;
let sql: Sql;
let url: string;
let close: () => Promise<void>;
let dataDir: string;
let folder: PrivacyFolder;
beforeEach(async () => {
  engine = await testEngine();
  ({ sql, url, close } = await testDatabase());
  dataDir = mkdtempSync(join(tmpdir(), "vouch-privacy-"));
  folder = new PrivacyFolder({ dataDir, privacyDir: undefined });
});
afterEach(async () => {
  await engine.close();
  await close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Jane is told of by three records; the other two are others. */
const PEOPLE = [
  "id,full_name,email,phone,linkedin,company,domain,title",
  "1,Jane Roe,jane.roe@acme.example,+15035550101,https://linkedin.com/in/jane-roe-acme,Acme Inc,acme.example,Engineer",
  "2,Jane Roe,jroe@home.example,+15035550101,https://linkedin.com/in/jane-roe-acme,Acme,acme.example,Senior Engineer",
  "3,Jane Roe,jane.roe@acme.example,,,Acme,acme.example,Engineer",
  "4,Max Poe,max.poe@acme.example,+15035550102,https://linkedin.com/in/max-poe,Acme,acme.example,Designer",
  "5,Ida Coe,ida+lists@globex.example,+15035550103,,Globex,globex.example,Analyst",
];

async function importPeople(lines: readonly string[], checked = true) {
  const path = join(dataDir, "people.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  const suppressed = new SuppressionList(folder.salt, folder.readList());
  const options = { path, source: "crm", kind: "csv" as const, map: new Map(), mailmap: true, dataDir };
  return await importRecords(engine, {
    ...options,
    now: new Date("2026-06-01"),
    onRead: () => {},
    ...(checked ? { suppressed } : {}),
  });
}

const resolvePeople = () =>
  runResolve(engine, { kind: "resolve", dataDir, memoryLimit: "512MB", databaseUrl: url }, () => {});

async function names(): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT profile::jsonb ->> 'full_name' AS name FROM person ORDER BY 1`;
  return rows.map(({ name }) => name);
}

/** How many rows of the analytic store have a text anywhere. */
async function rowsWith(text: string): Promise<number> {
  const tables = ["source_record", "normalized_record", "identifier", "paused_record", "paused_identifier"];
  const counts = await Promise.all(
    tables.map((table) =>
      engine.query<{ n: number }>(
        `SELECT count(*) AS n FROM ${table} t WHERE lower(CAST(t AS VARCHAR)) LIKE '%' || $1 || '%'`,
        [text],
      ),
    ),
  );
  return counts.flat().reduce((sum, { n }) => sum + n, 0);
}

describe("somebody who is suppressed", () => {
  beforeEach(async () => {
    await importPeople(PEOPLE);
    await resolvePeople();
    expect(await names()).toEqual(["Ida Coe", "Jane Roe", "Max Poe"]);
  });

  it("is taken down at once by an address, whatever its spelling, and nobody else is", async () => {
    const taken = await suppressSubject(sql, folder, { email: " JRoe@Home.example" });
    expect(taken).toMatchObject({ people: 1 });
    expect(await names()).toEqual(["Ida Coe", "Max Poe"]);
    for (const table of ["person_lookup", "person_evidence"])
      expect(
        await sql`SELECT FROM ${sql(table)} WHERE person_id NOT IN (SELECT person_id FROM person)`,
      ).toEqual([]);
  });

  it.each([
    ["a phone", { phone: "+1 503 555 0101" }],
    ["a profile", { profile_url: "https://www.linkedin.com/in/Jane-Roe-Acme/" }],
    ["a name at a company", { full_name: "Jane Roe", company: "ACME, Inc." }],
    ["a name at a domain", { full_name: "Roe, Jane", domain: "www.acme.example" }],
  ])("vanishes from the analytic store by %s, with all of their records", async (_how, subject) => {
    await suppressSubject(sql, folder, subject);
    expect(await sweepStore(engine, sql, folder)).toMatchObject({ records: 3 });
    expect(await rowsWith("roe")).toBe(0);
    expect(await engine.query("SELECT count(*) AS n FROM record_code")).toEqual([{ n: 2 }]);
    expect(await names()).toEqual(["Ida Coe", "Max Poe"]);
    await resolvePeople();
    expect(await names()).toEqual(["Ida Coe", "Max Poe"]);
  });

  it("never comes back by one of 100 imports, under whatever of their values and spellings", async () => {
    await suppressSubject(sql, folder, { email: "jane.roe@acme.example" });
    await sweepStore(engine, sql, folder);
    const tellings = [
      "Jane Roe,JANE.ROE+new@acme.example,,,,",
      "J Roe,jroe@home.example,,,Initech,initech.example",
      "Jane R.,,+1 (503) 555-0101,,,",
      "Jane Roe-Miles,,,https://linkedin.com/in/jane-roe-acme?x=1,,",
      "Roe Jane,,,,Acme GmbH,",
    ];
    const header = "id,full_name,email,phone,linkedin,company,domain";
    for (let time = 0; time < 100; time += 1) {
      const told = `${100 + time},${tellings[time % tellings.length]}`;
      const other = `${1000 + time},Sue Noe${time},sue.noe${time}@acme.example,,,Acme,acme.example`;
      const isChecked = time % 10 !== 9;
      const { rejected } = await importPeople([header, told, other], isChecked);
      expect(rejected).toBe(isChecked ? 1 : 0);
      if (time % 50 === 49) await resolvePeople();
    }
    const all = await names();
    expect(all.filter((name) => name.includes("Roe") || name.includes("Jane"))).toEqual([]);
    expect(all.length).toBe(102);
    expect(await rowsWith("roe")).toBe(0);
  });

  it("is rejected with a line and a reason that name nobody", async () => {
    await suppressSubject(sql, folder, { email: "jane.roe@acme.example" });
    const summary = await importPeople(PEOPLE);
    expect(summary).toMatchObject({ read: 5, accepted: 2, rejected: 3 });
  });

  it("is found by the hashes of a register, of the address as it was written, too", async () => {
    const unknown = Array.from({ length: 5000 }, (_, at) => registerHash(`nobody${at}@acme.example`));
    const hashes = [...unknown, registerHash("ida+lists@globex.example"), registerHash("jroe@home.example")];
    expect(await suppressRegister(sql, folder, "email", hashes)).toMatchObject({ people: 1 });
    await sweepStore(engine, sql, folder);
    expect(await names()).toEqual(["Max Poe"]);
    expect(await rowsWith("ida")).toBe(0);
  });

  it("is taken down again when a backup of the database is restored", async () => {
    const backup = await sql`SELECT * FROM person WHERE profile LIKE '%Jane Roe%'`;
    const lookups = await sql`SELECT * FROM person_lookup WHERE person_id = ${backup[0]?.["person_id"]}`;
    await suppressSubject(sql, folder, { email: "jane.roe@acme.example" });
    await sql`TRUNCATE suppression, erased_person`;
    await sql`INSERT INTO person ${sql(backup)}`;
    await sql`INSERT INTO person_lookup ${sql(lookups)}`;
    expect(await reapplySuppressions(sql, folder)).toBe(1);
    expect(await names()).toEqual(["Ida Coe", "Max Poe"]);
    expect(await reapplySuppressions(sql, folder)).toBe(0);
  });

  it("is erased from an analytic store that comes from a backup, before anybody is published of it", async () => {
    const kept = new PrivacyFolder({ dataDir, privacyDir: undefined });
    await suppressSubject(sql, kept, { email: "jane.roe@acme.example" });
    await sql`DELETE FROM publication`;
    await resolvePeople();
    expect(await names()).toEqual(["Ida Coe", "Max Poe"]);
    expect(await rowsWith("roe")).toBe(0);
  });

  it("stays suppressed where the privacy folder is lost but for its salt", async () => {
    await suppressSubject(sql, folder, { phone: "+15035550101" });
    const entries = await readSuppressions(sql);
    rmSync(join(folder.path, "suppressions.csv"));
    const { list, restored } = await syncSuppressions(sql, folder);
    expect({ size: list.size, restored }).toEqual({ size: entries.length, restored: 0 });
    expect(folder.readList().length).toBe(entries.length);
  });

  it("is not recognised by another salt, which is told instead", async () => {
    await suppressSubject(sql, folder, { phone: "+15035550101" });
    const other = new PrivacyFolder({ dataDir, privacyDir: join(dataDir, "another") });
    await expect(syncSuppressions(sql, other)).rejects.toMatchObject({ code: "salt_differs" });
  });
});
