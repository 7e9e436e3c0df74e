import { watchAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  await database.sql`INSERT INTO person_redirect VALUES ('p_old', 'p_ada')`;
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

const create = (key: string, body: unknown) => api.post("/api/v1/watches", key, body);

describe("200", () => {
  it("watches a person, by the id that they have now", async () => {
    const { status, body } = await create(await api.newKey(), { person_id: "p_old", name: "champion" });
    expect(status).toBe(200);
    expect(watchAnswer.strict().parse(body)).toBeTruthy();
    expect(body.data).toMatchObject({ person_id: "p_ada", name: "champion", types: null, webhook_url: null });
    expect(body.webhook_secret).toBeUndefined();
  });

  it("watches whoever a search finds, and shows it as it was read", async () => {
    const { body } = await create(await api.newKey(), {
      domain: "https://www.stripe.com/team",
      title: " vp ",
      seniority: ["executive"],
      types: ["added", "job_change"],
    });
    expect(body.data).toMatchObject({
      domain: "stripe.com",
      title: "vp",
      seniority: ["executive"],
      types: ["added", "job_change"],
    });
    expect(body.data).not.toHaveProperty("department");
  });

  it("makes one watch of the same asked twice", async () => {
    const key = await api.newKey({ plan: "free" });
    const [one, again] = [await create(key, { company: "Acme" }), await create(key, { company: "Acme" })];
    expect(again.body.data).toEqual(one.body.data);
    const other = await create(key, { company: "Acme", types: ["removed"] });
    expect(other.body.data.watch_id).not.toBe(one.body.data.watch_id);
  });

  it("keeps nothing of a test key's", async () => {
    const key = await api.newKey({ mode: "test" });
    const { body } = await create(key, { company: "Acme" });
    expect(watchAnswer.strict().parse(body).data.watch_id).toBe("0");
    expect((await api.get("/api/v1/watches", key)).body.data).toEqual([]);
  });
});

describe("400 missing_param", () => {
  it.each([{}, { person_id: "" }, { company: "", seniority: [] }])("for %j", async (body) => {
    const { status, body: answer } = await create(await api.newKey(), body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ message: "missing_param", param: "person_id" });
    expect(answer.detail).toContain("company");
  });
});

describe("400 invalid_param", () => {
  it.each<[string, object]>([
    ["company", { person_id: "p_ada", company: "Acme" }],
    ["company", { company: "!!" }],
    ["domain", { domain: "no domain" }],
    ["person_id", { person_id: "a b" }],
    ["types", { company: "Acme", types: ["fired"] }],
    ["name", { company: "Acme", name: "a\0" }],
    // The test's server calls nothing but the public internet.
    ["webhook_url", { company: "Acme", webhook_url: "http://127.0.0.1/hook" }],
    ["webhook_url", { company: "Acme", webhook_url: "hook" }],
  ])("for %s", async (param, body) => {
    const { status, body: answer } = await create(await api.newKey(), body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ message: "invalid_param", param });
  });
});

it("answers 404 not_found for nobody", async () => {
  const { status, body } = await create(await api.newKey(), { person_id: "p_nobody" });
  expect(status).toBe(404);
  expect(body).toMatchObject({ message: "not_found", credits_used: 0 });
});

it("answers 409 too_many_watches above the plan's number, which is the account's", async () => {
  const key = await api.newKey({ plan: "free" });
  for (let count = 0; count < 9; count += 1) {
    expect((await create(key, { company: `Acme ${count}` })).status).toBe(200);
  }
  api.now += 120_000;
  const tenth = await create(key, { company: "Tenth" });
  expect(tenth.status).toBe(200);
  const { status, body } = await create(key, { company: "One more" });
  expect(status).toBe(409);
  expect(body.message).toBe("too_many_watches");
  expect((await create(key, { company: "Tenth" })).body.data).toEqual(tenth.body.data);
});

it("answers 403 insufficient_scope to a key that is not for searching", async () => {
  const { body } = await create(await api.newKey({ scopes: ["enrich"] }), { company: "Acme" });
  expect(body).toMatchObject({ code: 403, message: "insufficient_scope" });
});
