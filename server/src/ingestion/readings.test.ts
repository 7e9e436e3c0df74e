import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { hasAmbiguousDate } from "./assemble.js";
import { formatOf } from "./formats.js";
import { parseColumnMap } from "./headers.js";

const folder = mkdtempSync(join(tmpdir(), "vouch-readings-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a CSV file's records say, and what is read in them. */
async function read(lines: readonly string[], map = "{}") {
  const path = join(folder, "people.csv");
  writeFileSync(path, lines.join("\n"));
  const records = [];
  const { read: readCsv } = await formatOf("csv");
  for await (const batch of readCsv(path, { map: parseColumnMap(map, path), mailmap: false })) {
    for (const one of batch) if (one.kind === "record") records.push(one.record.fields);
  }
  return records.map((fields) => ({
    ambiguous: hasAmbiguousDate(fields),
    ...normalizeRecord(fields, Date.UTC(2026, 0, 1)),
  }));
}

const HEADER = "Name,Phone,Last Activity Date";

/** The hints beside them. */
async function hints(lines: readonly string[], map = "{}", kind: "csv" | "jsonl" = "csv") {
  const path = join(folder, "hinted");
  writeFileSync(path, lines.join("\n"));
  const found = [];
  for await (const batch of (await formatOf(kind)).read(path, {
    map: parseColumnMap(map, path),
    mailmap: false,
  }))
    for (const one of batch) if (one.kind === "hint") found.push(one.hint);
  return found;
}

describe("a date that could be read with the day or the month first", () => {
  it("is told with its line, its column and what to do, in tables and in objects", async () => {
    const table = ["Name,Phone,Last Activity Date", "Ann Poe,,2024-05-03", "Jane Doe,,3/5/2024"];
    const detail = expect.stringContaining('{"Last Activity Date": "last_seen dmy"}');
    const hint = { line: 3, column: "Last Activity Date", code: "ambiguous_date", detail };
    expect(await hints(table)).toEqual([hint]);
    expect(await hints(table, '{"Last Activity Date": "last_seen mdy"}')).toEqual([]);
    const objects = ['{"name": "Jane Doe", "Last Activity Date": "3/5/2024"}'];
    expect(await hints(objects, "{}", "jsonl")).toEqual([{ ...hint, line: 1 }]);
  });

  it("is left out where nothing says which, and counted", async () => {
    const [one] = await read([HEADER, "Jane Doe,,3/5/2024"]);
    expect(one?.ambiguous).toBe(true);
    expect(one?.record).toMatchObject({ full_name: "Jane Doe", last_seen: null });
  });

  it("is read in the order that another date of its column proves", async () => {
    const dates = await read([HEADER, "Jane Doe,,3/5/2024", "John Roe,,25/12/2024"]);
    expect(dates.map(({ record }) => record.last_seen)).toEqual(["2024-05-03", "2024-12-25"]);
    const [american] = await read([HEADER, "Jane Doe,,3/5/2024", "John Roe,,12/25/2024"]);
    expect(american?.record.last_seen).toBe("2024-03-05");
  });

  it("is left out where its column contradicts itself", async () => {
    const dates = await read([HEADER, "Jane Doe,,3/5/2024", "John Roe,,25/12/2024", "Jim Poe,,12/25/2024"]);
    expect(dates.map(({ record }) => record.last_seen)).toEqual([null, "2024-12-25", "2024-12-25"]);
  });

  it("is read as the map says", async () => {
    const [one] = await read([HEADER, "Jane Doe,,3/5/2024"], '{"Last Activity Date": "last_seen mdy"}');
    expect(one).toMatchObject({ ambiguous: false, record: { last_seen: "2024-03-05" } });
  });
});

describe("a telephone number without a country code", () => {
  it("is read where the map says its country", async () => {
    const rows = [HEADER, "Jane Doe,030 901820,"];
    const [unsaid] = await read(rows);
    const [said] = await read(rows, '{"Phone": "phones DE"}');
    expect(unsaid?.identifiers).toEqual([]);
    expect(said?.identifiers).toEqual([{ kind: "phone", value: "+4930901820" }]);
  });

  it("of no country is refused with what can be written", () => {
    expect(() => parseColumnMap('{"Phone": "phones XX"}', "map.json")).toThrow(
      '"Phone" is mapped to "phones XX"',
    );
  });
});
