import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { contentHash, contentOf } from "./connector.js";
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

it("what was packed is unpacked as it was normalised, whatever stands in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, fields), { minLength: 1, maxLength: 8 }), async (all) => {
      const records = all.map(
        ([key, one], at): SourceRecord => ({ key: `${at}${key}`, fields: one, line: at + 1 }),
      );
      const staging = await Staging.open(engine, NOW);
      for (const record of records) staging.addRecord(record);
      await staging.finish();
      const staged = await engine.query<{ source_key: string; content_hash: string; fields: string }>(
        "SELECT source_key, content_hash, fields FROM staged_record ORDER BY seq",
      );
      const contents = records.map((record) => contentOf(record.fields));
      expect(staged.map((row) => row.fields)).toEqual(contents);
      expect(staged.map((row) => row.content_hash)).toEqual(contents.map(contentHash));
      expect(staged.map((row) => row.source_key)).toEqual(records.map(({ key }) => withoutParting(key)));
      const columns = await engine.query(
        `SELECT ${NORMALIZED_COLUMNS.join(", ")} FROM staged_normalized ORDER BY seq`,
      );
      const given = contents.map(
        (content): RecordFields =>
          JSON.parse(content, (_, value) => (typeof value === "string" ? withoutParting(value) : value)),
      );
      expect(columns).toEqual(given.map((one) => normalizeRecord(one, NOW).record));
      const identifiers = await engine.query("SELECT seq, kind, value FROM staged_identifier ORDER BY seq");
      expect(identifiers).toEqual(
        given.flatMap((one, seq) =>
          normalizeRecord(one, NOW).identifiers.map((found) => ({ seq, ...found })),
        ),
      );
      await staging.drop();
    }),
    { numRuns: 40 },
  );
});
