import { ledgerAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { createEnricher } from "../../people/enrich.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
});
afterAll(() => database.close());

const BY_EMAIL = { email: ADA.email };
const STRANGER = { email: "nobody.here@acme.example" };

const read = (key: string, query = "") => api.get(`/api/v1/account/ledger${query}`, key);

describe("200", () => {
  it("answers grants and charges, newest first", async () => {
    const key = await api.newKey({ credits: 10 });
    const first = await api.enrich(key, BY_EMAIL);
    const second = await api.enrich(key, STRANGER);
    const { status, body } = await read(key);
    expect(status).toBe(200);
    expect(ledgerAnswer.strict().parse(body)).toBeTruthy();
    expect(body.data).toMatchObject([
      { kind: "charge", credits: 1, outcome: "not_found", request_id: second.body.request_id },
      { kind: "charge", credits: 4, operation: "enrichPerson", request_id: first.body.request_id },
      { kind: "grant", credits: 10 },
    ]);
    expect(body.next_cursor).toBeNull();
  });

  it("goes through every entry once, page by page", async () => {
    const key = await api.newKey({ credits: 100 });
    for (let call = 0; call < 6; call += 1) await api.enrich(key, STRANGER);
    const whole = await read(key);
    const found = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await read(key, `?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(body.data.length).toBeLessThanOrEqual(3);
      found.push(...body.data);
      cursor = body.next_cursor;
    }
    expect(found).toEqual(whole.body.data);
    expect(found).toHaveLength(7);
  });

  it("shows an account nothing of another, whatever cursor it gives", async () => {
    const [one, other] = [await api.newKey({ credits: 10 }), await api.newKey({ credits: 10 })];
    await api.enrich(one, BY_EMAIL);
    await api.enrich(other, STRANGER);
    await api.enrich(other, STRANGER);
    const own = (await read(one)).body.data;
    const foreign = (await read(other, "?limit=1")).body.next_cursor;
    expect((await read(one, `?cursor=${foreign}`)).body.data).toEqual(own);
    expect((await read(one, "?cursor=1")).body.data).toEqual([]);
  });
});

describe("400 invalid_param", () => {
  it.each([
    ["limit", "0"],
    ["limit", "101"],
    ["limit", "few"],
    ["cursor", "0"],
    ["cursor", "1%27%20OR%201"],
    ["cursor", "9".repeat(19)],
  ])("for %s=%s", async (param, value) => {
    const { status, body } = await read(await api.newKey(), `?${param}=${value}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: "invalid_param", param, credits_used: 0 });
  });
});

describe("403 insufficient_scope", () => {
  it("for a key that is not for the account", async () => {
    const { status, body } = await read(await api.newKey({ scopes: ["enrich"] }));
    expect(status).toBe(403);
    expect(body.message).toBe("insufficient_scope");
  });
});
