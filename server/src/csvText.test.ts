import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, guarded, unguarded } from "./csvText.js";
import { readTable } from "./ingestion/table.js";

const RUNS = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

describe("a cell that a spreadsheet would run is written as text", () => {
  it.each([
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\n=1",
    "＝1+1",
    "+1-512-555-0100",
    "'=1+1",
    "''@x",
  ])("%j", (text) => {
    expect(RUNS.test(guarded(text))).toBe(false);
    expect(unguarded(guarded(text))).toBe(text);
  });
});

describe("what is no formula stays as it is", () => {
  it.each([
    "+4930123456",
    "+49 30 123456",
    "-12.5",
    "12",
    "O'Tarragon",
    "'t Hooft",
    "a=b",
    "",
    "jane@acme.example",
  ])("%j", (text) => {
    expect(guarded(text)).toBe(text);
    expect(unguarded(text)).toBe(text);
  });
});

it("text between separators of other countries is one cell in them, too", () => {
  for (const text of ["a;=1+1", "b\t=2", "c|=3"])
    for (const delimiter of [";", "\t", "|"])
      expect(parse(csvText([[text]]), { delimiter })).toEqual([[text]]);
});

it("every text comes back as it was", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("", "=", "'", "+", "\t", "-1"),
      (text, start) => {
        expect(unguarded(guarded(start + text))).toBe(start + text);
      },
    ),
  );
});

it("what we write reads back as it was, and holds nothing that runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vouch-csv-"));
  const path = join(folder, "people.csv");
  const cell = fc
    .tuple(fc.constantFrom("", "=", "'=", "+", "-", "@"), fc.stringMatching(/^[a-z0-9 ;,"'|]{0,12}$/))
    .map((parts) => parts.join("").trim());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
      const text = csvText([["name", "title"], ...rows.map(([a, b]) => [`x${a}`, b])]);
      for (const found of parse(text).flat())
        expect(RUNS.test(found) && !/^[+-]?[\d. ]*$/.test(found)).toBe(false);
      writeFileSync(path, text);
      const read: (readonly string[])[] = [];
      for await (const batch of (await readTable(path)).rows)
        for (const row of batch) if (row.kind === "row") read.push(row.cells);
      expect(read).toEqual(rows.map(([a, b]) => [`x${a}`, b]));
    }),
    { numRuns: 200 },
  );
  rmSync(folder, { recursive: true });
});
