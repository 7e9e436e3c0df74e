import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import { writeExport } from "./exportFile.js";
import { exportRecords } from "./exportRecords.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("exportRecords", () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await testEngine();
    await engine.execute("INSERT INTO source VALUES (1, 'crm, old', 'csv')");
    await engine.execute(
      `INSERT INTO source_record VALUES (1, 1, 'A-1', 'hash', '{}', TIMESTAMP '2026-01-01'),
       (2, 1, 'say "hi"', 'hash', '{}', TIMESTAMP '2026-01-01')`,
    );
    await engine.execute("INSERT INTO cluster VALUES (1, 'p1')");
  });
  afterEach(() => engine.close());

  it("writes CSV with a header, one line per source record, quoted where it must be", async () => {
    const output = join(folder, "records.csv");
    expect(await exportRecords(engine, "csv", output)).toEqual({ rows: 2 });
    expect(readFileSync(output, "utf8")).toBe(
      'source,source_key,person_id\n"crm, old",A-1,p1\n"crm, old","say ""hi""",\n',
    );
  });

  it("writes JSON lines, null for a record that no resolve has seen", async () => {
    const output = join(folder, "records.jsonl");
    await exportRecords(engine, "jsonl", output);
    const lines = readFileSync(output, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { source: "crm, old", source_key: "A-1", person_id: "p1" },
      { source: "crm, old", source_key: 'say "hi"', person_id: null },
    ]);
  });

  it("writes a header and nothing else for an empty store", async () => {
    await engine.execute("DELETE FROM source_record");
    const output = join(folder, "records.csv");
    expect(await exportRecords(engine, "csv", output)).toEqual({ rows: 0 });
    expect(readFileSync(output, "utf8")).toBe("source,source_key,person_id\n");
  });
});

describe("writeExport", () => {
  it.each(["missing/file.csv", ""])("says so where it can't write to '%s'", async (path) => {
    async function* nothing() {}
    await expect(writeExport(["a"], nothing(), "csv", join(folder, path))).rejects.toMatchObject({
      code: "output_not_writable",
    });
  });
});
