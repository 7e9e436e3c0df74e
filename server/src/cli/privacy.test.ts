import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { receiveRequest } from "../privacy/requests.js";
import { registerHash } from "../privacy/suppressionKeys.js";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "vouch-privacy-cli-"));
  const people = Array.from({ length: 20 }, (_, at) => `Jane Roe${at},jane.roe${at}@acme.example,Acme`);
  writeFileSync(join(folder, "people.csv"), `name,email,company\n${people.join("\n")}\n`);
  await run("import", join(folder, "people.csv"), "--source", "crm");
  await run("resolve");
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  vouch(args, {
    VOUCH_DATA: join(folder, "data"),
    VOUCH_PRIVACY: join(folder, "kept"),
    DATABASE_URL: database.url,
  });

const served = async () => (await database.sql`SELECT FROM person`).length;

describe("vouch privacy", () => {
  it("suppresses somebody where they are served and where they are kept", async () => {
    const { stdout, code } = await run("privacy", "suppress", "--email", "Jane.Roe1@acme.example", "--json");
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      people: 1,
      records: 1,
      invalid_lines: 0,
    });
    expect(await served()).toBe(19);
  });

  it("suppresses whom a register names, and tells what of its file is none", async () => {
    const hashes = [2, 3].map((at) => registerHash(`jane.roe${at}@acme.example`));
    const file = join(folder, "register.txt");
    writeFileSync(file, ["email_sha256", ...hashes, "jane.roe4@acme.example", ""].join("\n"));
    const { stdout } = await run("privacy", "suppress", "--hashes", file, "--by", "Kim");
    expect(stdout).toContain("2 people taken down");
    expect(stdout).toContain("1 lines (4)");
    expect(await served()).toBe(17);
  });

  it("exports the list, and applies it where a restored database has lost it", async () => {
    const file = join(folder, "list.csv");
    await run("privacy", "export", "-o", file);
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.join()).not.toMatch(/roe|acme/i);
    await database.sql`TRUNCATE suppression`;
    rmSync(join(folder, "kept", "suppressions.csv"));
    const { stdout } = await run("privacy", "reapply", file, "--json");
    expect(JSON.parse(stdout)).toEqual({ entries: lines.length, people: 0, records: 0 });
  });

  it.each([
    [["suppress"], "Nothing that was given leads to a person"],
    [["suppress", "--phone", "0211 555"], "Nothing that was given leads to a person"],
    [["suppress", "--hashes", "nowhere.txt"], "nowhere.txt cannot be read"],
  ])("refuses %j and says why", async (args, said) => {
    const { code, stderr } = await run("privacy", ...args);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
  });
});

describe("vouch audit", () => {
  it("keeps what is done to requests, sources, records and webhooks, and nothing personal of it", async () => {
    await receiveRequest(database.sql, { type: "erasure", email: "jane.roe5@acme.example" }, "req_1", false);
    await run("privacy", "list");
    await run("privacy", "show", "1");
    await run("privacy", "reject", "1", "--why", "a test");
    await run("sources", "set", "crm", "--retention", "365d");
    const records = (await run("export", "records")).stdout.split("\n").slice(1, 3);
    const [left = "", right = ""] = records.map((line) => line.split(",").slice(0, 2).join(":"));
    await run("judge", left, right, "different", "--by", "Kim", "--why", "knows Jane Roe1");
    await run("judgements", "withdraw", "1", "--by", "Kim", "--why", "mixed up");
    await run("accounts", "create", "webhooks");
    await run("webhooks", "add", "webhooks", "https://hooks.example/secret-path");
    const { stdout } = await run("audit", "list", "--json");
    const entries: { action: string; actor: string }[] = JSON.parse(stdout);
    expect(entries.slice(0, 8).map(({ action }) => action)).toEqual([
      "webhooks.add",
      "accounts.create",
      "judgements.withdraw",
      "judge",
      "sources.declare",
      "privacy.reject",
      "privacy.show",
      "privacy.list",
    ]);
    expect(entries[3]?.actor).toBe("Kim");
    expect(stdout).not.toMatch(/jane|roe|secret-path/i);
  });

  it("lists what operators did, and no key and no person", async () => {
    const { stdout: made } = await run("keys", "create", "--account", "sales", "--json");
    const { key } = JSON.parse(made);
    await run("keys", "rotate", key);
    const { stdout } = await run("audit", "list", "--json");
    const actions = JSON.parse(stdout).map(({ action }: { action: string }) => action);
    expect(actions.slice(0, 3)).toEqual(["keys.rotate", "keys.create", "webhooks.add"]);
    expect(stdout).not.toContain(key);
    expect(stdout).not.toMatch(/roe/i);
  });

  it("verifies that the log is what was written, and says where it is not", async () => {
    const { stdout, code } = await run("audit", "verify", "--json");
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, entries: 14, anchors: 14, fault: null });
    await database.sql`UPDATE audit_entry SET actor = 'Eve' WHERE seq = 2`;
    const altered = await run("audit", "verify");
    expect([altered.code, altered.stderr]).toEqual([
      1,
      expect.stringContaining("Entry 2 of the audit log is not"),
    ]);
    await database.sql`DELETE FROM audit_entry WHERE seq > 1`;
    expect((await run("audit", "verify")).stderr).toContain(
      "Entry 2 of the audit log and what followed it are gone",
    );
  });
});
