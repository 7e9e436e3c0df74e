import { describe, expect, it } from "vitest";
import { type Correction, corrected, SELF } from "./corrections.js";
import type { FusedPerson } from "./fusedPerson.js";

const said = (value: string, probability: number) => ({
  value,
  probability,
  statements: [
    { record: { source_id: 1, source_key: "a", first_day: null, last_day: 20_000 }, original: value },
  ],
});

const person: FusedPerson = {
  person_id: "p1",
  profile: {
    full_name: "Jane Roe",
    email: "jane@acme.example",
    title: "Engineer",
    seniority: "mid",
    department: "Engineering",
    company_name: "Acme",
    company_domain: "acme.example",
    linkedin_url: null,
    location: null,
  },
  evidence: {
    title: [said("Engineer", 0.9), said("Intern", 0.05)],
    company_name: [said("Acme", 0.9), said("Globex", 0.1)],
    company_domain: [said("acme.example", 0.9), said("globex.example", 0.1)],
  },
  emails: [{ email: "jane@acme.example", probability: 0.95 }],
  names: [{ given_name: "jane", family_name: "roe", share: 1 }],
  domains: [{ domain: "acme.example", probability: 0.9 }],
  cohesion: 0.99,
  record_count: 3,
};

const word = (field: Correction["field"], value: string): Correction => ({
  field,
  value,
  day: 21_000,
  source_id: SELF,
  reference: "request 7",
  correction_id: "1",
});

describe("what a person says of themselves", () => {
  it("stands above what sources say, whatever their number, and names who says it", () => {
    const { profile, evidence } = corrected(person, [word("title", "VP of Sales")]);
    expect(profile).toMatchObject({ title: "VP of Sales", seniority: "executive", department: "Sales" });
    expect(evidence.title?.map(({ value }) => value)).toEqual(["VP of Sales", "Engineer", "Intern"]);
    expect(evidence.title?.[0]?.statements[0]?.record).toMatchObject({
      source_id: SELF,
      source_key: "request 7",
    });
    expect(profile.company_name).toBe("Acme");
  });

  it("takes what belonged to the last employer away with it", () => {
    const { profile, evidence } = corrected(person, [word("company_name", "Initech")]);
    expect(profile).toMatchObject({
      company_name: "Initech",
      company_domain: null,
      title: null,
      seniority: null,
    });
    expect(evidence.company_name?.map(({ value }) => value)).toEqual(["Initech", "Acme", "Globex"]);
    expect(evidence.company_domain?.map(({ value }) => value)).toEqual([
      null,
      "acme.example",
      "globex.example",
    ]);
  });

  it("keeps the employer where only its spelling is corrected", () => {
    const { profile, evidence } = corrected(person, [word("company_name", "ACME, Inc.")]);
    expect(profile).toMatchObject({
      company_name: "ACME, Inc.",
      company_domain: "acme.example",
      title: "Engineer",
    });
    expect(evidence.company_name?.map(({ value }) => value)).toEqual(["ACME, Inc.", "Globex"]);
  });

  it("leads to the person, in the form that keys are made of", () => {
    const { profile, emails, names, domains } = corrected(person, [
      word("email", "Jane.Roe@Initech.example"),
      word("full_name", "Jane Miles"),
      word("company_domain", "https://www.initech.example/about"),
    ]);
    expect(profile.email).toBe("jane.roe@initech.example");
    expect(emails.map(({ email }) => email)).toEqual(["jane.roe@initech.example", "jane@acme.example"]);
    expect(names.map(({ family_name }) => family_name)).toEqual(["miles", "roe"]);
    expect(domains.map(({ domain }) => domain)).toEqual(["initech.example", "acme.example"]);
  });

  it("counts in its latest form, and where nothing was said nothing changes", () => {
    expect(corrected(person, [word("location", "Berlin"), word("location", "Bonn")]).profile.location).toBe(
      "Bonn",
    );
    expect(corrected(person)).toBe(person);
  });
});
