import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let folder: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vouch-import-resolve-"));
  database = await testDatabase();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  vouch(args, { DATABASE_URL: database.url, VOUCH_DATA: join(folder, "data") });

function file(name: string, ...rows: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ["id,name,email", ...rows].map((row) => `${row}\n`).join(""));
  return path;
}

const JANE = "1,Jane Doe,jane@acme.example";
const published = () =>
  database.sql`SELECT profile::json ->> 'full_name' AS name FROM person ORDER BY 1`.values();

describe("vouch import --resolve", () => {
  it("publishes what it read, by one command", async () => {
    const first = await run("import", file("crm.csv", JANE), "--source", "crm", "--resolve", "--json");
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(first.stdout)).toMatchObject({
      read: 1,
      accepted: 1,
      resolved: { people: 1, created: 1 },
    });
    expect(await published()).toEqual([["Jane Doe"]]);
    const more = file("more.csv", "2,John Roe,john@acme.example", "3,Jane Doe,jane@acme.example");
    const { stdout } = await run("import", more, "--source", "list", "--resolve");
    expect(stdout).toContain("list: 2 read = 2 accepted + 0 rejected");
    expect(stdout).toContain("3 records are 2 people: 1 new");
    expect(stdout).not.toContain("Next:");
    expect(await published()).toEqual([["Jane Doe"], ["John Roe"]]);
  });

  it("publishes all that a folder holds", async () => {
    mkdirSync(join(folder, "drop"));
    file("drop/crm.csv", JANE);
    const { code, stdout } = await run(
      "import",
      join(folder, "drop"),
      "--source",
      "drop",
      "--resolve",
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 1, resolved: { people: 1 } });
    expect(await published()).toEqual([["Jane Doe"]]);
  });

  it("resolves nothing where the source cannot be read", async () => {
    const { code, stderr } = await run("import", join(folder, "none.csv"), "--source", "crm", "--resolve");
    expect(code).toBe(1);
    expect(stderr).toContain("none.csv");
    expect(await published()).toEqual([]);
  });
});
