import { enrichPersonAnswer, errorAnswer, errors } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { hashApiKey, newApiKey } from "../../accounts/apiKey.js";
import { revokeKey } from "../../accounts/keys.js";
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
const BY_NAME = { first_name: ADA.first_name, last_name: ADA.last_name, domain: ADA.domain };
const STRANGER = { email: "nobody.here@acme.example" };
const REQUEST_ID = /^req_/;

describe("200", () => {
  it.each([
    ["an e-mail address", BY_EMAIL],
    ["name and domain", BY_NAME],
    ["both", { ...BY_EMAIL, ...BY_NAME }],
    ["a URL as domain", { ...BY_NAME, domain: `https://www.${ADA.domain}/about` }],
    ["fields that nobody knows", { ...BY_EMAIL, nickname: "Countess" }],
  ])("answers the ten keys, for %s", async (_, body) => {
    const key = await api.newKey({ credits: 10 });
    const answer = await api.enrich(key, body);
    expect(answer.status).toBe(200);
    expect(enrichPersonAnswer.strict().parse(answer.body)).toBeTruthy();
    expect(Object.keys(answer.body)).toEqual(["status", "request_id", "credits_used", "data"]);
    expect(answer.body).toMatchObject({
      status: "success",
      credits_used: 4,
      data: { full_name: ADA.full_name },
    });
    expect(await api.charges(key)).toMatchObject([{ credits: 4, request_id: answer.body.request_id }]);
  });

  it("carries the headers", async () => {
    const { headers, body } = await api.enrich(await api.newKey({ plan: "starter", credits: 10 }), BY_EMAIL);
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-request-id": body.request_id,
      "ratelimit-policy": '"default";q=60;w=60',
      "x-credits-used": "4",
      "x-credits-remaining": "6",
    });
    expect(headers["ratelimit"]).toMatch(/^"default";r=59;t=\d+$/);
  });

  it("answers a value that is not known as null", async () => {
    const { body } = await api.enrich(await api.newKey(), BY_EMAIL);
    expect(body.data.department).toBeNull();
  });
});

describe("404 not_found", () => {
  it.each([
    ["there is no profile", STRANGER],
    ["none is as certain as min_confidence", { ...BY_EMAIL, min_confidence: 1 }],
    ["a required field is not known", { ...BY_EMAIL, required: ["department"] }],
  ])("costs 1 credit where %s", async (_, body) => {
    const key = await api.newKey({ credits: 10 });
    const answer = await api.enrich(key, body);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      status: "error",
      code: 404,
      message: "not_found",
      detail: errors.not_found.detail,
      request_id: expect.stringMatching(REQUEST_ID),
      credits_used: 1,
    });
    expect(answer.headers).toMatchObject({ "x-credits-used": "1", "x-credits-remaining": "9" });
    expect(await api.charges(key)).toMatchObject([{ credits: 1, request_id: answer.body.request_id }]);
  });
});

/** Refused without a charge, in the contract's shape. */
async function expectRefusal(
  key: string,
  body: unknown,
  expected: { status: number; message: string; param?: string | undefined },
): Promise<void> {
  const answer = await api.enrich(key, body);
  expect(answer.body).toMatchObject({ status: "error", code: expected.status, message: expected.message });
  expect(answer.status).toBe(expected.status);
  expect(errorAnswer.strict().parse(answer.body).param).toBe(expected.param);
  expect(answer.body.request_id).toBe(answer.headers["x-request-id"]);
  expect(answer.body.credits_used).toBe(0);
  expect(answer.headers).toMatchObject({ "x-credits-used": "0", "x-credits-remaining": "10" });
  expect(await api.charges(key)).toEqual([]);
}

