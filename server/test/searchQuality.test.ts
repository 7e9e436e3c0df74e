import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../src/config.js";
import { loadDemo } from "../src/demo.js";
import { TestApi } from "./api.js";
import { type TestDatabase, testDatabase } from "./postgres.js";

/** A search with people, by their addresses, who must be among all whom it finds, and who must not. */
const rows = readFileSync(new URL("./searchQuality.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => line.split("\t") as [query: string, must: string, mustNot: string]);

let database: TestDatabase;
let api: TestApi;
let key: string;
const folder = mkdtempSync(join(tmpdir(), "vouch-search-"));

beforeAll(async () => {
  database = await testDatabase();
  const config = loadConfig({ VOUCH_DATA: folder });
  await loadDemo(config, database.url, () => {}, new AbortController().signal);
  api = new TestApi(database.sql, {});
  key = await api.newKey({ credits: 1_000_000 });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The addresses of all who are found, page by page. */
async function addressesFound(query: object): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const asked = { ...query, limit: 100, ...(cursor && { cursor }) };
    const { status, body } = await api.post("/api/v1/people/search", key, asked);
    expect(status).toBe(200);
    found.push(...body.data.map(({ email }: { email: string }) => email));
    cursor = body.next_cursor;
  } while (cursor !== null);
  return found;
}

describe("searches of the demo", () => {
  it("are a hundred at least, each with somebody who must be found and somebody who must not", () => {
    expect(rows.length).toBeGreaterThanOrEqual(100);
    for (const [, must, mustNot] of rows) expect(must.length * mustNot.length).toBeGreaterThan(0);
  });

  it.each(rows)("%s", async (query, must, mustNot) => {
    const found = await addressesFound(JSON.parse(query));
    expect(must.split(" ").filter((address) => !found.includes(address))).toEqual([]);
    expect(mustNot.split(" ").filter((address) => found.includes(address))).toEqual([]);
  });
});
