import { watchesAnswer } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../../test/api.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await testDatabase();
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

const list = (key: string, query = "") => api.get(`/api/v1/watches${query}`, key);

describe("200", () => {
  it("answers the account's watches, oldest first, page by page, and nobody else's", async () => {
    const [key, other] = [await api.newKey(), await api.newKey()];
    await api.post("/api/v1/watches", other, { company: "Other" });
    for (const company of ["One", "Two", "Three"]) await api.post("/api/v1/watches", key, { company });
    const whole = (await list(key)).body;
    expect(watchesAnswer.strict().parse(whole)).toBeTruthy();
    expect(whole.data.map(({ company }: { company: string }) => company)).toEqual(["One", "Two", "Three"]);
    expect(whole.next_cursor).toBeNull();
    const first = (await list(key, "?limit=2")).body;
    const second = (await list(key, `?limit=2&cursor=${first.next_cursor}`)).body;
    expect([...first.data, ...second.data]).toEqual(whole.data);
    expect(second.next_cursor).toBeNull();
  });

  it("answers nothing where there are none", async () => {
    expect((await list(await api.newKey())).body).toMatchObject({ data: [], next_cursor: null });
  });
});

describe("400 invalid_param", () => {
  it.each([
    ["limit", "0"],
    ["limit", "101"],
    ["cursor", "x"],
  ])("for %s=%s", async (param, value) => {
    const { status, body } = await list(await api.newKey(), `?${param}=${value}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: "invalid_param", param });
  });
});
