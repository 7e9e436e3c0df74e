import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { type Member, member } from "../../test/staff.js";
import { linesOf } from "../fusion/servingLines.js";
import { deletePeople, writePeople } from "../fusion/servingTables.js";

const CHIEFS = 10_100;
/** Fewer than a page and a half. */
const BREWERS = 14;
const LIMIT = 10;

let database: TestDatabase;
let api: TestApi;

const place = (at: number) => String(at).padStart(5, "0");

beforeAll(async () => {
  database = await testDatabase();
  const chiefs = Array.from({ length: CHIEFS }, (_, at): Member => {
    return { id: `per_c${place(at)}`, title: "Chief Brewer", seen: 20_000 - Math.floor(at / 7) };
  });
  const brewers = Array.from({ length: BREWERS }, (_, at): Member => {
    return { id: `per_b${place(at)}`, title: "Brewer", seen: 10_000 + at };
  });
  await writePeople(database.sql, linesOf([...chiefs, ...brewers].map(member)));
  api = new TestApi(database.sql, {});
});
afterAll(() => database.close());

/** The ids on so many pages. */
async function pages(body: object, count: number): Promise<string[]> {
  const key = await api.newKey();
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < count; page++) {
    const asked = { ...body, limit: LIMIT, ...(cursor && { cursor }) };
    const answer = await api.post("/api/v1/people/search", key, asked);
    expect(answer.body).toMatchObject({ total: 10_000, total_is_exact: false });
    ids.push(...answer.body.data.map(({ person_id }: { person_id: string }) => person_id));
    cursor = answer.body.next_cursor;
    expect(cursor).not.toBeNull();
  }
  return ids;
}

const brewers = Array.from({ length: BREWERS }, (_, at) => `per_b${place(BREWERS - 1 - at)}`);
const chiefs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `per_c${place(from + at)}`);

describe("of more people than are counted", () => {
  it("the best come first, then those who were seen last, page by page", async () => {
    const ids = await pages({ title: "brewers" }, 3);
    expect(ids).toEqual([...brewers, ...chiefs(0, 3 * LIMIT - BREWERS)]);
  });

  it("those who were seen last come first where they are asked for", async () => {
    expect(await pages({ title: "brewers", sort: "recency" }, 3)).toEqual(chiefs(0, 3 * LIMIT));
  });

  it("the best may be many themselves", async () => {
    expect(await pages({ title: "chief brewer" }, 2)).toEqual(chiefs(0, 2 * LIMIT));
  });

  it("who was taken down is not found, nor counted", async () => {
    await deletePeople(database.sql, chiefs(0, 200));
    const { body } = await api.post("/api/v1/people/search", await api.newKey(), {
      title: "chief brewer",
      limit: 1,
    });
    expect(body).toMatchObject({ total: CHIEFS - 200, total_is_exact: true });
    expect(body.data[0].person_id).toBe("per_c00200");
  });
});
