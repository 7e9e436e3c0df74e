import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../test/personRecord.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { fusedAsOf } from "./asOf.js";
import { fuse } from "./fuse.js";
import { PROFILE_FIELDS } from "./fusedPerson.js";
import { type LearnedReliability, reliabilityFrom } from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

const learned: LearnedReliability = {
  today: dayOf("2026-01-01"),
  typicalDay: dayOf("2023-01-01"),
  accuracies: new Map(),
  copyRates: new Map(),
  halfLives: new Map(),
  typicalDays: new Map(),
};

let records = 0;
function record(fields: RecordFields, first: string | null, last: string | null = first): PersonRecord {
  records += 1;
  const { record: normalized } = normalizeRecord({ full_name: "Ana Lima", ...fields });
  const days = {
    first_day: first === null ? null : dayOf(first),
    last_day: last === null ? null : dayOf(last),
  };
  return {
    ...EMPTY_RECORD,
    ...normalized,
    ...days,
    record_id: records,
    source_id: records,
    source_key: `${records}`,
  };
}

const at = (company: string, title: string): RecordFields => ({
  company_name: company,
  company_domain: `${company.toLowerCase()}.example`,
  title,
  emails: [`ana@${company.toLowerCase()}.example`],
});

const career = [
  record(at("Acme", "Engineer"), "2015-01-01", "2018-06-01"),
  record({ ...at("Acme", "Engineer"), location: "Leeds, England, United Kingdom" }, "2016-05-01"),
  record(at("Beta", "Head of Sales"), "2020-01-01", "2025-01-01"),
  record({ ...at("Beta", "Head of Sales"), location: "Porto, Portugal" }, "2021-01-01"),
  record({ emails: ["ana.lima@home.example"] }, null),
];
const { evidence } = fuse(career, reliabilityFrom(learned));
const asOf = (date: string) => fusedAsOf(evidence, dayOf(date), learned);

describe("a person as of a day", () => {
  it.each([
    ["2016-12-31", "Acme", "acme.example", "ana@acme.example", "Engineer", "Leeds, England, United Kingdom"],
    ["2022-06-01", "Beta", "beta.example", "ana@beta.example", "Head of Sales", "Porto, Portugal"],
  ])("%s has the employer, title, address and place of then", (date, ...then) => {
    const { company_name, company_domain, email, title, location } = asOf(date)?.profile ?? {};
    expect([company_name, company_domain, email, title, location]).toEqual(then);
  });

  it("knows of a first record what it says, and of no later one anything", () => {
    const { profile, record_count } = asOf("2015-01-02") ?? { profile: null, record_count: 0 };
    expect(record_count).toBe(1);
    expect(profile).toMatchObject({ full_name: "Ana Lima", title: "Engineer", location: null });
  });

  it("is nobody before anything was seen, whatever is said without a date", () => {
    expect(asOf("2014-12-31")).toBeUndefined();
  });

  it("leads on to the usual domain and name of an employer that the record does not give itself", () => {
    const usual = { ...record({ company_name: "Acme" }, "2017-01-01"), usual_domain: "acme.example" };
    const named = {
      ...record({ company_domain: "beta.example" }, "2019-01-01"),
      usual_company_name: "Beta",
    };
    const both = fuse([usual, named], reliabilityFrom(learned)).evidence;
    expect(fusedAsOf(both, dayOf("2017-02-01"), learned)?.profile).toMatchObject({
      company_name: "Acme",
      company_domain: "acme.example",
    });
    expect(fusedAsOf(both, dayOf("2019-02-01"), learned)?.profile).toMatchObject({
      company_name: "Beta",
      company_domain: "beta.example",
    });
  });

  const anyRecord = fc
    .record({
      company: fc.constantFrom("Acme", "Beta", "Gamma"),
      title: fc.constantFrom("Engineer", "Head of Sales", "Nurse"),
      location: fc.constantFrom("Leeds, England, United Kingdom", "Porto, Portugal"),
      first: fc.integer({ min: dayOf("2015-01-01"), max: dayOf("2025-12-31") }),
      days: fc.integer({ min: 0, max: 900 }),
    })
    .map(({ company, title, location, first, days }) => ({
      ...record({ ...at(company, title), location }, null),
      first_day: first,
      last_day: Math.min(first + days, learned.today),
    }));
  const anyCareer = fc.array(anyRecord, { minLength: 1, maxLength: 6 });

  it("today is the person as published", () => {
    fc.assert(
      fc.property(anyCareer, (said) => {
        const now = fuse(said, reliabilityFrom(learned));
        const then = fusedAsOf(now.evidence, learned.today, learned);
        expect(then?.profile).toEqual(now.profile);
      }),
      { numRuns: 60 },
    );
  });

  it("rests on nothing that was first seen later, and says so of all that it says", () => {
    fc.assert(
      fc.property(anyCareer, fc.integer({ min: dayOf("2014-06-01"), max: learned.today }), (said, day) => {
        const now = fuse(said, reliabilityFrom(learned));
        const then = fusedAsOf(now.evidence, day, learned);
        expect(then === undefined).toBe(said.every(({ first_day }) => (first_day ?? 0) > day));
        for (const field of PROFILE_FIELDS) {
          for (const { record: origin } of then?.evidence[field]?.flatMap((value) => value.statements) ?? [])
            expect(origin.first_day).toBeLessThanOrEqual(day);
        }
      }),
      { numRuns: 60 },
    );
  });
});