describe("400 missing_param", () => {
  it.each([
    [{}, "email"],
    ["", "email"],
    ["null", "email"],
    [{ email: "" }, "email"],
    [{ email: null }, "email"],
    [{ email: "   " }, "email"],
    [{ first_name: "Ada" }, "last_name"],
    [{ first_name: "Ada", last_name: "Byron" }, "domain"],
    [{ first_name: "Ada", last_name: "Byron", domain: "" }, "domain"],
    [{ last_name: "Byron", domain: "acme.example" }, "first_name"],
    [{ first_name: "Ada", domain: "acme.example" }, "last_name"],
    ['{"__proto__": {"email": "ada@acme.example"}}', "email"],
    ['{"constructor": {"prototype": {"email": "ada@acme.example"}}}', "email"],
  ])("%j lacks %s", async (body, param) => {
    await expectRefusal(await api.newKey({ credits: 10 }), body, {
      status: 400,
      message: "missing_param",
      param,
    });
  });
});

describe("400 invalid_param", () => {
  it.each([
    [{ email: "ada" }, "email"],
    [{ email: "ada byron@acme.example" }, "email"],
    [{ email: "ada@" }, "email"],
    [{ email: "@acme.example" }, "email"],
    [{ email: `${"a".repeat(250)}@acme.example` }, "email"],
    [{ email: 7 }, "email"],
    [{ email: ["ada@acme.example"] }, "email"],
    [{ email: { address: "ada@acme.example" } }, "email"],
    [{ email: true }, "email"],
    [{ email: "ada\0@acme.example" }, "email"],
    [{ ...BY_NAME, first_name: 1 }, "first_name"],
    [{ ...BY_NAME, last_name: ["Byron"] }, "last_name"],
    [{ ...BY_NAME, first_name: "a".repeat(201) }, "first_name"],
    [{ ...BY_NAME, domain: "not a domain" }, "domain"],
    [{ ...BY_NAME, domain: "a".repeat(2049) }, "domain"],
    [{ ...BY_NAME, domain: 3 }, "domain"],
    [{ ...BY_EMAIL, min_confidence: 1.01 }, "min_confidence"],
    [{ ...BY_EMAIL, min_confidence: -0.1 }, "min_confidence"],
    [{ ...BY_EMAIL, min_confidence: "0.5" }, "min_confidence"],
    [`{"email": "${ADA.email}", "min_confidence": 1e999}`, "min_confidence"],
    [{ ...BY_EMAIL, required: "title" }, "required"],
    [{ ...BY_EMAIL, required: ["salary"] }, "required"],
    [{ ...BY_EMAIL, required: [["title"]] }, "required"],
    [{ ...BY_EMAIL, include: ["gossip"] }, "include"],
    [{ ...BY_EMAIL, include: [["evidence"]] }, "include"],
    [{ ...BY_EMAIL, include: "evidence" }, "include"],
    [{ ...BY_EMAIL, dry_run: "yes" }, "dry_run"],
    ["[]", undefined],
    ['"ada@acme.example"', undefined],
    ["7", undefined],
    ["{", undefined],
    ["{'email': 1}", undefined],
    ['{"email": "ada@acme.example",}', undefined],
    [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), undefined],
    [`${"[".repeat(30_000)}`, undefined],
    [`${"[".repeat(30_000)}${"]".repeat(30_000)}`, undefined],
  ])("%j: %s", async (body, param) => {
    await expectRefusal(await api.newKey({ credits: 10 }), body, {
      status: 400,
      message: "invalid_param",
      param,
    });
  });
});

describe("401 invalid_api_key", () => {
  it("is one same answer for a key that is missing, malformed, unknown, revoked or expired", async () => {
    const revoked = await api.newKey();
    await revokeKey(api.sql, revoked);
    const expired = await api.newKey();
    const expiredHash = Buffer.from(hashApiKey(expired), "hex");
    await api.sql`UPDATE api_key SET expires_at = now() - interval '1 second' WHERE key_hash = ${expiredHash}`;
    for (const key of [undefined, "", "guess", "vouch_live_guess", newApiKey(), revoked, expired]) {
      const { status, headers, body } = await api.enrich(key, BY_EMAIL);
      expect(status).toBe(401);
      expect(body).toEqual({
        status: "error",
        code: 401,
        message: "invalid_api_key",
        detail: errors.invalid_api_key.detail,
        request_id: expect.stringMatching(REQUEST_ID),
        credits_used: 0,
      });
      expect(Object.keys(headers).filter((name) => /ratelimit|credits/.test(name))).toEqual([]);
    }
  });

  it("comes within a second after the key was revoked", async () => {
    const key = await api.newKey();
    expect((await api.enrich(key, BY_EMAIL)).status).toBe(200);
    await revokeKey(api.sql, key);
    api.now += 1000;
    expect((await api.enrich(key, BY_EMAIL)).status).toBe(401);
  });
});

