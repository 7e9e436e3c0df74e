import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROFILE_FIELDS, type Profile } from "../fusion/fusedPerson.js";
import { changeOf } from "./changeOf.js";

const ADA: Profile = {
  full_name: "Ada Byron",
  email: "ada@acme.example",
  title: "Senior Analyst",
  seniority: "senior",
  department: "Data",
  company_name: "Acme Inc.",
  company_domain: "acme.example",
  linkedin_url: null,
  location: "London, United Kingdom",
};

const typesOf = (after: Partial<Profile>, before: Partial<Profile> = {}) =>
  changeOf({ ...ADA, ...before }, { ...ADA, ...after })?.types;

describe("a job change", () => {
  it.each<[string, Partial<Profile>, Partial<Profile>?]>([
    ["another title", { title: "VP Data" }],
    ["another employer", { company_name: "Globex", company_domain: "globex.example" }],
    ["another employer whose domain is not known", { company_name: "Globex", company_domain: null }],
    [
      "another domain, of an employer without a name",
      { company_domain: "b.example" },
      { company_name: null },
    ],
  ])("is %s", (_what, after, before = {}) => {
    expect(changeOf({ ...ADA, ...before }, { ...ADA, ...before, ...after })?.types).toEqual(["job_change"]);
  });

  it.each<[string, Partial<Profile>, Partial<Profile>?]>([
    ["the same title, written otherwise", { title: "senior  analyst" }],
    ["the same employer by another name", { company_name: "Acme Labs" }],
    ["the same employer at another domain", { company_domain: "acme.test" }],
    ["a legal form", { company_name: "Acme GmbH" }],
    ["a title that is newly known", {}, { title: null }],
    ["an employer that is not known any more", { company_name: null, company_domain: null }],
    ["what a title is taken for", { seniority: "mid", department: "Engineering" }],
  ])("is not %s", (_what, after, before = {}) => {
    expect(typesOf(after, before)).toEqual(["profile_change"]);
  });

  it.each<[string, string]>([
    ["London, United Kingdom", "London, England, UK"],
    ["Kleindorf, Germany", "kleindorf,  germany"],
  ])("of a place is none where it is written otherwise: %s", (before, after) => {
    expect(typesOf({ location: after }, { location: before })).toEqual(["profile_change"]);
    expect(typesOf({ location: "Leeds, UK" }, { location: before })).toEqual(["location_change"]);
  });

  it("takes what goes with it along, and leaves the rest to its own type", () => {
    const change = changeOf(ADA, {
      ...ADA,
      title: "VP Data",
      seniority: "executive",
      email: "ada@globex.example",
      location: null,
    });
    expect(change).toEqual({
      types: ["email_change", "job_change", "location_change"],
      before: { email: ADA.email, title: ADA.title, seniority: "senior", location: ADA.location },
      after: { email: "ada@globex.example", title: "VP Data", seniority: "executive", location: null },
    });
  });
});

const profile = fc.record(
  Object.fromEntries(
    PROFILE_FIELDS.map((field) => [field, fc.option(fc.constantFrom("a", "b", "B b", "c.example"))]),
  ),
) as fc.Arbitrary<Profile>;

describe("what is another one", () => {
  it("is told whole, and nothing else: it makes one profile of the other", () => {
    fc.assert(
      fc.property(profile, profile, (before, after) => {
        const change = changeOf(before, after);
        expect({ ...before, ...change?.after }).toEqual(after);
        expect({ ...after, ...change?.before }).toEqual(before);
        expect(Object.keys(change?.before ?? {})).toEqual(Object.keys(change?.after ?? {}));
        for (const field of Object.keys(change?.after ?? {}) as (keyof Profile)[])
          expect(before[field]).not.toBe(after[field]);
      }),
    );
  });

  it("is of at least one type, of the same the other way round, and of none where nothing is", () => {
    fc.assert(
      fc.property(profile, profile, (before, after) => {
        const types = changeOf(before, after)?.types;
        expect(types?.length).not.toBe(0);
        expect(changeOf(after, before)?.types).toEqual(types);
        expect(changeOf(before, { ...before })).toBeUndefined();
      }),
    );
  });
});
