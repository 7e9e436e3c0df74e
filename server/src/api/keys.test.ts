import {
  enrichPersonAnswer,
  errorAnswer,
  errors,
  type Operation,
  operations,
  personaErrors,
  scopes,
} from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { revokeKey } from "../accounts/keys.js";
import { createEnricher } from "../people/enrich.js";

let database: TestDatabase;
let api: TestApi;
let behindProxy: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  const enrich = createEnricher(database.sql);
  api = new TestApi(database.sql, { enrich });
  behindProxy = new TestApi(database.sql, { enrich, trustedProxies: ["10.0.0.0/8"] });
});
afterAll(() => database.close());

const keyed = Object.values(operations).filter(({ scope }) => scope !== null);

describe("a key's scopes", () => {
  const ask = async (path: string, method: Operation["method"], key: string) =>
    api.app.inject({
      method,
      url: path,
      headers: { "x-api-key": key, "content-type": "application/json" },
      ...(method === "POST" ? { payload: "{}" } : {}),
    });

  it.each(keyed.map(({ id, ...operation }) => [id, operation] as const))(
    "are asked for by %s",
    async (_, operation) => {
      const { path, method, scope } = operation;
      const others = scopes.filter((name) => name !== scope);
      const refused = await ask(path, method, await api.newKey({ scopes: others }));
      expect(refused.statusCode).toBe(403);
      expect(errorAnswer.strict().parse(refused.json())).toMatchObject({
        message: "insufficient_scope",
        credits_used: 0,
      });
      expect(Object.keys(refused.headers).filter((name) => /ratelimit|credits/.test(name))).toEqual([]);
      const let_in = await ask(path, method, await api.newKey({ scopes: [scope ?? ""] }));
      expect([200, 400, 404, 415]).toContain(let_in.statusCode);
    },
  );

  it("cost no place in the rate where they do not suffice", async () => {
    const key = await api.newKey({ plan: "free", scopes: ["account"] });
    for (let count = 0; count < 11; count++)
      expect((await api.enrich(key, { email: ADA.email })).status).toBe(403);
    expect((await ask("/api/v1/account", "GET", key)).statusCode).toBe(200);
  });
});

describe("a key's addresses", () => {
  const from = (who: TestApi, key: string, remoteAddress: string, forwarded?: string) =>
    who.app.inject({
      url: "/api/v1/account",
      remoteAddress,
      headers: { "x-api-key": key, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) },
    });

  it.each([
    ["203.0.113.9", 200],
    ["::ffff:203.0.113.9", 200],
    ["2001:db8::5", 200],
    ["203.0.114.9", 403],
    ["2001:db9::5", 403],
  ])("%s is answered %i", async (address, status) => {
    const key = await api.newKey({ addresses: ["203.0.113.0/24", "2001:db8::/32"] });
    const response = await from(api, key, address);
    expect(response.statusCode).toBe(status);
    if (status === 403) expect(response.json()).toMatchObject({ message: "address_not_allowed" });
  });

  it("are not what a client says of itself", async () => {
    const key = await api.newKey({ addresses: ["203.0.113.0/24"] });
    expect((await from(api, key, "198.51.100.1", "203.0.113.9")).statusCode).toBe(403);
  });

  it("are what a trusted proxy says, and no other", async () => {
    const key = await api.newKey({ addresses: ["203.0.113.0/24"] });
    expect((await from(behindProxy, key, "10.1.2.3", "203.0.113.9")).statusCode).toBe(200);
    expect((await from(behindProxy, key, "10.1.2.3", "203.0.113.9, 198.51.100.1")).statusCode).toBe(403);
    expect((await from(behindProxy, key, "198.51.100.1", "203.0.113.9")).statusCode).toBe(403);
  });
});

describe("a test key", () => {
  it("is answered from personas and costs nothing, found or not", async () => {
    const key = await api.newKey({ mode: "test", credits: 0 });
    expect(key).toMatch(/^vouch_test_/);
    const found = await api.enrich(key, { email: "certain@personas.example" });
    expect(found.status).toBe(200);
    expect(enrichPersonAnswer.strict().parse(found.body)).toMatchObject({
      credits_used: 0,
      data: { full_name: "Certain Persona", confidence: 0.99 },
    });
    expect(found.headers).toMatchObject({ "x-credits-used": "0", "x-credits-remaining": "0" });
    const missing = await api.enrich(key, { email: "stranger@personas.example" });
    expect(missing.body).toMatchObject({ code: 404, message: "not_found", credits_used: 0 });
    expect(await api.charges(key)).toEqual([]);
  });

  it("finds no real person", async () => {
    const key = await api.newKey({ mode: "test" });
    expect((await api.enrich(key, { email: ADA.email })).body).toMatchObject({ message: "not_found" });
  });

  it.each(personaErrors)("can ask for %s", async (word) => {
    const { status, body, headers } = await api.enrich(await api.newKey({ mode: "test" }), {
      email: `${word}@personas.example`,
    });
    expect(status).toBe(errors[word].status);
    expect(errorAnswer.strict().parse(body)).toMatchObject({ message: word, credits_used: 0 });
    const waits = word === "rate_limit_exceeded" || word === "service_unavailable";
    expect([headers["retry-after"], body.retry_after]).toEqual(waits ? ["1", 1] : [undefined, undefined]);
  });

  it("is checked as any other before that", async () => {
    const key = await api.newKey({ mode: "test", plan: "free" });
    expect((await api.enrich(key, {})).body).toMatchObject({ message: "missing_param" });
    expect((await api.enrich(key, { email: "info@personas.example" })).body).toMatchObject({
      message: "unprocessable",
    });
    const dry = await api.enrich(key, { email: "certain@personas.example", dry_run: true });
    expect(dry.body).toMatchObject({ dry_run: true, max_credits: 4 });
    for (let count = 3; count < 10; count++) await api.enrich(key, {});
    expect((await api.enrich(key, {})).status).toBe(429);
    await revokeKey(api.sql, key);
    api.now += 1000;
    expect((await api.enrich(key, {})).status).toBe(401);
  });

  it("is never a lure to real people for a live key", async () => {
    const live = await api.newKey();
    expect((await api.enrich(live, { email: "certain@personas.example" })).status).toBe(404);
  });
});
