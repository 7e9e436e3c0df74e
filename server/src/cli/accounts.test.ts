import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

const TEAM = '{"team": {"requests_per_minute": 9, "concurrent_jobs": null, "monthly_credits": 70}}';
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const run = (args: readonly string[], plans = TEAM) =>
  vouch(args, { DATABASE_URL: database.url, VOUCH_PLANS: plans });
const json = async (...args: string[]) => JSON.parse((await run([...args, "--json"])).stdout);

describe("vouch plans", () => {
  it("lists the built-in ones and the operator's", async () => {
    expect((await json("plans"))["team"]).toEqual({
      requests_per_minute: 9,
      concurrent_jobs: null,
      watches: 100,
      monthly_credits: 70,
      unused_credits: "expire",
      free_repeat_hours: 0,
    });
    const { stdout } = await run(["plans"]);
    expect(stdout).toMatch(/^team +9 +no limit +100 +70 +expire +0$/m);
  });

  it("names what is wrong with them", async () => {
    const { code, stderr } = await run(["plans"], '{"team": {"requests_per_minute": "many"}}');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: VOUCH_PLANS: team\.requests_per_minute must be a whole number/);
  });
});

describe("vouch accounts", () => {
  it("creates an account with its plan's credits of the month, and lists it", async () => {
    expect(await json("accounts", "create", "monthly", "--plan", "team", "--credits", "5")).toEqual({
      account: "monthly",
      plan: "team",
      balance: 75,
      keys: 0,
      created_at: expect.any(String),
      restrictions: null,
    });
    const { stdout } = await run(["accounts", "list"]);
    expect(stdout).toMatch(/^account +plan +credits +keys +created$/m);
    expect(stdout).toMatch(/^monthly +team +75 +0 +\d{4}-\d\d-\d\d \d\d:\d\dZ$/m);
  });

  it("says what an account may be told, changes a list of it, and takes it away", async () => {
    await run(["accounts", "create", "partner"]);
    const set = (...lists: string[]) => json("accounts", "set", "partner", ...lists);
    const lists = ["--deny-licences", "CC-BY-NC-4.0, internal", "--allow-countries", "Germany,us,unknown"];
    const deny_licences = ["cc-by-nc-4.0", "internal"];
    expect(await set(...lists)).toMatchObject({
      restrictions: { deny_licences, allow_countries: ["de", "us", "unknown"] },
    });
    expect(await set("--allow-countries", "none")).toMatchObject({ restrictions: { deny_licences } });
    expect(await set("--deny-licences", "none")).toMatchObject({ restrictions: null });
    const { code, stderr } = await run(["accounts", "set", "partner", "--deny-countries", "Atlantis"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("is not a country")]);
  });

  it("moves an account to another plan, and grants what that one gives more", async () => {
    await run(["accounts", "create", "moved"]);
    expect(await json("accounts", "set", "moved", "--plan", "team")).toMatchObject({
      plan: "team",
      balance: 1070,
    });
    expect(await json("accounts", "set", "moved", "--plan", "free")).toMatchObject({
      plan: "free",
      balance: 1070,
    });
    expect(await json("accounts", "set", "moved", "--plan", "team")).toMatchObject({ balance: 1070 });
  });

  it.each([
    [["accounts", "create", "monthly"], 1, 'There is an account "monthly" already'],
    [["accounts", "create", "other", "--plan", "gold"], 1, 'There is no plan "gold"'],
    [["accounts", "set", "nobody", "--plan", "free"], 1, 'There is no account "nobody"'],
    [["accounts", "set", "monthly"], 2, "--plan"],
    [["accounts", "create", "other", "--credits", "many"], 2, "It must be a whole number"],
  ])("%j ends with %i: %s", async (args, code, message) => {
    await run(["accounts", "create", "monthly"]);
    expect(await run(args)).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });

  it("does nothing to an account on a plan that this command does not know", async () => {
    await run(["accounts", "create", "foreign", "--plan", "team"]);
    const { code, stderr } = await run(["credits", "show", "foreign"], "{}");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    await database.sql`UPDATE account SET settle_at = now() WHERE name = 'foreign'`;
    const later = await run(["credits", "show", "foreign"], "{}");
    expect(later).toMatchObject({ code: 1, stderr: expect.stringContaining("the same as the server") });
  });
});

