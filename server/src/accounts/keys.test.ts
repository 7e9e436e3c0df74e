import { plans, scopes } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { readBalance } from "./accounts.js";
import { hashApiKey, isApiKey, keyIdOf, newApiKey } from "./apiKey.js";
import { readCaller } from "./caller.js";
import { issueKey, type KeyOrder, listKeys, revokeKey, rotateKey } from "./keys.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const issue = (order: KeyOrder) => issueKey(database.sql, order, plans, "req_test");
const callerOf = (key: string) => readCaller(database.sql, hashApiKey(key), plans);
const listed = async (account: string) =>
  (await listKeys(database.sql)).filter((entry) => entry.account === account);
const ledgerOf = (accountId: string) => database.sql`
  SELECT kind, credits::int AS credits, request_id FROM ledger WHERE account_id = ${accountId} ORDER BY entry_id`;

describe("issuing a key", () => {
  it("makes the account, on free with 1000 credits", async () => {
    const { account, key } = await issue({ account: "plain" });
    expect(account).toBe("plain");
    expect(isApiKey(key)).toBe(true);
    const caller = await callerOf(key);
    expect(caller).toMatchObject({ accountName: "plain", plan: "free", balance: 1000 });
    expect(await ledgerOf(caller?.accountId ?? "")).toEqual([
      { kind: "grant", credits: 1000, request_id: "req_test" },
    ]);
  });

  it("makes it as it is asked for; no credits is no ledger entry", async () => {
    const caller = await callerOf((await issue({ account: "asked", plan: "scale", credits: 0 })).key);
    expect(caller).toMatchObject({ plan: "scale", balance: 0 });
    expect(await ledgerOf(caller?.accountId ?? "")).toEqual([]);
  });

  it("adds a key to an account that is there, with its plan and credits as they are", async () => {
    const first = await issue({ account: "twice", plan: "growth", credits: 5 });
    const second = await issue({ account: "twice" });
    expect(await callerOf(second.key)).toMatchObject({ plan: "growth", balance: 5 });
    expect(first.key).not.toBe(second.key);
  });

  it("changes the plan and grants more where it is told to", async () => {
    await issue({ account: "more", credits: 5 });
    const { key } = await issue({ account: "more", plan: "scale", credits: 7 });
    expect(await callerOf(key)).toMatchObject({ plan: "scale", balance: 12 });
  });

  it("makes one account where several are asked for at once", async () => {
    const issued = await Promise.all(Array.from({ length: 8 }, () => issue({ account: "rush" })));
    const callers = await Promise.all(issued.map(({ key }) => callerOf(key)));
    expect(new Set(callers.map((caller) => caller?.accountId)).size).toBe(1);
    expect(callers[0]?.balance).toBe(1000);
  });

  it("stores the key nowhere", async () => {
    const { key } = await issue({ account: "secret" });
    const rows = await database.sql`SELECT * FROM api_key`;
    expect(JSON.stringify(rows)).not.toContain(key.slice(11, 31));
  });

  it.each([
    [{ account: "" }, "no usable name"],
    [{ account: "  " }, "no usable name"],
    [{ account: "a\0b" }, "no usable name"],
    [{ account: "a".repeat(201) }, "no usable name"],
    [{ account: "wrong", plan: "gold" }, 'There is no plan "gold"'],
    [{ account: "wrong", plan: "toString" }, "There is no plan"],
    [{ account: "wrong", credits: -1 }, "no number of credits"],
    [{ account: "wrong", credits: 1.5 }, "no number of credits"],
    [{ account: "wrong", credits: Number.NaN }, "no number of credits"],
    [{ account: "wrong", name: "a".repeat(201) }, "no usable name"],
    [{ account: "wrong", scopes: ["enrich", "all"] }, 'There is no scope "all"'],
    [{ account: "wrong", scopes: [] }, "without a scope"],
    [{ account: "wrong", addresses: ["203.0.113.0/33"] }, "not a network address"],
    [{ account: "wrong", expiresAt: new Date(0) }, "would expire before it is made"],
  ])("refuses %j and makes nothing", async (order, message) => {
    await expect(issue(order)).rejects.toThrow(message);
    expect(await listed("wrong")).toEqual([]);
  });
});

describe("listing and revoking keys", () => {
  it("names a key without showing it", async () => {
    const { key } = await issue({ account: "listed", plan: "starter", credits: 3 });
    expect(await listed("listed")).toEqual([
      {
        key_id: keyIdOf(hashApiKey(key)),
        name: "",
        account: "listed",
        plan: "starter",
        balance: 3,
        mode: "live",
        scopes: [...scopes],
        allowed_addresses: [],
        created_at: expect.any(Date),
        expires_at: null,
        revoked_at: null,
        last_used_at: null,
      },
    ]);
  });

  it.each(["by itself", "as it is listed"])("revokes a key %s, and no other", async (how) => {
    const account = `revoked ${how}`;
    const { key } = await issue({ account });
    const other = await issue({ account });
    const keyId = keyIdOf(hashApiKey(key));
    const revoked = await revokeKey(database.sql, how === "by itself" ? key : keyId);
    expect(revoked).toEqual({ key_id: keyId, account });
    expect(await callerOf(key)).toBeUndefined();
    expect(await callerOf(other.key)).toBeDefined();
  });

  it("keeps the first date where a key is revoked again", async () => {
    const { key } = await issue({ account: "again" });
    await revokeKey(database.sql, key);
    const before = await listed("again");
    await revokeKey(database.sql, key);
    expect(await listed("again")).toEqual(before);
  });

  it("says so where there is no such key", async () => {
    await expect(revokeKey(database.sql, newApiKey())).rejects.toThrow("There is no such key");
    await expect(revokeKey(database.sql, "0".repeat(12))).rejects.toThrow("There is no such key");
  });
});

