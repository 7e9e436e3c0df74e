import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { csvRows, resultHeader } from "./bulk/resultFile.js";
import { unguarded } from "./csvText.js";
import { writeExport } from "./fusion/exportFile.js";
import { RejectsFile } from "./ingestion/rejects.js";

const folder = mkdtempSync(join(tmpdir(), "vouch-csv-writers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a spreadsheet runs: a sign of a formula in front, unless a number or a telephone number follows. */
const runs = (cell: string) =>
  /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/.test(cell) && !/^(?:[+-]?\d+(?:\.\d+)?|\+\d[\d ]*)$/.test(cell);

const PHONE = "+49 30 5550100";
const cell = fc
  .tuple(
    fc.constantFrom("", "=", "'=", "+", "-", "@", "\t=", "\r=", "＝", " ="),
    fc.stringMatching(/^[a-z0-9 ;,"'|\n]{0,12}$/),
  )
  .map((parts) => parts.join(""));
const row = fc.tuple(cell, cell);
const rows = fc.array(row, { minLength: 1, maxLength: 5 });

/** Holds what was written: nothing in it runs, telephones are as they were, and all of it comes back. */
function expectSafe(text: string, written: readonly (readonly string[])[]): void {
  const cells: string[][] = parse(text);
  expect(cells.flat().filter(runs)).toEqual([]);
  expect(cells.map((line) => line.map(unguarded))).toEqual(written);
  expect(cells.flat().filter((found) => found === PHONE)).toEqual(
    written.flat().filter((told) => told === PHONE),
  );
}

describe("whoever writes CSV writes no cell that a spreadsheet runs, and nothing is lost", () => {
  it("an export", async () => {
    const path = join(folder, "export.csv");
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const told = given.map((cells) => [...cells, PHONE]);
        async function* batches() {
          yield told;
        }
        await writeExport(["name", "=title", "phone"], batches(), "csv", path);
        expectSafe(readFileSync(path, "utf8"), [["name", "=title", "phone"], ...told]);
      }),
      { numRuns: 50 },
    );
  });

  it("the result of a job", () => {
    const answer = { word: "not_found", credits: 1 };
    fc.assert(
      fc.property(rows, row, (given, header) => {
        const columns = [...header, "phone"];
        const told = given.map((cells) => [...cells, PHONE]);
        const text = csvRows(
          { type: "email", header: columns },
          { records: told, answers: told.map(() => answer) },
        );
        const added = ["not_found", "", "", "", "", ""];
        expectSafe(
          text,
          told.map((cells) => [...cells, ...added]),
        );
        expect(resultHeader("email", columns).slice(0, 3)).toEqual(columns);
      }),
    );
  });

  it("the rejects of an import", async () => {
    let second = 0;
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        second += 1;
        const rejects = new RejectsFile(folder, "crm", "=crm.csv", new Date(second * 1000));
        await rejects.add(
          given.map(([column, detail], at) => ({ line: at + 2, column, code: "bad_email", detail })),
        );
        await rejects.close();
        expectSafe(readFileSync(rejects.path, "utf8"), [
          ["file", "line", "column", "code", "detail"],
          ...given.map(([column, detail], at) => ["=crm.csv", `${at + 2}`, column, "bad_email", detail]),
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it("there is no writer but those that use csvText", () => {
    const source = new URL("./", import.meta.url).pathname;
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
      /(?<!\.test)\.ts$/.test(path),
    );
    const having = (text: string) =>
      files.filter((path) => readFileSync(source + path, "utf8").includes(text)).sort();
    expect(having("csv-stringify")).toEqual(["csvText.ts"]);
    expect(having("FORMAT csv")).toEqual([]);
    expect(having("import { csvText }")).toEqual([
      "bulk/resultFile.ts",
      "fusion/exportFile.ts",
      "ingestion/rejects.ts",
    ]);
  });
});
