import { enrichPersonAnswer } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import type { RecordOrigin, StatedValue } from "../fusion/evidence.js";
import type { Profile } from "../fusion/fusedPerson.js";
import { sectionsOf, type VouchedPerson } from "./sections.js";

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

const record = (source_id: number, key: string, first: string | null, last: string | null): RecordOrigin => ({
  source_id,
  source_key: key,
  first_day: first === null ? null : dayOf(first),
  last_day: last === null ? null : dayOf(last),
});

const OLD = record(1, "7 a", "2020-01-01", "2021-06-01");
const NEW = record(2, "x", "2024-02-01", "2025-03-01");
const UNDATED = record(3, "9", null, null);

const said = (value: string | null, probability: number, ...by: readonly RecordOrigin[]): StatedValue => ({
  value,
  probability,
  statements: by.map((one) => ({ record: one, original: value ?? "" })),
});

const NOTHING: Profile = {
  full_name: null,
  email: null,
  title: null,
  seniority: null,
  department: null,
  company_name: null,
  company_domain: null,
  linkedin_url: null,
  location: null,
};

const person: VouchedPerson = {
  profile: { ...NOTHING, full_name: "Ana Lima", title: "Manager", company_name: "Beta" },
  evidence: {
    full_name: [said("Ana Lima", 0.99, OLD, NEW, UNDATED)],
    title: [said("Manager", 0.8, NEW), said("Engineer", 0.1, OLD)],
    company_name: [said("Beta", 0.85, NEW), said("Acme", 0.1, OLD)],
    company_domain: [said(null, 0.85), said("acme.example", 0.1, OLD)],
    location: [said("Leeds", 0.2, UNDATED)],
  },
  cohesion: 0.98765,
  record_count: 3,
  sources: new Map(
    [
      { source_id: 1, name: "crm", legal_basis: "contract", record_url: "https://crm.example/people/{key}" },
      { source_id: 2, name: "directory", legal_basis: null, record_url: null },
      { source_id: 3, name: "events", legal_basis: null, record_url: null },
    ].map((source) => [source.source_id, source]),
  ),
};

const ALL = ["evidence", "alternatives", "history", "explanation"] as const;
const finding = { foundBy: "name", candidates: 2 } as const;
const sections = sectionsOf(ALL, person, finding);

describe("sections of an answer", () => {
  it("have the contract's shape", () => {
    const data = { ...person.profile, confidence: 0.9 };
    const answer = { status: "success", request_id: "req_1", credits_used: 4, data, ...sections };
    expect(enrichPersonAnswer.parse(answer)).toEqual(answer);
  });

  it.each(ALL)("are only those asked for: %s", (name) => {
    expect(sectionsOf([name], person, finding)).toEqual({ [name]: sections[name] });
  });
});

describe("evidence", () => {
  it("tells of a shown value who says it, when it was seen, and from when it was seen in place of another", () => {
    expect(sections.evidence?.title).toEqual({
      value: "Manager",
      probability: 0.8,
      first_seen: "2024-02-01",
      last_seen: "2025-03-01",
      changed_at: "2024-02-01",
      sources: [
        {
          source: "directory",
          record: "x",
          value: "Manager",
          first_seen: "2024-02-01",
          last_seen: "2025-03-01",
          url: null,
          licence: null,
        },
      ],
    });
  });

  it("names the record's page and the source's licence note, the record seen last first", () => {
    expect(sections.evidence?.full_name).toMatchObject({
      first_seen: "2020-01-01",
      changed_at: null,
      sources: [
        { source: "directory" },
        { source: "crm", url: "https://crm.example/people/7%20a", licence: "contract" },
        { source: "events", first_seen: null, last_seen: null },
      ],
    });
  });

  it("is of what the profile shows, and of nothing else", () => {
    const shown = Object.entries(person.profile).filter(([, value]) => value !== null);
    expect(Object.entries(sections.evidence ?? {}).map(([field, { value }]) => [field, value])).toEqual(
      shown,
    );
  });

  it("names no source that is gone, and no value that nobody else says", () => {
    const without = { ...person, sources: new Map([...person.sources].filter(([id]) => id !== 2)) };
    const { evidence, history } = sectionsOf(ALL, without, finding);
    expect(evidence).not.toHaveProperty("title");
    expect(evidence?.full_name?.sources.map(({ source }) => source)).toEqual(["crm", "events"]);
    expect(history?.employments.map(({ company_name }) => company_name)).toEqual(["Acme"]);
  });
});

describe("alternatives", () => {
  it("are the other values, also of a field that the profile does not show", () => {
    expect(sections.alternatives).toMatchObject({
      title: [{ value: "Engineer", probability: 0.1, last_seen: "2021-06-01" }],
      location: [{ value: "Leeds", last_seen: null }],
    });
    expect(sections.alternatives).not.toHaveProperty("full_name");
  });
});

describe("history", () => {
  it("gives each employer with the titles seen there, the current one first", () => {
    expect(sections.history?.employments).toMatchObject([
      {
        company_name: "Beta",
        company_domain: null,
        is_current: true,
        titles: [{ title: "Manager", first_seen: "2024-02-01" }],
      },
      {
        company_name: "Acme",
        company_domain: "acme.example",
        is_current: false,
        last_seen: "2021-06-01",
        titles: [{ title: "Engineer" }],
        sources: [{ source: "crm" }],
      },
    ]);
  });
});

describe("the explanation", () => {
  it("tells how the person was found, and of each field why it shows what it shows", () => {
    expect(sections.explanation).toMatchObject({
      found_by: "name",
      candidates: 2,
      records: 3,
      cohesion: 0.988,
    });
    expect(sections.explanation?.reasons).toEqual({
      full_name: "directory, crm and events say so, last on 2025-03-01.",
      title:
        'directory says so, last on 2025-03-01. crm says "Engineer", last on 2021-06-01: it was seen before that.',
      company_name:
        'directory says so, last on 2025-03-01. crm says "Acme", last on 2021-06-01: it was seen before that.',
    });
  });
});