describe("rotating a key", () => {
  const DAY = 86_400_000;
  const LIMITED = { name: "crm", scopes: ["enrich"], addresses: ["203.0.113.0/24"], mode: "test" } as const;

  it("makes one like it, and lets the old one work for the overlap", async () => {
    const old = await issue({ account: "rotated", ...LIMITED });
    const rotated = await rotateKey(database.sql, old.key, DAY);
    expect(rotated).toMatchObject({ account: "rotated", replaces: keyIdOf(hashApiKey(old.key)) });
    expect(Math.abs(rotated.replaced_until.getTime() - Date.now() - DAY)).toBeLessThan(60_000);
    const [before, after] = await listed("rotated");
    expect(before?.expires_at).toEqual(rotated.replaced_until);
    expect(after).toMatchObject({
      key_id: keyIdOf(hashApiKey(rotated.key)),
      name: "crm",
      mode: "test",
      scopes: ["enrich"],
      allowed_addresses: ["203.0.113.0/24"],
      expires_at: null,
    });
    expect(rotated.key).toMatch(/^vouch_test_/);
    expect(await callerOf(old.key)).toBeDefined();
    expect(await callerOf(rotated.key)).toMatchObject({
      accountName: "rotated",
      scopes: ["enrich"],
      mode: "test",
    });
  });

  it("ends the old one at once where there is no overlap", async () => {
    const old = await issue({ account: "rotated at once" });
    await rotateKey(database.sql, keyIdOf(hashApiKey(old.key)), 0);
    expect(await callerOf(old.key)).toBeUndefined();
  });

  it("never prolongs the old one; the new one lives as long as the old one was to", async () => {
    const expiresAt = new Date(Date.now() + DAY);
    const old = await issue({ account: "short-lived", expiresAt });
    const rotated = await rotateKey(database.sql, old.key, 30 * DAY);
    expect(rotated.replaced_until).toEqual(expiresAt);
    const [, after] = await listed("short-lived");
    expect(Math.abs((after?.expires_at?.getTime() ?? 0) - expiresAt.getTime())).toBeLessThan(60_000);
  });

  it("is refused for a key that does not work any more, or does not exist", async () => {
    const { key } = await issue({ account: "ended" });
    await revokeKey(database.sql, key);
    await expect(rotateKey(database.sql, key, DAY)).rejects.toThrow("revoked or expired");
    await expect(rotateKey(database.sql, newApiKey(), DAY)).rejects.toThrow("There is no such key");
    expect(await listed("ended")).toHaveLength(1);
  });
});

describe("reading a caller", () => {
  it("remembers when its key was used, and writes it once a minute at most", async () => {
    const { key } = await issue({ account: "used" });
    const lastUsed = async () => (await listed("used"))[0]?.last_used_at;
    await callerOf(key);
    const first = await lastUsed();
    expect(first).toBeInstanceOf(Date);
    await callerOf(key);
    expect(await lastUsed()).toEqual(first);
    await database.sql`UPDATE api_key SET last_used_at = now() - interval '61 seconds' WHERE last_used_at = ${first ?? null}`;
    await callerOf(key);
    expect((await lastUsed())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
  });

  it("does not call a key used that does not work", async () => {
    const { key } = await issue({ account: "not used" });
    await revokeKey(database.sql, key);
    await callerOf(key);
    expect((await listed("not used"))[0]?.last_used_at).toBeNull();
  });

  it("checks addresses where the key is limited to some", async () => {
    const free = await callerOf((await issue({ account: "from anywhere" })).key);
    expect(free?.allowsAddress).toBeNull();
    const bound = await callerOf((await issue({ account: "from there", addresses: ["2001:db8::/32"] })).key);
    expect([bound?.allowsAddress?.("2001:db8::1"), bound?.allowsAddress?.("2001:db9::1")]).toEqual([
      true,
      false,
    ]);
  });

  it("knows nobody by an expired key", async () => {
    const { key } = await issue({ account: "expired" });
    const keyHash = Buffer.from(hashApiKey(key), "hex");
    await database.sql`UPDATE api_key SET expires_at = now() WHERE key_hash = ${keyHash}`;
    expect(await callerOf(key)).toBeUndefined();
  });

  it("knows nobody by an unknown key", async () => {
    expect(await callerOf(newApiKey())).toBeUndefined();
  });

  it("reads a balance", async () => {
    const caller = await callerOf((await issue({ account: "balance", credits: 11 })).key);
    expect(await readBalance(database.sql, caller?.accountId ?? "", plans)).toBe(11);
  });
});
