import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await run(["accounts", "create", "sales"]);
});
afterAll(() => database.close());

const run = (args: readonly string[]) => vouch(args, { DATABASE_URL: database.url });
const json = async (args: readonly string[]) => JSON.parse((await run([...args, "--json"])).stdout);

describe("vouch webhooks", () => {
  it("adds, lists, tries and removes endpoints, and shows the secret once", async () => {
    expect((await run(["webhooks", "list"])).stdout).toContain("vouch webhooks add");
    const added = await run(["webhooks", "add", "sales", "https://hooks.example/vouch"]);
    expect(added.stdout).toMatch(/whsec_[A-Za-z0-9+/]{43}=/);
    const [listed] = await json(["webhooks", "list"]);
    expect(listed).toMatchObject({
      account: "sales",
      url: "https://hooks.example/vouch",
      types: null,
      waiting: 0,
    });
    expect(JSON.stringify(listed)).not.toContain("whsec_");
    await run(["webhooks", "test", listed.endpoint_id]);
    expect(await json(["webhooks", "deliveries"])).toMatchObject([
      { type: "webhook.test", state: "waiting" },
    ]);
    expect((await run(["webhooks", "deliveries"])).stdout).toContain("waiting");
    expect((await run(["webhooks", "remove", listed.endpoint_id])).stdout).toContain("any more");
    expect(await json(["webhooks", "list"])).toEqual([]);
    expect(await json(["webhooks", "deliveries"])).toMatchObject([{ state: "given up" }]);
  });

  it.each([
    [["add", "sales", "http://127.0.0.1/hook"], "VOUCH_REACHABLE"],
    [["add", "sales", "ftp://hooks.example/"], "cannot be called"],
    [["add", "nobody", "https://hooks.example/"], "no account"],
    [["add", "sales", "https://hooks.example/", "--events", "rain"], "credits.low"],
    [["test", "999"], "no endpoint 999"],
    [["remove", "999"], "no endpoint 999"],
    [["remove", "x"], "id under which it is listed"],
  ])("says what is wrong with %j", async (args, words) => {
    const { code, stderr } = await run(["webhooks", ...args]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(words);
  });

  it("lets a private address be called where the operator allows it", async () => {
    const args = ["webhooks", "add", "sales", "http://10.1.2.3/hook", "--json"];
    const environment = { DATABASE_URL: database.url, VOUCH_REACHABLE: "10.0.0.0/8" };
    expect(JSON.parse((await vouch(args, environment)).stdout).url).toBe("http://10.1.2.3/hook");
  });
});

describe("vouch accounts set --low-balance", () => {
  it("says below which balance an account is told", async () => {
    expect((await run(["accounts", "set", "sales", "--low-balance", "500"])).code).toBe(0);
    expect(await database.sql`SELECT low_balance::int FROM account WHERE name = 'sales'`).toEqual([
      { low_balance: 500 },
    ]);
    expect((await run(["accounts", "set", "sales"])).stderr).toContain("--low-balance");
  });
});
