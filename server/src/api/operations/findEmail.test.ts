import { errorAnswer, errors, findEmailAnswer, operations, personas } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { finderOver, publishColleagues } from "../../../test/finder.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";

const { path } = operations.findEmail;
const ADA = { first_name: "Ada", last_name: "Byron", domain: "acme.example" };
const STRANGER = { ...ADA, first_name: "Grace", last_name: "Hopper" };

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishColleagues(database.sql, [{ name: "Ada Byron", local: "ada.byron" }]);
  api = new TestApi(database.sql, { findEmail: finderOver(database.sql) });
});
afterAll(() => database.close());

const find = (key: string | undefined, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  api.post(path, key, body, headers);

describe("200", () => {
  it.each([
    ["known", ADA],
    ["inferred", STRANGER],
    ["known", { ...ADA, domain: "https://www.acme.example/about" }],
  ])("answers an address that is %s, for 2 credits", async (status, body) => {
    const key = await api.newKey({ credits: 10 });
    const answer = await find(key, body);
    expect(answer.status).toBe(200);
    expect(findEmailAnswer.strict().parse(answer.body)).toBeTruthy();
    expect(answer.body).toMatchObject({
      status: "success",
      credits_used: 2,
      data: { status, deliverability: "unknown" },
    });
    expect(Object.keys(answer.body.data)).toEqual([
      "email",
      "confidence",
      "status",
      "pattern",
      "deliverability",
      "alternatives",
    ]);
    expect(answer.headers).toMatchObject({ "x-credits-used": "2", "x-credits-remaining": "8" });
    expect(await api.charges(key)).toMatchObject([
      { credits: 2, outcome: "success", request_id: answer.body.request_id },
    ]);
  });

  it("is answered once for an Idempotency-Key, and charged once", async () => {
    const key = await api.newKey({ credits: 10 });
    const once = { "idempotency-key": "find-ada" };
    const [first, again] = [await find(key, ADA, once), await find(key, ADA, once)];
    expect(again.text).toBe(first.text);
    expect(again.headers).toMatchObject({ "idempotent-replayed": "true", "x-credits-used": "0" });
    expect((await find(key, STRANGER, once)).body.message).toBe("idempotency_mismatch");
    expect(await api.charges(key)).toHaveLength(1);
  });
});

describe("404 not_found", () => {
  it("costs nothing", async () => {
    const key = await api.newKey({ credits: 10 });
    const { status, body, headers } = await find(key, { ...STRANGER, min_confidence: 0.95 });
    expect(status).toBe(404);
    expect(body).toMatchObject({ message: "not_found", credits_used: 0 });
    expect(headers).toMatchObject({ "x-credits-remaining": "10" });
    expect(await api.charges(key)).toEqual([]);
  });
});

describe("400", () => {
  it.each([
    [{}, "first_name"],
    ["null", "first_name"],
    [{ ...ADA, last_name: " " }, "last_name"],
    [{ ...ADA, domain: null }, "domain"],
  ])("missing_param: %j lacks %s", async (body, param) => {
    const answer = await find(await api.newKey(), body);
    expect(answer.status).toBe(400);
    expect(errorAnswer.strict().parse(answer.body)).toMatchObject({ message: "missing_param", param });
    expect(answer.body.detail).toBe("Give first_name, last_name and domain.");
  });

  it.each([
    [{ ...ADA, domain: "not a domain" }, "domain"],
    [{ ...ADA, domain: 3 }, "domain"],
    [{ ...ADA, first_name: ["Ada"] }, "first_name"],
    [{ ...ADA, last_name: "a".repeat(201) }, "last_name"],
    [{ ...ADA, min_confidence: 2 }, "min_confidence"],
    [{ ...ADA, dry_run: "yes" }, "dry_run"],
    ["[]", undefined],
    ["{", undefined],
  ])("invalid_param: %j: %s", async (body, param) => {
    const answer = await find(await api.newKey(), body);
    expect(answer.status).toBe(400);
    expect(errorAnswer.strict().parse(answer.body).param).toBe(param);
  });
});

describe("422 unprocessable", () => {
  it.each(["example.org", "localhost", "acme.invalid"])("%s is nobody's", async (domain) => {
    const { status, body } = await find(await api.newKey(), { ...ADA, domain });
    expect(status).toBe(422);
    expect(body).toMatchObject({ message: "unprocessable", param: "domain", credits_used: 0 });
  });
});

describe("401, 402, 403", () => {
  it("401 invalid_api_key: without a key", async () => {
    expect((await find(undefined, ADA)).status).toBe(401);
  });

  it("402 insufficient_credits: alike for who is known and who is not, before anything is looked up", async () => {
    const broke = new TestApi(database.sql, { findEmail: () => Promise.reject(new Error("looked up")) });
    const key = await broke.newKey({ credits: 1 });
    for (const body of [ADA, STRANGER]) {
      const answer = await broke.post(path, key, body);
      expect(answer.status).toBe(402);
      expect(answer.body).toMatchObject({ message: "insufficient_credits", credits_used: 0 });
    }
  });

  it("403 insufficient_scope: with a key for enrichment alone", async () => {
    const { status, body } = await find(await api.newKey({ scopes: ["enrich"] }), ADA);
    expect(status).toBe(403);
    expect(body.message).toBe("insufficient_scope");
    expect((await find(await api.newKey({ scopes: ["find"] }), ADA)).status).toBe(200);
  });
});

describe("dry_run", () => {
  it("answers with the highest price, looking nothing up and charging nothing", async () => {
    const dry = new TestApi(database.sql, { findEmail: () => Promise.reject(new Error("looked up")) });
    const key = await dry.newKey({ credits: 2 });
    const { status, body } = await dry.post(path, key, { ...ADA, dry_run: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ dry_run: true, max_credits: 2, credits_used: 0 });
    expect(await dry.charges(key)).toEqual([]);
  });
});

describe("a test key", () => {
  it.each(personas.map(({ word, profile, address }) => [word, profile, address] as const))(
    "finds the address of %s",
    async (word, { email, confidence }, { status, deliverability }) => {
      const key = await api.newKey({ mode: "test" });
      const body = { first_name: word, last_name: "Persona", domain: "personas.example" };
      const answer = await find(key, body);
      expect(answer.status).toBe(200);
      expect(findEmailAnswer.strict().parse(answer.body).data).toMatchObject({
        email,
        confidence,
        status,
        deliverability,
      });
      expect(answer.body.credits_used).toBe(0);
      expect((await find(key, { ...body, min_confidence: confidence })).status).toBe(404);
    },
  );

  it("is answered with errors by their word, and with nobody else", async () => {
    const key = await api.newKey({ mode: "test" });
    const persona = { last_name: "Persona", domain: "personas.example" };
    expect((await find(key, { ...persona, first_name: "insufficient_credits" })).status).toBe(402);
    expect((await find(key, { ...persona, first_name: "service_unavailable" })).body.retry_after).toBe(1);
    expect((await find(key, ADA)).status).toBe(404);
  });
});

describe("500 and 503", () => {
  it("500 internal_error: says nothing of its cause", async () => {
    const broken = new TestApi(database.sql, { findEmail: () => Promise.reject(new Error("Byron")) });
    const { status, body } = await broken.post(path, await broken.newKey(), ADA);
    expect(status).toBe(500);
    expect(body.detail).toBe(errors.internal_error.detail);
    expect(JSON.stringify(broken.log)).not.toContain("Byron");
  });

  it("503 service_unavailable: where too much waits already", async () => {
    const full = new TestApi(database.sql, {
      findEmail: async () => ({ kind: "overloaded", retryAfterSeconds: 2 }),
    });
    const { status, body } = await full.post(path, await full.newKey(), ADA);
    expect(status).toBe(503);
    expect(body.retry_after).toBe(2);
  });
});