describe("402 insufficient_credits", () => {
  it("is answered alike for people who are known and who are not, below the highest price", async () => {
    const key = await api.newKey({ credits: 3 });
    for (const body of [BY_EMAIL, STRANGER]) {
      const answer = await api.enrich(key, body);
      expect(answer.status).toBe(402);
      expect(answer.body).toMatchObject({ code: 402, message: "insufficient_credits", credits_used: 0 });
      expect(answer.headers).toMatchObject({ "x-credits-used": "0", "x-credits-remaining": "3" });
    }
    expect(await api.charges(key)).toEqual([]);
  });

  it("comes as soon as the balance is used up", async () => {
    const key = await api.newKey({ credits: 9 });
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await api.enrich(key, BY_EMAIL)).status);
    expect(statuses).toEqual([200, 200, 402]);
  });
});

describe("422 unprocessable", () => {
  it.each([
    [{ email: "info@acme.example" }, "email"],
    [{ email: "sales@acme.example" }, "email"],
    [{ email: "Info@ACME.example" }, "email"],
    [{ email: "no-reply@acme.example" }, "email"],
    [{ email: "ada@mailinator.com" }, "email"],
    [{ email: "ada@example.com" }, "email"],
    [{ ...BY_NAME, domain: "example.org" }, "domain"],
    [{ ...BY_NAME, domain: "localhost" }, "domain"],
    [{ ...BY_NAME, domain: "printer.local" }, "domain"],
    [{ ...BY_NAME, domain: "acme.invalid" }, "domain"],
    [{ ...BY_NAME, domain: "http://127.0.0.1/" }, "domain"],
    [{ ...BY_NAME, email: "info@acme.example" }, "email"],
  ])("%j: %s cannot be about one person", async (body, param) => {
    await expectRefusal(await api.newKey({ credits: 10 }), body, {
      status: 422,
      message: "unprocessable",
      param,
    });
  });
});

