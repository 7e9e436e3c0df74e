import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { understoodAt } from "../../../test/connected.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-parquet-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function write(select: string): Promise<string> {
  const path = join(folder, "it's people.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

describe("a Parquet file is read with", () => {
  it("inner columns, lists, dates, numbers and nothing", async () => {
    const path = await write(
      `SELECT 7 AS id, {'first': 'Jane', 'last': 'Doe'} AS name, ['a@acme.example', 'b@acme.example'] AS emails,
       4930123456::BIGINT AS phone, DATE '2024-03-05' AS updated_at, NULL::VARCHAR AS title, 'x'::BLOB AS photo`,
    );
    const { people, keys } = await understoodAt(path, "parquet");
    expect(people).toEqual([
      {
        first_name: "Jane",
        last_name: "Doe",
        emails: ["a@acme.example", "b@acme.example"],
        phones: ["4930123456"],
        last_seen: "2024-03-05",
      },
    ]);
    expect(keys).toEqual(["7"]);
  });

  it("all its rows, in order", async () => {
    const path = await write(
      "SELECT 'Jane ' || chr(65 + (i % 26)::INTEGER) || i AS name FROM range(10000) t(i)",
    );
    const { people, lines } = await understoodAt(path, "parquet");
    expect(people.length).toBe(10_000);
    expect(lines).toEqual(Array.from({ length: 10_000 }, (_, at) => at + 1));
  });
});

describe("a Parquet file is refused that", () => {
  it("repeats one row without end", async () => {
    const path = await write("SELECT 'Jane Doe' AS name FROM range(1000000)");
    await expect(understoodAt(path, "parquet")).rejects.toMatchObject({ code: "archive_bomb" });
  });

  it.each([
    ["is something else", "Name,Email\n", "damaged_archive"],
    ["only begins like one", "PAR1\u0000\u0000\u0000\u0000PAR1", "damaged_archive"],
  ])("%s", async (_, content, code) => {
    const path = join(folder, "people.parquet");
    writeFileSync(path, content);
    await expect(understoodAt(path, "parquet")).rejects.toMatchObject({ code });
  });
});
