import { watchRemovedAnswer } from "@vouch/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await testDatabase();
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

async function remove(key: string, id: string) {
  const headers = { "x-api-key": key };
  const answer = await api.app.inject({ method: "DELETE", url: `/api/v1/watches/${id}`, headers });
  return { status: answer.statusCode, body: answer.json() };
}

async function made(key: string): Promise<string> {
  return (await api.post("/api/v1/watches", key, { company: "Acme" })).body.data.watch_id;
}

it("ends a watch", async () => {
  const key = await api.newKey();
  const watch_id = await made(key);
  const { status, body } = await remove(key, watch_id);
  expect(status).toBe(200);
  expect(watchRemovedAnswer.strict().parse(body).data).toEqual({ watch_id });
  expect((await api.get("/api/v1/watches", key)).body.data).toEqual([]);
});

it("answers watch_not_found for one that has ended, was never there, is another's, or cannot be one", async () => {
  const [key, other] = [await api.newKey(), await api.newKey()];
  const foreign = await made(other);
  for (const id of [foreign, "999999", "nothing", "9".repeat(19), "%00"]) {
    expect(await remove(key, id)).toMatchObject({ status: 404, body: { message: "watch_not_found" } });
  }
  expect((await api.get("/api/v1/watches", other)).body.data).toHaveLength(1);
  await remove(other, foreign);
  expect((await remove(other, foreign)).body.message).toBe("watch_not_found");
});
