import { afterAll, beforeAll, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { createEnricher } from "../../people/enrich.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
});
afterAll(() => database.close());

const ask = (key?: string) =>
  api.app.inject({ url: "/api/v1/account", headers: key === undefined ? {} : { "x-api-key": key } });

it("answers plan, limits and balance", async () => {
  const key = await api.newKey({ plan: "starter", credits: 7 });
  const response = await ask(key);
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({
    status: "success",
    request_id: response.headers["x-request-id"],
    credits_used: 0,
    data: {
      name: expect.stringMatching(/^account /),
      plan: "starter",
      requests_per_minute: 60,
      concurrent_jobs: 5,
      watches: 100,
      monthly_credits: 0,
      unused_credits: "expire",
      free_repeat_hours: 0,
      credits_remaining: 7,
      grants: [{ credits: 7, expires_at: null }],
    },
  });
  expect(response.headers).toMatchObject({ "x-credits-used": "0", "x-credits-remaining": "7" });
});

it("answers the balance as it is, not as it was when the key was last read", async () => {
  const key = await api.newKey({ credits: 10 });
  await ask(key);
  await api.enrich(key, { email: "stranger@acme.example" });
  expect((await ask(key)).json().data.credits_remaining).toBe(9);
});

it("counts against the rate", async () => {
  const key = await api.newKey({ plan: "free" });
  for (let count = 0; count < 10; count++) expect((await ask(key)).statusCode).toBe(200);
  expect((await ask(key)).json()).toMatchObject({ code: 429, message: "rate_limit_exceeded" });
});

it("holds an account on a plan that is no longer configured to free", async () => {
  const key = await api.newKey();
  await api.sql`UPDATE account SET plan = 'gone' WHERE account_id = (SELECT max(account_id) FROM account)`;
  expect((await ask(key)).json().data).toMatchObject({
    plan: "gone",
    requests_per_minute: 10,
    concurrent_jobs: 1,
  });
});

it("answers invalid_api_key without a key", async () => {
  expect((await ask()).json()).toMatchObject({ code: 401, message: "invalid_api_key" });
});
