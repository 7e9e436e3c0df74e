import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Evidence, packEvidence, type RecordOrigin, unpackEvidence } from "./evidence.js";
import { PROFILE_FIELDS } from "./fusedPerson.js";

const anyDay = fc.option(fc.integer({ min: 0, max: 30_000 }));
const anyRecord: fc.Arbitrary<RecordOrigin> = fc.record({
  source_id: fc.integer({ min: 1, max: 9 }),
  source_key: fc.string(),
  first_day: anyDay,
  last_day: anyDay,
});
const anyText = fc.constantFrom("Acme", "Acme\tInc.", "", "7", '"quoted"', "Ünï");

const anyEvidence: fc.Arbitrary<Evidence> = fc
  .array(anyRecord, { minLength: 1, maxLength: 4 })
  .chain((records) => {
    const statement = fc.record({ record: fc.constantFrom(...records), original: anyText });
    const stated = fc.record({
      value: fc.option(anyText),
      probability: fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000),
      statements: fc.array(statement),
    });
    const field = fc.array(stated, { minLength: 1, maxLength: 3 });
    const fields = Object.fromEntries(PROFILE_FIELDS.map((name) => [name, field]));
    return fc.record(fields, { requiredKeys: [] });
  });

describe("packed evidence", () => {
  it("is read back as it was", () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        expect(unpackEvidence(packEvidence(evidence))).toEqual(evidence);
      }),
    );
  });

  it("names a record once, however much it says", () => {
    const record = { source_id: 1, source_key: "the-key", first_day: 1, last_day: 2 };
    const said = [{ value: "Acme", probability: 0.9, statements: [{ record, original: "Acme" }] }];
    const packed = packEvidence({ company_name: said, title: said });
    expect(packed.split("the-key")).toHaveLength(2);
  });
});
