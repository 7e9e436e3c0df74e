import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
let privacy: string;
beforeAll(async () => {
  database = await testDatabase();
  privacy = mkdtempSync(join(tmpdir(), "vouch-sources-privacy-"));
});
afterAll(async () => {
  await database.close();
  rmSync(privacy, { recursive: true, force: true });
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-sources-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sources = (...args: string[]) =>
  vouch(["sources", ...args, "--data", join(folder, "data")], {
    DATABASE_URL: database.url,
    VOUCH_PRIVACY: privacy,
  });

async function importCrm(): Promise<void> {
  const path = join(folder, "crm.csv");
  writeFileSync(path, "name,email\nJane Doe,jane@acme.example\n");
  const { code } = await vouch(["import", path, "--source", "crm", "--data", join(folder, "data")]);
  expect(code).toBe(0);
}

describe("vouch sources", () => {
  it("says what to do where nothing has been imported", async () => {
    const { code, stdout } = await sources("list");
    expect(code).toBe(0);
    expect(stdout).toContain("vouch import");
  });

  it("states, pauses, resumes and lists", async () => {
    await importCrm();
    const set = await sources(
      "set",
      "crm",
      "--reliability",
      "0.9",
      "--legal-basis",
      "contract",
      "--retention",
      "365d",
      "--observed",
      "2026-05-31",
      "--json",
    );
    expect(JSON.parse(set.stdout)).toMatchObject({
      name: "crm",
      records: 1,
      reliability: 0.9,
      legal_basis: "contract",
      retention_days: 365,
      observed_on: "2026-05-31",
    });
    expect((await sources("pause", "crm")).stdout).toContain("paused");
    expect((await sources("resume", "crm", "--json")).stdout).toContain('"paused":false');
    expect((await sources("list")).stdout).toMatch(
      /^crm +csv +1 +0\.9 +365d +2026-05-31 +\d{4}-\d\d-\d\d +in use +contract +\S+crm.csv$/m,
    );
  });

  it("removes one, and resolves without it", async () => {
    await importCrm();
    const { code, stdout } = await sources("remove", "crm", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      removed: "crm",
      records: 1,
      resolution: { records: 0, people: 0 },
    });
    expect(JSON.parse((await sources("list", "--json")).stdout)).toEqual([]);
  });

  it("fails with a sentence and a hint on a source that is not there", async () => {
    const { code, stderr } = await sources("pause", "crm");
    expect(code).toBe(1);
    expect(stderr).toContain('There is no source "crm"');
    expect(stderr).toContain("hint: ");
  });

  it.each([
    ["a reliability that none has", ["--reliability", "1.5"]],
    ["a retention of no days", ["--retention", "soon"]],
    ["a day that is none", ["--observed", "2026-02-30"]],
  ])("refuses %s as wrong usage", async (_, options) => {
    expect((await sources("set", "crm", ...options)).code).toBe(2);
  });
});
