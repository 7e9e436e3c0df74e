import { plans } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { forgetQuestions } from "../credits/paidQuestions.js";
import { createEnricher } from "../people/enrich.js";

const HOURS = 24;
const BY_EMAIL = { email: ADA.email };
const STRANGER = { email: "nobody.here@acme.example" };

let database: TestDatabase;
let api: TestApi;
let plain: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  const generous = { ...plans, unlimited: { ...plans.unlimited, free_repeat_hours: HOURS } };
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql), plans: generous });
  plain = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
});
afterAll(() => database.close());

const used = async (key: string, body: object, headers?: Readonly<Record<string, string>>) => {
  const { headers: heard, body: answer } = await api.enrich(key, body, headers);
  expect(String(answer.credits_used)).toBe(heard["x-credits-used"]);
  return answer.credits_used;
};

const age = (hours: number) =>
  database.sql`UPDATE paid_question SET paid_at = paid_at - make_interval(hours => ${hours})`;

describe("a question that was paid for", () => {
  it("is answered again without a charge while the plan's hours last", async () => {
    const key = await api.newKey({ credits: 20 });
    expect(await used(key, BY_EMAIL)).toBe(4);
    expect(await used(key, { email: ADA.email.toUpperCase() })).toBe(0);
    const { status, body, headers } = await api.enrich(key, BY_EMAIL);
    expect({ status, name: body.data.full_name }).toEqual({ status: 200, name: ADA.full_name });
    expect(headers["x-credits-remaining"]).toBe("16");
    expect(await api.charges(key)).toHaveLength(1);
    await age(HOURS);
    expect(await used(key, BY_EMAIL)).toBe(4);
    expect(await used(key, BY_EMAIL)).toBe(0);
  });

  it("is another one of another moment", async () => {
    const key = await api.newKey();
    const moments = [{}, { as_of: "2024-06-01" }, { known_at: "2100-01-01" }];
    for (const moment of moments) expect(await used(key, { ...BY_EMAIL, ...moment })).toBe(4);
    for (const moment of moments) expect(await used(key, { ...BY_EMAIL, ...moment })).toBe(0);
  });

  it("is one about nobody, too", async () => {
    const key = await api.newKey({ credits: 20 });
    expect(await used(key, STRANGER)).toBe(1);
    expect(await used(key, STRANGER)).toBe(0);
  });

  it("costs another account what it costs", async () => {
    await used(await api.newKey({ credits: 20 }), BY_EMAIL);
    expect(await used(await api.newKey({ credits: 20 }), BY_EMAIL)).toBe(4);
  });

  it("costs what another outcome costs", async () => {
    const key = await api.newKey({ credits: 20 });
    expect(await used(key, BY_EMAIL)).toBe(4);
    expect(await used(key, { ...BY_EMAIL, required: ["linkedin_url", "department"] })).toBe(1);
  });

  it("is paid for each time on a plan without such hours", async () => {
    const key = await plain.newKey({ credits: 20 });
    await plain.enrich(key, BY_EMAIL);
    expect((await plain.enrich(key, BY_EMAIL)).body.credits_used).toBe(4);
  });

  it("is stored for its Idempotency-Key when it costs nothing, and replayed as it was", async () => {
    const key = await api.newKey({ credits: 20 });
    await used(key, BY_EMAIL);
    const once = { "idempotency-key": "again" };
    const first = await api.enrich(key, BY_EMAIL, once);
    expect(first.body.credits_used).toBe(0);
    expect((await api.enrich(key, BY_EMAIL, once)).text).toBe(first.text);
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("needs a balance that covers the highest price, like any other", async () => {
    const key = await api.newKey({ credits: 4 });
    await used(key, BY_EMAIL);
    expect((await api.enrich(key, BY_EMAIL)).status).toBe(402);
  });

  it("is forgotten when its hours have passed", async () => {
    await used(await api.newKey({ credits: 20 }), BY_EMAIL);
    await age(HOURS);
    expect(await forgetQuestions(database.sql, HOURS)).toBeGreaterThan(0);
    expect(await database.sql`SELECT FROM paid_question`).toHaveLength(0);
  });
});
