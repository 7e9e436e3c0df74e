import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const run = (...args: string[]) => vouch(["keys", ...args], { DATABASE_URL: database.url });
const json = async (...args: string[]) => JSON.parse((await run(...args, "--json")).stdout);

describe("vouch keys", () => {
  it("says how to begin where there are none", async () => {
    expect((await run("list")).stdout).toBe(
      "There are no keys. Make one: vouch keys create --account NAME\n",
    );
  });

  it("creates a key with all that limits it, and lists it without showing it", async () => {
    const limits = [
      "--name",
      "crm",
      "--scopes",
      "enrich, account",
      "--allow",
      "203.0.113.0/24,::1",
      "--expires",
      "90d",
    ];
    const { account, key } = await json("create", "--account", "sales", ...limits, "--test");
    expect([account, key]).toEqual(["sales", expect.stringMatching(/^vouch_test_/)]);
    expect(await json("list")).toMatchObject([
      {
        name: "crm",
        account: "sales",
        mode: "test",
        scopes: ["enrich", "account"],
        allowed_addresses: ["203.0.113.0/24", "::1"],
        revoked_at: null,
      },
    ]);
    const { stdout } = await run("list");
    expect(stdout).toMatch(/sales +crm +test +until \d{4}-.*Z +- +enrich,account +203\.0\.113\.0\/24,::1$/m);
    expect(stdout).not.toContain(key);
  });

  it("rotates a key, then revokes the old one", async () => {
    const { key } = await json("create", "--account", "rotated");
    const rotated = await json("rotate", key, "--overlap", "12h");
    expect(Object.keys(rotated)).toEqual(["account", "key", "replaces", "replaced_until"]);
    expect((await run("revoke", rotated.replaces)).stdout).toContain(
      `Revoked ${rotated.replaces} of rotated`,
    );
    expect(await run("rotate", rotated.replaces)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("The key is revoked or expired"),
    });
  });

  it.each([
    [["create"], 2, "--account"],
    [["create", "--account", "sales", "--scopes", "all"], 1, 'There is no scope "all"'],
    [["create", "--account", "sales", "--allow", "home"], 1, '"home" is not a network address'],
    [["create", "--account", "sales", "--expires", "yesterday"], 2, "Write it so"],
    [["rotate", "000000000000"], 1, "There is no such key"],
    [["rotate", "000000000000", "--overlap", "long"], 2, "Write it so"],
    [["revoke", "000000000000"], 1, "There is no such key"],
  ])("%j ends with %i: %s", async (args, code, message) => {
    expect(await run(...args)).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });
});
