import { personAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { ADA, publishAda } from "../../../test/people.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { writeRedirects } from "../../fusion/servingTables.js";

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  await writeRedirects(database.sql, new Map([["p_old", "p_ada"]]));
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

const get = (id: string, key: string) => api.get(`/api/v1/people/${id}`, key);

describe("200", () => {
  it.each(["p_ada", "p_old"])("answers who has the id %s now, for a credit", async (id) => {
    const key = await api.newKey({ credits: 2 });
    const { status, body } = await get(id, key);
    expect(status).toBe(200);
    expect(personAnswer.strict().parse(body)).toBeTruthy();
    expect(body).toMatchObject({ credits_used: 1, data: { person_id: "p_ada", full_name: ADA.full_name } });
    expect(await api.charges(key)).toMatchObject([{ credits: 1, request_id: body.request_id }]);
  });

  it("answers a test key from personas", async () => {
    const key = await api.newKey({ mode: "test" });
    const { body } = await get("per_persona_certain", key);
    expect(personAnswer.strict().parse(body)).toMatchObject({ credits_used: 0, data: { confidence: 0.99 } });
    expect((await get("p_ada", key)).status).toBe(404);
    expect((await get("insufficient_credits", key)).status).toBe(402);
  });
});

describe("refusals", () => {
  it("404 not_found costs nothing", async () => {
    const key = await api.newKey({ credits: 2 });
    const { status, body } = await get("per_nobody", key);
    expect(status).toBe(404);
    expect(body).toMatchObject({ message: "not_found", credits_used: 0 });
    expect(await api.charges(key)).toEqual([]);
  });

  it.each(["a%20b", "x".repeat(65), "per_%C3%A9", "a,b"])("400 invalid_param: %s is no id", async (id) => {
    const { status, body } = await get(id, await api.newKey());
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: "invalid_param", param: "person_id" });
  });

  it("401 without a key, 403 with one for something else", async () => {
    expect((await get("p_ada", "")).status).toBe(401);
    expect((await get("p_ada", await api.newKey({ scopes: ["enrich"] }))).status).toBe(403);
  });

  it("402 alike for who is known and who is not", async () => {
    const key = await api.newKey({ credits: 0 });
    for (const id of ["p_ada", "per_nobody"]) expect((await get(id, key)).status).toBe(402);
  });

  it("405 with another method", async () => {
    const { status, headers } = await api.post("/api/v1/people/p_ada", await api.newKey(), {});
    expect(status).toBe(405);
    expect(headers["allow"]).toBe("GET, HEAD");
  });

  it("429 over the plan's rate", async () => {
    const key = await api.newKey({ plan: "free" });
    for (let call = 0; call < 10; call++) await get("per_nobody", key);
    expect((await get("per_nobody", key)).status).toBe(429);
  });
});
