import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { contentHash, contentOf } from "./connector.js";
import { packRecords } from "./packedRecords.js";
import type { RecordFields, SourceRecord } from "./sourceRecord.js";
import { Staging } from "./staging.js";

const NOW = Date.parse("2026-06-01");

let engine: Engine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("\u001c", "a\u001db", "\u001e\u001f", "a\nb", ""),
);
const fields: fc.Arbitrary<RecordFields> = fc.record(
  {
    full_name: text,
    company_name: text,
    title: text,
    location: text,
    emails: fc.array(fc.constantFrom("jane@acme.example", "max@home.example", "a\u001cb@acme.example"), {
      maxLength: 3,
    }),
    last_seen: fc.constantFrom("2025-03-01", "yesterday", "3/5/2024"),
  },
  { requiredKeys: [] },
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
const PARTING = /[\u001c-\u001f]/g;
const withoutParting = (value: string | null) => value?.replace(PARTING, " ") ?? null;

/** What is stored of a record, by the order in which it was read. */
async function storedRows(records: readonly SourceRecord[], isNew: boolean) {
  const staging = await Staging.open(engine, { sourceId: 1, now: new Date(NOW), isNew });
  try {
    for (const record of records) staging.addRecord(record);
    await staging.finish();
    const { given, normalized, identifiers } = staging.searched;
    const rows = (columns: string, table: string) =>
      engine.query(`SELECT ${columns} FROM ${table} t ORDER BY t.record_id, t.rowid`);
    return {
      firstId: staging.firstId,
      given: await engine.query<{ source_key: string; content_hash: string; fields: string }>(
        `SELECT source_key, content_hash, fields FROM ${given} ORDER BY record_id`,
      ),
      normalized: await engine.query(
        `SELECT ${NORMALIZED_COLUMNS.join(", ")} FROM ${normalized} ORDER BY record_id`,
      ),
      identifiers: await rows("record_id, kind, value", identifiers.replace("*", "*, rowid")),
    };
  } finally {
    await staging.close();
  }
}

it.each([
  ["into the store", true],
  ["beside what is known", false],
])("what was packed is unpacked %s as it was normalised, whatever stands in it", async (_, isNew) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, fields), { minLength: 1, maxLength: 8 }), async (all) => {
      const records = all.map(
        ([key, one], at): SourceRecord => ({ key: `${at}${key}`, fields: one, line: at + 1 }),
      );
      const stored = await storedRows(records, isNew);
      const contents = records.map((record) => contentOf(record.fields));
      expect(stored.given.map((row) => row.fields)).toEqual(contents);
      expect(stored.given.map((row) => row.content_hash)).toEqual(contents.map(contentHash));
      expect(stored.given.map((row) => row.source_key)).toEqual(
        records.map(({ key }) => withoutParting(key)),
      );
      const given = contents.map(
        (content): RecordFields =>
          JSON.parse(content, (_, value) => (typeof value === "string" ? withoutParting(value) : value)),
      );
      expect(stored.normalized).toEqual(given.map((one) => normalizeRecord(one, NOW).record));
      expect(stored.identifiers).toEqual(
        given.flatMap((one, at) =>
          normalizeRecord(one, NOW).identifiers.map((found) => ({
            record_id: stored.firstId + at,
            ...found,
          })),
        ),
      );
    }),
    { numRuns: 30 },
  );
});

it("a task that fails leaves nothing behind for the next", () => {
  const task = { keys: ["1", "2"], first: 0, now: NOW };
  const good = { ...task, contents: [contentOf({ full_name: "Jane Doe" })] };
  const expected = packRecords(good);
  expect(() => packRecords({ ...task, contents: [...good.contents, "no JSON"] })).toThrow("JSON");
  expect(packRecords(good)).toEqual(expected);
});
