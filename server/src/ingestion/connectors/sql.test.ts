import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../../test/analytic.js";
import { vouch } from "../../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import type { Engine } from "../../engine/engine.js";
import { type ColumnMap, parseColumnMap } from "../headers.js";
import { importRecords } from "../importRecords.js";
import { previewColumns } from "../preview.js";
import { listSources } from "../sources.js";

let database: TestDatabase;
let engine: Engine;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  await database.sql.unsafe(`
    CREATE TABLE contact (contact_id int PRIMARY KEY, given text, family text, mail text[], born json, updated_at timestamptz);
    INSERT INTO contact VALUES
      (1, 'Jane', 'Doe', '{jane@acme.example,"jane@home.example"}', '{}', '2025-03-01 23:30:00+00'),
      (2, 'John', 'Roe', '{NULL}', NULL, NULL), (3, NULL, NULL, NULL, NULL, NULL)`);
});
afterAll(() => database.close());
beforeEach(async () => {
  engine = await testEngine();
  folder = mkdtempSync(join(tmpdir(), "vouch-sql-"));
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const MAP = '{"given": "first_name", "family": "last_name", "mail": "emails"}';
const ALL = "SELECT * FROM contact ORDER BY contact_id";

const ask = (query: string, { path = database.url, map = MAP } = {}) =>
  importRecords(engine, {
    path,
    query,
    source: "crm",
    kind: "sql",
    map: parseColumnMap(map, "map.json"),
    mailmap: false,
    dataDir: folder,
    now: new Date("2026-06-01"),
    onRead: () => {},
  });

const records = async () =>
  (
    await engine.query<{ source_key: string; fields: string }>(
      "SELECT source_key, fields FROM source_record ORDER BY source_key",
    )
  ).map(({ source_key, fields }) => [source_key, JSON.parse(fields)]);

describe("a query", () => {
  it("gives a record for each row, under its key, columns recognised or mapped as in a table", async () => {
    expect(await ask(ALL)).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(await records()).toEqual([
      [
        "1",
        {
          first_name: "Jane",
          last_name: "Doe",
          emails: ["jane@acme.example", "jane@home.example"],
          last_seen: expect.stringMatching(/^2025-03-0[12] /),
        },
      ],
      ["2", { first_name: "John", last_name: "Roe" }],
    ]);
  });

  it("asked again replaces what changed under its key, and changes nothing else", async () => {
    await ask(ALL);
    expect(await ask(ALL)).toMatchObject({ accepted: 2, unchanged: 2 });
    await database.sql`UPDATE contact SET family = 'Dow' WHERE contact_id = 1`;
    expect(await ask(ALL)).toMatchObject({ accepted: 2, unchanged: 1 });
    await database.sql`UPDATE contact SET family = 'Doe' WHERE contact_id = 1`;
    expect(await records()).toHaveLength(2);
  });

  it("without a key knows rows by what they say", async () => {
    const query = "SELECT 'Jane Doe' AS name UNION ALL SELECT 'John Roe'";
    expect(await ask(query, { map: "{}" })).toMatchObject({ accepted: 2, unchanged: 0 });
    expect(await ask(query, { map: "{}" })).toMatchObject({ accepted: 2, unchanged: 2 });
  });

  it("is read as it comes, all of it", async () => {
    const query = "SELECT n AS id, 'Person ' || n AS name FROM generate_series(1, 30000) AS n";
    expect(await ask(query, { map: "{}" })).toMatchObject({ read: 30_000, accepted: 30_000 });
  });

  it("is kept as provenance, without what gives access", async () => {
    const { password } = new URL(database.url);
    expect(password).not.toBe("");
    await ask(ALL);
    const [source] = await listSources(engine);
    expect(source).toMatchObject({ kind: "sql", query: ALL, read_from: expect.stringMatching(/^postgres/) });
    const memory = await engine.query<{ state: string }>("SELECT state FROM source_memory");
    expect(JSON.stringify([source, memory])).not.toContain(password);
  });

  it("has its rejects told by the row", async () => {
    const { rejects_file = "" } = await ask(ALL);
    expect(readFileSync(rejects_file, "utf8")).toMatch(
      /^file,line,column,code,detail\npostgres.*,3,,no_identity,/,
    );
    expect(rejects_file).not.toContain("@");
  });

  it("can be previewed", async () => {
    const map: ColumnMap = new Map();
    const columns = await previewColumns(database.url, "sql", map, ALL);
    expect(columns.map(({ column, meaning }) => [column, meaning])).toEqual([
      ["contact_id", "id"],
      ["given", "first_name"],
      ["family", "last_name"],
      ["mail", "emails"],
      ["born", null],
      ["updated_at", "last_seen"],
    ]);
  });
});

describe("what cannot be asked is refused with a reason, and leaves the store as it was", () => {
  it.each([
    ["a query that is none", "SELEC 1", /syntax error.*character 1 of the query/],
    ["a query that writes", "DELETE FROM contact RETURNING given AS name", /read-only transaction/],
    ["several statements", "SELECT 1; DELETE FROM contact", /multiple commands/],
    [
      "one that fails on its way",
      "SELECT 'a' || 1/(5 - n) AS name FROM generate_series(1, 9) n",
      /division by zero/,
    ],
  ])("%s", async (_, query, message) => {
    await expect(ask(query, { map: "{}" })).rejects.toMatchObject({
      code: "query_failed",
      message: expect.stringMatching(message),
    });
    expect(await records()).toEqual([]);
    expect(await database.sql`SELECT count(*)::int AS n FROM contact`).toEqual([{ n: 3 }]);
  });

  it("rows that tell of nobody", async () => {
    await expect(ask("SELECT 1 AS x", { map: "{}" })).rejects.toMatchObject({ code: "no_identity_column" });
  });

  it("a server that is not there, a database that is not, and an address that is none", async () => {
    const at = (path: string) => ask("SELECT 1", { path, map: "{}" });
    await expect(at("postgres://me:hush@127.0.0.1:1/x")).rejects.toMatchObject({
      code: "database_unreachable",
      message: "No PostgreSQL answers at postgres://me@127.0.0.1:1/x",
    });
    const wrong = new URL(database.url);
    wrong.password = "hush";
    await expect(at(wrong.href)).rejects.toMatchObject({
      code: "database_denied",
      message: expect.not.stringContaining("hush"),
    });
    const elsewhere = new URL(database.url);
    elsewhere.pathname = "/nowhere";
    await expect(at(elsewhere.href)).rejects.toMatchObject({ message: expect.stringContaining("nowhere") });
    await expect(at("env:VOUCH_TEST_NOTHING")).rejects.toMatchObject({ code: "no_such_variable" });
  });
});

describe("vouch import postgres://", () => {
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    vouch(["import", ...args, "--data", join(folder, "data")], env);

  it("takes the address from a variable and the password from a file, and shows neither", async () => {
    const { username, password, hostname, port, pathname } = new URL(database.url);
    const passwords = join(folder, "pgpass");
    writeFileSync(passwords, `${hostname}:${port}:*:${username}:${decodeURIComponent(password)}\n`, {
      mode: 0o600,
    });
    const env = { CRM_URL: `postgres://${username}@${hostname}:${port}${pathname}`, PGPASSFILE: passwords };
    const map = join(folder, "map.json");
    writeFileSync(map, MAP);
    const args = ["env:CRM_URL", "--source", "crm", "--query", ALL, "--map", map];
    const { code, stdout, stderr } = await run(args, env);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("crm: 3 read = 2 accepted + 1 rejected");
    const listed = await vouch(["sources", "list", "--data", join(folder, "data")]);
    expect(listed.stdout).toMatch(new RegExp(`postgres://${username}@${hostname}:${port}${pathname}`));
    expect(`${stdout}${listed.stdout}`).not.toContain(password);
  });

  it("wants a query with a database, and a database with a query", async () => {
    expect(await run(["postgres://db.example/crm", "--source", "crm"])).toMatchObject({ code: 2 });
    expect(await run(["people.csv", "--source", "crm", "--query", "SELECT 1"])).toMatchObject({ code: 2 });
  });
});