describe("429 rate_limit_exceeded", () => {
  it("comes over the plan's rate, says how long to wait, and does not count itself", async () => {
    const key = await api.newKey({ plan: "free", credits: 100 });
    for (let count = 0; count < 10; count++) expect((await api.enrich(key, STRANGER)).status).toBe(404);
    const { status, headers, body } = await api.enrich(key, STRANGER);
    expect(status).toBe(429);
    expect(body).toMatchObject({ code: 429, message: "rate_limit_exceeded", credits_used: 0 });
    expect(headers["retry-after"]).toBe(String(body.retry_after));
    expect(headers).toMatchObject({ "ratelimit-policy": '"default";q=10;w=60', "x-credits-remaining": "90" });
    expect(headers["ratelimit"]).toBe(`"default";r=0;t=${body.retry_after}`);
    api.now += body.retry_after * 1000;
    expect((await api.enrich(key, STRANGER)).status).toBe(404);
  });

  it("never comes on a plan without a limit, whose headers say so", async () => {
    const key = await api.newKey({ plan: "unlimited", credits: 1000 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => api.enrich(key, BY_EMAIL)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.headers["ratelimit"]).toMatch(/^"default";r=9+;t=1$/);
  });
});

describe("500 and 503", () => {
  it("500 internal_error: says nothing of its cause, and logs no value of the call", async () => {
    const broken = new TestApi(database.sql, { enrich: () => Promise.reject(new Error(`no ${ADA.email}`)) });
    const key = await broken.newKey();
    const { status, body } = await broken.enrich(key, BY_EMAIL);
    expect(status).toBe(500);
    expect(body).toMatchObject({
      message: "internal_error",
      detail: errors.internal_error.detail,
      credits_used: 0,
    });
    expect(broken.log).toMatchObject([{ level: "error", request_id: body.request_id, error: "Error" }]);
    expect(JSON.stringify(broken.log)).not.toMatch(new RegExp(`${ADA.email}|${key}`));
  });

  it.each(["CONNECTION_CLOSED", "57P01", "ECONNREFUSED", "53300"])(
    "503 service_unavailable where the database is away (%s)",
    async (code) => {
      const outage = Object.assign(new Error("away"), { code });
      const broken = new TestApi(database.sql, { enrich: () => Promise.reject(outage) });
      const { status, headers, body } = await broken.enrich(await broken.newKey(), BY_EMAIL);
      expect(status).toBe(503);
      expect(body).toMatchObject({ message: "service_unavailable", retry_after: 1, credits_used: 0 });
      expect(headers["retry-after"]).toBe("1");
    },
  );

  it("503 where too much waits already", async () => {
    const full = new TestApi(database.sql, {
      enrich: async () => ({ kind: "overloaded", retryAfterSeconds: 2 }),
    });
    const { status, body } = await full.enrich(await full.newKey(), BY_EMAIL);
    expect(status).toBe(503);
    expect(body).toMatchObject({ message: "service_unavailable", retry_after: 2, credits_used: 0 });
  });

  it("503 where the key cannot be read", async () => {
    const outage = Object.assign(new Error("away"), { code: "CONNECTION_CLOSED" });
    const broken = new TestApi(database.sql, {
      enrich: createEnricher(database.sql),
      authenticate: () => Promise.reject(outage),
    });
    const { status, headers } = await broken.enrich(newApiKey(), BY_EMAIL);
    expect(status).toBe(503);
    expect(headers["x-credits-remaining"]).toBeUndefined();
  });
});

describe("dry_run", () => {
  it("checks in full and answers with the highest price, looking nothing up and charging nothing", async () => {
    const dry = new TestApi(database.sql, { enrich: () => Promise.reject(new Error("looked up")) });
    const key = await dry.newKey({ credits: 4 });
    const { status, headers, body } = await dry.enrich(key, { ...BY_EMAIL, dry_run: true });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "success",
      request_id: headers["x-request-id"],
      credits_used: 0,
      dry_run: true,
      max_credits: 4,
    });
    expect(headers).toMatchObject({ "x-credits-used": "0", "x-credits-remaining": "4" });
  });

  it.each([
    [{ email: "info@acme.example" }, 422, 10],
    [{ email: "ada" }, 400, 10],
    [{}, 400, 10],
    [BY_EMAIL, 402, 3],
  ])("refuses %j with %d", async (body, status, credits) => {
    expect((await api.enrich(await api.newKey({ credits }), { ...body, dry_run: true })).status).toBe(status);
  });
});

describe("the order of the checks", () => {
  const exhausted = async (credits: number) => {
    const key = await api.newKey({ plan: "free", credits });
    for (let count = 0; count < 10; count++) await api.enrich(key, {});
    return key;
  };

  it("key before body", async () => {
    expect((await api.enrich(undefined, "{")).status).toBe(401);
    expect((await api.enrich(newApiKey(), "x", { "content-type": "text/plain" })).status).toBe(401);
    expect((await api.enrich(undefined, "x".repeat(100_000))).status).toBe(401);
  });

  it("rate before body", async () => {
    const key = await exhausted(10);
    expect((await api.enrich(key, "{")).status).toBe(429);
    expect((await api.enrich(key, "x", { "content-type": "text/plain" })).status).toBe(429);
  });

  it("rate before balance", async () => {
    expect((await api.enrich(await exhausted(0), BY_EMAIL)).status).toBe(429);
  });

  it("body before balance", async () => {
    const key = await api.newKey({ credits: 0 });
    expect((await api.enrich(key, {})).status).toBe(400);
    expect((await api.enrich(key, { email: "info@acme.example" })).status).toBe(422);
    expect((await api.enrich(key, "x".repeat(100_000))).status).toBe(413);
    expect((await api.enrich(key, BY_EMAIL)).status).toBe(402);
  });

  it("a call with a bad body counts against the rate, one without a key does not", async () => {
    const key = await api.newKey({ plan: "free", credits: 10 });
    await api.enrich(key, "{");
    const { headers } = await api.enrich(key, BY_EMAIL);
    expect(headers["ratelimit"]).toMatch(/r=8;/);
  });
});
