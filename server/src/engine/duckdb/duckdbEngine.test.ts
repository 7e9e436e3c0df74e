import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ColumnBatch, Engine } from "../engine.js";
import { duckdbDialect } from "./dialect.js";
import { openDuckdb } from "./duckdbEngine.js";
import { createSchema } from "./schema.js";

let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vouch-duckdb-"));
  engine = await openDuckdb({
    path: join(folder, "a.duckdb"),
    memoryLimit: "256MB",
    tempDirectory: join(folder, "tmp"),
  });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const one = async (expression: string) => (await engine.query(`SELECT ${expression} AS x`))[0]?.["x"];

async function rowsOf(batches: AsyncIterable<ColumnBatch>): Promise<ColumnBatch[]> {
  const all: ColumnBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

describe("values", () => {
  it.each([
    ["9007199254740991", 9007199254740991],
    ["sum(x) FROM (VALUES (1), (2)) t(x)) -- ", 3],
    ["1.25", 1.25],
    ["DATE '2024-02-29'", "2024-02-29"],
    ["DATE '1969-12-31'", "1969-12-31"],
    ["TIMESTAMP '2024-02-29 12:30:00'", "2024-02-29T12:30:00.000Z"],
    ["true", true],
    ["NULL", null],
    ["'Zoë'", "Zoë"],
  ])("%s", async (expression, value) => {
    const sql = expression.endsWith("-- ") ? `(SELECT ${expression.replace(/\) -- $/, ")")}` : expression;
    expect(await one(sql)).toBe(value);
  });

  it("come back from a table as they were appended and bound", async () => {
    await engine.execute(
      "CREATE TABLE t (n INTEGER, b BIGINT, f FLOAT, s VARCHAR, d DATE, t TIMESTAMP, ok BOOLEAN)",
    );
    const row = [1, 2 ** 40, 0.5, "it's", "2024-02-29", "2024-02-29T12:30:00.000Z", true];
    await engine.append("t", { rowCount: 2, columns: row.map((cell) => [cell, null]) });
    await engine.execute("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7)", row);
    const [batch] = await rowsOf(engine.stream("SELECT * FROM t ORDER BY n NULLS LAST"));
    expect(batch?.columns).toEqual(row.map((cell) => [cell, cell, null]));
  });

  it("of any text come back the same", async () => {
    await engine.execute("CREATE TABLE t (n INTEGER, s VARCHAR)");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 20 }), async (texts) => {
        await engine.execute("DELETE FROM t");
        await engine.append("t", { rowCount: texts.length, columns: [texts.map((_, at) => at), texts] });
        const rows = await engine.query<{ s: string }>("SELECT s FROM t ORDER BY n");
        expect(rows.map(({ s }) => s)).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a large result", () => {
  it("comes batch by batch, whole and in order", async () => {
    let [rows, last] = [0, -1];
    for await (const { rowCount, columns } of engine.stream(
      "SELECT range AS n FROM range(100000) ORDER BY n",
    )) {
      expect(rowCount).toBeLessThanOrEqual(2048);
      for (const n of columns[0] ?? []) {
        expect(Number(n)).toBe(last + 1);
        last = Number(n);
      }
      rows += rowCount;
    }
    expect(rows).toBe(100_000);
  });

  it("goes through the temp folder where memory is short", async () => {
    const [row] = await engine.query<{ n: number }>(
      "SELECT sum(length(s)) AS n FROM (SELECT repeat(range::VARCHAR, 40) AS s, row_number() OVER (ORDER BY hash(range)) AS r FROM range(2000000)) WHERE r > 0",
    );
    // Sorted whole, under a limit of 256 MB.
    expect(row?.n).toBeGreaterThan(500_000_000);
  });
});

describe("a transaction", () => {
  it("happens whole or not at all", async () => {
    await engine.execute("CREATE TABLE t (n INTEGER)");
    const failing = engine.transaction(async () => {
      await engine.append("t", { rowCount: 2, columns: [[1, 2]] });
      await engine.execute("INSERT INTO t VALUES (3)");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await one("(SELECT count(*) FROM t)")).toBe(0);
    expect(
      await engine.transaction(async () => engine.execute("INSERT INTO t VALUES (4)").then(() => 7)),
    ).toBe(7);
    expect(await one("(SELECT count(*) FROM t)")).toBe(1);
  });
});

describe("a loading", () => {
  it("takes bytes each time, and what stays the same once", async () => {
    await engine.execute("CREATE TABLE t (n INTEGER, s VARCHAR)");
    const loading = await engine.prepareLoading(
      "INSERT INTO t SELECT CAST($2 AS INTEGER), decode($1) || $3",
      [7, "!"],
    );
    await loading.run(Buffer.from("Zoë"));
    await loading.run(Buffer.from(""));
    loading.end();
    expect(await engine.query("SELECT * FROM t ORDER BY s DESC")).toEqual([
      { n: 7, s: "Zoë!" },
      { n: 7, s: "!" },
    ]);
  });
});

describe("the world outside", () => {
  it("is out of reach, and stays so", async () => {
    const outside = join(folder, "outside.csv");
    writeFileSync(outside, "a\n1\n");
    await expect(engine.query(`SELECT * FROM '${outside}'`)).rejects.toThrow();
    await expect(engine.execute(`COPY (SELECT 1) TO '${join(folder, "out.csv")}'`)).rejects.toThrow();
    await expect(engine.execute("SET enable_external_access = true")).rejects.toThrow();
    await expect(engine.execute("SET memory_limit = '64GB'")).rejects.toThrow();
    expect(existsSync(join(folder, "out.csv"))).toBe(false);
  });
});

describe("the schema", () => {
  it("can be made again over itself, and keeps what is there", async () => {
    await createSchema(engine);
    await engine.execute("INSERT INTO pending_record VALUES (7, 'import of crm')");
    await createSchema(engine);
    expect(await engine.query("SELECT * FROM pending_record")).toEqual([
      { record_id: 7, cause: "import of crm" },
    ]);
  });
});

describe("the dialect", () => {
  it.each([
    [duckdbDialect.jaroWinkler("'martha'", "'marhta'"), 0.961],
    [duckdbDialect.levenshtein("'kitten'", "'sitting'"), 3],
    [duckdbDialect.prefix("'family'", 3), "fam"],
    [duckdbDialect.daysBetween("DATE '2024-02-28'", "DATE '2024-03-01'"), 2],
  ])("%s", async (expression, value) => {
    const found = await one(expression);
    expect(typeof found === "number" ? Math.round(found * 1000) / 1000 : found).toBe(value);
  });
});
