import fc from "fast-check";
import { expect, it } from "vitest";
import type { StatedValue } from "../fusion/evidence.js";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { type PublishedSource, sectionsOf, type VouchedPerson } from "./sections.js";
import { sectionsText } from "./sectionsText.js";

const SECTIONS = ["evidence", "alternatives", "history", "explanation"] as const;

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const day = fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null });
const source = (source_id: number): fc.Arbitrary<PublishedSource> =>
  fc.record({
    source_id: fc.constant(source_id),
    name: text,
    legal_basis: fc.option(text, { nil: null }),
    record_url: fc.constantFrom(null, "https://crm.example/{key}"),
  });
/** The third source of records is gone. */
const sources = fc
  .tuple(source(1), source(2))
  .map((known) => new Map(known.map((one) => [one.source_id, one])));
const record = fc.record({
  source_id: fc.integer({ min: 1, max: 3 }),
  source_key: text,
  first_day: day,
  last_day: day,
});

const person: fc.Arbitrary<VouchedPerson> = fc
  .array(record, { minLength: 1, maxLength: 5 })
  .chain((records) => {
    const statement = fc.record({ record: fc.constantFrom(...records), original: text });
    const stated: fc.Arbitrary<StatedValue> = fc.record({
      value: fc.option(text, { nil: null }),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      statements: fc.array(statement, { maxLength: 6 }),
    });
    const values = fc.array(stated, { maxLength: 3 });
    const fields = <T>(of: fc.Arbitrary<T>) => Object.fromEntries(PROFILE_FIELDS.map((field) => [field, of]));
    return fc.record({
      profile: fc.record(fields(fc.option(text, { nil: null }))) as fc.Arbitrary<Profile>,
      evidence: fc.record(fields(values), { requiredKeys: [] }),
      cohesion: fc.double({ min: 0, max: 1, noNaN: true }),
      record_count: fc.constant(records.length),
      sources,
    });
  });

it("is the sections' JSON, byte for byte, whatever was said of a person", () => {
  fc.assert(
    fc.property(person, fc.subarray([...SECTIONS], { minLength: 1 }), (someone, include) => {
      const finding = { foundBy: "name", candidates: 2 } as const;
      const whole = JSON.stringify(sectionsOf(include, someone, finding));
      expect(`{${sectionsText(include, someone, finding)}}`).toBe(whole);
    }),
    { numRuns: 1000 },
  );
});