describe("vouch credits", () => {
  it("grants credits, some of which expire, and shows what the balance is made of", async () => {
    await run(["accounts", "create", "granted", "--credits", "7"]);
    expect(
      await json("credits", "grant", "granted", "5", "--expires", "2090-01-01", "--note", "a test"),
    ).toEqual({
      account: "granted",
      credits: 5,
      expires_at: "2090-01-01T00:00:00.000Z",
      balance: 12,
    });
    expect(await json("credits", "show", "granted")).toEqual({
      account: "granted",
      balance: 12,
      grants: [
        { credits: 5, expires_at: "2090-01-01T00:00:00.000Z" },
        { credits: 7, expires_at: null },
      ],
    });
    const [kept] =
      await database.sql`SELECT note FROM credit_grant WHERE credits = 5 AND expires_at IS NOT NULL`;
    expect(kept).toEqual({ note: "a test" });
    const { stdout } = await run(["credits", "show", "granted"]);
    expect(stdout).toBe("Balance of granted: 12\ncredits  expire\n      5  2090-01-01 00:00Z\n      7  -\n");
  });

  it.each([
    [["grant", "nobody", "5"], 1, 'There is no account "nobody"'],
    [["grant", "granted", "0"], 1, "0 is no number of credits to grant"],
    [["grant", "granted", "5", "--expires", "2020-01-01"], 2, "It must be a time to come"],
    [["grant", "granted", "5", "--expires", "2090-02-30"], 2, "There is no such day"],
    [["grant", "granted", "5", "--expires", "soon"], 2, "Write it so: 30m, 12h or 90d"],
    [["show", "nobody"], 1, 'There is no account "nobody"'],
  ])("%j ends with %i: %s", async (args, code, message) => {
    expect(await run(["credits", ...args])).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });
});

describe("vouch usage and vouch credits ledger", () => {
  it("shows what a grant is for, to the operator alone", async () => {
    await run(["accounts", "create", "noted", "--credits", "3"]);
    await run(["credits", "grant", "noted", "5", "--note", "spring offer"]);
    const { stdout } = await run(["credits", "ledger", "noted"]);
    expect(stdout).toMatch(/^\S+ \S+ +5 +grant +granted +req_\S+ +spring offer$/m);
    expect(await json("credits", "ledger", "noted")).toMatchObject({
      entries: [
        { credits: 5, note: "spring offer" },
        { credits: 3, note: "" },
      ],
    });
  });

  it("say what happened to an account's credits", async () => {
    await run(["accounts", "create", "busy", "--credits", "9"]);
    await database.sql`
      INSERT INTO ledger (account_id, kind, credits, operation, outcome, request_id, created_at)
      SELECT account_id, 'charge', credits, 'enrichPerson', outcome, 'req_busy', '2027-01-31T10:00:00Z'
      FROM account, (VALUES (4, 'success'), (1, 'not_found')) AS call (credits, outcome) WHERE name = 'busy'`;
    const usage = ["usage", "busy", "--from", "2027-01-31", "--to", "2027-01-31"];
    expect((await run(usage)).stdout).toMatch(/^2027-01-31 +enrichPerson +success +1 +4$/m);
    expect(await json(...usage)).toMatchObject([
      { outcome: "not_found", credits: 1 },
      { outcome: "success" },
    ]);
    expect((await run(["usage", "busy", "--to", "2020-01-01"])).stdout).toBe(
      "No call of busy was charged then.\n",
    );
    const { stdout } = await run(["credits", "ledger", "busy", "--limit", "1"]);
    expect(stdout).toMatch(/^2027-01-31 10:00Z +-1 +enrichPerson +not_found +req_busy$/m);
    const cursor = /^Older entries: --cursor (\d+)$/m.exec(stdout)?.[1] ?? "";
    expect(await json("credits", "ledger", "busy", "--cursor", cursor)).toMatchObject({
      entries: [
        { kind: "charge", credits: 4 },
        { kind: "grant", credits: 9 },
      ],
      next_cursor: null,
    });
  }, 300_000);

  it.each([
    [["usage", "nobody"], 1, "There is no account"],
    [["usage", "busy", "--from", "2027-02-30"], 2, "Give a day"],
    [["credits", "ledger", "busy", "--cursor", "none"], 2, "Give the cursor"],
  ])("refuse what cannot be: %j", async (args, exit, message) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(exit);
    expect(stderr).toContain(message);
  });
});
