import { plans } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { hashApiKey } from "../accounts/apiKey.js";
import { readCaller } from "../accounts/caller.js";
import { grant } from "../credits/grant.js";
import { createEnricher } from "../people/enrich.js";

let database: TestDatabase;
let sql: TestDatabase["sql"];
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
  await publishAda(sql);
  api = new TestApi(sql, { enrich: createEnricher(sql) });
});
afterAll(() => database.close());

const KNOWN = { email: ADA.email };
const STRANGER = { email: "nobody.here@acme.example" };

async function accountOf(key: string): Promise<string> {
  const caller = await readCaller(sql, hashApiKey(key), plans);
  if (caller === undefined) throw new Error("no such key");
  return caller.accountId;
}

/** Does something while nobody can read a person. */
async function whileNobodyCanLookUp<T>(work: () => Promise<T>): Promise<T> {
  return (await sql.begin(async (transaction) => {
    await transaction`LOCK TABLE person, person_lookup IN ACCESS EXCLUSIVE MODE`;
    return await work();
  })) as T;
}

describe("the balance comes before the lookup", () => {
  it("refuses with 402 while no person can be read, alike whether somebody exists or not", async () => {
    const key = await api.newKey({ credits: 3 });
    const answers = await whileNobodyCanLookUp(() =>
      Promise.all([KNOWN, STRANGER].map((body) => api.enrich(key, body))),
    );
    const seen = answers.map(({ status, headers, body: { request_id, ...body } }) => {
      const { date, "x-request-id": id, ...rest } = headers;
      expect(id).toBe(request_id);
      return { status, body, headers: rest };
    });
    expect(seen[0]).toMatchObject({ status: 402, headers: { "x-credits-remaining": "3" } });
    expect(seen[1]).toEqual(seen[0]);
    expect(await api.charges(key)).toEqual([]);
  });

  it("knows what another key of the account has spent since", async () => {
    const key = await api.newKey({ credits: 11 });
    expect((await api.enrich(key, KNOWN)).headers["x-credits-remaining"]).toBe("7");
    const other = new TestApi(sql, { enrich: createEnricher(sql) });
    expect((await other.enrich(key, KNOWN)).headers["x-credits-remaining"]).toBe("3");
    expect((await whileNobodyCanLookUp(() => api.enrich(key, KNOWN))).status).toBe(402);
  });

  it("pays with what was granted since", async () => {
    const key = await api.newKey({ credits: 3 });
    expect((await api.enrich(key, KNOWN)).status).toBe(402);
    await grant(sql, { accountId: await accountOf(key), credits: 1, requestId: "req_more" });
    expect((await api.enrich(key, KNOWN)).status).toBe(200);
  });

  it("does not count on what has expired since", async () => {
    const key = await api.newKey({ credits: 50 });
    const account = await accountOf(key);
    expect((await api.enrich(key, KNOWN)).headers["x-credits-remaining"]).toBe("46");
    await sql`UPDATE credit_grant SET expires_at = now() WHERE account_id = ${account}`;
    await sql`UPDATE account SET settle_at = now() WHERE account_id = ${account}`;
    const { status, headers } = await whileNobodyCanLookUp(() => api.enrich(key, KNOWN));
    expect(status).toBe(402);
    expect(headers["x-credits-remaining"]).toBe("0");
  });

  it("asks nobody where the balance is far above the price", async () => {
    const rich = new TestApi(sql, {
      enrich: createEnricher(sql),
      readBalance: () => Promise.reject(new Error("the balance was read")),
    });
    expect((await rich.enrich(await rich.newKey({ credits: 1000 }), KNOWN)).status).toBe(200);
    expect((await rich.enrich(await rich.newKey({ credits: 100 }), KNOWN)).status).toBe(500);
  });

  it("pays calls that come together until the balance is used up, each once", async () => {
    const key = await api.newKey({ credits: 10 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => api.enrich(key, at % 3 === 0 ? STRANGER : KNOWN)),
    );
    const paid = answers.filter(({ status }) => status !== 402);
    const charges = await api.charges(key);
    expect(charges.map(({ request_id }) => request_id).sort()).toEqual(
      paid.map(({ body }) => body.request_id).sort(),
    );
    const charged = charges.reduce((sum, { credits }) => sum + credits, 0);
    expect(charged).toBeGreaterThan(10 - 4);
    expect(charged).toBeLessThanOrEqual(10);
  });
});
