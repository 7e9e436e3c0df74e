import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
let dataDir: string;

const run = (...args: string[]): Promise<Ended> =>
  vouch(args, { DATABASE_URL: database.url, VOUCH_DATA: dataDir });

beforeAll(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "vouch-companies-"));
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("vouch companies", () => {
  it("says that nothing is known before anything was resolved", async () => {
    const { code, stdout } = await run("companies");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No company is known to have several domains\.$/m);
  });

  it("lists the domains of each company with what makes them one", async () => {
    const staff = ["Ada Byronova", "Ben Castellane", "Cleo Dahl"].flatMap((name, at) => [
      `a${at},${name},${name.split(" ")[0]}@acme.example,Acme`,
      ...(at < 2 ? [`b${at},${name},${name.split(" ")[0]}@acme-group.example,Acme`] : []),
    ]);
    const file = join(dataDir, "crew.csv");
    writeFileSync(file, `id,name,email,company\n${staff.join("\n")}\n`);
    await run("import", file, "--source", "crm");
    await run("resolve");
    const { stdout } = await run("companies");
    expect(stdout).toMatch(
      /^acme\.example +acme-group\.example +2 +people of both name the same company; the domains are named alike; 2 have addresses at both$/m,
    );
    const { stdout: one } = await run("companies", "https://www.acme.example/team", "--json");
    expect(JSON.parse(one)).toMatchObject([
      { domain: "acme-group.example", main: "acme.example", people: 2 },
    ]);
    expect((await run("companies", "other.example")).stdout).toMatch(
      /^No other domain is known of other\.example\.$/m,
    );
  });

  it("makes one person of who is at both, found by name at either", async () => {
    const [looked] = await database.sql<{ people: number; ben: number }[]>`
      SELECT (SELECT count(*)::int FROM person) AS people,
        (SELECT count(DISTINCT lookup_key)::int FROM person_lookup
         WHERE lookup_key LIKE 'n|acme%.example|castelane|b' OR lookup_key LIKE 'n|acme%.example|castellane|b') AS ben`;
    expect(looked).toEqual({ people: 3, ben: 2 });
    const [cleo] = await database.sql<{ domains: string[] }[]>`
      SELECT array_agg(DISTINCT split_part(lookup_key, '|', 2) ORDER BY split_part(lookup_key, '|', 2)) AS domains
      FROM person_lookup WHERE lookup_key LIKE 'n|%' AND person_id = (
        SELECT person_id FROM person_lookup WHERE lookup_key = 'e|cleo@acme.example')`;
    expect(cleo?.domains).toEqual(["acme-group.example", "acme.example"]);
  });
});
